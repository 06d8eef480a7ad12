import type { ChangedRow, Comparison } from '../access/compare';
import type { AccessRow } from '../model/case';

/**
 * What a changed row loses and gains, as rows of their own: the columns that only one side has. Where the columns are the
 * same and rows or the data path differ, a narrowed row counts as lost in its old extent, a widened one as gained in its
 * new extent, and any other change as both.
 */
export function withChangedParts(
  comparison: Pick<Comparison, 'gained' | 'lost' | 'changed'>,
): Pick<Comparison, 'gained' | 'lost' | 'changed'> {
  const gained = [...comparison.gained];
  const lost = [...comparison.lost];
  for (const change of comparison.changed) {
    const more = onlyIn(change.after, change.before);
    const fewer = onlyIn(change.before, change.after);
    if (more) gained.push(more);
    if (fewer) lost.push(fewer);
    if (more ?? fewer) continue;
    if (change.how !== 'narrowed') gained.push(change.after);
    if (change.how !== 'widened') lost.push(change.before);
  }
  return { gained, lost, changed: comparison.changed };
}

function onlyIn(row: AccessRow, other: ChangedRow['before']): AccessRow | undefined {
  const held = new Set(other.columns ?? []);
  const columns = (row.columns ?? []).filter((column) => !held.has(column));
  if (columns.length === 0) return undefined;
  const { cellFilters, ...rest } = row;
  const cells = Object.entries(cellFilters ?? {}).filter(([column]) => columns.includes(column));
  return { ...rest, columns, ...(cells.length > 0 ? { cellFilters: Object.fromEntries(cells) } : {}) };
}
