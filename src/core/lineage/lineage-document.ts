import { compareText } from '../graph/order';
import { edgeTold } from './edge-told';
import type { LineageGraph } from './lineage-graph';
import type { Subgraph } from './subgraph';
import type { EdgeTold } from './view-types';
import { bestWitness, endOf, oldestOf, type LineageSource } from './witness';

/** Lineage as scripts read it: ids are stable, the kind of an edge is how it was learnt. */
export interface LineageDocument {
  nodes: {
    id: string;
    kind: string;
    label: string;
    parent?: string;
    lastRun?: { at: string; type: string };
    ambiguous?: string[];
  }[];
  edges: {
    id: string;
    kind: LineageSource;
    source: string;
    target: string;
    /** Only where the newest run of the job failed. */
    state?: 'failed';
    /** ISO 8601: newest evidence of the best witness, oldest of any; absent for what has no time. */
    at?: string;
    since?: string;
    /** From when on a newer run of the job does not name it any more; absent = it still holds. */
    until?: string;
    /** Every witness, the best first, where there is more than one. */
    witnesses?: EdgeTold[];
    /** Between columns, where the value does not arrive as it was. */
    how?: string;
  }[];
}

/** Nodes and edges in an order of their own, whatever order they were learnt in. */
export function lineageDocument(graph: LineageGraph, part: Subgraph): LineageDocument {
  const failed = (at: number): boolean => /^(FAIL|ABORT)$/.test(graph.nodes[at]!.lastRun?.type ?? '');
  const edges = part.edges.map((edge) => {
    const { from, to, others, how } = edge;
    const { source, at } = bestWitness(edge);
    const [since, until] = [oldestOf(edge), endOf(edge)];
    const [a, b] = [graph.nodes[from]!.id, graph.nodes[to]!.id];
    return {
      id: `${a}->${b}`,
      kind: source,
      source: a,
      target: b,
      ...(failed(from) || failed(to) ? { state: 'failed' as const } : {}),
      ...(at ? { at } : {}),
      ...(since ? { since } : {}),
      ...(until ? { until } : {}),
      ...(others ? { witnesses: edgeTold(graph, edge) } : {}),
      ...(how ? { how } : {}),
    };
  });
  return {
    nodes: part.nodes
      .map(({ id, kind, label, parent, lastRun, ambiguous }) => ({
        id,
        kind,
        label,
        ...(parent ? { parent } : {}),
        ...(lastRun ? { lastRun } : {}),
        ...(ambiguous ? { ambiguous } : {}),
      }))
      .sort((a, b) => compareText(a.id, b.id)),
    edges: edges.sort((a, b) => compareText(a.id, b.id)),
  };
}
