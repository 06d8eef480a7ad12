import { STATE_RANK } from './draft';
import type { EdgeKind, EdgeState, GraphEdge, MeshGraph } from './types';

/** The numbers that stand for kinds and states in an index. */
export const EDGE_KINDS: readonly EdgeKind[] = [
  'publish',
  'subscribe',
  'grant',
  'share',
  'link',
  'match',
  'member',
  'admin',
  'iam',
];
export const EDGE_STATES = Object.keys(STATE_RANK) as readonly EdgeState[];
/** An edge that names no state counts as granted, but reads otherwise. */
export const NO_STATE = EDGE_STATES.length;

/** Positions instead of ids: a view over a million edges then folds in integer steps. -1 = none. */
export interface GraphIndex {
  position: ReadonlyMap<string, number>;
  parent: Int32Array;
  /** The domain at the end of the parent chain. */
  domain: Int32Array;
  children: readonly number[][];
  source: Int32Array;
  target: Int32Array;
  edges: EdgeColumns;
}

/** What edges say, one entry each: a look at a million edges then touches no object. */
export interface EdgeColumns {
  kind: Uint8Array;
  state: Uint8Array;
  /** Place in `lists`, -1 = no permissions. */
  list: Int32Array;
  lists: readonly (readonly string[])[];
}

const cache = new WeakMap<MeshGraph, GraphIndex>();

/** Indexes a graph once; graphs are immutable after `buildMeshGraph`. */
export function graphIndex(graph: MeshGraph): GraphIndex {
  const known = cache.get(graph);
  if (known) return known;
  const made = indexGraph(graph);
  cache.set(graph, made);
  return made;
}

function indexGraph(graph: MeshGraph): GraphIndex {
  const position = new Map(graph.nodes.map((node, at) => [node.id, at]));
  const at = (id: string): number => position.get(id) ?? -1;
  const source = Int32Array.from(graph.edges, (edge) => at(edge.source));
  const target = Int32Array.from(graph.edges, (edge) => at(edge.target));
  const numbers = edgeNumbers(graph.edges.length);
  let place = 0;
  for (const edge of graph.edges) numbers.put(place++, edge);
  return indexWith(graph, position, source, target, numbers.columns);
}

/** For whoever has the ends and the columns of all edges already. */
export function indexEnds(
  graph: MeshGraph,
  position: ReadonlyMap<string, number>,
  source: Int32Array,
  target: Int32Array,
  edges: EdgeColumns,
): void {
  cache.set(graph, indexWith(graph, position, source, target, edges));
}

function indexWith(
  graph: MeshGraph,
  position: ReadonlyMap<string, number>,
  source: Int32Array,
  target: Int32Array,
  edges: EdgeColumns,
): GraphIndex {
  const at = (id: string | undefined): number => (id === undefined ? -1 : (position.get(id) ?? -1));
  const parent = Int32Array.from(graph.nodes, (node) => at(node.parent));
  const children: number[][] = graph.nodes.map(() => []);
  parent.forEach((up, node) => children[up]?.push(node));
  const domain = Int32Array.from(graph.nodes, (_, node) => {
    let top = node;
    for (let up = parent[top] ?? -1; up >= 0; up = parent[top] ?? -1) top = up;
    return top;
  });
  return { position, parent, domain, children, source, target, edges };
}

/** Columns for so many edges, to be filled place by place: `put` with an edge, `set` with its numbers. */
export function edgeNumbers(count: number): {
  columns: EdgeColumns;
  put: (at: number, edge: GraphEdge) => void;
  set: (at: number, kind: number, state: number, permissions: readonly string[] | undefined) => void;
} {
  const kinds = new Map(EDGE_KINDS.map((kind, at) => [kind, at]));
  const states = new Map(EDGE_STATES.map((state, at) => [state, at]));
  const kind = new Uint8Array(count);
  const state = new Uint8Array(count);
  const list = new Int32Array(count);
  const lists: (readonly string[])[] = [];
  const known = new Map<readonly string[], number>();
  const set = (at: number, kindNumber: number, stateNumber: number, permissions?: readonly string[]): void => {
    kind[at] = kindNumber;
    state[at] = stateNumber;
    let place = permissions ? known.get(permissions) : -1;
    if (permissions && place === undefined) known.set(permissions, (place = lists.push(permissions) - 1));
    list[at] = place!;
  };
  return {
    columns: { kind, state, list, lists },
    set,
    put: (at, edge) =>
      set(at, kinds.get(edge.kind)!, edge.state ? states.get(edge.state)! : NO_STATE, edge.permissions),
  };
}
