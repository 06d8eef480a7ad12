import type { MeshGraph } from './types';

/** Positions instead of ids: a view over a million edges then folds in integer steps. -1 = none. */
export interface GraphIndex {
  position: ReadonlyMap<string, number>;
  parent: Int32Array;
  /** The domain at the end of the parent chain. */
  domain: Int32Array;
  children: readonly number[][];
  source: Int32Array;
  target: Int32Array;
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
  return indexWith(graph, position, source, target);
}

/** For whoever has looked the ends of all edges up already. */
export function indexEnds(
  graph: MeshGraph,
  position: ReadonlyMap<string, number>,
  source: Int32Array,
  target: Int32Array,
): void {
  cache.set(graph, indexWith(graph, position, source, target));
}

function indexWith(
  graph: MeshGraph,
  position: ReadonlyMap<string, number>,
  source: Int32Array,
  target: Int32Array,
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
  return { position, parent, domain, children, source, target };
}
