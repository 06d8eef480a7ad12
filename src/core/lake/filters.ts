import type { AccessIndex } from '../access/access-index';
import type { DataCellsFilter } from '../model/lakeformation';
import { KIND, type FilterEntry } from '../model/mesh/grants';
import { isLink } from '../model/mesh/catalog';
import { itemsOf } from '../model/mesh/groups';
import type { Mesh } from '../model/mesh/mesh';
import { columnChoices } from './column-choices';
import { compare, lakeView, placeOf, placesOf } from './places';
import type { FiltersView, FilterTarget, LakeColumn, LakeFilter } from './views';

/** Data cells filters table by table, with who is granted SELECT through each (C6). */
export function filtersView({ mesh }: AccessIndex, label: (principal: string) => string): FiltersView {
  const about = lakeView(mesh.snapshot, ['data-filters', 'permissions', 'tables']);
  const filters = mesh.grants.filters.map((entry, id): LakeFilter => {
    const { catalogId, database, table, account, region } = nameOf(mesh, entry.table);
    return {
      ...placeOf(about.places, account, region),
      resource: `${catalogId}/${database}.${table}`,
      table: `${database}.${table}`,
      name: entry.name,
      ...(entry.record ? { record: entry.record } : {}),
      ...limitsOf(entry.record),
      principals: holdersOf(mesh, entry, id).map(label).sort(compare),
    };
  });
  return {
    ...about,
    filters: filters.sort(
      (a, b) => compare(a.table, b.table) || compare(a.account, b.account) || compare(a.name, b.name),
    ),
  };
}

function nameOf({ catalog: { catalogs, databases, tables } }: Mesh, id: number) {
  const table = tables[id]!;
  const database = databases[table.database]!;
  const { catalogId, account, region } = catalogs[database.catalog]!;
  return { catalogId, database: database.name, table: table.name, account, region };
}

function limitsOf(record: DataCellsFilter | undefined): Pick<LakeFilter, 'columns' | 'rows'> {
  if (!record) return { columns: 'not known', rows: 'not known' };
  const { ColumnNames, ColumnWildcard, RowFilter } = record;
  const excluded = ColumnWildcard?.ExcludedColumnNames ?? [];
  return {
    columns: ColumnNames?.length ? ColumnNames.join(', ') : excluded.length ? `all but ${excluded.join(', ')}` : 'all',
    rows: RowFilter?.FilterExpression ?? 'all',
  };
}

function holdersOf({ grants, principals }: Mesh, entry: FilterEntry, id: number): string[] {
  const holders = new Set<string>();
  for (const row of itemsOf(grants.byTable, entry.table))
    if (grants.kind[row] === KIND.filter && grants.target[row] === id)
      holders.add(principals.entries[grants.principal[row]!]!.arn);
  return [...holders];
}

/** What a data filter on a table may name; with the reason where the table takes none (facts 4: no views, no links). */
export function filterTarget({ mesh }: AccessIndex, table: number): FilterTarget {
  const { record } = mesh.catalog.tables[table]!;
  const { account, region, ...names } = nameOf(mesh, table);
  const columns = tableColumns(mesh, table);
  const refused = isLink(record)
    ? 'A resource link takes no data filter: make it on the table that the link points to.'
    : record?.TableType === 'VIRTUAL_VIEW'
      ? 'A view takes no data filter: make it on the tables that it reads.'
      : columns.length === 0
        ? 'The columns of this table were not read.'
        : undefined;
  return {
    ...placeOf(placesOf(mesh.snapshot), account, region),
    ...names,
    columns,
    choices: columns.flatMap(({ name, type, isPartition }) => columnChoices(name, type, isPartition)),
    filters: mesh.grants.filters.filter((entry) => entry.table === table && entry.record).map(({ name }) => name),
    ...(refused === undefined ? {} : { refused }),
  };
}

/** Columns with their types, partition keys last. */
export function tableColumns({ catalog }: Mesh, table: number): LakeColumn[] {
  const { record } = catalog.tables[table]!;
  const of = (list: readonly { Name: string; Type?: string }[] | undefined, isPartition: boolean): LakeColumn[] =>
    (list ?? []).map(({ Name, Type }) => ({ name: Name, type: Type ?? '', isPartition }));
  return [...of(record?.StorageDescriptor?.Columns, false), ...of(record?.PartitionKeys, true)];
}
