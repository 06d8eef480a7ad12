import type {
  DzAssetFilter,
  DzSubscribedListing,
  DzSubscription,
  DzSubscriptionGrant,
  DzSubscriptionTarget,
} from '../model/datazone';
import { stillNeeded } from './datazone';
import { fulfil, scopeOfAsset, takeBack } from './datazone-fulfil';
import { lakeGrantsOf, takersOf } from './datazone-lake';
import type { Draft } from './draft';
import { conflicting, effect, rejected, unknownResource, type Outcome } from './refusal';

export interface GrantRequest {
  domainIdentifier?: string;
  identifier?: string;
  environmentIdentifier?: string;
  subscriptionTargetIdentifier?: string;
  grantedEntity?: { listing?: { identifier?: string; revision?: string } };
}

/** Whether any of it is there still, or on its way: what is being taken back does not count. */
export const isAlive = ({ assets }: DzSubscriptionGrant): boolean =>
  (assets ?? []).some(({ status }) => !/^REVOKE(D|_PENDING|_IN_PROGRESS)$/.test(status));

/** CreateSubscriptionGrant: "add grant" for an environment that did not exist at approval. */
export function createGrant(draft: Draft, request: GrantRequest): Outcome {
  const { domainIdentifier: domainId = '' } = request;
  const listingId = request.grantedEntity?.listing?.identifier ?? '';
  const environment = draft
    .all('dz-environments')
    .find(({ record }) => record.domainId === domainId && record.id === request.environmentIdentifier)?.record;
  if (!environment) return unknownResource(`Environment ${request.environmentIdentifier ?? ''} was not found`);
  const subscription = draft
    .all('dz-subscriptions')
    .find(
      ({ record }) =>
        record.status === 'APPROVED' &&
        record.domainId === domainId &&
        record.subscribedListing.id === listingId &&
        record.subscribedPrincipal.project?.id === environment.projectId,
    )?.record;
  if (!subscription)
    return rejected(`Project ${environment.projectId} has no approved subscription to listing ${listingId}`);
  const asked = request.subscriptionTargetIdentifier;
  const target = draft
    .all('dz-targets')
    .map(({ record }) => record)
    .find(
      (t) =>
        t.domainId === domainId &&
        t.environmentId === environment.id &&
        (asked === undefined ? takersOf(draft.done(), domainId, listingId, t).length > 0 : t.id === asked),
    );
  if (!target)
    return unknownResource(`Subscription target ${asked ?? `of environment ${environment.id}`} was not found`);
  const grants = allGrants(draft).filter((g) => g.domainId === domainId);
  const present = grants.some(
    (g) =>
      g.subscriptionTargetId === target.id &&
      g.environmentId === environment.id &&
      g.grantedEntity.listing?.id === listingId &&
      isAlive(g),
  );
  if (present) return conflicting(`Conflict with subscription grant for listing ${listingId}`);
  const takers = takersOf(draft.done(), domainId, listingId, target);
  if (takers.length === 0) return rejected(`Target ${target.id} takes none of the assets of listing ${listingId}`);
  const siblings = grants.filter((g) => g.subscriptionId === subscription.id);
  const { warnings, assets } = write(draft, subscription, target, siblings, takers);
  const record: DzSubscriptionGrant = {
    domainId,
    id: `granted-${target.id}-${listingId}`,
    status: 'COMPLETED',
    environmentId: environment.id,
    subscriptionTargetId: target.id,
    subscriptionId: subscription.id,
    grantedEntity: { listing: { id: listingId } },
    assets,
  };
  draft.addBeside('dz-grants', record, (other) => other.domainId === domainId);
  return effect(
    [],
    [
      ...new Set(warnings),
      'DataZone grants within minutes, and fails where its roles lack rights: watch the grant.',
      ...(isScopeKnown(draft, subscription, siblings, takers) ? [] : [UNKNOWN_SCOPE]),
    ],
  );
}

const UNKNOWN_SCOPE =
  'Which filters the approval chose is told by no other grant of the subscription: this grant may reach less than shown.';

/** Filters exist, and nothing tells whether the approval chose some of them. */
const isScopeKnown = (
  draft: Draft,
  { subscribedListing: { item } }: DzSubscription,
  siblings: readonly DzSubscriptionGrant[],
  takers: readonly string[],
): boolean =>
  siblings.length > 0 ||
  item?.['assetListing'] !== undefined ||
  !draft.all('dz-filters').some(({ record }) => takers.includes(record.assetId));

/** A subscription to one asset tells the filters of its approval; one to a data product does not. */
function scopeOfSubscription({ item }: DzSubscribedListing, assetId: string): string[] {
  const asset = item?.['assetListing'] as { entityId?: string; assetScope?: { filterIds?: string[] } } | undefined;
  return asset?.entityId === assetId ? (asset.assetScope?.filterIds ?? []) : [];
}

/** Makes the rows of a new grant, with the filters under which its siblings stand. */
function write(
  draft: Draft,
  { domainId, subscribedListing, subscribedPrincipal }: DzSubscription,
  target: DzSubscriptionTarget,
  siblings: readonly DzSubscriptionGrant[],
  takers: readonly string[],
): { warnings: string[]; assets: NonNullable<DzSubscriptionGrant['assets']> } {
  const isTarget = (t: DzSubscriptionTarget): boolean => t.id === target.id && t.environmentId === target.environmentId;
  const filters = draft.all('dz-filters').map(({ record }) => record);
  const chosen = new Map<string, DzAssetFilter[]>();
  for (const assetId of takers) {
    const ids = [
      ...siblings.flatMap((g) => g.assets?.find((a) => a.assetId === assetId)?.assetScope?.filterIds ?? []),
      ...scopeOfSubscription(subscribedListing, assetId),
    ];
    chosen.set(assetId, [
      ...new Map(filters.filter((f) => f.assetId === assetId && ids.includes(f.id)).map((f) => [f.id, f])).values(),
    ]);
  }
  const scopeName = (assetId: string): string => `datazone-${target.id}-${assetId}`;
  const lake = lakeGrantsOf(draft.done(), domainId, subscribedListing.id, subscribedPrincipal, isTarget);
  const warnings = lake.flatMap((grant) =>
    fulfil(draft, grant, chosen.get(grant.assetId) ?? [], scopeName(grant.assetId)),
  );
  const assets = takers.map((assetId) => {
    const filterIds = (chosen.get(assetId) ?? []).map((f) => f.id);
    return {
      assetId,
      status: 'GRANTED',
      ...(filterIds.length > 0 ? { assetScope: { assetId, filterIds, scopeName: scopeName(assetId) } } : {}),
    };
  });
  return { warnings, assets };
}

/** DeleteSubscriptionGrant takes the permissions of one grant back; the subscription stays. */
export function deleteGrant(draft: Draft, request: GrantRequest): Outcome {
  const { domainIdentifier: domainId = '', identifier } = request;
  const held = allGrants(draft).find((g) => g.domainId === domainId && g.id === identifier);
  if (!held) return unknownResource(`Subscription grant ${identifier ?? ''} was not found`);
  if (/PENDING|IN_PROGRESS/.test(held.status))
    return conflicting(`Subscription grant ${held.id} is in status ${held.status}`);
  const environment = draft.all('dz-environments').find(({ record }) => record.id === held.environmentId)?.record;
  const isTarget = (t: DzSubscriptionTarget): boolean =>
    t.id === held.subscriptionTargetId && t.environmentId === held.environmentId;
  const subscriber = environment ? { project: { id: environment.projectId } } : {};
  const listingId = held.grantedEntity.listing?.id ?? '';
  const remarks = lakeGrantsOf(draft.done(), domainId, listingId, subscriber, isTarget).flatMap((lake) => {
    const scope = scopeOfAsset(held, lake.assetId);
    return stillNeeded(draft, held, lake.assetId, scope) ? [] : takeBack(draft, lake, scope);
  });
  draft.drop('dz-grants', (g) => g.domainId === domainId && g.id === held.id);
  return effect([], [...new Set(remarks), 'DataZone takes the permissions back within minutes.']);
}

function allGrants(draft: Draft): DzSubscriptionGrant[] {
  const seen = new Map(draft.all('dz-grants').map(({ record }) => [`${record.domainId}/${record.id}`, record]));
  return [...seen.values()];
}
