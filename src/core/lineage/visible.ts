import { compareText } from '../graph/order';
import type { LineageGraph } from './lineage-graph';
import type { LineageViewQuery } from './view-types';

/** What of the graph is on screen: node numbers in the order in which they came, and what stands for the rest. */
export interface Visible {
  nodes: number[];
  shown: ReadonlySet<number>;
  rests: { side: string; near: number; up: boolean; count: number }[];
}

/** React Flow stays quick below this; what does not fit is counted in a stand-in. */
export const MOST_SHOWN = 280;
const FIRST_SHOWN = 10;

/**
 * The focus with its neighbours, then every side that the person opened, one dataset further each: a job on the way brings
 * what lies behind it. Neighbours come by label, so a hub shows its first ones and a count.
 */
export function visibleNodes(graph: LineageGraph, focus: number, query: LineageViewQuery): Visible {
  const shown = new Set<number>([focus]);
  const rests = new Map<string, Visible['rests'][number]>();
  const sides = (['up', 'down'] as const).filter(
    (side) => query.direction === 'both' || (query.direction === 'upstream') === (side === 'up'),
  );
  const open = (side: 'up' | 'down', node: number): void => {
    for (const next of some(side, node)) {
      if (graph.nodes[next]!.kind !== 'job') continue;
      some(side, next);
    }
  };
  /** Adds the first neighbours of a side; answers all of them that are shown now. */
  const some = (side: 'up' | 'down', node: number): number[] => {
    const key = `${side}:${graph.nodes[node]!.id}`;
    const all = neighbours(graph, side, node);
    const limit = query.shown?.[key] ?? FIRST_SHOWN;
    const added: number[] = [];
    let fresh = 0;
    for (const next of all) {
      if (!shown.has(next)) {
        if (fresh >= limit || shown.size >= MOST_SHOWN) continue;
        fresh++;
        shown.add(next);
      }
      added.push(next);
    }
    rests.delete(key);
    if (added.length < all.length)
      rests.set(key, { side: key, near: node, up: side === 'up', count: all.length - added.length });
    return added;
  };
  for (const side of sides) open(side, focus);
  for (const key of query.grown) {
    const side = key.startsWith('up:') ? 'up' : 'down';
    const node = graph.indexOf.get(key.slice(key.indexOf(':') + 1));
    if (node !== undefined && shown.has(node)) open(side, node);
  }
  for (const rest of rests.values())
    rest.count = neighbours(graph, rest.up ? 'up' : 'down', rest.near).filter((next) => !shown.has(next)).length;
  return { nodes: [...shown], shown, rests: [...rests.values()].filter(({ count }) => count > 0) };
}

/** Datasets and jobs on one side, by label. */
export function neighbours(graph: LineageGraph, side: 'up' | 'down', node: number): number[] {
  const { starts, targets } = graph[side];
  const found: number[] = [];
  for (let i = starts[node]!; i < starts[node + 1]!; i++) if (targets[i] !== node) found.push(targets[i]!);
  const { nodes } = graph;
  return found.sort((a, b) => compareText(nodes[a]!.label, nodes[b]!.label) || compareText(nodes[a]!.id, nodes[b]!.id));
}
