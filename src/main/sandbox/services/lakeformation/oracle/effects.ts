import type { GlueCatalog, GlueDatabase, GlueTable } from '../../../../../core/model/glue';
import type { LFTagPair, PermissionRow, Resource } from '../../../../../core/model/lakeformation';
import { ALL_TABLES } from '../../../../../core/model/keys';
import { columnNames, filterKey } from '../../../state/lake';
import { topColumn } from '../../../state/nested-column';
import type { Lake } from '../../../state/lake';
import { matches, tagsOfDatabase, tagsOfTable } from '../tag-places';
import { expand, tableKind } from './permissions';
import type { Predicate } from './predicates';

/** What SELECT reaches: a predicate for each column, and one for whole rows (partition keys follow it, C4). */
export interface Selection {
  cells: Map<string, Predicate>;
  rows: Predicate;
}

/** What one row gives on one object, whoever holds it. Column names are folded. */
export interface Effect {
  /** Permissions but SELECT. */
  permissions: string[];
  select?: Selection;
  /** Columns whose description these permissions give: 'all', or the ones a degraded policy reaches (T6). */
  describes: 'all' | ReadonlySet<string>;
  /** Grantable permissions, SELECT included. */
  options: string[];
  /** What a grantable SELECT of columns or of a filter can pass on. */
  passesOn?: Selection;
  tagPolicy: boolean;
}

const same = (a: string | undefined, b: string | undefined): boolean =>
  (a ?? '').toLowerCase() === (b ?? '').toLowerCase();

const none: ReadonlySet<string> = new Set();

const selection = (columns: readonly string[], rows: Predicate): Selection => ({
  cells: new Map(columns.map((c) => [c.toLowerCase(), rows])),
  rows,
});

/** SUPER_USER on a catalog reaches everything below it, but not the default catalog (G10). */
function superUserAbove(row: PermissionRow, catalogId: string, itself: boolean): boolean {
  const id = row.Resource.Catalog?.Id;
  if (id === undefined || !id.includes(':') || !row.Permissions.includes('SUPER_USER')) return false;
  return catalogId.startsWith(`${id}/`) || (itself && catalogId === id);
}

/** The body of a tag policy, read live (T9); undefined where it is gone or of another account (T13). */
function policyBody(lake: Lake, resource: Resource, type: 'DATABASE' | 'TABLE'): readonly LFTagPair[] | undefined {
  const policy = resource.LFTagPolicy;
  if (policy?.ResourceType !== type || (policy.CatalogId ?? lake.account).split(':')[0] !== lake.account)
    return undefined;
  if (policy.ExpressionName) return lake.expressions.get(policy.ExpressionName.toLowerCase())?.Expression;
  return policy.Expression;
}

const plain = (permissions: string[], options: string[], tagPolicy = false): Effect => ({
  permissions,
  describes: permissions.length > 0 ? 'all' : none,
  options,
  tagPolicy,
});

export function effectOnCatalog(row: PermissionRow, catalog: GlueCatalog): Effect | undefined {
  const id = row.Resource.Catalog?.Id;
  if (superUserAbove(row, catalog.CatalogId, false))
    return plain(expand(['ALL'], 'catalog'), expand(['ALL'], 'catalog'));
  if (id !== catalog.CatalogId) return undefined;
  const superUser = row.Permissions.includes('SUPER_USER') ? ['CREATE_DATABASE', 'DESCRIBE'] : [];
  const permissions = [...new Set([...expand(row.Permissions, 'catalog'), ...superUser])];
  return plain(permissions, expand(row.PermissionsWithGrantOption, 'catalog'));
}

export function effectOnDatabase(lake: Lake, row: PermissionRow, database: GlueDatabase): Effect | undefined {
  const catalog = database.CatalogId ?? lake.account;
  const kind = database.TargetDatabase ? 'link' : 'database';
  const named = row.Resource.Database;
  if (named) {
    if (!same(named.Name, database.Name) || (named.CatalogId ?? lake.account) !== catalog) return undefined;
    return plain(expand(row.Permissions, kind), expand(row.PermissionsWithGrantOption, kind));
  }
  if (superUserAbove(row, catalog, true)) return plain(expand(['ALL'], kind), expand(['ALL'], kind));
  const body = kind === 'database' ? policyBody(lake, row.Resource, 'DATABASE') : undefined;
  if (!body || body.length === 0 || !matches(body, tagsOfDatabase(lake, database))) return undefined;
  return plain(expand(row.Permissions, kind), expand(row.PermissionsWithGrantOption, kind), true);
}

/** Columns of an include or exclude list that exist now (C1, C2, C11); a nested field shows its top column (C10). Partition keys stay in any case (C4). */
function listed(
  table: GlueTable,
  body: { ColumnNames?: string[]; ColumnWildcard?: { ExcludedColumnNames?: string[] } },
) {
  const { regular, partition } = columnNames(table);
  const names = body.ColumnNames?.map((c) => topColumn(c).toLowerCase());
  if (names?.length) {
    const left = regular.filter((c) => names.includes(c.toLowerCase()));
    return left.length + partition.length > 0 ? left : undefined;
  }
  const excluded = (body.ColumnWildcard?.ExcludedColumnNames ?? []).map((c) => c.toLowerCase());
  const left = regular.filter((c) => !excluded.includes(c.toLowerCase()));
  return left.length + partition.length > 0 || regular.length === 0 ? left : undefined;
}

/** SELECT on some columns; nothing if none of them exists. */
function selecting(row: PermissionRow, columns: string[] | undefined, rows: Predicate): Effect | undefined {
  if (columns === undefined) return undefined;
  const option = (row.PermissionsWithGrantOption ?? []).some((p) => p === 'SELECT' || p === 'ALL') ? ['SELECT'] : [];
  const held = row.Permissions.some((p) => p === 'SELECT' || p === 'ALL');
  return {
    permissions: [],
    ...(held && { select: selection(columns, rows) }),
    describes: none,
    options: option,
    ...(option.length > 0 && { passesOn: selection(columns, rows) }),
    tagPolicy: false,
  };
}

/** A list of permissions on the whole table. */
function whole(row: PermissionRow, table: GlueTable, permissions: readonly string[], tagPolicy = false): Effect {
  const kind = tableKind(table);
  const all = expand(permissions, kind);
  const options = expand(row.PermissionsWithGrantOption, kind);
  const effect = plain(
    all.filter((p) => p !== 'SELECT'),
    options,
    tagPolicy,
  );
  const every = selection(columnNames(table).regular, null);
  return {
    ...effect,
    ...(all.includes('SELECT') && { select: every }),
    ...(options.includes('SELECT') && !tagPolicy && { passesOn: every }),
  };
}

/** A TABLE policy: per column for SELECT (T7), degraded unless table and every column match (T6). */
function byPolicy(lake: Lake, row: PermissionRow, table: GlueTable, body: readonly LFTagPair[]): Effect | undefined {
  if (body.length === 0) return undefined;
  const { regular } = columnNames(table);
  const reached = regular.filter((c) => matches(body, tagsOfTable(lake, table, c)));
  const tableMatches = matches(body, tagsOfTable(lake, table));
  if (tableMatches && reached.length === regular.length) return whole(row, table, row.Permissions, true);
  if (reached.length === 0) return undefined;
  const all = expand(row.Permissions, tableKind(table));
  const others = all.filter((p) => p !== 'SELECT');
  return {
    permissions: others.length > 0 ? ['DESCRIBE'] : [],
    ...(all.includes('SELECT') && { select: selection(reached, null) }),
    describes: others.length > 0 ? new Set(reached.map((c) => c.toLowerCase())) : none,
    options: expand(row.PermissionsWithGrantOption, tableKind(table)).filter((p) => p === 'SELECT' || p === 'DESCRIBE'),
    tagPolicy: true,
  };
}

export function effectOnTable(lake: Lake, row: PermissionRow, table: GlueTable): Effect | undefined {
  const catalog = table.CatalogId ?? lake.account;
  const link = tableKind(table) === 'link';
  const { Table, TableWithColumns, DataCellsFilter } = row.Resource;
  const named = Table ?? TableWithColumns;
  if (named) {
    if ((named.CatalogId ?? lake.account) !== catalog || !same(named.DatabaseName, table.DatabaseName))
      return undefined;
    const every = Table ? Table.TableWildcard !== undefined : named.Name === ALL_TABLES;
    if (!every && !same(named.Name, table.Name)) return undefined;
    if (Table) return whole(row, table, row.Permissions);
    return link || !TableWithColumns ? undefined : selecting(row, listed(table, TableWithColumns), null);
  }
  if (DataCellsFilter) {
    const filter = lake.filters.get(filterKey(DataCellsFilter, lake.account));
    const here = filter && filter.TableCatalogId === catalog && same(filter.DatabaseName, table.DatabaseName);
    if (!filter || !here || !same(filter.TableName, table.Name) || link) return undefined;
    return selecting(row, listed(table, filter), filter.RowFilter?.FilterExpression ?? null);
  }
  if (superUserAbove(row, catalog, true)) {
    return whole({ ...row, PermissionsWithGrantOption: ['ALL'] }, table, ['ALL']);
  }
  const body = link ? undefined : policyBody(lake, row.Resource, 'TABLE');
  return body && byPolicy(lake, row, table, body);
}
