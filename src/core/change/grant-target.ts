import type { AccessIndex } from '../access/access-index';
import type { ResourceRef } from '../access/resource-ref';
import { refText } from '../access/resource-ref';
import { sourcesOf } from '../graph/sources';
import { accountOfCatalog, databaseKey, tableKey } from '../model/keys';
import type { DataCellsFilter, LFTagPair, Resource } from '../model/lakeformation';
import { isLink } from '../model/mesh/catalog';
import { recordsOf } from '../model/snapshot';
import { offeredOn, type GrantPlace, type OfferedPermission } from './grant-matrix';

/** One way to name what a grant is on. */
export interface GrantScope {
  id: string;
  label: string;
  resource: Resource;
  permissions: OfferedPermission[];
  /** The window completes the resource with the columns that a person chooses. */
  columns?: 'include' | 'exclude';
}

export interface TagChoice {
  key: string;
  values: string[];
  /** In effect now: own or inherited. */
  value?: string;
}

/** What a person grants on, revokes from or retags. */
export interface GrantTarget {
  account: string;
  region: string;
  label: string;
  columns: string[];
  scopes: GrantScope[];
  /** What LF-Tags are assigned to: the database, or the table. */
  taggable: Resource;
  tags: TagChoice[];
  /** Column → key → value in effect. */
  columnTags: Record<string, Record<string, string>>;
}

/** The ways to name an object in a grant, each with what the matrix allows; undefined for what takes no such grant. */
export function grantTarget(index: AccessIndex, ref: ResourceRef): GrantTarget | undefined {
  if (ref.kind !== 'table' && ref.kind !== 'database') return undefined;
  const { catalogs, databases, tables } = index.mesh.catalog;
  const table = ref.kind === 'table' ? tables[ref.table]! : undefined;
  const database = databases[table ? table.database : (ref as { database: number }).database]!;
  const catalog = catalogs[database.catalog]!;
  const CatalogId = catalog.catalogId;
  const account = accountOfCatalog(CatalogId);
  const { tags: tagged } = sourcesOf(index.mesh.snapshot);
  const columns = [...(table?.record?.StorageDescriptor?.Columns ?? []), ...(table?.record?.PartitionKeys ?? [])].map(
    ({ Name }) => Name,
  );
  const key = table ? tableKey(CatalogId, database.name, table.name) : databaseKey(CatalogId, database.name);
  const inEffect = table ? tagged.ofTable(key) : tagged.ofDatabase(key);
  const onDatabase: Resource = { Database: { CatalogId, Name: database.name } };
  const onTable: Resource | undefined = table && {
    Table: { CatalogId, DatabaseName: database.name, Name: table.name },
  };
  const scopes: GrantScope[] = [];
  const add = (id: string, label: string, place: GrantPlace, resource: Resource, limit?: GrantScope['columns']): void =>
    void scopes.push({
      id,
      label,
      resource,
      permissions: offeredOn(place),
      ...(limit === undefined ? {} : { columns: limit }),
    });
  if (table && onTable) {
    const place = isLink(table.record) ? 'link' : table.record?.TableType === 'VIRTUAL_VIEW' ? 'view' : 'table';
    add('table', `${database.name}.${table.name}`, place, onTable);
    const split = { CatalogId, DatabaseName: database.name, Name: table.name };
    if (place === 'table') {
      add('include', 'only some columns', 'columns', { TableWithColumns: split }, 'include');
      add('exclude', 'all columns but some', 'columns', { TableWithColumns: split }, 'exclude');
      for (const filter of filtersOf(index, account, database.name, table.name)) {
        const { Name } = filter;
        const cells = { TableCatalogId: CatalogId, DatabaseName: database.name, TableName: table.name, Name };
        add(`filter ${Name}`, `through the data filter ${Name}`, 'filter', { DataCellsFilter: cells });
      }
    }
  }
  if (!isLink(database.record)) {
    add('all-tables', `all tables of ${database.name}`, 'table', {
      Table: { CatalogId, DatabaseName: database.name, TableWildcard: {} },
    });
  }
  add('database', `the database ${database.name}`, isLink(database.record) ? 'link' : 'database', onDatabase);
  const expression = inEffect.map(pairOf);
  if (expression.length > 0) {
    const place = table ? 'tag-tables' : 'tag-databases';
    const ResourceType = table ? 'TABLE' : 'DATABASE';
    for (const pair of expression)
      add(
        `tag ${pair.TagKey}`,
        `${table ? 'tables' : 'databases'} tagged ${pair.TagKey}=${pair.TagValues.join('|')}`,
        place,
        {
          LFTagPolicy: { CatalogId: account, ResourceType, Expression: [pair] },
        },
      );
  }
  return {
    account,
    region: catalog.region,
    label: refText(index, table ? { kind: 'table', table: table.id } : ref),
    columns,
    scopes,
    taggable: onTable ?? onDatabase,
    tags: vocabulary(index, account, inEffect),
    columnTags: table
      ? Object.fromEntries(columns.map((name) => [name, Object.fromEntries(tagged.ofColumn(key, name).map(split))]))
      : {},
  };
}

const split = (tag: string): [string, string] => {
  const at = tag.indexOf('=');
  return [tag.slice(0, at), tag.slice(at + 1)];
};

const pairOf = (tag: string): LFTagPair => {
  const [TagKey, value] = split(tag);
  return { TagKey, TagValues: [value] };
};

function vocabulary(index: AccessIndex, account: string, inEffect: readonly string[]): TagChoice[] {
  const now = new Map(inEffect.map(split));
  const found = new Map<string, TagChoice>();
  for (const { member, record } of recordsOf(index.mesh.snapshot, 'tags')) {
    if (accountOfCatalog(record.CatalogId ?? member.account) !== account) continue;
    const value = now.get(record.TagKey.toLowerCase());
    found.set(record.TagKey, {
      key: record.TagKey,
      values: record.TagValues,
      ...(value === undefined ? {} : { value }),
    });
  }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function filtersOf(index: AccessIndex, account: string, database: string, table: string): DataCellsFilter[] {
  const found = new Map<string, DataCellsFilter>();
  for (const { record } of recordsOf(index.mesh.snapshot, 'data-filters'))
    if (
      accountOfCatalog(record.TableCatalogId) === account &&
      record.DatabaseName.toLowerCase() === database.toLowerCase() &&
      record.TableName.toLowerCase() === table.toLowerCase()
    )
      found.set(record.Name, record);
  return [...found.values()];
}
