import type { ViewNode } from '../../../core/graph/types';

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

/** Up and down walk a lane from top to bottom; left and right go to the nearest height in the next lane. */
export function nextNode(nodes: readonly ViewNode[], from: string, arrow: Arrow): string | undefined {
  const current = nodes.find(({ id }) => id === from);
  if (!current) return nodes[0]?.id;
  const own = nodes.filter(({ lane }) => lane === current.lane).sort(byHeight);
  const at = own.findIndex(({ id }) => id === from);
  if (arrow === 'ArrowUp') return own[at - 1]?.id;
  if (arrow === 'ArrowDown') return own[at + 1]?.id;
  const lanes = [...new Map(nodes.filter(({ parent }) => parent === undefined).map(({ lane, x }) => [lane, x]))].sort(
    (a, b) => a[1] - b[1],
  );
  const next = lanes[lanes.findIndex(([lane]) => lane === current.lane) + (arrow === 'ArrowRight' ? 1 : -1)]?.[0];
  return nodes
    .filter(({ lane }) => lane === next)
    .sort((a, b) => Math.abs(a.y - current.y) - Math.abs(b.y - current.y) || byHeight(a, b))[0]?.id;
}

const byHeight = (a: ViewNode, b: ViewNode): number => a.y - b.y || a.x - b.x;
