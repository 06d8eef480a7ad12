import { IntColumn } from '../model/mesh/interner';
import type { Adjacency, LineageGraph } from './lineage-graph';

export type Direction = 'upstream' | 'downstream';

/** Everything that can be reached, with the number of steps to it; the start is not part of it unless it is on a cycle. */
export interface Closure {
  /** Node numbers in order of distance. */
  nodes: Int32Array;
  /** Steps to the node of the same position. */
  distance: Int32Array;
}

/**
 * Breadth first over typed arrays: each node and edge once, so cycles and hubs cost no more than their size, and what is
 * small costs little in a large graph.
 */
export function closureOf(graph: LineageGraph, start: number, direction: Direction, maxDepth = Infinity): Closure {
  const { starts, targets } = sideOf(graph, direction);
  const { seen, walk } = newWalk(graph);
  const nodes = new IntColumn(64);
  const distance = new IntColumn(64);
  const follow = (node: number, next: number): void => {
    for (let i = starts[node]!; i < starts[node + 1]!; i++) {
      const target = targets[i]!;
      if (seen[target] === walk) continue;
      seen[target] = walk;
      nodes.push(target);
      distance.push(next);
    }
  };
  if (maxDepth >= 1) follow(start, 1);
  for (let head = 0; head < nodes.length && distance.at(head) < maxDepth; head++)
    follow(nodes.at(head), distance.at(head) + 1);
  return { nodes: nodes.done().slice(), distance: distance.done().slice() };
}

/** Which walk last saw each node of a graph: clearing a mark per node would cost more than most walks. */
interface Walks {
  seen: Uint32Array;
  walk: number;
}

const walks = new WeakMap<LineageGraph, Walks>();

function newWalk(graph: LineageGraph): Walks {
  let made = walks.get(graph);
  if (!made || made.walk === 0xffffffff)
    walks.set(graph, (made = { seen: new Uint32Array(graph.nodes.length), walk: 0 }));
  made.walk++;
  return made;
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
