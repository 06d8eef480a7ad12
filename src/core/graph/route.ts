import type { Box } from './columns';

export interface Route {
  /** SVG path data. */
  path: string;
  /** Where the label's middle goes. */
  labelX: number;
  labelY: number;
}

const HEAD = 36;

/**
 * The line between two boxes: out of the side that faces the other lane, along a cubic curve. Within a lane it bows out to
 * the right. `lane` spreads parallel lines (0, 1, -1, 2 …). The window and the SVG export draw the same line.
 */
export function routeEdge(from: Box, to: Box, lane = 0): Route {
  const spread = lane * 16;
  const [y1, y2] = [anchor(from) + spread, anchor(to) + spread];
  const right = from.x + from.width;
  const overlaps = to.x < right && from.x < to.x + to.width;
  if (overlaps) {
    const [x1, x2] = [right, to.x + to.width];
    const bow = Math.max(x1, x2) + 48 + Math.min(60, Math.abs(y2 - y1) / 8) + Math.abs(spread) / 2;
    return {
      path: curve(x1, y1, bow, y1, bow, y2, x2, y2),
      labelX: (x1 + x2) / 8 + (bow * 3) / 4,
      labelY: (y1 + y2) / 2,
    };
  }
  const forward = to.x >= right;
  const [x1, x2] = forward ? [right, to.x] : [from.x, to.x + to.width];
  const pull = Math.max(40, Math.abs(x2 - x1) / 2) * (forward ? 1 : -1);
  // Labels of lines that share an end sit nearer to the other end, where the lines have parted.
  return { path: curve(x1, y1, x1 + pull, y1, x2 - pull, y2, x2, y2), labelX: (x1 + x2) / 2, labelY: (y1 + y2) / 2 };
}

const anchor = (box: Box): number => box.y + Math.min(box.height / 2, HEAD);
const round = (value: number): number => Math.round(value * 10) / 10;
const curve = (...p: number[]): string => {
  const [x1 = 0, y1 = 0, c1 = 0, d1 = 0, c2 = 0, d2 = 0, x2 = 0, y2 = 0] = p.map(round);
  return `M${x1},${y1} C${c1},${d1} ${c2},${d2} ${x2},${y2}`;
};

/** Numbers parallel edges 0, 1, -1, 2, -2 … per unordered pair of ends, in the order given. */
export function parallelLanes(edges: readonly { source: string; target: string }[]): number[] {
  const seen = new Map<string, number>();
  return edges.map(({ source, target }) => {
    const pair = source < target ? `${source}\n${target}` : `${target}\n${source}`;
    const nth = seen.get(pair) ?? 0;
    seen.set(pair, nth + 1);
    return nth % 2 ? (nth + 1) / 2 : -nth / 2;
  });
}
