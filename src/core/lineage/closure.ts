import type { Adjacency, LineageGraph } from './lineage-graph';

export type Direction = 'upstream' | 'downstream';

/** Everything that can be reached, with the number of steps to it; the start is not part of it unless it is on a cycle. */
export interface Closure {
  /** Node numbers in order of distance. */
  nodes: Int32Array;
  /** Steps to the node of the same position. */
  distance: Int32Array;
}

/** Breadth first over typed arrays: each node and edge once, so cycles and hubs cost no more than their size. */
export function closureOf(graph: LineageGraph, start: number, direction: Direction, maxDepth = Infinity): Closure {
  const adjacency = sideOf(graph, direction);
  const seen = new Uint8Array(graph.nodes.length);
  const queue = new Int32Array(graph.nodes.length + 1);
  const depth = new Int32Array(graph.nodes.length + 1);
  queue[0] = start;
  let tail = 1;
  for (let head = 0; head < tail; head++) {
    const node = queue[head]!;
    const next = depth[head]! + 1;
    if (next > maxDepth) break;
    for (let i = adjacency.starts[node]!; i < adjacency.starts[node + 1]!; i++) {
      const target = adjacency.targets[i]!;
      if (seen[target]) continue;
      seen[target] = 1;
      queue[tail] = target;
      depth[tail++] = next;
    }
  }
  return { nodes: queue.slice(1, tail), distance: depth.slice(1, tail) };
}

/** The shortest chain of nodes from one to another along the flow of data; `undefined` where none exists. */
export function pathBetween(graph: LineageGraph, from: number, to: number): number[] | undefined {
  const { starts, targets } = graph.down;
  const before = new Int32Array(graph.nodes.length).fill(-1);
  const queue = [from];
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head]!;
    for (let i = starts[node]!; i < starts[node + 1]!; i++) {
      const target = targets[i]!;
      if (before[target] !== -1 || target === from) continue;
      before[target] = node;
      if (target === to) return trace(before, from, to);
      queue.push(target);
    }
  }
  return undefined;
}

function trace(before: Int32Array, from: number, to: number): number[] {
  const path = [to];
  for (let node = to; node !== from;) {
    node = before[node]!;
    path.push(node);
  }
  return path.reverse();
}

export const sideOf = (graph: LineageGraph, direction: Direction): Adjacency =>
  direction === 'upstream' ? graph.up : graph.down;
