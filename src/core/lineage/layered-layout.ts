export interface LayoutNode {
  id: string;
  width: number;
  height: number;
}

export interface Layout {
  /** Left upper corners, in the order of the nodes. */
  at: { x: number; y: number }[];
  /** Points that an edge passes between its ends, in the order of the edges; empty for neighbours and for edges that run back. */
  bends: { x: number; y: number }[][];
}

const LAYER_GAP = 48;
const ROW_GAP = 18;
const DUMMY_HEIGHT = 10;
const SWEEPS = 8;
/** Swapping neighbours costs the square of a node's edges, so it is left to pictures that a person looks at. */
const SWAPPED_MOST = 2_000;
const SWAP_ROUNDS = 4;

interface Slot {
  layer: number;
  /** Node number, or -1 for a bend of a long edge. */
  node: number;
  height: number;
  up: number[];
  down: number[];
  y: number;
}

/**
 * Data flows from left to right: longest-path layers after turning round what closes a cycle, bends for edges that skip
 * layers, an order of rows by the mean of their neighbours, and heights that come closest to those means without overlap.
 * The same input gives the same picture; no step draws lots. O(sweeps × edges), enough for a few thousand nodes.
 */
export function layeredLayout(
  nodes: readonly LayoutNode[],
  edges: readonly { source: string; target: string }[],
): Layout {
  const number = new Map(nodes.map(({ id }, at) => [id, at]));
  const ends = edges.map(({ source, target }) => [number.get(source) ?? -1, number.get(target) ?? -1] as const);
  const back = turnedEdges(nodes.length, ends);
  const layers = layersOf(nodes.length, ends, back);
  const slots: Slot[] = nodes.map(({ height }, node) => ({
    layer: layers[node]!,
    node,
    height,
    up: [],
    down: [],
    y: 0,
  }));
  const chains = ends.map(([from, to], e) =>
    from < 0 || to < 0 || from === to || back.has(e) ? [] : chain(slots, from, to),
  );
  const columns = byLayer(slots);
  for (let sweep = 0; sweep < SWEEPS; sweep++) order(slots, columns, sweep % 2 === 0 ? 'up' : 'down');
  if (slots.length <= SWAPPED_MOST) uncross(slots, columns);
  place(slots, columns);
  const widths = columns.map((column) =>
    Math.max(0, ...column.map((s) => (slots[s]!.node < 0 ? 0 : nodes[slots[s]!.node]!.width))),
  );
  const lefts: number[] = [];
  let x = 0;
  for (const width of widths) {
    lefts.push(x);
    x += width + LAYER_GAP;
  }
  const top = Math.min(0, ...slots.map(({ y }) => y));
  return {
    at: nodes.map(({ width }, node) => {
      const { layer, y } = slots[node]!;
      return { x: Math.round(lefts[layer]! + (widths[layer]! - width) / 2), y: Math.round(y - top) };
    }),
    bends: chains.map((bends) =>
      bends.flatMap((slot) => {
        const { layer, y, height } = slots[slot]!;
        const middle = Math.round(y - top + height / 2);
        return [
          { x: Math.round(lefts[layer]!), y: middle },
          { x: Math.round(lefts[layer]! + widths[layer]!), y: middle },
        ];
      }),
    ),
  };
}

/** Edges that lead back into what they came from, by a walk in depth from the nodes in their order. */
function turnedEdges(count: number, ends: readonly (readonly [number, number])[]): ReadonlySet<number> {
  const out: number[][] = Array.from({ length: count }, () => []);
  const hasIn = new Uint8Array(count);
  ends.forEach(([from, to], e) => {
    if (from < 0 || to < 0 || from === to) return;
    out[from]!.push(e);
    hasIn[to] = 1;
  });
  const state = new Uint8Array(count);
  const back = new Set<number>();
  const walk = (root: number): void => {
    const stack: { node: number; next: number }[] = [{ node: root, next: 0 }];
    state[root] = 1;
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const edge = out[top.node]![top.next++];
      if (edge === undefined) {
        state[top.node] = 2;
        stack.pop();
        continue;
      }
      const to = ends[edge]![1];
      if (state[to] === 1) back.add(edge);
      else if (state[to] === 0) {
        state[to] = 1;
        stack.push({ node: to, next: 0 });
      }
    }
  };
  for (let node = 0; node < count; node++) if (!hasIn[node] && state[node] === 0) walk(node);
  for (let node = 0; node < count; node++) if (state[node] === 0) walk(node);
  return back;
}

/** Longest path from the sources; a source then moves right, next to the first thing that it feeds. */
function layersOf(count: number, ends: readonly (readonly [number, number])[], back: ReadonlySet<number>): number[] {
  const out: number[][] = Array.from({ length: count }, () => []);
  const waits = new Int32Array(count);
  ends.forEach(([from, to], e) => {
    if (from < 0 || to < 0 || from === to) return;
    const [a, b] = back.has(e) ? [to, from] : [from, to];
    out[a]!.push(b);
    waits[b]!++;
  });
  const isSource = waits.map((n) => Number(n === 0));
  const layers = new Array<number>(count).fill(0);
  const queue: number[] = [];
  for (let node = 0; node < count; node++) if (waits[node] === 0) queue.push(node);
  for (let head = 0; head < queue.length; head++)
    for (const to of out[queue[head]!]!) {
      layers[to] = Math.max(layers[to]!, layers[queue[head]!]! + 1);
      if (--waits[to]! === 0) queue.push(to);
    }
  for (let node = 0; node < count; node++)
    if (isSource[node] && out[node]!.length > 0) layers[node] = Math.min(...out[node]!.map((to) => layers[to]!)) - 1;
  const least = Math.min(0, ...layers);
  return layers.map((layer) => layer - least);
}

/** Joins two slots through a bend on every layer between them. */
function chain(slots: Slot[], from: number, to: number): number[] {
  const bends: number[] = [];
  let last = from;
  for (let layer = slots[from]!.layer + 1; layer < slots[to]!.layer; layer++) {
    const bend = slots.push({ layer, node: -1, height: DUMMY_HEIGHT, up: [last], down: [], y: 0 }) - 1;
    slots[last]!.down.push(bend);
    bends.push(bend);
    last = bend;
  }
  slots[last]!.down.push(to);
  slots[to]!.up.push(last);
  return bends;
}

function byLayer(slots: readonly Slot[]): number[][] {
  const columns: number[][] = [];
  slots.forEach(({ layer }, at) => {
    while (columns.length <= layer) columns.push([]);
    columns[layer]!.push(at);
  });
  return columns;
}

function order(slots: readonly Slot[], columns: number[][], side: 'up' | 'down'): void {
  const place = new Float64Array(slots.length);
  for (const column of columns) column.forEach((slot, at) => (place[slot] = at / Math.max(1, column.length)));
  const walk = side === 'up' ? columns : [...columns].reverse();
  for (const column of walk) {
    const key = new Map(
      column.map((slot) => {
        const near = slots[slot]![side];
        return [slot, near.length ? near.reduce((sum, n) => sum + place[n]!, 0) / near.length : place[slot]!];
      }),
    );
    column.sort((a, b) => key.get(a)! - key.get(b)! || place[a]! - place[b]!);
    column.forEach((slot, at) => (place[slot] = at / Math.max(1, column.length)));
  }
}

/** Swaps rows that stand next to each other as long as that saves crossings. */
function uncross(slots: readonly Slot[], columns: readonly number[][]): void {
  const rank = new Int32Array(slots.length);
  for (const column of columns) column.forEach((slot, at) => (rank[slot] = at));
  const crossings = (upper: readonly number[], lower: readonly number[]): number =>
    upper.reduce((sum, a) => sum + lower.filter((b) => rank[b]! < rank[a]!).length, 0);
  for (let round = 0, isBetter = true; round < SWAP_ROUNDS && isBetter; round++) {
    isBetter = false;
    for (const column of columns)
      for (let at = 0; at + 1 < column.length; at++) {
        const [a, b] = [column[at]!, column[at + 1]!];
        const [upper, lower] = [slots[a]!, slots[b]!];
        const now = crossings(upper.up, lower.up) + crossings(upper.down, lower.down);
        const then = crossings(lower.up, upper.up) + crossings(lower.down, upper.down);
        if (then >= now) continue;
        [column[at], column[at + 1]] = [b, a];
        [rank[a], rank[b]] = [rank[b]!, rank[a]!];
        isBetter = true;
      }
  }
}

function place(slots: Slot[], columns: readonly number[][]): void {
  for (const column of columns) {
    const total = column.reduce((sum, slot) => sum + slots[slot]!.height + ROW_GAP, -ROW_GAP);
    let y = -total / 2;
    for (const slot of column) {
      slots[slot]!.y = y;
      y += slots[slot]!.height + ROW_GAP;
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const side = sweep % 2 === 0 ? 'up' : 'down';
    for (const column of side === 'up' ? columns : [...columns].reverse()) settle(slots, column, side);
  }
  for (const column of columns) settle(slots, column, 'both');
}

/** Least squares under "one below the other": neighbours that would overlap are pooled and share their mean offset. */
function settle(slots: Slot[], column: readonly number[], side: 'up' | 'down' | 'both'): void {
  const pools: { sum: number; count: number; first: number; last: number }[] = [];
  const offsets: number[] = [];
  let offset = 0;
  column.forEach((slot, at) => {
    const own = slots[slot]!;
    offsets.push(offset);
    const near = side === 'both' ? [...own.up, ...own.down] : own[side];
    const centre = near.length
      ? near.reduce((sum, n) => sum + slots[n]!.y + slots[n]!.height / 2, 0) / near.length
      : own.y + own.height / 2;
    let pool = { sum: centre - own.height / 2 - offset, count: 1, first: at, last: at };
    for (
      let before = pools.at(-1);
      before && before.sum / before.count > pool.sum / pool.count;
      before = pools.at(-1)
    ) {
      pools.pop();
      pool = { sum: before.sum + pool.sum, count: before.count + pool.count, first: before.first, last: pool.last };
    }
    pools.push(pool);
    offset += own.height + ROW_GAP;
  });
  for (const { sum, count, first, last } of pools)
    for (let at = first; at <= last; at++) slots[column[at]!]!.y = sum / count + offsets[at]!;
}
