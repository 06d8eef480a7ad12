import { ALL_TABLES } from '../model/keys';
import type { Resource } from '../model/lakeformation';
import type { Member } from '../model/snapshot';
import { resourceTarget, type ResourceTarget } from './resource-node';

/** What was made of a database as the rows spell it; other spellings of a name lead to the same spots. */
interface DatabaseSpots<T> {
  itself?: T;
  allTables?: T;
  tables: Map<string, T>;
}

/**
 * Finds what was made of a row's resource, each resource looked at once: a million rows name a hundred thousand tables, and
 * building a key for every row costs more than all that is done with it. Columns and filters of a table are the table.
 */
export function rowSpots<T>(
  make: (target: ResourceTarget) => T,
): (resource: Resource, member: Pick<Member, 'account'>) => T | undefined {
  const spots = new Map<string, T>();
  const catalogs = new Map<string, Map<string, DatabaseSpots<T>>>();
  const policies = new Map<string, T>();

  const spotOf = (resource: Resource, member: Pick<Member, 'account'>): T | undefined => {
    const target = resourceTarget(resource, member);
    if (!target) return undefined;
    const key = target.part === 'all tables' ? `${target.id}/*` : target.id;
    let spot = spots.get(key);
    if (spot === undefined) spots.set(key, (spot = make(target)));
    return spot;
  };

  const databaseOf = (catalog: string, name: string): DatabaseSpots<T> => {
    let databases = catalogs.get(catalog);
    if (!databases) catalogs.set(catalog, (databases = new Map<string, DatabaseSpots<T>>()));
    let database = databases.get(name);
    if (!database) databases.set(name, (database = { tables: new Map<string, T>() }));
    return database;
  };

  const known = (
    map: Map<string, T>,
    key: string,
    resource: Resource,
    member: Pick<Member, 'account'>,
  ): T | undefined => {
    let found = map.get(key);
    if (found === undefined && (found = spotOf(resource, member)) !== undefined) map.set(key, found);
    return found;
  };

  return (resource, member) => {
    const { Database, DataCellsFilter, LFTagPolicy } = resource;
    const table = resource.TableWithColumns ?? resource.Table;
    if (table) {
      const database = databaseOf(table.CatalogId ?? member.account, table.DatabaseName);
      const name = resource.Table?.TableWildcard ? ALL_TABLES : table.Name;
      if (name === ALL_TABLES) return (database.allTables ??= spotOf(resource, member));
      if (name !== undefined) return known(database.tables, name, resource, member);
    }
    if (DataCellsFilter?.TableName !== undefined) {
      const { TableCatalogId = member.account, DatabaseName = '', TableName } = DataCellsFilter;
      return known(databaseOf(TableCatalogId, DatabaseName).tables, TableName, resource, member);
    }
    if (Database)
      return (databaseOf(Database.CatalogId ?? member.account, Database.Name).itself ??= spotOf(resource, member));
    if (LFTagPolicy) return known(policies, policyText(LFTagPolicy, member.account), resource, member);
    return spotOf(resource, member);
  };
}

/** A tag policy as the rows spell it. */
function policyText(policy: NonNullable<Resource['LFTagPolicy']>, account: string): string {
  const { CatalogId, ResourceType, ExpressionName, Expression } = policy;
  const pairs = (Expression ?? []).map(({ TagKey, TagValues }) => `${TagKey}\u0001${TagValues.join('\u0002')}`);
  return [account, CatalogId ?? '', ResourceType, ExpressionName ?? '', ...pairs].join('\u0000');
}
