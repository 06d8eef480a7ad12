import type {
  AcceptSubscriptionRequestInput,
  AcceptSubscriptionRequestOutput,
  CreateSubscriptionRequestInput,
  CreateSubscriptionRequestOutput,
  DeleteSubscriptionRequestInput,
  RejectSubscriptionRequestInput,
  RejectSubscriptionRequestOutput,
  SubscribedPrincipalInput,
  UpdateSubscriptionRequestInput,
  UpdateSubscriptionRequestOutput,
} from '@aws-sdk/client-datazone';
import type { DzListing, DzSubscribedPrincipal } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { conflict, decided, invalid, notFound, notPermitted } from './errors';
import { approve } from './approval';
import { announceRequest, closeTask } from './notifications';
import { checkForms, checkScopes } from './request-checks';
import { domainOf, nextId, once } from './state';
import type { Domain } from './state';
import { publisherOf, requestOf } from './subscription-reads';
import { itemOf, requestDetails } from './subscription-views';
import type { StoredRequest } from './subscription-views';
import { actorId, designations, isAdministrator, mustWorkIn, profileOf, worksIn } from './visibility';

/** Who may ask for a project: its owners, contributors and consumers. */
const ASKING = new Set(['PROJECT_OWNER', 'PROJECT_CONTRIBUTOR', 'PROJECT_CATALOG_CONSUMER']);

function principalOf(call: Call, domain: Domain, asked: SubscribedPrincipalInput | undefined): DzSubscribedPrincipal {
  if (asked?.project) {
    const project = domain.projects.find((p) => p.id === asked.project?.identifier);
    if (!project) throw notFound('Project', asked.project.identifier ?? '');
    if (!designations(call, domain, project.id).some((d) => ASKING.has(d))) throw notPermitted(call);
    return { project: { id: project.id, name: project.name } };
  }
  if (asked?.user) {
    const user = domain.profiles.find((p) => p.id === asked.user?.identifier);
    if (!user) throw notFound('User profile', asked.user.identifier ?? '');
    if (user.id !== profileOf(call, domain)?.id && !isAdministrator(call, domain)) throw notPermitted(call);
    return { user: { id: user.id, details: user.details } };
  }
  if (asked?.group) {
    const group = domain.groups.find((g) => g.id === asked.group?.identifier);
    if (!group) throw notFound('Group profile', asked.group.identifier ?? '');
    return { group: { id: group.id, ...(group.groupName !== undefined && { name: group.groupName }) } };
  }
  return { iam: { principalArn: asked?.iam?.identifier ?? '' } };
}

const samePrincipal = (a: DzSubscribedPrincipal | undefined, b: DzSubscribedPrincipal): boolean =>
  a?.project?.id === b.project?.id &&
  a?.user?.id === b.user?.id &&
  a?.group?.id === b.group?.id &&
  a?.iam?.principalArn === b.iam?.principalArn;

/** Asks for one listing on behalf of one principal; a second open request for the same is a conflict. */
export function createSubscriptionRequest(
  input: CreateSubscriptionRequestInput,
  call: Call,
): CreateSubscriptionRequestOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const listing = domain.listings.find((l) => l.listingId === input.subscribedListings?.[0]?.identifier);
  if (!listing) throw notFound('Listing', input.subscribedListings?.[0]?.identifier ?? '');
  const principal = principalOf(call, domain, input.subscribedPrincipals?.[0]);
  return once(domain, call, input.clientToken, () => {
    if (principal.project?.id === listing.owningProjectId)
      throw invalid('A project cannot subscribe to its own listing');
    const open = (domain.requests as StoredRequest[]).some(
      (r) =>
        r.status === 'PENDING' &&
        r.subscribedListings[0]?.id === listing.listingId &&
        samePrincipal(r.subscribedPrincipals[0], principal),
    );
    if (open) throw conflict(`Conflict with subscription request for listing ${listing.listingId}`);
    checkForms(domain, listing, input);
    checkScopes(domain, listing.listingId, input.assetScopes);
    const request = newRequest(call, domain, listing, principal, input);
    domain.requests.push(request);
    announceRequest(call, domain, request);
    call.world.version++;
    return requestDetails(call, domain, request) as CreateSubscriptionRequestOutput;
  });
}

function newRequest(
  call: Call,
  domain: Domain,
  listing: DzListing,
  principal: DzSubscribedPrincipal,
  input: CreateSubscriptionRequestInput,
): StoredRequest {
  const now = call.now.toISOString();
  const existing = domain.subscriptions.find(
    (s) =>
      s.status === 'APPROVED' &&
      s.subscribedListing.id === listing.listingId &&
      samePrincipal(s.subscribedPrincipal, principal),
  );
  return {
    domainId: domain.domain.id,
    id: nextId(domain, 'request'),
    status: 'PENDING',
    requestReason: input.requestReason ?? '',
    subscribedPrincipals: [principal],
    subscribedListings: [
      {
        id: listing.listingId,
        name: listing.name,
        revision: listing.listingRevision ?? '1',
        ownerProjectId: listing.owningProjectId,
        item: itemOf(domain, listing.listingId),
      },
    ],
    ...(existing && { existingSubscriptionId: existing.id }),
    ...(input.metadataForms?.length && {
      metadataForms: input.metadataForms.map((form) => ({
        formName: form.formName ?? '',
        typeName: form.typeIdentifier ?? form.formName ?? '',
        typeRevision: form.typeRevision ?? '1',
        content: form.content ?? '{}',
      })),
    }),
    ...(input.assetScopes && {
      assetScopes: input.assetScopes.map((scope) => ({
        assetId: scope.assetId ?? '',
        filterIds: scope.filterIds ?? [],
      })),
    }),
    createdAt: now,
    createdBy: actorId(call, domain),
    updatedAt: now,
  };
}

/**
 * The requester's side: who made the request, or an owner or contributor of the subscribing project. AWS does not say which of
 * them (unverified).
 */
function mustRequest(call: Call, domain: Domain, request: StoredRequest): void {
  const project = request.subscribedPrincipals[0]?.project?.id;
  const isColleague = call.variants['dz-withdrawers'] === 'subscriber' && worksIn(call, domain, project);
  if (request.createdBy !== actorId(call, domain) && !isColleague) throw notPermitted(call);
}

const mustBeOpen = (call: Call, request: StoredRequest): void => {
  if (request.status !== 'PENDING') {
    throw decided(call, `Subscription request ${request.id} is already in status ${request.status}`);
  }
};

/** Only the reason changes, and only while the request is open. */
export function updateSubscriptionRequest(
  input: UpdateSubscriptionRequestInput,
  call: Call,
): UpdateSubscriptionRequestOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const request = requestOf(call, domain, input.identifier);
  mustRequest(call, domain, request);
  mustBeOpen(call, request);
  request.requestReason = input.requestReason ?? '';
  touch(call, domain, request);
  return requestDetails(call, domain, request) as UpdateSubscriptionRequestOutput;
}

/** Withdraws a request; one that became a subscription cannot be withdrawn. */
export function deleteSubscriptionRequest(input: DeleteSubscriptionRequestInput, call: Call): Record<string, never> {
  const domain = domainOf(call, input.domainIdentifier);
  const request = requestOf(call, domain, input.identifier);
  mustRequest(call, domain, request);
  if (request.status === 'ACCEPTED') mustBeOpen(call, request);
  domain.requests.splice(domain.requests.indexOf(request), 1);
  closeTask(call, domain, request.id);
  call.world.version++;
  return {};
}

/** The publishing project's owners and contributors decide (datazone 2.1). */
function toDecide(call: Call, domain: Domain, id: string | undefined): StoredRequest {
  const request = requestOf(call, domain, id);
  mustWorkIn(call, domain, publisherOf(domain, request.subscribedListings[0]));
  mustBeOpen(call, request);
  return request;
}

function touch(call: Call, domain: Domain, request: StoredRequest): void {
  request.updatedAt = call.now.toISOString();
  request.updatedBy = actorId(call, domain);
  call.world.version++;
}

/** Makes the subscription and starts the grants of every automatic target. */
export function acceptSubscriptionRequest(
  input: AcceptSubscriptionRequestInput,
  call: Call,
): AcceptSubscriptionRequestOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const request = toDecide(call, domain, input.identifier);
  checkScopes(domain, request.subscribedListings[0]?.id ?? '', input.assetScopes);
  request.status = 'ACCEPTED';
  closeTask(call, domain, request.id);
  request.reviewerId = actorId(call, domain);
  if (input.decisionComment !== undefined) request.decisionComment = input.decisionComment;
  if (input.assetScopes) {
    request.assetScopes = input.assetScopes.map((s) => ({ assetId: s.assetId ?? '', filterIds: s.filterIds ?? [] }));
  }
  touch(call, domain, request);
  approve(call, domain, request);
  return requestDetails(call, domain, request) as AcceptSubscriptionRequestOutput;
}

export function rejectSubscriptionRequest(
  input: RejectSubscriptionRequestInput,
  call: Call,
): RejectSubscriptionRequestOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const request = toDecide(call, domain, input.identifier);
  request.status = 'REJECTED';
  closeTask(call, domain, request.id);
  request.reviewerId = actorId(call, domain);
  if (input.decisionComment !== undefined) request.decisionComment = input.decisionComment;
  touch(call, domain, request);
  return requestDetails(call, domain, request) as RejectSubscriptionRequestOutput;
}
