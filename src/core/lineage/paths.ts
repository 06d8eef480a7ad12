import { pathBetween, sideOf, type Direction } from './closure';
import type { LineageGraph } from './lineage-graph';

/** What lies on some way between two nodes, whichever of them the data starts from. */
export interface Ways {
  /** Node numbers, both ends included; nothing where no data is known to flow. */
  nodes: number[];
  /** Nodes on longer ways that are left out, so that the rest can be shown. */
  hidden: number;
  /** Nodes of the shortest way. */
  shortest: number[];
}

/**
 * Every node on a way from one to the other: what is downstream of the start and upstream of the end. Where that is more
 * than `most`, the longest ways are left out first; the shortest one is always told.
 */
export function waysBetween(graph: LineageGraph, one: number, other: number, most: number): Ways {
  const forward = pathBetween(graph, one, other);
  const shortest = forward ?? pathBetween(graph, other, one);
  if (!shortest) return { nodes: [], hidden: 0, shortest: [] };
  const [from, to] = forward ? [one, other] : [other, one];
  const [away, towards] = [stepsFrom(graph, from, 'downstream'), stepsFrom(graph, to, 'upstream')];
  const byLength = new Map<number, number[]>();
  graph.nodes.forEach((_, node) => {
    if (away[node]! < 0 || towards[node]! < 0) return;
    const length = away[node]! + towards[node]!;
    byLength.set(length, [...(byLength.get(length) ?? []), node]);
  });
  const nodes = new Set(shortest);
  let total = 0;
  let isFull = false;
  for (const [, same] of [...byLength].sort(([a], [b]) => a - b)) {
    total += same.length;
    isFull ||= nodes.size + same.length > most;
    if (!isFull) for (const node of same) nodes.add(node);
  }
  return { nodes: [...nodes], hidden: total - nodes.size, shortest };
}

/** Steps by node number; -1 = not reached. */
function stepsFrom(graph: LineageGraph, start: number, direction: Direction): Int32Array {
  const { starts, targets } = sideOf(graph, direction);
  const steps = new Int32Array(graph.nodes.length).fill(-1);
  const queue = [start];
  steps[start] = 0;
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head]!;
    for (let i = starts[node]!; i < starts[node + 1]!; i++) {
      const next = targets[i]!;
      if (steps[next] !== -1) continue;
      steps[next] = steps[node]! + 1;
      queue.push(next);
    }
  }
  return steps;
}
