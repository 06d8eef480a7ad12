import type { Snapshot } from '../model/snapshot';
import { addUnitDomains, countHomes } from './domains';
import { emptyDraft, type Draft, type DraftGrants } from './draft';
import { EdgeTable, grantEdgeId } from './edge-table';
import { addGrants, addLinks } from './grants';
import { graphIndex, indexEnds } from './graph-index';
import { assignLanes } from './lanes';
import { compareText } from './order';
import { addProducts, addProjects, addPublications } from './products';
import { sourcesOf } from './sources';
import { addSubscriptions } from './subscriptions';
import { addTables } from './tables';
import { totalsOf } from './totals';
import type { GraphEdge, GraphNode, MeshGraph, NodeKind } from './types';

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
  for (const edge of draft.edges.values()) if (edge.permissions) edge.permissions = [...edge.permissions].sort();
  const nodes = orderNodes([...draft.nodes.values()]);
  const graph = orderEdges(nodes, draft);
  for (const node of graph.nodes) node.marks?.sort();
  assignLanes(graph, draft.sources);
  const { children } = graphIndex(graph);
  totalsOf(graph).forEach((totals, at) => {
    const node = graph.nodes[at];
    if (node && (node.kind === 'domain' || children[at]?.length)) node.totals = totals;
  });
  return graph;
}

function orderNodes(nodes: readonly GraphNode[]): GraphNode[] {
  const rank = new Map(KIND_ORDER.map((kind, at) => [kind, at]));
  return nodes
    .map((node) => ({ node, rank: rank.get(node.kind) ?? 0, label: node.label.toLowerCase() }))
    .sort((a, b) => a.rank - b.rank || compareText(a.label, b.label) || compareText(a.node.id, b.node.id))
    .map(({ node }) => node);
}

/**
 * By the places of source and target, then kind: sorting a million ids as text takes longer than everything else together.
 * Two stable counting passes, the second one by the source.
 */
function orderEdges(nodes: GraphNode[], draft: Draft): MeshGraph {
  const { grants } = draft;
  const others = [...draft.edges.values()];
  const position = new Map(nodes.map((node, at) => [node.id, at]));
  // An end that is no node sorts last and is nowhere in the index.
  const place = (id: string): number => position.get(id) ?? nodes.length;
  const ends = (own: (edge: GraphEdge) => string, ids: readonly string[], numbers: Int32Array): Int32Array => {
    const found = new Int32Array(others.length + grants.count);
    others.forEach((edge, at) => (found[at] = place(own(edge))));
    const places = ids.map(place);
    for (let grant = 0; grant < grants.count; grant++) found[others.length + grant] = places[numbers[grant]!]!;
    return found;
  };
  const from = ends((edge) => edge.source, grants.sources, grants.source);
  const to = ends((edge) => edge.target, grants.targets, grants.target);
  const order = countingPass(from, countingPass(to, undefined, nodes.length), nodes.length);
  sortTies(order, from, to, (number) => others[number] ?? grantName(grants, number - others.length));
  const end = (of: Int32Array): Int32Array => order.map((at) => (of[at] === nodes.length ? -1 : of[at]!));
  const [source, target] = [end(from), end(to)];
  const edges = new EdgeTable(nodes, { order, source, target }, others, grants);
  const graph: MeshGraph = { nodes, edges };
  indexEnds(graph, position, source, target, edges.columns);
  return graph;
}

type Named = Pick<GraphEdge, 'id' | 'kind'>;

function grantName({ source, sources, target, targets, shares }: DraftGrants, grant: number): Named {
  const kind = shares[target[grant]!] ? 'share' : 'grant';
  return { kind, id: grantEdgeId(kind, sources[source[grant]!]!, targets[target[grant]!]!) };
}

function countingPass(keys: Int32Array, order: Int32Array | undefined, max: number): Int32Array {
  const starts = new Int32Array(max + 2);
  for (let at = 0; at < keys.length; at++) starts[keys[at]! + 1]!++;
  for (let key = 0; key <= max; key++) starts[key + 1]! += starts[key]!;
  const sorted = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const at = order ? order[i]! : i;
    sorted[starts[keys[at]!]!++] = at;
  }
  return sorted;
}

/** Several edges between the same two nodes: by kind and id. */
function sortTies(order: Int32Array, source: Int32Array, target: Int32Array, named: (edge: number) => Named): void {
  for (let from = 0; from < order.length; from++) {
    const first = order[from]!;
    let to = from + 1;
    while (to < order.length && source[first] === source[order[to]!] && target[first] === target[order[to]!]) to++;
    if (to - from > 1)
      order.subarray(from, to).sort((a, b) => {
        const [one, two] = [named(a), named(b)];
        return compareText(one.kind, two.kind) || compareText(one.id, two.id);
      });
    from = to - 1;
  }
}
