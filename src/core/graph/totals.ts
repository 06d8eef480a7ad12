import { graphIndex } from './graph-index';
import type { MeshGraph, NodeKind, Totals } from './types';

export const NO_TOTALS: Readonly<Totals> = { products: 0, tables: 0, projects: 0, consumers: 0, grants: 0 };

const COUNTED: Partial<Record<NodeKind, keyof Totals>> = {
  product: 'products',
  table: 'tables',
  project: 'projects',
  consumer: 'consumers',
};

/**
 * Totals of every container over its whole subtree, by node position. A grant counts where its resource is, once; so the
 * sums over all domains are the counts of the graph (types.ts). `keep` restricts to a filtered graph.
 */
export function totalsOf(graph: MeshGraph, keep?: { nodes: Uint8Array; edges: Uint8Array }): Totals[] {
  const index = graphIndex(graph);
  const totals = graph.nodes.map(() => ({ ...NO_TOTALS }));
  const count = (at: number, what: keyof Totals): void => {
    for (let node = at; node >= 0; node = index.parent[node] ?? -1) {
      const own = totals[node];
      if (own) own[what]++;
    }
  };
  graph.nodes.forEach((node, at) => {
    const what = COUNTED[node.kind];
    if (what && (!keep || keep.nodes[at])) count(at, what);
  });
  graph.edges.forEach((edge, at) => {
    if (edge.kind === 'grant' && (!keep || keep.edges[at])) count(index.source[at] ?? -1, 'grants');
  });
  return totals;
}

/** The counting rule of types.ts over the whole graph: what the command line and the last line of a start report. */
export function countGraph(graph: MeshGraph): Totals & { domains: number } {
  const totals = { domains: 0, ...NO_TOTALS };
  for (const { kind } of graph.nodes) {
    if (kind === 'domain') totals.domains++;
    const what = COUNTED[kind];
    if (what) totals[what]++;
  }
  for (const { kind } of graph.edges) if (kind === 'grant') totals.grants++;
  return totals;
}
