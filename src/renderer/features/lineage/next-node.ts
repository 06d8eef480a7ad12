import type { LineageViewNode } from '../../../core/lineage/view-types';

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

type Spot = Pick<LineageViewNode, 'id' | 'x' | 'y' | 'width' | 'height'>;

/** Up and down stay in a column of the layout; left and right go to what is nearest in height in the next one. */
export function nextNode(nodes: readonly Spot[], from: string, arrow: Arrow): string | undefined {
  const current = nodes.find(({ id }) => id === from);
  if (!current) return nodes[0]?.id;
  const centre = ({ x, width }: Spot): number => Math.round(x + width / 2);
  const own = nodes.filter((node) => centre(node) === centre(current)).sort((a, b) => a.y - b.y);
  const at = own.findIndex(({ id }) => id === from);
  if (arrow === 'ArrowUp') return own[at - 1]?.id;
  if (arrow === 'ArrowDown') return own[at + 1]?.id;
  const columns = [...new Set(nodes.map(centre))].sort((a, b) => a - b);
  const next = columns[columns.indexOf(centre(current)) + (arrow === 'ArrowRight' ? 1 : -1)];
  return nodes
    .filter((node) => centre(node) === next)
    .sort((a, b) => Math.abs(a.y - current.y) - Math.abs(b.y - current.y) || a.y - b.y)[0]?.id;
}
