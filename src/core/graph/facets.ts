import { graphIndex } from './graph-index';
import type { GraphFacets, MeshGraph } from './types';

/** A filter with thousands of choices is no filter; beyond this many tags a person searches by text. */
const TAGS_MAX = 200;

const cache = new WeakMap<MeshGraph, GraphFacets>();

/** Every value that a filter can be set to, sorted. Counted once per graph. */
export function facetsOf(graph: MeshGraph): GraphFacets {
  const known = cache.get(graph);
  if (known) return known;
  const stores = new Set<string>();
  const tags = new Set<string>();
  const permissions = new Set<string>();
  for (const node of graph.nodes) {
    if (node.kind === 'table' && node.store) stores.add(node.store);
    for (const tag of node.tags ?? []) tags.add(tag);
  }
  for (const list of graphIndex(graph).edges.lists) for (const permission of list) permissions.add(permission);
  const made: GraphFacets = {
    domains: graph.nodes.filter((node) => node.kind === 'domain').map(({ id, label }) => ({ id, label })),
    stores: [...stores].sort(),
    tags: [...tags].sort().slice(0, TAGS_MAX),
    permissions: [...permissions].sort(),
  };
  cache.set(graph, made);
  return made;
}
