import type {
  DzSubscribedListing,
  DzSubscribedPrincipal,
  DzSubscription,
  DzSubscriptionGrant,
} from '../model/datazone';
import { coveringDomain, homeOfPrincipal, rootDomain } from './domains';
import { addEdge, addMark, addNode, type Draft } from './draft';
import { consumerNodeId, productNodeId } from './ids';
import { addPrincipal } from './principals';
import { addProject } from './products';
import { dzKey, type Sources } from './sources';
import type { EdgeState, GraphEdge } from './types';

/** Edges from what is listed to who subscribed to it, with the state of the request, the subscription and its grants. */
export function addSubscriptions(draft: Draft): void {
  const { subscriptions, requests } = draft.sources;
  const grantsOf = grantFinder(draft.sources);
  for (const subscription of subscriptions) {
    const { domainId, id, status, subscribedListing, subscribedPrincipal } = subscription;
    const { state, label } =
      status === 'APPROVED'
        ? stateOfGrants(grantsOf(subscription))
        : { state: 'revoked' as const, label: status.toLowerCase() };
    add(draft, domainId, `subscribe:${domainId}/${id}`, subscribedListing, subscribedPrincipal, state, label);
  }
  for (const { domainId, id, status, subscribedListings, subscribedPrincipals } of requests) {
    if (status !== 'PENDING') continue;
    for (const listing of subscribedListings)
      for (const principal of subscribedPrincipals)
        add(
          draft,
          domainId,
          `subscribe:${domainId}/request/${id}`,
          listing,
          principal,
          'requested',
          'waits for a decision',
        );
  }
}

/**
 * Grants by subscription. The service marks a grant's `subscriptionId` as deprecated, so where it is absent the listing
 * and the project of the grant's environment stand for it.
 */
export function grantFinder(
  sources: Pick<Sources, 'grants' | 'environments'>,
): (subscription: DzSubscription) => DzSubscriptionGrant[] {
  const found = new Map<string, DzSubscriptionGrant[]>();
  for (const grant of sources.grants) {
    const project = sources.environments.get(dzKey(grant.domainId, grant.environmentId ?? ''))?.projectId ?? '';
    const key = dzKey(grant.domainId, grant.subscriptionId ?? `${grant.grantedEntity.listing?.id ?? ''}>${project}`);
    found.set(key, [...(found.get(key) ?? []), grant]);
  }
  return ({ domainId, id, subscribedListing, subscribedPrincipal }) => [
    ...(found.get(dzKey(domainId, id)) ?? []),
    ...(found.get(dzKey(domainId, `${subscribedListing.id}>${subscribedPrincipal.project?.id ?? '?'}`)) ?? []),
  ];
}

/** An approved subscription is only as good as its grants (facts/datazone 2.3). */
export function stateOfGrants(grants: readonly DzSubscriptionGrant[]): { state: EdgeState; label?: string } {
  const assets = grants.flatMap((grant) => grant.assets ?? []);
  const failed = assets.find((asset) => asset.status === 'GRANT_FAILED');
  if (failed || grants.some((grant) => /^GRANT_(AND_REVOKE_)?FAILED$/.test(grant.status))) {
    return { state: 'failed', label: failed?.failureCause?.message ?? 'the grant failed' };
  }
  const done =
    assets.some((asset) => asset.status === 'GRANTED') || grants.some((grant) => grant.status === 'COMPLETED');
  if (done) return { state: 'granted' };
  if (grants.length) return { state: 'requested', label: 'the grant is on its way' };
  return { state: 'dormant', label: 'approved, but nothing was granted' };
}

function add(
  draft: Draft,
  dzDomain: string,
  id: string,
  listing: DzSubscribedListing,
  principal: DzSubscribedPrincipal,
  state: EdgeState,
  label?: string,
): void {
  const source = listedNode(draft, dzDomain, listing);
  const target = subscriberNode(draft, dzDomain, principal);
  if (!target) return;
  const edge: GraphEdge = { id, kind: 'subscribe', source, target, state, label };
  addEdge(draft, edge);
  if (state === 'failed') addMark(draft, source, `A subscription's grant failed: ${label ?? ''}`);
}

/** What a listing stands for. A listing that is not visible any more still names its owner. */
function listedNode(draft: Draft, dzDomain: string, listing: DzSubscribedListing): string {
  const known = draft.nodeOfListing.get(dzKey(dzDomain, listing.id));
  if (known) return known;
  const entity = entityOf(listing);
  const asset = entity && draft.nodeOfAsset.get(dzKey(dzDomain, entity));
  if (asset) return asset;
  if (entity && draft.nodes.has(productNodeId(dzDomain, entity))) return productNodeId(dzDomain, entity);
  const parent =
    (listing.ownerProjectId && coveringDomain(draft, dzDomain, listing.ownerProjectId)) || rootDomain(draft, dzDomain);
  const kind = listing.item && 'productListing' in listing.item ? 'product' : 'table';
  const id = addNode(draft, {
    id: `${kind}:listing/${dzDomain}/${listing.id}`,
    kind,
    label: listing.name ?? listing.id,
    parent,
  });
  addMark(draft, id, 'This listing is not visible to the profiles that read the mesh.');
  return id;
}

function entityOf(listing: DzSubscribedListing): string | undefined {
  for (const face of Object.values(listing.item ?? {})) {
    if (typeof face !== 'object' || face === null) continue;
    const id = (face as Record<string, unknown>)['entityId'];
    if (typeof id === 'string') return id;
  }
  return undefined;
}

function subscriberNode(draft: Draft, dzDomain: string, principal: DzSubscribedPrincipal): string | undefined {
  const { project, user, group, iam } = principal;
  if (project) return addProject(draft, dzDomain, project.id, project.name);
  if (iam?.principalArn) return addPrincipal(draft, iam.principalArn, '');
  const id = user?.id ?? group?.id;
  if (!id) return undefined;
  const sso = draft.sources.userProfiles.get(dzKey(dzDomain, id))?.details?.sso;
  const label = group?.name ?? draft.sources.groupProfiles.get(dzKey(dzDomain, id))?.groupName ?? sso?.username ?? id;
  return addNode(draft, {
    id: consumerNodeId(`datazone/${dzDomain}/${id}`),
    kind: 'consumer',
    label,
    parent: homeOfPrincipal(draft, undefined),
  });
}
