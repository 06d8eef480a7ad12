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

const PLAIN: Record<string, readonly RuleId[]> = {
  named: ['G1'],
  all: ['G2'],
  namedSplit: ['G1', 'G15'],
  allSplit: ['G2', 'G15'],
};

/** A named grant (G1) or one on all tables of the database (G2), with its column list (C1, C2, C11, G15). */
export function namedContribution(
  index: AccessIndex,
  table: TableEntry,
  row: number,
  notes?: Note[],
): Contribution | undefined {
  const { grants } = index.mesh;
  const wild = grants.kind[row] === KIND.allTables;
  const split = grants.split[row] === 1;
  const accepted = split ? acceptedBy(table) & BIT.SELECT : acceptedBy(table);
  const permissions = expand(grants.permissions[row]!, accepted);
  if (permissions === 0) return undefined;
  let rules = PLAIN[(wild ? 'all' : 'named') + (split ? 'Split' : '')]!;
  if (grants.permissions[row]! & BIT.ALL) rules = [...rules, 'G3'];
  if (isLink(table.record)) {
    rules = [...rules, 'L1', 'L2'];
    if (wild) notes?.push(wildcardOnLink(table));
  }
  let select: Visible | null = permissions & BIT.SELECT ? ALL : null;
  if (select && grants.columns[row] !== COLUMNS.all) {
    const list = rowRecord(index.mesh, row).Resource.TableWithColumns!;
    const limited = listColumns(table, list, rules, notes);
    if (!limited) return undefined;
    select = { columns: limited.columns, where: ALL_ROWS };
    rules = limited.rules;
  }
  const describes = permissions & ~BIT.SELECT || !select ? null : select.columns;
  const grantable = expand(grants.grantable[row]!, accepted);
  return { row, permissions, grantable, select, describes, rules, impliesParents: !grants.conditional.has(row) };
}

interface ColumnLists {
  ColumnNames?: string[];
  ColumnWildcard?: { ExcludedColumnNames?: string[] };
}

/** Resolves include and exclude lists on the current schema; undefined where nothing visible is left. */
function listColumns(
  table: TableEntry,
  list: ColumnLists,
  rules: readonly RuleId[],
  notes?: Note[],
): { columns: readonly number[] | null; rules: readonly RuleId[] } | undefined {
  const include = list.ColumnNames;
  const exclude = list.ColumnWildcard?.ExcludedColumnNames;
  const nested = (include ?? exclude ?? []).some(isNested);
  const extra: RuleId[] = nested ? ['C10'] : [];
  if (include?.length) {
    const columns = includedColumns(table, include);
    if (notes) noteDangling(table, 'ColumnNames', include, 'C1', notes);
    if (columns.length === 0 && table.partitionKeys === 0) return undefined;
    return { columns, rules: [...rules, 'C1', ...extra] };
  }
  if (!exclude?.length) return { columns: null, rules };
  const columns = remainingColumns(table, exclude);
  if (notes) noteDangling(table, 'ExcludedColumnNames', exclude, 'C11', notes);
  if (columns.length === 0 && columnsOf(table).length > 0) return undefined;
  return { columns, rules: [...rules, 'C2', 'C11', ...extra] };
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

const wildcardOnLink = (table: TableEntry): Note => ({
  kind: 'uncertain',
  rule: 'G2',
  confidence: 'unverified',
  text: `whether a grant on all tables reaches the resource link ${table.name} is not confirmed; assumed that it does`,
});

/** A grant of a data cells filter: SELECT on its columns in its rows (C1, C2, C6, C10). */
export function filterContribution(
  index: AccessIndex,
  table: TableEntry,
  row: number,
  notes?: Note[],
): Contribution | undefined {
  const { grants } = index.mesh;
  const filter = grants.filters[grants.target[row]!]!;
  if (!(grants.permissions[row]! & (BIT.SELECT | BIT.ALL)) || !(acceptedBy(table) & BIT.SELECT)) return undefined;
  if (!filter.record) {
    notes?.push({
      kind: 'not-evaluated',
      rule: 'C6',
      text: `the data cells filter ${filter.name} on ${table.name} is granted but its definition was not read; it counts as giving nothing`,
    });
    return undefined;
  }
  const limited = listColumns(table, filter.record, ['G1'], notes);
  if (!limited) return undefined;
  const expression = filter.record.RowFilter?.FilterExpression;
  const where: Predicate =
    expression === undefined || filter.record.RowFilter?.AllRowsWildcard ? ALL_ROWS : [expression];
  const select: Visible = { columns: limited.columns, where };
  const rules: RuleId[] = where === null ? [...limited.rules] : [...limited.rules, 'C6'];
  const grantable = grants.grantable[row]! & (BIT.SELECT | BIT.ALL) ? BIT.SELECT : 0;
  const impliesParents = !grants.conditional.has(row);
  return { row, permissions: BIT.SELECT, grantable, select, describes: limited.columns, rules, impliesParents };
}
