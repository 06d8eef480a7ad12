import type { DataCellsFilter } from '../model/lakeformation';
import { BIT } from '../model/mesh/bits';
import { columnsOf, isLink, type TableEntry } from '../model/mesh/catalog';
import { COLUMNS, KIND } from '../model/mesh/grants';
import { rowRecord } from '../model/mesh/mesh';
import type { AccessIndex } from './access-index';
import { danglingNames, includedColumns, isNested, remainingColumns } from './columns';
import type { Contribution, Visible } from './contribution';
import { acceptedBy, expand } from './permissions';
import { ALL_ROWS, type Predicate } from './predicate';
import type { Note, RuleId } from './rules';

const ALL: Visible = { columns: null, where: ALL_ROWS };

/** A named grant (G1) or one on all tables of the database (G2), with its column list (C1, C2, C11). */
export function namedContribution(
  index: AccessIndex,
  table: TableEntry,
  row: number,
  notes?: Note[],
  held = index.mesh.grants.permissions[row]!,
): Contribution | undefined {
  const { grants } = index.mesh;
  const accepted = grants.split[row] === 1 ? acceptedBy(table) & BIT.SELECT : acceptedBy(table);
  const permissions = expand(held, accepted);
  if (notes && grants.kind[row] === KIND.allTables && isLink(table.record))
    notes.push(wildcardOnLink(table, permissions !== 0));
  if (permissions === 0) return undefined;
  let select: Visible | null = permissions & BIT.SELECT ? ALL : null;
  if (select && grants.columns[row] !== COLUMNS.all) {
    const columns = listedColumns(table, rowRecord(index.mesh, row).Resource.TableWithColumns!, notes);
    if (columns === undefined) return undefined;
    select = { columns, where: ALL_ROWS };
  }
  const describes = permissions & ~BIT.SELECT || !select ? null : select.columns;
  const grantable = expand(grants.grantable[row]!, accepted);
  return { row, permissions, grantable, select, describes, impliesParents: !grants.conditional.has(row) };
}

/** Rules of a named or all-tables row (G1, G2, G3, G15, C1, C2, C10, C11, L1, L2). */
export function namedRules(index: AccessIndex, table: TableEntry, row: number): RuleId[] {
  const { grants } = index.mesh;
  const rules: RuleId[] = [grants.kind[row] === KIND.allTables ? 'G2' : 'G1'];
  if (grants.split[row] === 1) rules.push('G15');
  if (grants.permissions[row]! & BIT.ALL) rules.push('G3');
  if (isLink(table.record)) rules.push('L1', 'L2');
  const list = rowRecord(index.mesh, row).Resource.TableWithColumns;
  if (list) rules.push(...listRules(list));
  return rules;
}

export interface ColumnLists {
  ColumnNames?: string[];
  ColumnWildcard?: { ExcludedColumnNames?: string[] };
}

/** Places that include and exclude lists leave visible on the current schema; undefined where nothing is left. */
function listedColumns(table: TableEntry, list: ColumnLists, notes?: Note[]): readonly number[] | null | undefined {
  const include = list.ColumnNames;
  const exclude = list.ColumnWildcard?.ExcludedColumnNames;
  if (notes) noteNested(table, list, notes);
  if (include?.length) {
    const columns = includedColumns(table, include);
    if (notes) noteDangling(table, 'ColumnNames', include, 'C1', notes);
    return columns.length === 0 && table.partitionKeys === 0 ? undefined : columns;
  }
  if (!exclude?.length) return null;
  const columns = remainingColumns(table, exclude);
  if (notes) noteDangling(table, 'ExcludedColumnNames', exclude, 'C11', notes);
  if (columns.length > 0 || table.partitionKeys > 0 || columnsOf(table).length === 0) return columns;
  notes?.push({
    kind: 'uncertain',
    rule: 'C2',
    confidence: 'inferred',
    text: `a list that excludes every column of ${table.name} is taken to give nothing`,
  });
  return undefined;
}

/** Of a struct only some fields are granted or hidden: the answer shows the whole column and says so (C10). */
function noteNested(table: TableEntry, list: ColumnLists, notes: Note[]): void {
  const include = list.ColumnNames ?? [];
  const nested = (include.length > 0 ? include : (list.ColumnWildcard?.ExcludedColumnNames ?? [])).filter(isNested);
  if (nested.length === 0) return;
  const what = include.length > 0 ? 'gives of these columns only the fields' : 'hides the fields';
  notes.push({ kind: 'limit', rule: 'C10', text: `a data filter on ${table.name} ${what} ${nested.join(', ')}` });
}

export function listRules(list: ColumnLists): RuleId[] {
  const include = list.ColumnNames;
  const exclude = list.ColumnWildcard?.ExcludedColumnNames;
  const rules: RuleId[] = include?.length ? ['C1'] : exclude?.length ? ['C2', 'C11'] : [];
  if ((include ?? exclude ?? []).some(isNested)) rules.push('C10');
  return rules;
}

function noteDangling(table: TableEntry, list: string, names: readonly string[], rule: RuleId, notes: Note[]): void {
  const dangling = danglingNames(table, names);
  if (dangling.length === 0 || !table.record) return;
  const where = `${table.record.DatabaseName}.${table.name}`;
  notes.push({
    kind: 'dangling-columns',
    rule,
    text: `${list} [${dangling.join(', ')}] matches no current column of ${where}`,
  });
}

/** Open point 11; a link takes only DESCRIBE and DROP, so that a wildcard SELECT shows nothing of it. */
const wildcardOnLink = (table: TableEntry, gives: boolean): Note => ({
  kind: 'uncertain',
  rule: 'G2',
  confidence: 'unverified',
  text: `whether a grant on all tables reaches the resource link ${table.name} is not confirmed; ${
    gives ? 'assumed that it does' : 'of what it holds a link takes nothing, so it is taken to show nothing of it'
  }`,
});

/** A grant of a data cells filter: SELECT on its columns in its rows (C1, C2, C6, C10). */
export function filterContribution(
  index: AccessIndex,
  table: TableEntry,
  row: number,
  notes?: Note[],
  held = index.mesh.grants.permissions[row]!,
): Contribution | undefined {
  const { grants } = index.mesh;
  const filter = grants.filters[grants.target[row]!]!;
  if (!(held & (BIT.SELECT | BIT.ALL)) || !(acceptedBy(table) & BIT.SELECT)) return undefined;
  if (!filter.record) {
    notes?.push({
      kind: 'not-evaluated',
      rule: 'C6',
      text: `the data cells filter ${filter.name} on ${table.name} is granted but its definition was not read; it counts as giving nothing`,
    });
    return undefined;
  }
  const columns = listedColumns(table, filter.record, notes);
  if (columns === undefined) return undefined;
  const grantable = grants.grantable[row]! & (BIT.SELECT | BIT.ALL) ? BIT.SELECT : 0;
  return {
    row,
    permissions: BIT.SELECT,
    grantable,
    select: { columns, where: filterPredicate(filter.record) },
    describes: columns,
    impliesParents: !grants.conditional.has(row),
  };
}

function filterPredicate(filter: DataCellsFilter): Predicate {
  const expression = filter.RowFilter?.FilterExpression;
  return expression === undefined || filter.RowFilter?.AllRowsWildcard ? ALL_ROWS : [expression];
}

/** Rules of a filter row (G1, C1, C2, C6, C10, C11); rows and columns limited at once are cell level (C8). */
export function filterRules(index: AccessIndex, row: number): RuleId[] {
  const filter = index.mesh.grants.filters[index.mesh.grants.target[row]!]!.record;
  if (!filter) return ['G1'];
  const columns = listRules(filter);
  if (filterPredicate(filter) === null) return ['G1', ...columns];
  return ['G1', ...columns, 'C6', ...(columns.length > 0 ? (['C8'] as const) : [])];
}
