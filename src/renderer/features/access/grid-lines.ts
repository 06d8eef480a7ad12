import { rowCount, textAt, type PackedTable } from '../../../core/report/packed-table';

export interface LineOrder {
  by: string;
  isDescending: boolean;
}

/** Numbers in a text compare as numbers: `4 of 6` before `12 of 20`. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Line numbers that hold every word of the filter in one of the columns, in the wanted order. */
export function shownLines(
  table: PackedTable,
  filter: string,
  columns: readonly string[],
  order: LineOrder | null,
): number[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const lines: number[] = [];
  for (let line = 0; line < rowCount(table); line++) {
    const text =
      words.length === 0
        ? ''
        : columns
            .map((key) => textAt(table, line, key))
            .join('\n')
            .toLowerCase();
    if (words.every((word) => text.includes(word))) lines.push(line);
  }
  if (!order) return lines;
  const sign = order.isDescending ? -1 : 1;
  return lines.sort((a, b) => sign * collator.compare(textAt(table, a, order.by), textAt(table, b, order.by)) || a - b);
}

/** A row of a grouped grid: the head of a group, or a line. */
export type GridLine = { group: string; count: number; isOpen: boolean } | { line: number };

/** Lines under heads, groups in the order of their first line. */
export function groupedLines(
  table: PackedTable,
  lines: readonly number[],
  key: string,
  closed: ReadonlySet<string>,
): GridLine[] {
  if (key === '') return lines.map((line) => ({ line }));
  const groups = new Map<string, number[]>();
  for (const line of lines) {
    const name = textAt(table, line, key) || '(none)';
    const group = groups.get(name);
    if (group) group.push(line);
    else groups.set(name, [line]);
  }
  return [...groups].flatMap(([group, members]): GridLine[] => {
    const isOpen = !closed.has(group);
    return [{ group, count: members.length, isOpen }, ...(isOpen ? members.map((line) => ({ line })) : [])];
  });
}
