import type { EdgeState, GraphEdge, GraphNode } from './types';
import type { Sources } from './sources';

/** Grants and shares apart from the other edges: they are many, so they are columns with one entry each. */
export interface DraftGrants {
  count: number;
  /** The place of the ends in `sources` and `targets`, which hold node ids. */
  source: Int32Array;
  target: Int32Array;
  sources: readonly string[];
  targets: readonly string[];
  /** By target: what leads there is a share. */
  shares: readonly boolean[];
  /** Place in `lists` of what is held. */
  list: Int32Array;
  lists: readonly (readonly string[])[];
  /** Place in `reasons` of why it has no effect, -1 = it has. */
  reason: Int32Array;
  reasons: readonly string[];
}

const none = new Int32Array(0);
const NO_GRANTS: DraftGrants = {
  count: 0,
  source: none,
  target: none,
  sources: [],
  targets: [],
  shares: [],
  list: none,
  lists: [],
  reason: none,
  reasons: [],
};

/** The graph while it is being joined. Nodes and edges keep their first definition; later ones add to it. */
export interface Draft {
  sources: Sources;
  nodes: Map<string, GraphNode>;
  edges: Map<string, GraphEdge>;
  grants: DraftGrants;
  /** `domain/asset` → node id, and `domain/listing` → node id. */
  nodeOfAsset: Map<string, string>;
  nodeOfListing: Map<string, string>;
  /** Principal ARN → project node, for environments' user roles. */
  projectOfPrincipal: Map<string, string>;
  /** Account → the domain that most of its tables and environments belong to. */
  homes: Map<string, string>;
  /** Database key → the domain that more than half of its tables belong to. */
  databaseHomes: Map<string, string>;
}

export const emptyDraft = (sources: Sources): Draft => ({
  sources,
  nodes: new Map(),
  edges: new Map(),
  grants: NO_GRANTS,
  nodeOfAsset: new Map(),
  nodeOfListing: new Map(),
  projectOfPrincipal: new Map(),
  homes: new Map(),
  databaseHomes: new Map(),
});

/** Adds a node unless its id is taken, and answers the id. */
export function addNode(draft: Draft, node: Omit<GraphNode, 'lane'>): string {
  if (!draft.nodes.has(node.id)) draft.nodes.set(node.id, Object.assign(node, { lane: 'producers' as const }));
  return node.id;
}

export function addMark(draft: Draft, id: string, mark: string): void {
  const node = draft.nodes.get(id);
  if (node && !node.marks?.includes(mark)) node.marks = [...(node.marks ?? []), mark];
}

export function addEdge(draft: Draft, edge: GraphEdge): void {
  if (!draft.edges.has(edge.id)) draft.edges.set(edge.id, edge);
}

/** Which state tells most when several things between two nodes disagree: what needs a person comes first. */
export const STATE_RANK: Record<EdgeState, number> = { failed: 0, requested: 1, granted: 2, dormant: 3, revoked: 4 };

/** The domain at the end of a parent chain; `undefined` only for an id that is not in the graph. */
export function domainOf(nodes: ReadonlyMap<string, GraphNode>, id: string): string | undefined {
  let at = nodes.get(id);
  for (let depth = 0; at && depth < 10; depth++) {
    if (at.kind === 'domain') return at.id;
    at = at.parent === undefined ? undefined : nodes.get(at.parent);
  }
  return undefined;
}
