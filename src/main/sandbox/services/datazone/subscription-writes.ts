import type {
  CancelSubscriptionInput,
  CancelSubscriptionOutput,
  RevokeSubscriptionInput,
  RevokeSubscriptionOutput,
} from '@aws-sdk/client-datazone';
import type { DzSubscription } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { decided, notPermitted } from './errors';
import { startRevoke } from './fulfilment';
import type { StoredGrant } from './fulfilment';
import { domainOf } from './state';
import type { Domain } from './state';
import { publisherOf, subscriptionOf } from './subscription-reads';
import { subscriptionView } from './subscription-views';
import { actorId, mustWorkIn } from './visibility';

/** REVOKED and CANCELLED are final (datazone 2.2). */
function end(call: Call, domain: Domain, subscription: DzSubscription, status: 'REVOKED' | 'CANCELLED'): void {
  if (subscription.status !== 'APPROVED') {
    throw decided(call, `Subscription ${subscription.id} is already in status ${subscription.status}`);
  }
  subscription.status = status;
  subscription.updatedAt = call.now.toISOString();
  (subscription as { updatedBy?: string }).updatedBy = actorId(call, domain);
  call.world.version++;
}

function takeBack(call: Call, domain: Domain, subscription: DzSubscription): void {
  for (const grant of domain.grants as StoredGrant[]) {
    if (grant.subscriptionId === subscription.id) startRevoke(call, domain, grant, false);
  }
}

/** By the publishing project; `retainPermissions` leaves the data permissions where they are. */
export function revokeSubscription(input: RevokeSubscriptionInput, call: Call): RevokeSubscriptionOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const subscription = subscriptionOf(call, domain, input.identifier);
  mustWorkIn(call, domain, publisherOf(domain, subscription.subscribedListing));
  end(call, domain, subscription, 'REVOKED');
  subscription.retainPermissions = input.retainPermissions ?? false;
  if (!subscription.retainPermissions) takeBack(call, domain, subscription);
  return subscriptionView(call, domain, subscription) as RevokeSubscriptionOutput;
}

/** By the subscribing project; whether by anybody in it who works there is not published (unverified). */
export function cancelSubscription(input: CancelSubscriptionInput, call: Call): CancelSubscriptionOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const subscription = subscriptionOf(call, domain, input.identifier);
  const request = domain.requests.find(({ id }) => id === subscription.subscriptionRequestId);
  if (call.variants['dz-withdrawers'] === 'subscriber')
    mustWorkIn(call, domain, subscription.subscribedPrincipal.project?.id);
  else if (request?.createdBy !== actorId(call, domain)) throw notPermitted(call);
  end(call, domain, subscription, 'CANCELLED');
  takeBack(call, domain, subscription);
  return subscriptionView(call, domain, subscription) as CancelSubscriptionOutput;
}
