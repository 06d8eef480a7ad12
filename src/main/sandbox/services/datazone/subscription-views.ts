import type {
  GetSubscriptionGrantOutput,
  GetSubscriptionOutput,
  GetSubscriptionRequestDetailsOutput,
  SubscribedListing,
  SubscribedPrincipal,
  SubscriptionRequestSummary,
} from '@aws-sdk/client-datazone';
import type {
  DzListing,
  DzSubscribedListing,
  DzSubscribedPrincipal,
  DzSubscription,
  DzSubscriptionGrant,
  DzSubscriptionRequest,
} from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { listingForms } from './forms';
import { termsOf } from './listings';
import { dateOf, someDate, stampsOf } from './state';
import type { Domain } from './state';

/** A request with what only its details show. */
export type StoredRequest = DzSubscriptionRequest & {
  updatedBy?: string;
  metadataForms?: { formName: string; typeName?: string; typeRevision?: string; content?: string }[];
  /** Asset filters that the requester asked for or the approver attached, by asset. */
  assetScopes?: { assetId: string; filterIds: string[] }[];
};

const stamps = (record: { createdAt?: string; createdBy?: string; updatedAt?: string }) => ({
  createdBy: record.createdBy ?? 'SYSTEM',
  updatedBy: stampsOf(record).updatedBy,
  createdAt: someDate(record.createdAt),
  updatedAt: someDate(record.updatedAt ?? record.createdAt),
});

/** Members that seed data may leave out come from the listing itself. */
function listingView(call: Call, domain: Domain, subscribed: DzSubscribedListing): SubscribedListing {
  const listing = domain.listings.find((l) => l.listingId === subscribed.id);
  const owner = subscribed.ownerProjectId ?? listing?.owningProjectId ?? '';
  return {
    id: subscribed.id,
    revision: subscribed.revision ?? listing?.listingRevision,
    name: subscribed.name ?? listing?.name ?? '',
    description: (subscribed as { description?: string }).description ?? listing?.description ?? '',
    item: withForms(call, domain, listing, subscribed.item ?? itemOf(domain, subscribed.id)),
    ownerProjectId: owner,
    ownerProjectName: subscribed.ownerProjectName ?? domain.projects.find((p) => p.id === owner)?.name,
  };
}

/** A subscribed asset carries its forms, as one JSON string like a listing's, and its terms by name (datazone 1.4). */
function withForms(
  call: Call,
  domain: Domain,
  listing: DzListing | undefined,
  item: Record<string, unknown>,
): SubscribedListing['item'] {
  const asset = item['assetListing'] as Record<string, unknown> | undefined;
  if (!asset || !listing) return item as unknown as SubscribedListing['item'];
  const glossaryTerms = termsOf(domain, listing.glossaryTerms);
  return {
    assetListing: { forms: listingForms(call, listing.forms), ...(glossaryTerms && { glossaryTerms }), ...asset },
  };
}

/** The `item` union of a subscribed listing. */
export function itemOf(domain: Domain, listingId: string): Record<string, unknown> {
  const listing = domain.listings.find((l) => l.listingId === listingId);
  if (listing?.kind !== 'dataProduct') {
    const { entityId, entityRevision, entityType } = listing ?? {};
    return { assetListing: { entityId, entityRevision, entityType } };
  }
  const members = (listing.items ?? []).flatMap(({ listingId: id }) =>
    domain.listings.filter((l) => l.listingId === id),
  );
  return {
    productListing: {
      entityId: listing.entityId,
      entityRevision: listing.entityRevision,
      name: listing.name,
      description: listing.description,
      assetListings: members.map(({ entityId, entityRevision, entityType }) => ({
        entityId,
        entityRevision,
        entityType,
      })),
    },
  };
}

const principalView = (principal: DzSubscribedPrincipal): SubscribedPrincipal => principal as SubscribedPrincipal;

const requestBase = (call: Call, domain: Domain, request: StoredRequest) => ({
  id: request.id,
  ...stamps(request),
  domainId: domain.domain.id,
  status: request.status as SubscriptionRequestSummary['status'],
  requestReason: request.requestReason ?? '',
  subscribedPrincipals: request.subscribedPrincipals.map(principalView),
  subscribedListings: request.subscribedListings.map((listing) => listingView(call, domain, listing)),
  reviewerId: request.reviewerId,
  decisionComment: request.decisionComment,
  existingSubscriptionId: request.existingSubscriptionId,
});

export function requestSummary(call: Call, domain: Domain, request: StoredRequest): SubscriptionRequestSummary {
  const summary = request.metadataFormsSummary ?? request.metadataForms;
  return {
    ...requestBase(call, domain, request),
    ...(summary && {
      metadataFormsSummary: summary.map(({ formName, typeName }) => ({
        formName,
        typeName: typeName ?? '',
        typeRevision: '1',
      })),
    }),
  };
}

export const requestDetails = (
  call: Call,
  domain: Domain,
  request: StoredRequest,
): GetSubscriptionRequestDetailsOutput => ({
  ...requestBase(call, domain, request),
  ...(request.metadataForms && {
    metadataForms: request.metadataForms.map((form) => ({ typeRevision: '1', ...form })),
  }),
});

/** Used for the list and for the single read: both carry the same members. */
export const subscriptionView = (call: Call, domain: Domain, subscription: DzSubscription): GetSubscriptionOutput => ({
  id: subscription.id,
  ...stamps(subscription),
  domainId: domain.domain.id,
  status: subscription.status as GetSubscriptionOutput['status'],
  subscribedPrincipal: principalView(subscription.subscribedPrincipal),
  subscribedListing: listingView(call, domain, subscription.subscribedListing),
  subscriptionRequestId: subscription.subscriptionRequestId,
  retainPermissions: subscription.retainPermissions,
});

export const grantView = (domain: Domain, grant: DzSubscriptionGrant): GetSubscriptionGrantOutput => ({
  id: grant.id,
  ...stamps(grant),
  domainId: domain.domain.id,
  environmentId: grant.environmentId,
  subscriptionTargetId: grant.subscriptionTargetId,
  grantedEntity: {
    listing: { id: grant.grantedEntity.listing?.id ?? '', revision: grant.grantedEntity.listing?.revision ?? '1' },
  },
  status: grant.status as GetSubscriptionGrantOutput['status'],
  assets: (grant.assets ?? []).map((asset) => ({
    assetId: asset.assetId,
    assetRevision: asset.assetRevision ?? '1',
    status: asset.status as 'GRANTED',
    targetName: asset.targetName,
    failureCause: asset.failureCause,
    grantedTimestamp: dateOf(asset.grantedTimestamp),
    failureTimestamp: dateOf(asset.failureTimestamp),
    ...(asset.assetScope && {
      assetScope: {
        assetId: asset.assetScope.assetId ?? asset.assetId,
        filterIds: asset.assetScope.filterIds ?? [],
        status: asset.assetScope.status ?? 'GRANTED',
        scopeName: asset.assetScope.scopeName,
      },
    }),
  })),
  subscriptionId: grant.subscriptionId,
});
