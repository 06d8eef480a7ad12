import { seatOfAsking, type Seat } from '../governance/seat';
import { dzKey, type Sources } from '../graph/sources';
import type { DzEnvironment, DzSubscription, DzSubscriptionRequest, DzSubscriptionTarget } from '../model/datazone';
import { isAlive } from './datazone-grants';
import { takersOf } from './datazone-lake';
import type { Edit } from './plan-types';
import { deciderOf } from './request-preview-decider';

/** A step beside approving and rejecting: the edit that takes it, or why none of the connected roles may. */
export type SubscriptionAction = {
  kind: 'withdraw' | 'revoke' | 'cancel' | 'grant' | 'take-back';
  /** What its button says: it names what is done and to whom. */
  words: string;
} & ({ edit: Edit } | { refusal: string });

/** What else may be done with a request, with the subscription that it became and with its grants (facts datazone 2). */
export function actionsOf(sources: Sources, request: DzSubscriptionRequest): SubscriptionAction[] {
  const { domainId, id, status } = request;
  const [listing] = request.subscribedListings;
  const [subscriber] = request.subscribedPrincipals;
  const project = subscriber?.project?.id;
  const name = project === undefined ? undefined : sources.projects.get(dzKey(domainId, project))?.name;
  const who = name ?? subscriber?.project?.name ?? 'the subscriber';
  const product = listing?.name ?? 'the product';
  const asking = seatOfSubscriber(sources, domainId, project, who);
  if (status === 'PENDING')
    return [
      step('withdraw', `Withdraw the request of ${who}`, asking, 'DeleteSubscriptionRequest', {
        domainIdentifier: domainId,
        identifier: id,
      }),
    ];
  const subscription = sources.subscriptions.find(
    (s) => s.domainId === domainId && s.status === 'APPROVED' && isFrom(s, request),
  );
  if (!subscription) return [];
  const place = { domainIdentifier: domainId, identifier: subscription.id };
  const publishing = deciderOf(sources, request);
  return [
    step('revoke', `Revoke ${product} from ${who}`, publishing, 'RevokeSubscription', place),
    step('cancel', `Cancel the subscription of ${who}`, asking, 'CancelSubscription', place),
    // Either side may; who exactly is not published by AWS.
    ...takeBacks(sources, subscription, 'member' in asking ? asking : publishing),
    ...additions(sources, subscription, who, asking),
  ];
}

function seatOfSubscriber(sources: Sources, domainId: string, project: string | undefined, who: string): Seat {
  if (project === undefined) return { refusal: 'Only who asked may do this; the request is not made for a project.' };
  const seat = seatOfAsking(sources, domainId, project);
  return 'member' in seat
    ? seat
    : { refusal: `Only members of ${who} may do this; none of your connected roles is one that may.` };
}

/** A subscription tells the request that made it; one that a later request changed is that one's as well. */
const isFrom = (subscription: DzSubscription, request: DzSubscriptionRequest): boolean =>
  subscription.subscriptionRequestId === request.id ||
  (request.status === 'ACCEPTED' && subscription.id === request.existingSubscriptionId);

function step(
  kind: SubscriptionAction['kind'],
  words: string,
  seat: Seat,
  operation: string,
  request: Record<string, unknown>,
): SubscriptionAction {
  return 'member' in seat
    ? { kind, words, edit: { account: seat.member.account, service: 'datazone', operation, request } }
    : { kind, words, refusal: seat.refusal };
}

/** A failed grant is not tried again: it is deleted, and then another one is made (facts datazone 2.3). */
function takeBacks(sources: Sources, { domainId, id }: DzSubscription, seat: Seat): SubscriptionAction[] {
  return sources.grants
    .filter((g) => g.domainId === domainId && g.subscriptionId === id && g.status.includes('FAILED'))
    .map((grant) => {
      const environment = sources.environments.get(dzKey(domainId, grant.environmentId ?? ''));
      return step(
        'take-back',
        `Delete the failed grant to ${environment?.name ?? 'its environment'}`,
        seat,
        'DeleteSubscriptionGrant',
        { domainIdentifier: domainId, identifier: grant.id },
      );
    });
}

/** "Add grant": targets of the subscriber that came after the approval, or whose grant was deleted. */
function additions(
  sources: Sources,
  { domainId, subscribedListing, subscribedPrincipal }: DzSubscription,
  who: string,
  seat: Seat,
): SubscriptionAction[] {
  const project = subscribedPrincipal.project?.id;
  const listing = sources.listings.get(dzKey(domainId, subscribedListing.id));
  const isFree = (target: DzSubscriptionTarget, environment: DzEnvironment): boolean =>
    target.domainId === domainId &&
    target.environmentId === environment.id &&
    takersOf(sources.snapshot, domainId, subscribedListing.id, target).length > 0 &&
    !sources.grants.some(
      (g) =>
        g.domainId === domainId &&
        g.environmentId === environment.id &&
        g.subscriptionTargetId === target.id &&
        g.grantedEntity.listing?.id === subscribedListing.id &&
        isAlive(g),
    );
  return [...sources.environments.values()]
    .filter((environment) => environment.domainId === domainId && environment.projectId === project)
    .flatMap((environment) =>
      sources.targets
        .filter((target) => isFree(target, environment))
        .map((target) =>
          step('grant', `Grant it to ${who} › ${environment.name}`, seat, 'CreateSubscriptionGrant', {
            domainIdentifier: domainId,
            environmentIdentifier: environment.id,
            subscriptionTargetIdentifier: target.id,
            grantedEntity: {
              listing: {
                identifier: subscribedListing.id,
                revision: subscribedListing.revision ?? listing?.listingRevision ?? '1',
              },
            },
          }),
        ),
    );
}
