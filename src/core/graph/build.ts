import type { Snapshot } from '../model/snapshot';
import { addUnitDomains, countHomes } from './domains';
import { emptyDraft, type Draft } from './draft';
import { addGrants, addLinks } from './grants';
import { graphIndex } from './graph-index';
import { assignLanes } from './lanes';
import { compareText } from './order';
import { addProducts, addProjects, addPublications } from './products';
import { sourcesOf } from './sources';
import { addSubscriptions } from './subscriptions';
import { addTables } from './tables';
import { totalsOf } from './totals';
import type { GraphNode, MeshGraph, NodeKind } from './types';

const KIND_ORDER: readonly NodeKind[] = ['domain', 'product', 'table', 'database', 'project', 'consumer', 'tag-policy', 'location', 'catalog', 'account']; // prettier-ignore

/**
 * The whole mesh as nodes and edges, from a snapshot of any completeness. Deterministic: the same records in any order
 * give the same graph. Every node but a domain has a parent chain that ends at a domain.
 */
export function buildMeshGraph(snapshot: Snapshot): MeshGraph {
  const draft = emptyDraft(sourcesOf(snapshot));
  addUnitDomains(draft);
  addTables(draft);
  addProjects(draft);
  addProducts(draft);
  addPublications(draft);
  countHomes(draft);
  addGrants(draft);
  addLinks(draft);
  addSubscriptions(draft);
  return finish(draft);
}

function finish(draft: Draft): MeshGraph {
  const rank = new Map(KIND_ORDER.map((kind, at) => [kind, at]));
  const order = (a: GraphNode, b: GraphNode): number =>
    (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) ||
    compareText(a.label.toLowerCase(), b.label.toLowerCase()) ||
    compareText(a.id, b.id);
  const graph: MeshGraph = {
    nodes: [...draft.nodes.values()].sort(order),
    edges: [...draft.edges.values()].sort((a, b) => compareText(a.id, b.id)),
  };
  for (const edge of graph.edges) edge.permissions?.sort();
  for (const node of graph.nodes) node.marks?.sort();
  assignLanes(graph, draft.sources);
  const { children } = graphIndex(graph);
  totalsOf(graph).forEach((totals, at) => {
    const node = graph.nodes[at];
    if (node && (node.kind === 'domain' || children[at]?.length)) node.totals = totals;
  });
  return graph;
}
