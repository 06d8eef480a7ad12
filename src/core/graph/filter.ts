import { EDGE_STATES, graphIndex, type GraphIndex } from './graph-index';
import type { GraphFilter, GraphQuery, MeshGraph } from './types';

/** Which nodes and edges a query leaves, by position: 1 = kept. */
export interface Kept {
  nodes: Uint8Array;
  edges: Uint8Array;
}

const set = (list: readonly string[] | undefined): ReadonlySet<string> | undefined =>
  list?.length ? new Set(list) : undefined;

/**
 * Node filters (text, domain, store, tag) choose nodes and all they contain; edge filters (permission, state) choose
 * edges. What is left: chosen nodes, edges that touch one of them and pass, those edges' other ends, and every container
 * of a node that is left. Tags of one key are ORed, of different keys ANDed. Revoked edges show only when asked for.
 */
export function filterGraph(graph: MeshGraph, query: Pick<GraphQuery, 'filter' | 'focus'>): Kept {
  const index = graphIndex(graph);
  const { filter = {}, focus } = query;
  const chosen = chooseNodes(graph, index, filter, focus);
  const nodes = new Uint8Array(graph.nodes.length);
  const edges = new Uint8Array(graph.edges.length);
  const permissions = set(filter.permissions);
  const states = set(filter.states);
  const { source, target, edges: columns } = index;
  const passes = statesThatPass(states);
  const lists = columns.lists.map((list) => !permissions || list.some((permission) => permissions.has(permission)));
  for (let at = 0; at < source.length; at++) {
    if (!passes[columns.state[at]!]) continue;
    if (permissions && !lists[columns.list[at]!]) continue;
    const [from, to] = [source[at]!, target[at]!];
    if (from < 0 || to < 0 || (chosen && !chosen[from] && !chosen[to])) continue;
    edges[at] = 1;
    nodes[from] = 1;
    nodes[to] = 1;
  }
  if (!permissions && !states) for (let at = 0; at < nodes.length; at++) if (!chosen || chosen[at]) nodes[at] = 1;
  for (let at = 0; at < nodes.length; at++) {
    if (!nodes[at]) continue;
    for (let up = index.parent[at] ?? -1; up >= 0 && !nodes[up]; up = index.parent[up] ?? -1) nodes[up] = 1;
  }
  return { nodes, edges };
}

/** By number of the state. */
const statesThatPass = (states: ReadonlySet<string> | undefined): boolean[] =>
  [...EDGE_STATES, undefined].map((state) => (states ? states.has(state ?? 'granted') : state !== 'revoked'));

/** `undefined` where no node filter is set: everything is chosen. */
function chooseNodes(graph: MeshGraph, index: GraphIndex, filter: GraphFilter, focus?: string): Uint8Array | undefined {
  const text = filter.text?.trim().toLowerCase();
  const domains = set(filter.domains);
  const stores = set(filter.stores);
  const tags = tagGroups(filter.tags);
  if (!text && !domains && !stores && !tags && !focus) return undefined;
  const chosen = new Uint8Array(graph.nodes.length);
  const focused = focus === undefined ? undefined : index.position.get(focus);
  graph.nodes.forEach((node, at) => {
    if (text && !chain(index, at).some((up) => graph.nodes[up]?.label.toLowerCase().includes(text))) return;
    if (domains && !domains.has(graph.nodes[index.domain[at] ?? at]?.id ?? '')) return;
    if (stores && !stores.has(node.store ?? '')) return;
    if (tags && !tags.every((group) => group.some((tag) => node.tags?.includes(tag)))) return;
    if (focused !== undefined && !chain(index, at).includes(focused)) return;
    chosen[at] = 1;
  });
  return chosen;
}

function chain(index: GraphIndex, at: number): number[] {
  const found = [at];
  for (let up = index.parent[at] ?? -1; up >= 0; up = index.parent[up] ?? -1) found.push(up);
  return found;
}

function tagGroups(tags: readonly string[] | undefined): string[][] | undefined {
  if (!tags?.length) return undefined;
  const groups = new Map<string, string[]>();
  for (const tag of tags) {
    const key = tag.split('=', 1)[0] ?? tag;
    groups.set(key, [...(groups.get(key) ?? []), tag]);
  }
  return [...groups.values()];
}
