import { columnsOf, type TableEntry } from '../model/mesh/catalog';

/** Places of all columns of an include list that still exist (C1); nested names show as their top column (C10). */
export function includedColumns(table: TableEntry, names: readonly string[]): number[] {
  const columns = columnsOf(table);
  const places: number[] = [];
  for (let i = 0; i < columns.length; i++) if (names.some((name) => isColumn(name, columns[i]!))) places.push(i);
  return places;
}

/** Most lists are spelled as the schema is: folding and unquoting come second. */
const isColumn = (name: string, column: string): boolean => name === column || topColumn(name) === column.toLowerCase();

/** All current columns minus an exclude list (C2, C11), partition keys apart: these come with any SELECT (C4). */
export function remainingColumns(table: TableEntry, excluded: readonly string[]): number[] {
  const hidden = new Set(excluded.filter((name) => !isNested(name)).map((name) => name.toLowerCase()));
  const names = columnsOf(table).slice(0, columnsOf(table).length - table.partitionKeys);
  return names.flatMap((name, i) => (hidden.has(name.toLowerCase()) ? [] : [i]));
}

/** Names of a list that no current column carries. */
export function danglingNames(table: TableEntry, names: readonly string[]): string[] {
  const present = new Set(columnsOf(table).map((name) => name.toLowerCase()));
  return names.filter((name) => !present.has(name.toLowerCase()) && !present.has(topColumn(name)));
}

/** `"address"."zip"`: quoted parts joined by dots, a quote doubled (C10). */
export const isNested = (name: string): boolean =>
  name.startsWith('"') && /^"(?:[^"]|"")*"(?:\."(?:[^"]|"")*")+$/.test(name);

function topColumn(name: string): string {
  if (!isNested(name)) return name.toLowerCase();
  const end = /^"((?:[^"]|"")*)"/.exec(name)![1]!;
  return end.replaceAll('""', '"').toLowerCase();
}

/** Places of the partition keys: always visible with any SELECT, always last (C4). */
export function partitionPlaces(table: TableEntry): number[] {
  const total = columnsOf(table).length;
  return Array.from({ length: table.partitionKeys }, (_, i) => total - table.partitionKeys + i);
}

/** Union of two column sets in table order; null = all. */
export function uniteColumns(a: readonly number[] | null, b: readonly number[] | null): readonly number[] | null {
  if (a === null || b === null) return null;
  if (a === b || b.length === 0 || b.every((column) => a.includes(column))) return a;
  if (a.length === 0) return b;
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

export function intersectColumns(a: readonly number[] | null, b: readonly number[] | null): readonly number[] | null {
  if (a === null) return b;
  if (b === null) return a;
  return a.filter((c) => b.includes(c));
}
