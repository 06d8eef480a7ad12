import { accountOfCatalog, catalogOf } from '../keys';
import type { GlueCatalog, GlueDatabase, GlueTable } from '../glue';
import type { Member, Snapshot } from '../snapshot';
import { recordsOf } from '../snapshot';
import { groupBy, type Groups } from './groups';
import { NameTable } from './name-table';

/**
 * Catalogs, databases and tables by number. Catalog ids are regional (the same id in two regions is two catalogs), names
 * fold to lower case. An entry without a record is named by a grant only: the object is gone or was not readable.
 */
export interface CatalogIndex {
  catalogs: CatalogEntry[];
  databases: DatabaseEntry[];
  tables: TableEntry[];
  /** Tables by database, links and views included. */
  tablesOf: Groups;
  /** Databases by catalog. */
  databasesOf: Groups;
  find: CatalogFinder;
}

export interface CatalogEntry {
  id: number;
  catalogId: string;
  region: string;
  account: string;
  isDefault: boolean;
  /** Number of the parent catalog (`acct:a` of `acct:a/b`), -1 for default and top catalogs. */
  parent: number;
  record?: GlueCatalog;
}

export interface DatabaseEntry {
  id: number;
  catalog: number;
  name: string;
  record?: GlueDatabase;
}

export interface TableEntry {
  id: number;
  database: number;
  name: string;
  record?: GlueTable;
  /** Column names, partition keys last; empty for links. Made on first use. */
  columns?: readonly string[];
  /** How many of `columns` are partition keys. */
  partitionKeys: number;
}

/** Looks up, or creates on demand, the numbers of catalog objects. */
export class CatalogFinder {
  private readonly catalogIds = new Map<string, Map<string, number>>();
  private readonly databaseIds: Map<string, number>[] = [];
  private readonly tableIds = new NameTable();

  constructor(private readonly index: Pick<CatalogIndex, 'catalogs' | 'databases' | 'tables'>) {}

  catalog(catalogId: string, region: string): number {
    let byId = this.catalogIds.get(region);
    if (!byId) this.catalogIds.set(region, (byId = new Map()));
    const known = byId.get(catalogId);
    if (known !== undefined) return known;
    const slash = catalogId.lastIndexOf('/');
    const parent = catalogId.includes(':') && slash > 0 ? this.catalog(catalogId.slice(0, slash), region) : -1;
    const id = this.index.catalogs.length;
    byId.set(catalogId, id);
    const account = accountOfCatalog(catalogId);
    this.index.catalogs.push({ id, catalogId, region, account, isDefault: catalogId === account, parent });
    this.databaseIds.push(new Map());
    return id;
  }

  database(catalog: number, name: string): number {
    const byName = this.databaseIds[catalog]!;
    const known = byName.get(name) ?? this.folded(byName, name);
    if (known !== undefined) return known;
    const id = this.index.databases.length;
    byName.set(name.toLowerCase(), id);
    this.index.databases.push({ id, catalog, name });
    return id;
  }

  table(database: number, name: string): number {
    const known = this.tableIds.find(database, name);
    if (known >= 0) return known;
    const lower = name.toLowerCase();
    const folded = lower === name ? -1 : this.tableIds.find(database, lower);
    if (folded >= 0) return folded;
    const id = this.tableIds.add(database, lower);
    this.index.tables.push({ id, database, name, partitionKeys: 0 });
    return id;
  }

  findCatalog(catalogId: string, region: string): number | undefined {
    return this.catalogIds.get(region)?.get(catalogId);
  }

  findDatabase(catalog: number, name: string): number | undefined {
    return this.databaseIds[catalog]?.get(name.toLowerCase());
  }

  findTable(database: number, name: string): number | undefined {
    const id = this.tableIds.find(database, name.toLowerCase());
    return id < 0 ? undefined : id;
  }

  /** Names that grants spell with capitals: Glue stores lower case, so the folded name is the same object. */
  private folded(byName: Map<string, number>, name: string): number | undefined {
    const lower = name.toLowerCase();
    return lower === name ? undefined : byName.get(lower);
  }
}

/** Reads catalogs, databases and tables; a record of the owner's own member wins over a foreign listing of it. */
export function readCatalog(snapshot: Snapshot): Omit<CatalogIndex, 'tablesOf' | 'databasesOf'> {
  const index = { catalogs: [] as CatalogEntry[], databases: [] as DatabaseEntry[], tables: [] as TableEntry[] };
  const find = new CatalogFinder(index);
  const owns = (member: Member, catalog: number): boolean => index.catalogs[catalog]!.account === member.account;
  for (const { member, record } of recordsOf(snapshot, 'catalogs')) {
    const entry = index.catalogs[find.catalog(record.CatalogId ?? member.account, member.region)]!;
    if (!entry.record || owns(member, entry.id)) entry.record = record;
  }
  for (const { member, record } of recordsOf(snapshot, 'databases')) {
    const catalog = find.catalog(catalogOf(record.CatalogId, member), member.region);
    const entry = index.databases[find.database(catalog, record.Name)]!;
    if (!entry.record || owns(member, catalog)) entry.record = record;
  }
  for (const { member, record } of recordsOf(snapshot, 'tables')) {
    const catalog = find.catalog(catalogOf(record.CatalogId, member), member.region);
    const entry = index.tables[find.table(find.database(catalog, record.DatabaseName), record.Name)]!;
    if (entry.record && !owns(member, catalog)) continue;
    entry.record = record;
    entry.partitionKeys = record.PartitionKeys?.length ?? 0;
  }
  return { ...index, find };
}

/** Completes the index once every grant has been read (grants may have added names). */
export function closeCatalog(open: Omit<CatalogIndex, 'tablesOf' | 'databasesOf'>): CatalogIndex {
  return {
    ...open,
    tablesOf: groupBy(open.tables.length, open.databases.length, (t) => open.tables[t]!.database),
    databasesOf: groupBy(open.databases.length, open.catalogs.length, (d) => open.databases[d]!.catalog),
  };
}

/** Column names of a table in table order, partition keys last (the order of every answer). */
export function columnsOf(table: TableEntry): readonly string[] {
  if (table.columns) return table.columns;
  const columns: string[] = [];
  for (const column of table.record?.StorageDescriptor?.Columns ?? []) columns.push(column.Name);
  for (const key of table.record?.PartitionKeys ?? []) columns.push(key.Name);
  return (table.columns = columns);
}

export const isLink = (record: GlueTable | GlueDatabase | undefined): boolean =>
  record !== undefined &&
  (('TargetTable' in record && !!record.TargetTable) || ('TargetDatabase' in record && !!record.TargetDatabase));
