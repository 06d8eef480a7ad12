import { accountOfCatalog, catalogOf, isGatePrincipal } from '../../core/model/keys';
import { recordsOf } from '../../core/model/snapshot';
import type { Snapshot } from '../../core/model/snapshot';

/** A table or database as a person may name it. */
export interface NamedTable {
  catalog: string;
  database: string;
  table: string;
  columns: string[];
}

export interface NamedDatabase {
  catalog: string;
  database: string;
}

/** Everything that can be named on the command line, by lower-cased name. */
export interface NameIndex {
  principals: string[];
  /** `database.table` → tables of that name, one per catalog. */
  tables: Map<string, NamedTable[]>;
  databases: Map<string, NamedDatabase[]>;
}

/** Principals: who exists (IAM, Identity Center), who holds a grant or an opt-in, and who administers. */
export function buildNameIndex(snapshot: Snapshot): NameIndex {
  return { principals: principalsOf(snapshot), tables: tablesOf(snapshot), databases: databasesOf(snapshot) };
}

function principalsOf(snapshot: Snapshot): string[] {
  const found = new Set<string>();
  const add = (principal: string | undefined): void => {
    if (principal && !isGatePrincipal(principal)) found.add(principal);
  };
  for (const { record } of recordsOf(snapshot, 'identity')) add(record.arn);
  for (const { record } of recordsOf(snapshot, 'identity-center')) add(record.arn);
  for (const { record } of recordsOf(snapshot, 'permissions')) add(record.Principal?.DataLakePrincipalIdentifier);
  for (const { record } of recordsOf(snapshot, 'opt-ins')) add(record.Principal?.DataLakePrincipalIdentifier);
  for (const { record } of recordsOf(snapshot, 'settings'))
    for (const admin of [...(record.DataLakeAdmins ?? []), ...(record.ReadOnlyAdmins ?? [])])
      add(admin.DataLakePrincipalIdentifier);
  return [...found].sort();
}

function tablesOf(snapshot: Snapshot): NameIndex['tables'] {
  const tables: NameIndex['tables'] = new Map();
  for (const { member, record } of recordsOf(snapshot, 'tables')) {
    const key = `${record.DatabaseName}.${record.Name}`.toLowerCase();
    const catalog = catalogOf(record.CatalogId, member);
    const same = tables.get(key) ?? [];
    if (same.some((t) => t.catalog === catalog)) continue;
    const columns = [...(record.StorageDescriptor?.Columns ?? []), ...(record.PartitionKeys ?? [])].map((c) => c.Name);
    tables.set(key, [...same, { catalog, database: record.DatabaseName, table: record.Name, columns }]);
  }
  return tables;
}

function databasesOf(snapshot: Snapshot): NameIndex['databases'] {
  const databases: NameIndex['databases'] = new Map();
  for (const { member, record } of recordsOf(snapshot, 'databases')) {
    const catalog = catalogOf(record.CatalogId, member);
    const same = databases.get(record.Name.toLowerCase()) ?? [];
    if (!same.some((d) => d.catalog === catalog))
      databases.set(record.Name.toLowerCase(), [...same, { catalog, database: record.Name }]);
  }
  return databases;
}

/** `account` as a person writes it: an account id, or a catalog id in full. */
export const isCatalogNamed = (catalog: string, account: string): boolean =>
  catalog.toLowerCase() === account.toLowerCase() || accountOfCatalog(catalog) === account;
