import type { EdgeState, GraphEdge, GraphNode } from './types';
import type { Sources } from './sources';

/** Grants and shares apart from the other edges: they are many, and their ends are known by number. */
export interface DraftGrants {
  edges: GraphEdge[];
  /** By edge: the place of its ends in `sources` and `targets`, which hold node ids. */
  source: number[];
  target: number[];
  sources: readonly string[];
  targets: readonly string[];
}

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
  grants: { edges: [], source: [], target: [], sources: [], targets: [] },
  nodeOfAsset: new Map(),
  nodeOfListing: new Map(),
  projectOfPrincipal: new Map(),
  homes: new Map(),
  databaseHomes: new Map(),
});

/** Adds a node unless its id is taken, and answers the id. */
export function addNode(draft: Draft, node: Omit<GraphNode, 'lane'>): string {
  if (!draft.nodes.has(node.id)) draft.nodes.set(node.id, { ...node, lane: 'producers' });
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
