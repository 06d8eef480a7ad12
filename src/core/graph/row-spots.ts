import { ALL_TABLES } from '../model/keys';
import type { Resource } from '../model/lakeformation';
import type { Member } from '../model/snapshot';
import { resourceTarget, type ResourceTarget } from './resource-node';

/**
 * Finds what was made of a row's resource, each resource looked at once: a million rows name a hundred thousand tables, and
 * building a key for every row costs more than all that is done with it. Columns and filters of a table are the table.
 */
export function rowSpots<T>(
  make: (target: ResourceTarget) => T,
): (resource: Resource, member: Pick<Member, 'account'>) => T | undefined {
  const spots = new Map<string, T>();
  /** By catalog, database and table as the rows spell them; other spellings of a name lead to the same spot. */
  const tables = new Map<string, Map<string, Map<string, T>>>();

  const spotOf = (target: ResourceTarget): T => {
    const key = target.part === 'all tables' ? `${target.id}/*` : target.id;
    let spot = spots.get(key);
    if (spot === undefined) spots.set(key, (spot = make(target)));
    return spot;
  };

  /** Tag policies as the rows spell them. */
  const policies = new Map<string, T>();

  const spotOfPolicy = (resource: Resource, member: Pick<Member, 'account'>): T | undefined => {
    const text = `${member.account} ${JSON.stringify(resource)}`;
    let spot = policies.get(text);
    if (spot === undefined) {
      const target = resourceTarget(resource, member);
      if (!target) return undefined;
      policies.set(text, (spot = spotOf(target)));
    }
    return spot;
  };

  return (resource, member) => {
    const table = resource.TableWithColumns ?? resource.Table;
    const name = table?.Name;
    if (!table || name === undefined || name === ALL_TABLES || resource.Table?.TableWildcard) {
      if (resource.LFTagPolicy) return spotOfPolicy(resource, member);
      const target = resourceTarget(resource, member);
      return target && spotOf(target);
    }
    const databases = inner(tables, table.CatalogId ?? member.account);
    const known = inner(databases, table.DatabaseName);
    let spot = known.get(name);
    if (spot === undefined) {
      const target = resourceTarget(resource, member);
      if (!target) return undefined;
      known.set(name, (spot = spotOf(target)));
    }
    return spot;
  };
}

function inner<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let found = map.get(key);
  if (!found) map.set(key, (found = new Map()));
  return found;
}
