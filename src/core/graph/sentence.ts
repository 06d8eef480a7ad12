import { countOf as count } from './count-of';
import { graphIndex } from './graph-index';
import { principalNoun } from './principals';
import { storeWords } from './store';
import { NO_TOTALS } from './totals';
import type { EdgeState, GraphNode, MeshGraph, Totals } from './types';

/** The panel's first line: what the node is, where, and who uses it. Counts are of the graph's edges at the node itself. */
export function sentenceOf(graph: MeshGraph, node: GraphNode): string {
  const index = graphIndex(graph);
  const at = index.position.get(node.id) ?? -1;
  const domain = graph.nodes[index.domain[at] ?? -1]?.label ?? '';
  const { tables, consumers } = node.totals ?? NO_TOTALS;
  const edges = countEdges(graph, at);
  const account = node.account ? ` in account ${node.account}` : '';
  switch (node.kind) {
    case 'domain':
      return `${node.label} is a domain with ${domainWords(node.totals ?? NO_TOTALS)}.`;
    case 'product':
      return `${node.label} is a data product of ${domain} with ${count(tables, 'table')}; ${usage(edges)}.`;
    case 'table':
      return `${node.label} is ${article(node.store)}${account}, in the domain ${domain}; ${usage(edges)}.`;
    case 'project':
      return `${node.label} is a project of ${domain} with ${count(consumers, 'role')} of its own; it subscribes to ${count(edges.subscribesTo, 'listing')} and publishes ${count(edges.publishes, 'listing')}.`;
    case 'consumer':
      return `${node.label} is a ${principalNoun(node.id.replace(/^consumer:/, ''))}${account} that holds grants on ${count(edges.holds, 'resource')}${edges.dormantHeld ? `, ${edges.dormantHeld} of them dormant` : ''}.`;
    case 'account':
      return `${node.label} receives ${count(edges.sharesIn, 'share')}; its administrators decide who inside it may use them.`;
    case 'database':
      return `${node.label} is a database${account}; ${count(edges.grants, 'principal')} hold grants on it or on all of its tables.`;
    case 'tag-policy':
      return `${node.label}: a tag policy${account} that gives ${count(edges.grants, 'principal')} rights on whatever matches.`;
    case 'location':
      return `${node.label} is a registered S3 location${account}; ${count(edges.grants, 'principal')} may create tables on it.`;
    case 'catalog':
      return `${node.label} is a catalog${account}; ${count(edges.grants, 'principal')} hold catalog-wide grants.`;
  }
}

/** What a domain has none of is not mentioned. */
function domainWords({ products, tables, grants, projects, consumers }: Totals): string {
  const own = listed([products && count(products, 'data product'), tables && count(tables, 'table')]);
  const users = listed([projects && count(projects, 'project'), consumers && count(consumers, 'consumer')]);
  const on = grants ? `; ${count(grants, 'grant')} on ${products + tables === 1 ? 'it' : 'them'}` : '';
  return [own || 'no tables yet', on, users && `${on ? ',' : ' and'} ${users} of its own`].join('');
}

const listed = (parts: (string | 0)[]): string => parts.filter(Boolean).join(' and ');
const FORMATS = new Set(['iceberg', 'delta', 'hudi']);

function article(store: string | undefined): string {
  if (store === 'link') return 'a resource link';
  if (store === 'view') return 'a view';
  if (store === undefined || store === 'unknown') return 'a table';
  if (FORMATS.has(store)) return `${store === 'iceberg' ? 'an' : 'a'} ${storeWords(store)} table`;
  return `a table on ${storeWords(store)}`;
}

interface EdgeCounts {
  grants: number;
  dormant: number;
  failed: number;
  requested: number;
  subscribed: number;
  subscribesTo: number;
  publishes: number;
  holds: number;
  dormantHeld: number;
  sharesIn: number;
}

function countEdges(graph: MeshGraph, node: number): EdgeCounts {
  const index = graphIndex(graph);
  const counts: EdgeCounts = {
    grants: 0,
    dormant: 0,
    failed: 0,
    requested: 0,
    subscribed: 0,
    subscribesTo: 0,
    publishes: 0,
    holds: 0,
    dormantHeld: 0,
    sharesIn: 0,
  };
  for (let at = 0; at < index.source.length; at++) {
    const out = index.source[at] === node;
    if (!out && index.target[at] !== node) continue;
    const { kind, state = 'granted' } = graph.edges.at(at)!;
    if (out) countOut(counts, kind, state);
    else {
      if (kind === 'subscribe' && state !== 'revoked') counts.subscribesTo++;
      if (kind === 'grant') counts.holds++;
      if (kind === 'grant' && state === 'dormant') counts.dormantHeld++;
      if (kind === 'share') counts.sharesIn++;
    }
  }
  return counts;
}

function countOut(counts: EdgeCounts, kind: string, state: EdgeState): void {
  if (kind === 'publish') counts.publishes++;
  if (kind === 'grant') counts.grants++;
  if (kind === 'grant' && state === 'dormant') counts.dormant++;
  if (kind !== 'subscribe') return;
  if (state === 'granted' || state === 'dormant') counts.subscribed++;
  if (state === 'requested') counts.requested++;
  if (state === 'failed') counts.failed++;
}

function usage({ grants, dormant, subscribed, requested, failed }: EdgeCounts): string {
  const parts = [
    grants
      ? `${count(grants, 'principal')} ${grants === 1 ? 'holds' : 'hold'} grants on it${dormant ? ` (${dormant} dormant)` : ''}`
      : '',
    subscribed ? `${count(subscribed, 'subscription')}` : '',
    requested ? `${count(requested, 'open request')}` : '',
    failed ? `${count(failed, 'failed grant')}` : '',
  ].filter(Boolean);
  return parts.length ? parts.join(', ') : 'nobody holds a named grant on it or subscribes to it';
}
