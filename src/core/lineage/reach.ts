import { sideOf, type Direction } from './closure';
import type { LineageGraph } from './lineage-graph';

/** Nodes within a number of steps between datasets. A job between two datasets is no step of its own. */
export interface Reach {
  /** Steps by node number; -1 = not reached. The starts are at 0. */
  steps: Int32Array;
  /** Reached nodes in order of distance, the starts first. */
  nodes: number[];
}

export function reachOf(graph: LineageGraph, starts: readonly number[], direction: Direction, depth = Infinity): Reach {
  const side = sideOf(graph, direction);
  const steps = new Int32Array(graph.nodes.length).fill(-1);
  const nodes: number[] = [];
  let front: number[] = [];
  const arrive = (node: number, step: number, into: number[]): void => {
    if (steps[node] !== -1) return;
    steps[node] = step;
    nodes.push(node);
    into.push(node);
  };
  for (const start of starts) arrive(start, 0, front);
  for (let step = 1; front.length > 0; step++) {
    const next: number[] = [];
    // A job met on the way belongs to the step, so `front` may grow while it is walked.
    for (let i = 0; i < front.length; i++) {
      const node = front[i]!;
      const isJob = graph.nodes[node]!.kind === 'job';
      const at = isJob ? steps[node]! : step;
      if (at > depth) continue;
      for (let j = side.starts[node]!; j < side.starts[node + 1]!; j++) {
        const target = side.targets[j]!;
        arrive(target, at, graph.nodes[target]!.kind === 'job' ? front : next);
      }
    }
    front = next;
  }
  return { steps, nodes };
}
