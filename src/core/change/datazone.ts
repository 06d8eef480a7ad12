import type {
  DzSubscription,
  DzSubscriptionGrant,
  DzSubscriptionRequest,
  DzSubscriptionTarget,
} from '../model/datazone';
import type { Snapshot } from '../model/snapshot';
import { fulfilmentUnread } from './blind';
import type { Draft } from './draft';
import { fulfil, scopeOfAsset, takeBack } from './datazone-fulfil';
import { SIDE_UNVERIFIED } from './datazone-asking';
import { assetsOf, lakeGrantsOf } from './datazone-lake';
import { conflicting, effect, rejected, unknownResource, type Outcome } from './refusal';

export interface DecisionRequest {
  domainIdentifier?: string;
  identifier?: string;
  decisionComment?: string;
  assetScopes?: { assetId?: string; filterIds?: string[] }[];
  retainPermissions?: boolean;
}

/** What DataZone fulfils by itself on approval: automatic targets that exist now (facts datazone 2.3). */
const isAutomatic = (target: DzSubscriptionTarget): boolean =>
  target.subscriptionGrantCreationMode !== 'MANUAL' && (target.provider ?? 'Amazon DataZone') === 'Amazon DataZone';

const view = (draft: Draft): Pick<Snapshot, 'members' | 'parts'> => draft.done();

const requestOf = (
  draft: Draft,
  { domainIdentifier, identifier }: DecisionRequest,
): DzSubscriptionRequest | undefined =>
  draft.all('dz-requests').find(({ record }) => record.domainId === domainIdentifier && record.id === identifier)
    ?.record;

const subscriptionOf = (draft: Draft, { domainIdentifier, identifier }: DecisionRequest): DzSubscription | undefined =>
  draft.all('dz-subscriptions').find(({ record }) => record.domainId === domainIdentifier && record.id === identifier)
    ?.record;

/** A decision that DataZone would take, or why it would not: only what is pending can be decided. */
function pending(draft: Draft, request: DecisionRequest): DzSubscriptionRequest | Outcome {
  const held = requestOf(draft, request);
  if (!held) return unknownResource(`Subscription request ${request.identifier ?? ''} was not found`);
  if (request.decisionComment !== undefined && request.decisionComment.length === 0)
    return rejected('The decision comment must not be empty');
  if (held.status !== 'PENDING')
    return conflicting(`Subscription request ${held.id} is already in status ${held.status}`);
  return held;
}

function decide(draft: Draft, held: DzSubscriptionRequest, status: string, comment: string | undefined): void {
  draft.update(
    'dz-requests',
    (r) => r.domainId === held.domainId && r.id === held.id,
    (r) => ({ ...r, status, ...(comment === undefined ? {} : { decisionComment: comment }) }),
  );
}

const FILTERS_MAX = 5;

/** AcceptSubscriptionRequest: an approved subscription, and SELECT for the principals of every automatic target. */
export function acceptRequest(draft: Draft, request: DecisionRequest): Outcome {
  const held = pending(draft, request);
  if ('ok' in held) return held;
  const { domainId } = held;
  const listing = held.subscribedListings[0];
  const subscriber = held.subscribedPrincipals[0];
  if (!listing || !subscriber) return rejected('The request names no listing or no subscriber');
  const assets = new Set(assetsOf(view(draft), domainId, listing.id).map((asset) => asset.id));
  const filters = draft.all('dz-filters').map(({ record }) => record);
  for (const { assetId = '', filterIds = [] } of request.assetScopes ?? []) {
    if (!assets.has(assetId)) return rejected(`Asset ${assetId} is not part of listing ${listing.id}`);
    const absent = filterIds.find((id) => !filters.some((f) => f.id === id && f.assetId === assetId));
    if (absent !== undefined) return rejected(`Asset filter ${absent} does not exist on asset ${assetId}`);
    if (filters.some((f) => filterIds.includes(f.id) && f.status === 'INVALID'))
      return rejected('An asset filter is not valid');
  }
  if ((request.assetScopes ?? []).flatMap((scope) => scope.filterIds ?? []).length > FILTERS_MAX)
    return rejected(`A subscription has at most ${String(FILTERS_MAX)} filters`);
  decide(draft, held, 'ACCEPTED', request.decisionComment);
  const changed = draft
    .all('dz-subscriptions')
    .find(({ record }) => record.id === held.existingSubscriptionId && record.status === 'APPROVED')?.record;
  const warnings = new Set<string>(changed ? endGrants(draft, changed) : []);
  if (!changed)
    draft.addBeside(
      'dz-subscriptions',
      {
        domainId,
        id: predictedId(held.id),
        status: 'APPROVED',
        subscribedPrincipal: subscriber,
        subscribedListing: listing,
        subscriptionRequestId: held.id,
      },
      (other) => other.domainId === domainId,
    );
  const grants = lakeGrantsOf(view(draft), domainId, listing.id, subscriber, isAutomatic);
  for (const grant of grants) {
    const ids = request.assetScopes?.find((scope) => scope.assetId === grant.assetId)?.filterIds ?? [];
    const chosen = filters.filter((f) => f.assetId === grant.assetId && ids.includes(f.id));
    const once = [...new Map(chosen.map((f) => [f.id, f])).values()];
    for (const warning of fulfil(draft, grant, once, `datazone-${held.id}-${grant.assetId}`)) warnings.add(warning);
  }
  const unread = fulfilmentUnread(draft.done().coverage);
  if (unread) warnings.add(`Whom an approval gives access is not known: ${unread} could not be read.`);
  else if (grants.length === 0)
    warnings.add('No automatic subscription target of the subscriber takes this: nobody gains access until one does.');
  else warnings.add('DataZone grants within minutes, and fails where its roles lack rights: watch the grant.');
  return effect([], [...warnings]);
}

/** A subscription that is not there yet, by the request that makes it. */
export const predictedId = (requestId: string): string => `of-request-${requestId}`;

/** RejectSubscriptionRequest is final: the requester must ask again. */
export function rejectRequest(draft: Draft, request: DecisionRequest): Outcome {
  const held = pending(draft, request);
  if ('ok' in held) return held;
  decide(draft, held, 'REJECTED', request.decisionComment);
  return effect();
}

/** RevokeSubscription by the publisher; `retainPermissions` leaves the data permissions where they are. */
export const revokeSubscription = (draft: Draft, request: DecisionRequest): Outcome =>
  endSubscription(draft, request, 'REVOKED');

/** CancelSubscription by the subscriber. */
export function cancelSubscription(draft: Draft, request: DecisionRequest): Outcome {
  const outcome = endSubscription(draft, { ...request, retainPermissions: false }, 'CANCELLED');
  return outcome.ok ? effect(outcome.value.rules, [...outcome.value.warnings, SIDE_UNVERIFIED]) : outcome;
}

function endSubscription(draft: Draft, request: DecisionRequest, status: string): Outcome {
  const held = subscriptionOf(draft, request);
  if (!held) return unknownResource(`Subscription ${request.identifier ?? ''} was not found`);
  if (held.status !== 'APPROVED') return conflicting(`Subscription ${held.id} is already in status ${held.status}`);
  draft.update(
    'dz-subscriptions',
    (s) => s.domainId === held.domainId && s.id === held.id,
    (s) => ({ ...s, status }),
  );
  if (request.retainPermissions) return effect([], ['The data permissions stay; only the subscription ends.']);
  return effect([], [...endGrants(draft, held), 'DataZone takes the permissions back within minutes.']);
}

const grantsOf = (draft: Draft, subscription: DzSubscription): DzSubscriptionGrant[] => {
  const seen = new Map<string, DzSubscriptionGrant>();
  for (const { record } of draft.all('dz-grants'))
    if (record.domainId === subscription.domainId && record.subscriptionId === subscription.id)
      seen.set(record.id, record);
  return [...seen.values()];
};

/** Takes back what the grants of a subscription gave. Answers remarks. */
function endGrants(draft: Draft, subscription: DzSubscription): string[] {
  const remarks = new Set<string>();
  const { domainId, subscribedListing, subscribedPrincipal } = subscription;
  for (const grant of grantsOf(draft, subscription)) {
    const isTarget = (t: DzSubscriptionTarget): boolean =>
      t.id === grant.subscriptionTargetId && (grant.environmentId ?? t.environmentId) === t.environmentId;
    for (const lake of lakeGrantsOf(view(draft), domainId, subscribedListing.id, subscribedPrincipal, isTarget)) {
      const scope = scopeOfAsset(grant, lake.assetId);
      if (stillNeeded(draft, grant, lake.assetId, scope)) continue;
      for (const remark of takeBack(draft, lake, scope)) remarks.add(remark);
    }
  }
  return [...remarks];
}

/** The same asset may have come through another subscription to the same target. */
export const stillNeeded = (
  draft: Draft,
  grant: DzSubscriptionGrant,
  assetId: string,
  scope: object | undefined,
): boolean =>
  draft.all('dz-grants').some(({ record }) => {
    if (record.id === grant.id || record.subscriptionTargetId !== grant.subscriptionTargetId) return false;
    const asset = record.assets?.find((a) => a.assetId === assetId && a.status === 'GRANTED');
    return asset !== undefined && (scopeOfAsset(record, assetId) === undefined) === (scope === undefined);
  });
