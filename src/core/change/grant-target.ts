import type { AccessIndex } from '../access/access-index';
import { sourcesOf } from '../graph/sources';
import { accountOfCatalog, databaseKey, tableKey } from '../model/keys';
import type { LFTagPair, Resource } from '../model/lakeformation';
import { isLink } from '../model/mesh/catalog';
import { grantRefText, type GrantRef } from './grant-ref';
import { byTags, OFFERS, scopeOn, tagParts, vocabulary, type GrantScope, type GrantTarget } from './grant-scope';
import { otherTarget } from './grant-target-other';

/** The ways to name something in a grant, each with what the matrix allows; undefined for what takes no grant. */
export function grantTarget(index: AccessIndex, ref: GrantRef): GrantTarget | undefined {
  if (ref.kind === 'filter') return filterTarget(index, ref.filter);
  return ref.kind === 'table' || ref.kind === 'database' ? catalogTarget(index, ref) : otherTarget(index, ref);
}

/** The target of its table, the filter first. */
function filterTarget(index: AccessIndex, filter: number): GrantTarget | undefined {
  const { table, name } = index.mesh.grants.filters[filter]!;
  const target = catalogTarget(index, { kind: 'table', table });
  const first = target.scopes.filter(({ id }) => id === `filter ${name}`);
  return first.length > 0
    ? { ...target, scopes: [...first, ...target.scopes.filter((s) => s !== first[0])] }
    : undefined;
}

function catalogTarget(
  index: AccessIndex,
  ref: { kind: 'table'; table: number } | { kind: 'database'; database: number },
): GrantTarget {
  const { catalogs, databases, tables } = index.mesh.catalog;
  const table = ref.kind === 'table' ? tables[ref.table]! : undefined;
  const database = databases[ref.kind === 'table' ? table!.database : ref.database]!;
  const { catalogId: CatalogId, region } = catalogs[database.catalog]!;
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
  if (table && onTable) {
    const place = isLink(table.record) ? 'link' : table.record?.TableType === 'VIRTUAL_VIEW' ? 'view' : 'table';
    scopes.push(scopeOn(place, 'table', `${database.name}.${table.name}`, onTable));
    const some = { TableWithColumns: { CatalogId, DatabaseName: database.name, Name: table.name } };
    if (place === 'table') {
      const noOption = 'Where columns are left out, the right cannot be passed on.';
      scopes.push(
        scopeOn('columns', 'include', 'only some columns', some, { columns: 'include' }),
        scopeOn('columns', 'exclude', 'all columns but some', some, { columns: 'exclude', noOption }),
      );
      for (const { table: of, name: Name, record } of index.mesh.grants.filters) {
        if (of !== table.id || !record) continue;
        const cells = { TableCatalogId: CatalogId, DatabaseName: database.name, TableName: table.name, Name };
        scopes.push(scopeOn('filter', `filter ${Name}`, `through the data filter ${Name}`, { DataCellsFilter: cells }));
      }
    }
  }
  if (!isLink(database.record)) {
    const all: Resource = { Table: { CatalogId, DatabaseName: database.name, TableWildcard: {} } };
    scopes.push(scopeOn('table', 'all-tables', `all tables of ${database.name}`, all));
  }
  const onItself = isLink(database.record) ? 'link' : 'database';
  scopes.push(scopeOn(onItself, 'database', `the database ${database.name}`, onDatabase));
  const tags = vocabulary(index, account, inEffect);
  if (tags.length > 0) scopes.push(...byTags(account, inEffect.map(pairOf), table ? 'TABLE' : 'DATABASE'));
  return {
    account,
    region,
    label: grantRefText(index, table ? { kind: 'table', table: table.id } : ref),
    columns,
    scopes,
    taggable: onTable ?? onDatabase,
    tags,
    offers: OFFERS,
    columnTags: table
      ? Object.fromEntries(columns.map((name) => [name, Object.fromEntries(tagged.ofColumn(key, name).map(tagParts))]))
      : {},
  };
}

const pairOf = (tag: string): LFTagPair => {
  const [TagKey, value] = tagParts(tag);
  return { TagKey, TagValues: [value] };
};
