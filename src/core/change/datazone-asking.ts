import { demandsOf } from '../governance/required-forms';
import type { DzSubscribedPrincipal, DzSubscriptionRequest } from '../model/datazone';
import type { Draft } from './draft';
import { conflicting, effect, rejected, unknownResource, type Outcome } from './refusal';

export interface AskRequest {
  domainIdentifier?: string;
  identifier?: string;
  subscribedListings?: { identifier?: string }[];
  subscribedPrincipals?: {
    project?: { identifier?: string };
    user?: { identifier?: string };
    group?: { identifier?: string };
    iam?: { identifier?: string };
  }[];
  requestReason?: string;
  metadataForms?: { formName?: string; typeIdentifier?: string; typeRevision?: string; content?: string }[];
}

const REASON_MAX = 4096;

/** CreateSubscriptionRequest: somebody must still approve it; nobody gains access by asking. */
export function createRequest(draft: Draft, request: AskRequest): Outcome {
  const { domainIdentifier: domainId = '', requestReason = '', metadataForms = [] } = request;
  const listingId = request.subscribedListings?.[0]?.identifier ?? '';
  const listing = draft
    .all('dz-listings')
    .find(({ record }) => record.domainId === domainId && record.listingId === listingId)?.record;
  if (!listing) return unknownResource(`Listing ${listingId} was not found`);
  if (requestReason.length < 1 || requestReason.length > REASON_MAX)
    return rejected(`requestReason must have 1 to ${String(REASON_MAX)} characters`);
  const subscriber = subscriberOf(request);
  const projects = draft.all('dz-projects').map(({ record }) => record);
  const projectId = subscriber.project?.id;
  if (projectId !== undefined && !projects.some((p) => p.domainId === domainId && p.id === projectId))
    return unknownResource(`Project ${projectId} was not found`);
  if (projectId !== undefined && projectId === listing.owningProjectId)
    return rejected('A project cannot subscribe to its own listing');
  const open = openRequests(draft, domainId, listingId, subscriber);
  if (open.length > 0) return conflicting(`Conflict with subscription request for listing ${listingId}`);
  const rules = draft.all('dz-rules').map(({ record }) => record);
  const units = draft.all('dz-units').map(({ record }) => record);
  const { forms, unread } = demandsOf(listing, rules, units, projects);
  const given = new Set(metadataForms.map(({ typeIdentifier, formName }) => typeIdentifier ?? formName));
  const missing = forms.find(({ typeIdentifier }) => !given.has(typeIdentifier));
  if (missing) return rejected(`Required metadata form ${missing.typeIdentifier} is missing`);
  const held = draft
    .all('dz-subscriptions')
    .find(
      ({ record }) =>
        record.status === 'APPROVED' &&
        record.domainId === domainId &&
        record.subscribedListing.id === listingId &&
        sameSubscriber(record.subscribedPrincipal, subscriber),
    )?.record;
  draft.addBeside(
    'dz-requests',
    {
      domainId,
      id: `asked-${listingId}-${projectId ?? ''}`,
      status: 'PENDING',
      requestReason,
      subscribedPrincipals: [subscriber],
      subscribedListings: [{ id: listingId, name: listing.name, ownerProjectId: listing.owningProjectId }],
      ...(held ? { existingSubscriptionId: held.id } : {}),
      ...(metadataForms.length > 0
        ? {
            metadataFormsSummary: metadataForms.map(({ formName = '', typeIdentifier }) => ({
              formName,
              ...(typeIdentifier === undefined ? {} : { typeName: typeIdentifier }),
            })),
          }
        : {}),
    },
    (other) => other.domainId === domainId,
  );
  return effect(
    [],
    [
      'Nobody gains access by asking: owners or contributors of the publishing project decide.',
      'A listing that is approved automatically is granted without anybody deciding.',
      ...unread.map((rule) => `What the rule ${rule} demands could not be read: DataZone may refuse the request.`),
    ],
  );
}

/** UpdateSubscriptionRequest: only the reason, only while it waits. */
export function updateRequest(draft: Draft, request: AskRequest): Outcome {
  const held = requestOf(draft, request);
  if (!held) return unknownResource(`Subscription request ${request.identifier ?? ''} was not found`);
  const { requestReason = '' } = request;
  if (requestReason.length < 1 || requestReason.length > REASON_MAX)
    return rejected(`requestReason must have 1 to ${String(REASON_MAX)} characters`);
  if (held.status !== 'PENDING')
    return conflicting(`Subscription request ${held.id} is already in status ${held.status}`);
  draft.update(
    'dz-requests',
    (r) => r.domainId === held.domainId && r.id === held.id,
    (r) => ({ ...r, requestReason }),
  );
  return effect();
}

/** Facts datazone 2.1 and 2.2 name the side, not the people. */
export const SIDE_UNVERIFIED =
  'AWS does not publish who on the subscriber’s side may do this: it may refuse a member who did not ask (unverified).';

/** DeleteSubscriptionRequest withdraws: there is no cancel for requests (facts datazone 2.1). */
export function deleteRequest(draft: Draft, request: AskRequest): Outcome {
  const held = requestOf(draft, request);
  if (!held) return unknownResource(`Subscription request ${request.identifier ?? ''} was not found`);
  if (held.status === 'ACCEPTED')
    return conflicting(`Subscription request ${held.id} is already in status ${held.status}`);
  draft.drop('dz-requests', (r) => r.domainId === held.domainId && r.id === held.id);
  return effect(
    [],
    [...(held.status === 'PENDING' ? [] : ['It was decided already: only its record goes.']), SIDE_UNVERIFIED],
  );
}

export function subscriberOf({ subscribedPrincipals }: AskRequest): DzSubscribedPrincipal {
  const { project, user, group, iam } = subscribedPrincipals?.[0] ?? {};
  if (project) return { project: { id: project.identifier ?? '' } };
  if (user) return { user: { id: user.identifier ?? '' } };
  if (group) return { group: { id: group.identifier ?? '' } };
  return { iam: { principalArn: iam?.identifier ?? '' } };
}

export const sameSubscriber = (a: DzSubscribedPrincipal | undefined, b: DzSubscribedPrincipal): boolean =>
  a?.project?.id === b.project?.id &&
  a?.user?.id === b.user?.id &&
  a?.group?.id === b.group?.id &&
  a?.iam?.principalArn === b.iam?.principalArn;

/** Requests for a listing by a subscriber that wait. */
export const openRequests = (
  draft: Draft,
  domainId: string,
  listingId: string,
  subscriber: DzSubscribedPrincipal,
): DzSubscriptionRequest[] => {
  const found = new Map<string, DzSubscriptionRequest>();
  for (const { record } of draft.all('dz-requests'))
    if (
      record.status === 'PENDING' &&
      record.domainId === domainId &&
      record.subscribedListings[0]?.id === listingId &&
      sameSubscriber(record.subscribedPrincipals[0], subscriber)
    )
      found.set(record.id, record);
  return [...found.values()];
};

const requestOf = (draft: Draft, { domainIdentifier, identifier }: AskRequest): DzSubscriptionRequest | undefined =>
  draft.all('dz-requests').find(({ record }) => record.domainId === domainIdentifier && record.id === identifier)
    ?.record;
