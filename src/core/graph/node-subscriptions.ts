import type { DzSubscribedPrincipal } from '../model/datazone';
import { EDGE_KINDS, graphIndex } from './graph-index';
import { compareText } from './order';
import { dzKey, type Sources } from './sources';
import { grantFinder, stateOfGrants } from './subscriptions';
import type { MeshGraph } from './types';

export interface SubscriptionLine {
  who: string;
  status: string;
  product: string;
  at?: string;
}

/** Requests and subscriptions that an edge at this node, or at something inside it, stands for; newest first. */
export function subscriptionsOf(sources: Sources, graph: MeshGraph, id: string): SubscriptionLine[] {
  const index = graphIndex(graph);
  const at = index.position.get(id);
  if (at === undefined) return [];
  const inside = (node: number): boolean => {
    for (let up = node; up >= 0; up = index.parent[up] ?? -1) if (up === at) return true;
    return false;
  };
  const touching = new Set<string>();
  const subscribe = EDGE_KINDS.indexOf('subscribe');
  index.edges.kind.forEach((kind, e) => {
    if (kind === subscribe && (inside(index.source[e] ?? -1) || inside(index.target[e] ?? -1)))
      touching.add(graph.edges.at(e)!.id);
  });
  if (!touching.size) return [];
  const grantsOf = grantFinder(sources);
  const lines: SubscriptionLine[] = [];
  for (const s of sources.subscriptions) {
    if (!touching.has(`subscribe:${s.domainId}/${s.id}`)) continue;
    const { state, label } =
      s.status === 'APPROVED' ? stateOfGrants(grantsOf(s)) : { state: 'revoked', label: undefined };
    const words =
      s.status === 'APPROVED' ? `approved, ${[state, label].filter(Boolean).join(': ')}` : s.status.toLowerCase();
    lines.push({
      who: whoOf(sources, s.domainId, s.subscribedPrincipal),
      status: words,
      product: s.subscribedListing.name ?? s.subscribedListing.id,
      at: s.updatedAt ?? s.createdAt,
    });
  }
  for (const r of sources.requests) {
    if (!touching.has(`subscribe:${r.domainId}/request/${r.id}`)) continue;
    const principal = r.subscribedPrincipals[0] ?? {};
    const product = r.subscribedListings[0];
    lines.push({
      who: whoOf(sources, r.domainId, principal),
      status: `requested: ${r.requestReason ?? 'no reason given'}`,
      product: product?.name ?? product?.id ?? '',
      at: r.createdAt,
    });
  }
  return lines.sort((a, b) => compareText(b.at ?? '', a.at ?? '') || compareText(a.who, b.who));
}

function whoOf(sources: Sources, dzDomain: string, { project, user, group, iam }: DzSubscribedPrincipal): string {
  if (project) return project.name ?? sources.projects.get(dzKey(dzDomain, project.id))?.name ?? project.id;
  if (user) return sources.userProfiles.get(dzKey(dzDomain, user.id))?.details?.sso?.username ?? user.id;
  if (group) return group.name ?? sources.groupProfiles.get(dzKey(dzDomain, group.id))?.groupName ?? group.id;
  return iam?.principalArn ?? 'unknown';
}
