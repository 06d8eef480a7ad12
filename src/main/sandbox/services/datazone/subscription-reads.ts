import type {
  GetSubscriptionGrantInput,
  GetSubscriptionGrantOutput,
  GetSubscriptionInput,
  GetSubscriptionOutput,
  GetSubscriptionRequestDetailsInput,
  GetSubscriptionRequestDetailsOutput,
  ListSubscriptionGrantsInput,
  ListSubscriptionGrantsOutput,
  ListSubscriptionRequestsInput,
  ListSubscriptionRequestsOutput,
  ListSubscriptionsInput,
  ListSubscriptionsOutput,
} from '@aws-sdk/client-datazone';
import type { DzSubscribedPrincipal, DzSubscription, DzSubscriptionGrant } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { notFound, notPermitted } from './errors';
import { page } from './pages';
import { domainOf } from './state';
import type { Domain } from './state';
import { grantView, requestDetails, requestSummary, subscriptionView } from './subscription-views';
import type { StoredRequest } from './subscription-views';
import { actorId, isAdministrator, visibleProjects } from './visibility';

/** Who a list is about: the filters that requests, subscriptions and grants share. */
interface OwnerFilter {
  owningProjectId?: string | undefined;
  owningUserId?: string | undefined;
  owningGroupId?: string | undefined;
  owningIamPrincipalArn?: string | undefined;
}

const owns = (filter: OwnerFilter, principal: DzSubscribedPrincipal | undefined): boolean =>
  (filter.owningProjectId === undefined || principal?.project?.id === filter.owningProjectId) &&
  (filter.owningUserId === undefined || principal?.user?.id === filter.owningUserId) &&
  (filter.owningGroupId === undefined || principal?.group?.id === filter.owningGroupId) &&
  (filter.owningIamPrincipalArn === undefined || principal?.iam?.principalArn === filter.owningIamPrincipalArn);

/** Lists are always ordered by their last change, the oldest first unless DESCENDING (datazone 1.1). */
function ordered<T extends { updatedAt?: string; createdAt?: string }>(list: T[], order: string | undefined): T[] {
  const key = (record: T): string => record.updatedAt ?? record.createdAt ?? '';
  const direction = order === 'DESCENDING' ? -1 : 1;
  return list.sort((a, b) => direction * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Either side sees a record: publishing project, subscribing project, or its maker; administrators see all. */
function sight(call: Call, domain: Domain) {
  const all = isAdministrator(call, domain);
  const mine = visibleProjects(call, domain);
  const me = actorId(call, domain);
  return (
    publisher: string | undefined,
    principal: DzSubscribedPrincipal | undefined,
    maker: string | undefined,
  ): boolean =>
    all ||
    (publisher !== undefined && mine.has(publisher)) ||
    (principal?.project !== undefined && mine.has(principal.project.id)) ||
    principal?.user?.id === me ||
    principal?.iam?.principalArn === call.caller.principal ||
    maker === me;
}

/** The project that publishes a listing. */
export const publisherOf = (
  domain: Domain,
  listing: { id: string; ownerProjectId?: string } | undefined,
): string | undefined =>
  listing?.ownerProjectId ?? domain.listings.find((l) => l.listingId === listing?.id)?.owningProjectId;

export const principalOfGrant = (domain: Domain, grant: DzSubscriptionGrant): DzSubscribedPrincipal | undefined => {
  const subscription = domain.subscriptions.find((s) => s.id === grant.subscriptionId);
  if (subscription) return subscription.subscribedPrincipal;
  const environment = domain.environments.find((e) => e.id === grant.environmentId);
  return environment && { project: { id: environment.projectId } };
};

/** Without a status only PENDING requests come back (datazone 1.1). */
export function listSubscriptionRequests(
  input: ListSubscriptionRequestsInput,
  call: Call,
): ListSubscriptionRequestsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const sees = sight(call, domain);
  const list = (domain.requests as StoredRequest[]).filter((request) => {
    const listing = request.subscribedListings[0];
    const publisher = publisherOf(domain, listing);
    return (
      request.status === (input.status ?? 'PENDING') &&
      (input.subscribedListingId === undefined || listing?.id === input.subscribedListingId) &&
      (input.approverProjectId === undefined || publisher === input.approverProjectId) &&
      owns(input, request.subscribedPrincipals[0]) &&
      sees(publisher, request.subscribedPrincipals[0], request.createdBy)
    );
  });
  const { items, token } = page(call, input, ordered(list, input.sortOrder));
  return { items: items.map((request) => requestSummary(call, domain, request)), nextToken: token };
}

/** A request the caller sees. */
export function requestOf(call: Call, domain: Domain, id: string | undefined): StoredRequest {
  const request = (domain.requests as StoredRequest[]).find((r) => r.id === id);
  if (!request) throw notFound('Subscription request', id ?? '');
  const publisher = publisherOf(domain, request.subscribedListings[0]);
  if (!sight(call, domain)(publisher, request.subscribedPrincipals[0], request.createdBy)) throw notPermitted(call);
  return request;
}

export function getSubscriptionRequestDetails(
  input: GetSubscriptionRequestDetailsInput,
  call: Call,
): GetSubscriptionRequestDetailsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  return requestDetails(call, domain, requestOf(call, domain, input.identifier));
}

/** Without a status only APPROVED subscriptions come back (datazone 1.1). */
export function listSubscriptions(input: ListSubscriptionsInput, call: Call): ListSubscriptionsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const sees = sight(call, domain);
  const list = domain.subscriptions.filter((s) => {
    const publisher = publisherOf(domain, s.subscribedListing);
    return (
      s.status === (input.status ?? 'APPROVED') &&
      (input.subscriptionRequestIdentifier === undefined ||
        s.subscriptionRequestId === input.subscriptionRequestIdentifier) &&
      (input.subscribedListingId === undefined || s.subscribedListing.id === input.subscribedListingId) &&
      (input.approverProjectId === undefined || publisher === input.approverProjectId) &&
      owns(input, s.subscribedPrincipal) &&
      sees(publisher, s.subscribedPrincipal, s.createdBy)
    );
  });
  const { items, token } = page(call, input, ordered(list, input.sortOrder));
  return { items: items.map((s) => subscriptionView(call, domain, s)), nextToken: token };
}

/** A subscription the caller sees. */
export function subscriptionOf(call: Call, domain: Domain, id: string | undefined): DzSubscription {
  const subscription = domain.subscriptions.find((s) => s.id === id);
  if (!subscription) throw notFound('Subscription', id ?? '');
  const publisher = publisherOf(domain, subscription.subscribedListing);
  if (!sight(call, domain)(publisher, subscription.subscribedPrincipal, subscription.createdBy))
    throw notPermitted(call);
  return subscription;
}

export function getSubscription(input: GetSubscriptionInput, call: Call): GetSubscriptionOutput {
  const domain = domainOf(call, input.domainIdentifier);
  return subscriptionView(call, domain, subscriptionOf(call, domain, input.identifier));
}

export function listSubscriptionGrants(input: ListSubscriptionGrantsInput, call: Call): ListSubscriptionGrantsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const sees = sight(call, domain);
  const fits = (asked: string | undefined, value: string | undefined): boolean =>
    asked === undefined || asked === value;
  const list = domain.grants.filter(
    (g) =>
      fits(input.environmentId, g.environmentId) &&
      fits(input.subscriptionTargetId, g.subscriptionTargetId) &&
      fits(input.subscriptionId, g.subscriptionId) &&
      fits(input.subscribedListingId, g.grantedEntity.listing?.id) &&
      owns(input, principalOfGrant(domain, g)) &&
      sees(publisherOf(domain, g.grantedEntity.listing), principalOfGrant(domain, g), g.createdBy),
  );
  const { items, token } = page(call, input, ordered(list, input.sortOrder));
  return { items: items.map((grant) => grantView(domain, grant)), nextToken: token };
}

/** A grant the caller sees. */
export function grantOf(call: Call, domain: Domain, id: string | undefined): DzSubscriptionGrant {
  const grant = domain.grants.find((g) => g.id === id);
  if (!grant) throw notFound('Subscription grant', id ?? '');
  const publisher = publisherOf(domain, grant.grantedEntity.listing);
  if (!sight(call, domain)(publisher, principalOfGrant(domain, grant), grant.createdBy)) throw notPermitted(call);
  return grant;
}

export function getSubscriptionGrant(input: GetSubscriptionGrantInput, call: Call): GetSubscriptionGrantOutput {
  const domain = domainOf(call, input.domainIdentifier);
  return grantView(domain, grantOf(call, domain, input.identifier));
}
