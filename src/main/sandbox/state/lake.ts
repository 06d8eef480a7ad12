import { accountOfCatalog, databaseKey, tableKey } from '../../../core/model/keys';
import type {
  GlueCatalog,
  GlueConnection,
  GlueCrawler,
  GlueDatabase,
  GlueJob,
  GluePolicy,
  GlueTable,
} from '../../../core/model/glue';
import type {
  DataCellsFilter,
  DataLakeSettings,
  LFTagExpression,
  OptIn,
  Resource,
  ResourceInfo,
} from '../../../core/model/lakeformation';
import type { AccountData, LakeData, World } from '../world';
import { createRowStore } from './rows';
import type { RowStore } from './rows';
import { optInKey, trimLocation } from './resource-key';
import { seedAssignments } from './tags';
import type { AssignedTags } from './tags';

/** An LF-Tag of one account. `creator` is set for tags made by CreateLFTag; seeded tags belong to every administrator. */
export interface TagRecord {
  key: string;
  values: string[];
  creator?: string;
}

/** The data lake of one account and region: Glue's catalog and Lake Formation's records about it. */
export interface Lake {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  settings: DataLakeSettings;
  readonly locations: Map<string, ResourceInfo>;
  readonly optIns: Map<string, OptIn>;
  readonly rows: RowStore;
  readonly catalogs: Map<string, GlueCatalog>;
  /** By `databaseKey`. */
  readonly databases: Map<string, GlueDatabase>;
  /** By `databaseKey`, then by folded table name. */
  readonly tables: Map<string, Map<string, GlueTable>>;
  readonly tags: Map<string, TagRecord>;
  readonly expressions: Map<string, LFTagExpression>;
  readonly assigned: AssignedTags;
  readonly filters: Map<string, DataCellsFilter>;
  readonly connections: Map<string, GlueConnection>;
  readonly crawlers: GlueCrawler[];
  readonly jobs: GlueJob[];
  readonly jobRuns: NonNullable<LakeData['JobRuns']>;
  readonly policies: GluePolicy[];
}

const gate = { Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' }, Permissions: ['ALL'] };

/** Settings of an account that nobody has configured: both creation defaults are on (E5). */
export const FRESH_SETTINGS: DataLakeSettings = {
  DataLakeAdmins: [],
  ReadOnlyAdmins: [],
  CreateDatabaseDefaultPermissions: [gate],
  CreateTableDefaultPermissions: [gate],
  Parameters: { CROSS_ACCOUNT_VERSION: '4', SET_SOURCE_IDENTITY: 'FALSE' },
  TrustedResourceOwners: [],
  AllowExternalDataFiltering: false,
  AllowFullTableExternalDataAccess: false,
  ExternalDataFilteringAllowList: [],
};

export const filterKey = (
  filter: { TableCatalogId?: string; DatabaseName?: string; TableName?: string; Name?: string },
  account: string,
): string =>
  `${tableKey(filter.TableCatalogId ?? account, filter.DatabaseName ?? '', filter.TableName ?? '')}/${filter.Name ?? ''}`;

function createLake(account: string, region: string, partition: string, data: LakeData): Lake {
  const lake: Lake = {
    account,
    region,
    partition,
    settings: data.DataLakeSettings ?? FRESH_SETTINGS,
    locations: new Map((data.ResourceInfoList ?? []).map((info) => [trimLocation(info.ResourceArn), info])),
    optIns: new Map((data.LakeFormationOptInsInfoList ?? []).map((optIn) => [optInKey(optIn, account), optIn])),
    rows: createRowStore(account, data.PrincipalResourcePermissions ?? [], data.rowSource),
    // The account's default catalog is no entry of its own: GetCatalogs makes it up (IncludeRoot).
    catalogs: new Map(
      (data.CatalogList ?? []).filter((c) => c.CatalogId !== account).map((catalog) => [catalog.CatalogId, catalog]),
    ),
    databases: new Map(),
    tables: new Map(),
    tags: new Map(),
    expressions: new Map(
      (data.LFTagExpressions ?? []).map((e) => [e.Name.toLowerCase(), { CatalogId: account, ...e }]),
    ),
    assigned: new Map(),
    filters: new Map((data.DataCellsFilters ?? []).map((filter) => [filterKey(filter, account), filter])),
    connections: new Map((data.GlueConnections ?? []).map((c) => [c.Name, c])),
    crawlers: [...(data.Crawlers ?? [])],
    jobs: [...(data.Jobs ?? [])],
    jobRuns: [...(data.JobRuns ?? [])],
    policies: [...(data.GluePolicies ?? [])],
  };
  for (const database of data.DatabaseList ?? []) putDatabase(lake, { CatalogId: account, ...database });
  for (const table of data.TableList ?? []) putTable(lake, { CatalogId: account, ...table });
  for (const tag of data.LFTags ?? []) {
    lake.tags.set(tag.TagKey.toLowerCase(), {
      key: tag.TagKey.toLowerCase(),
      values: tag.TagValues.map((v) => v.toLowerCase()),
    });
  }
  seedAssignments(lake.assigned, data.lfTagAssignments ?? [], account);
  return lake;
}

export function putDatabase(lake: Lake, database: GlueDatabase): void {
  lake.databases.set(databaseKey(database.CatalogId ?? lake.account, database.Name), database);
}

export function putTable(lake: Lake, table: GlueTable): void {
  const key = databaseKey(table.CatalogId ?? lake.account, table.DatabaseName);
  const tables = lake.tables.get(key) ?? new Map<string, GlueTable>();
  lake.tables.set(key, tables);
  tables.set(table.Name.toLowerCase(), table);
}

export const findDatabase = (lake: Lake, catalogId: string, name: string): GlueDatabase | undefined =>
  lake.databases.get(databaseKey(catalogId, name));

export const findTable = (lake: Lake, catalogId: string, database: string, name: string): GlueTable | undefined =>
  lake.tables.get(databaseKey(catalogId, database))?.get(name.toLowerCase());

/** Tables of one database, in the order they were made. */
export const tablesOf = (lake: Lake, catalogId: string, database: string): GlueTable[] => [
  ...(lake.tables.get(databaseKey(catalogId, database))?.values() ?? []),
];

/** Regular columns, then partition keys: the order of answers. */
export const columnNames = (table: GlueTable): { regular: string[]; partition: string[] } => ({
  regular: (table.StorageDescriptor?.Columns ?? []).map((column) => column.Name),
  partition: (table.PartitionKeys ?? []).map((column) => column.Name),
});

/** Every lake of the world, by `account/region`. Lakes that the data does not describe are made when first asked for. */
export function lakesOf(world: World): Map<string, Lake> {
  return world.part('lake', () => {
    const lakes = new Map<string, Lake>();
    for (const account of world.data.accounts) {
      for (const [region, data] of Object.entries(account.regions)) {
        lakes.set(`${account.id}/${region}`, createLake(account.id, region, world.data.partition, data));
      }
    }
    return lakes;
  });
}

export function lakeOf(world: World, account: string, region: string): Lake {
  const lakes = lakesOf(world);
  const key = `${account}/${region}`;
  const found = lakes.get(key);
  if (found) return found;
  const lake = createLake(account, region, world.data.partition, {});
  lakes.set(key, lake);
  return lake;
}

/** The lake that owns a resource, as seen from `account` (which fills a missing catalog id). */
export const lakeOfCatalog = (world: World, catalogId: string, region: string): Lake =>
  lakeOf(world, accountOfCatalog(catalogId), region);

/** Every lake of one region. */
export const lakesIn = (world: World, region: string): Lake[] =>
  [...lakesOf(world).values()].filter((lake) => lake.region === region);

export const accountData = (world: World, account: string): AccountData | undefined =>
  world.data.accounts.find((a) => a.id === account);

/** A table's own resource, as answers write it. */
export const tableResource = (table: GlueTable, account: string): Resource => ({
  Table: { CatalogId: table.CatalogId ?? account, DatabaseName: table.DatabaseName, Name: table.Name },
});
