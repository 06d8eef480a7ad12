import { EDGE_KINDS, graphIndex } from './graph-index';
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
  const { parent, source, edges } = graphIndex(graph);
  const totals = graph.nodes.map(() => ({ ...NO_TOTALS }));
  const grants = new Int32Array(graph.nodes.length);
  const grant = EDGE_KINDS.indexOf('grant');
  for (let at = 0; at < source.length; at++)
    if (edges.kind[at] === grant && source[at]! >= 0 && (!keep || keep.edges[at])) grants[source[at]!]!++;
  graph.nodes.forEach((node, at) => {
    const what = !keep || keep.nodes[at] ? COUNTED[node.kind] : undefined;
    if (!what && !grants[at]) return;
    for (let up = at; up >= 0; up = parent[up] ?? -1) {
      const own = totals[up]!;
      if (what) own[what]++;
      own.grants += grants[at]!;
    }
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
  for (const kind of graphIndex(graph).edges.kind) if (EDGE_KINDS[kind] === 'grant') totals.grants++;
  return totals;
}
