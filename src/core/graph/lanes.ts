import { EDGE_KINDS, EDGE_STATES, graphIndex } from './graph-index';
import { DIRECT_DOMAIN_ID } from './ids';
import type { Sources } from './sources';
import type { Lane, MeshGraph } from './types';

/**
 * Columns run producers → governance → consumers, as in AWS's data-mesh reference architecture. A domain whose tables lie
 * mostly in an account that owns a DataZone domain is governance; one that uses more things of others than it has products
 * and tables of its own (links are not its own) consumes; every other produces. All nodes of a domain share its lane.
 */
export function assignLanes(graph: MeshGraph, sources: Sources): void {
  const index = graphIndex(graph);
  const governing = new Set(
    [...sources.dzDomains.values()].map((domain) => domain.managedAccountId).filter((id) => id !== undefined),
  );
  const demand = demandOf(graph);
  const owned = new Map<number, { tables: number; governed: number; own: number }>();
  graph.nodes.forEach((node, at) => {
    const top = index.domain[at] ?? at;
    const of = owned.get(top) ?? { tables: 0, governed: 0, own: 0 };
    owned.set(top, of);
    if (node.kind === 'product' || (node.kind === 'table' && node.store !== 'link')) of.tables++;
    if (node.kind === 'table' && node.account && governing.has(node.account)) of.governed += 2;
    if (node.kind === 'table') of.own++;
  });
  const laneOf = (top: number): Lane => {
    const domain = graph.nodes[top];
    const { tables = 0, governed = 0, own = 0 } = owned.get(top) ?? {};
    if (domain?.id === DIRECT_DOMAIN_ID) return 'consumers';
    if (own > 0 && governed > own) return 'governance';
    if (domain?.account && governing.has(domain.account)) return 'governance';
    if (tables === 0) return 'consumers';
    return tables >= (demand[top] ?? 0) ? 'producers' : 'consumers';
  };
  const lanes = new Map<number, Lane>();
  graph.nodes.forEach((node, at) => {
    const top = index.domain[at] ?? at;
    const lane = lanes.get(top) ?? laneOf(top);
    lanes.set(top, lane);
    node.lane = lane;
  });
}

/** Per domain: how many distinct things of other domains something in it may use. Edges are in the order of their sources. */
function demandOf(graph: MeshGraph): Int32Array {
  const { domain, source, target, edges } = graphIndex(graph);
  const demand = new Int32Array(graph.nodes.length);
  const last = new Int32Array(graph.nodes.length).fill(-1);
  const publish = EDGE_KINDS.indexOf('publish');
  const [requested, revoked] = [EDGE_STATES.indexOf('requested'), EDGE_STATES.indexOf('revoked')];
  for (let at = 0; at < source.length; at++) {
    const [from, to] = [source[at]!, target[at]!];
    if (from < 0 || to < 0 || domain[from] === domain[to]) continue;
    if (edges.kind[at] === publish || edges.state[at] === requested || edges.state[at] === revoked) continue;
    const user = domain[to]!;
    if (last[user] !== from) demand[user]!++;
    last[user] = from;
  }
  return demand;
}
