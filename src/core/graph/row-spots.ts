import { ALL_TABLES } from '../model/keys';
import type { Resource } from '../model/lakeformation';
import { NameTable } from '../model/mesh/name-table';
import type { Member } from '../model/snapshot';
import { resourceTarget, type ResourceTarget } from './resource-node';

/**
 * Finds what was made of a row's resource, each resource looked at once: a million rows name a hundred thousand tables, and
 * building a key for every row costs more than all that is done with it. Columns and filters of a table are the table; other
 * spellings of a name lead to the same spots.
 */
export function rowSpots<T>(
  make: (target: ResourceTarget) => T,
): (resource: Resource, member: Pick<Member, 'account'>) => T | undefined {
  const spots = new Map<string, T>();
  const catalogs = new Map<string, Map<string, number>>();
  /** By the number of a database as spelled. */
  const databases: (T | undefined)[] = [];
  const allTables: (T | undefined)[] = [];
  const tableNumbers = new NameTable();
  const tables: (T | undefined)[] = [];
  const policies = new Map<string, T | undefined>();

  const spotOf = (resource: Resource, member: Pick<Member, 'account'>): T | undefined => {
    const target = resourceTarget(resource, member);
    if (!target) return undefined;
    const key = target.part === 'all tables' ? `${target.id}/*` : target.id;
    let spot = spots.get(key);
    if (spot === undefined) spots.set(key, (spot = make(target)));
    return spot;
  };

  const databaseOf = (catalog: string, name: string): number => {
    let numbers = catalogs.get(catalog);
    if (!numbers) catalogs.set(catalog, (numbers = new Map<string, number>()));
    let number = numbers.get(name);
    if (number === undefined) numbers.set(name, (number = databases.push(undefined) - 1));
    return number;
  };

  const tableOf = (
    database: number,
    name: string,
    resource: Resource,
    member: Pick<Member, 'account'>,
  ): T | undefined => {
    const number = tableNumbers.find(database, name);
    return number >= 0 ? tables[number] : (tables[tableNumbers.add(database, name)] = spotOf(resource, member));
  };

  return (resource, member) => {
    const { Database, DataCellsFilter, LFTagPolicy } = resource;
    const table = resource.TableWithColumns ?? resource.Table;
    if (table) {
      const database = databaseOf(table.CatalogId ?? member.account, table.DatabaseName);
      const name = resource.Table?.TableWildcard ? ALL_TABLES : table.Name;
      if (name === ALL_TABLES) return (allTables[database] ??= spotOf(resource, member));
      if (name !== undefined) return tableOf(database, name, resource, member);
    }
    if (DataCellsFilter?.TableName !== undefined) {
      const { TableCatalogId = member.account, DatabaseName = '', TableName } = DataCellsFilter;
      return tableOf(databaseOf(TableCatalogId, DatabaseName), TableName, resource, member);
    }
    if (Database)
      return (databases[databaseOf(Database.CatalogId ?? member.account, Database.Name)] ??= spotOf(resource, member));
    if (!LFTagPolicy) return spotOf(resource, member);
    const text = policyText(LFTagPolicy, member.account);
    if (!policies.has(text)) policies.set(text, spotOf(resource, member));
    return policies.get(text);
  };
}

/** A tag policy as the rows spell it; joined step by step, for lists of their own would be made for each of many rows. */
function policyText(policy: NonNullable<Resource['LFTagPolicy']>, account: string): string {
  const { CatalogId, ResourceType, ExpressionName, Expression } = policy;
  let text = `${account}\u0000${CatalogId ?? ''}\u0000${ResourceType}\u0000${ExpressionName ?? ''}`;
  Expression?.forEach(({ TagKey, TagValues }) => {
    text += `\u0000${TagKey}`;
    TagValues.forEach((value) => (text += `\u0001${value}`));
  });
  return text;
}
