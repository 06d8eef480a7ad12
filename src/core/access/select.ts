import { columnsOf, type TableEntry } from '../model/mesh/catalog';
import { partitionPlaces } from './columns';
import type { Visible } from './contribution';
import { either, samePredicate, type Predicate } from './predicate';

/** SELECT of all grants together: visible columns, rows, and columns whose rows are fewer (C3, C6, C7, C8). */
export interface Cells {
  /** Places in table order, partition keys included; null = all. */
  columns: readonly number[] | null;
  /** Rows of which anything is visible. */
  where: Predicate;
  /** Columns whose predicate differs from `where`. */
  each: ReadonlyMap<number, Predicate>;
}

const NONE: ReadonlyMap<number, Predicate> = new Map();
const EVERYTHING: Cells = { columns: null, where: null, each: NONE };

/** Unites SELECT parts. A column is visible in the rows of any part that includes it; partition keys in all rows (C4). */
export function cellsOf(table: TableEntry, parts: readonly Visible[]): Cells {
  for (const part of parts) if (part.columns === null && part.where === null && !part.each) return EVERYTHING;
  const total = columnsOf(table).length;
  if (parts.length === 1 && !parts[0]!.each) {
    const only = parts[0]!;
    return {
      columns: only.columns === null ? null : withKeys(table, only.columns, total),
      where: only.where,
      each: NONE,
    };
  }
  const cells = new Map<number, Predicate>();
  for (const part of parts) {
    for (const column of part.columns ?? everyPlace(total)) {
      const where = part.each?.has(column) ? part.each.get(column)! : part.where;
      const before = cells.get(column);
      cells.set(column, cells.has(column) ? either(before!, where) : where);
    }
  }
  const keys = partitionPlaces(table);
  const where = uniteAll(parts.map((part) => rowsOf(part, keys, total)));
  for (const key of keys) cells.set(key, where);
  const columns = [...cells.keys()].sort((a, b) => a - b);
  const each = new Map(
    columns.flatMap((c) => (samePredicate(cells.get(c)!, where) ? [] : [[c, cells.get(c)!] as const])),
  );
  return { columns: columns.length === total ? null : columns, where, each };
}

/** Rows of which a part shows anything, and with them the partition keys (C4). */
function rowsOf(part: Visible, keys: readonly number[], total: number): Predicate {
  if (!part.each) return part.where;
  const shown = (part.columns ?? everyPlace(total)).filter((column) => !keys.includes(column));
  return shown.length === 0
    ? part.where
    : uniteAll(shown.map((c) => (part.each!.has(c) ? part.each!.get(c)! : part.where)));
}

const uniteAll = (predicates: readonly Predicate[]): Predicate => predicates.reduce((a, b) => either(a, b));

const everyPlace = (total: number): number[] => Array.from({ length: total }, (_, i) => i);

function withKeys(table: TableEntry, columns: readonly number[], total: number): readonly number[] | null {
  const places =
    table.partitionKeys === 0 ? columns : [...new Set([...columns, ...partitionPlaces(table)])].sort((a, b) => a - b);
  return places.length === total ? null : places;
}
