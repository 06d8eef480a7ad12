import { canonicalText } from '../model/canonical';
import type { AccessRow } from '../model/case';
import { resourceText } from './resource-text';

/** A row that both sides have, differently. */
export interface ChangedRow {
  before: AccessRow;
  after: AccessRow;
  how: 'widened' | 'narrowed' | 'changed';
}

export interface Comparison {
  gained: AccessRow[];
  lost: AccessRow[];
  changed: ChangedRow[];
  /** Rows alike on both sides. */
  same: number;
}

/** What a row is compared by: everything, all but the principal (two principals), or all but the resource (two tables). */
export type Aspect = 'all' | 'principals' | 'resources';

/** Compares two answers: two snapshots, two principals or two tables. */
export function compareRows(
  before: readonly AccessRow[],
  after: readonly AccessRow[],
  aspect: Aspect = 'all',
): Comparison {
  const key = (row: AccessRow): string =>
    [
      aspect === 'principals' ? '' : row.principal,
      aspect === 'resources' ? '' : canonicalText(row.resource),
      row.permission,
    ].join('\u0000');
  const old = new Map(before.map((row) => [key(row), row]));
  const comparison: Comparison = { gained: [], lost: [], changed: [], same: 0 };
  for (const row of after) {
    const held = old.get(key(row));
    old.delete(key(row));
    if (!held) comparison.gained.push(row);
    else if (sameExtent(held, row)) comparison.same++;
    else comparison.changed.push({ before: held, after: row, how: direction(held, row) });
  }
  comparison.lost.push(...old.values());
  return comparison;
}

/** Whether everything that `less` lets through, `more` lets through too: columns, rows and cells (not the data path). */
export function implies(more: AccessRow, less: AccessRow): boolean {
  const wide = new Set(more.columns ?? []);
  if (less.columns?.some((column) => !wide.has(column)) && more.columns) return false;
  if (less.permission !== 'SELECT') return true;
  return (less.columns ?? []).every((column) => rowsInclude(predicateOf(more, column), predicateOf(less, column)));
}

const predicateOf = (row: AccessRow, column: string): string | null =>
  row.cellFilters && Object.hasOwn(row.cellFilters, column) ? row.cellFilters[column]! : (row.rowFilter ?? null);

/** Whether each alternative of `less` is one of `more`; predicates are compared as texts, never by meaning. */
function rowsInclude(more: string | null, less: string | null): boolean {
  if (more === null || more === less) return true;
  if (less === null) return false;
  const alternatives = new Set(alternativesOf(more));
  return alternativesOf(less).every((alternative) => alternatives.has(alternative));
}

/** The operands of a top-level OR as answers write it; a single predicate is its own only operand. */
export function alternativesOf(predicate: string): string[] {
  if (!predicate.startsWith('(')) return [predicate];
  const operands: string[] = [];
  let depth = 0;
  let start = 0;
  let quoted = false;
  for (let i = 0; i < predicate.length; i++) {
    const sign = predicate[i];
    if (sign === "'") quoted = !quoted;
    if (quoted) continue;
    if (sign === '(' && depth++ === 0) start = i + 1;
    if (sign !== ')' || --depth > 0) continue;
    operands.push(predicate.slice(start, i));
    if (i === predicate.length - 1) return operands;
    if (!predicate.startsWith(' OR (', i + 1)) return [predicate];
  }
  return [predicate];
}

function direction(before: AccessRow, after: AccessRow): ChangedRow['how'] {
  const wider = implies(after, before);
  const narrower = implies(before, after);
  if (wider === narrower) return 'changed';
  return wider ? 'widened' : 'narrowed';
}

const sameExtent = (a: AccessRow, b: AccessRow): boolean => extent(a) === extent(b);

const extent = (row: AccessRow): string =>
  JSON.stringify([row.columns, row.rowFilter, row.cellFilters && Object.entries(row.cellFilters).sort(), row.dataPath]);

/** One line about a row, for lists of what was gained or lost. */
export const rowText = (row: AccessRow): string =>
  `${row.principal}: ${row.permission} on ${resourceText(row.resource)}`;
