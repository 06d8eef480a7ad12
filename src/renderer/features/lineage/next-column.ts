import type { LineageView } from '../../../core/lineage/view-types';
import type { Arrow } from './next-node';

/** Where an arrow leads from a column: another column, the card that lists it, or away from the card. */
export type ColumnStep = { column: string } | { card: string } | { beyond: string };

/**
 * Up and down go through the columns of a card and over its ends; left and right follow the column's own lines, and leave
 * the card where there is none.
 */
export function nextColumn({ nodes, edges }: LineageView, id: string, arrow: Arrow): ColumnStep | undefined {
  const card = nodes.find(({ columns }) => columns?.some((column) => column.id === id));
  if (!card?.columns) return undefined;
  const at = card.columns.findIndex((column) => column.id === id);
  if (arrow === 'ArrowUp') return at === 0 ? { card: card.id } : { column: card.columns[at - 1]!.id };
  if (arrow === 'ArrowDown') {
    const below = card.columns[at + 1];
    return below ? { column: below.id } : { beyond: card.id };
  }
  const [own, other] = arrow === 'ArrowRight' ? (['source', 'target'] as const) : (['target', 'source'] as const);
  const line = edges.find((edge) => edge.isColumn && edge[own] === id);
  return line ? { column: line[other] } : { beyond: card.id };
}
