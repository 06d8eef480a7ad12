import { compareText } from '../graph/order';
import type { LineageGraph, LineageSource } from './lineage-graph';
import type { Subgraph } from './subgraph';

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
    /** ISO 8601: newest and oldest evidence; absent for what has no time. */
    at?: string;
    since?: string;
    /** Between columns, where the value does not arrive as it was. */
    how?: string;
  }[];
}

/** Nodes and edges in an order of their own, whatever order they were learnt in. */
export function lineageDocument(graph: LineageGraph, part: Subgraph): LineageDocument {
  const failed = (at: number): boolean => /^(FAIL|ABORT)$/.test(graph.nodes[at]!.lastRun?.type ?? '');
  const edges = part.edges.map(({ from, to, source, at, since, how }) => {
    const [a, b] = [graph.nodes[from]!.id, graph.nodes[to]!.id];
    return {
      id: `${a}->${b}`,
      kind: source,
      source: a,
      target: b,
      ...(failed(from) || failed(to) ? { state: 'failed' as const } : {}),
      ...(at ? { at } : {}),
      ...(since ? { since } : {}),
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
