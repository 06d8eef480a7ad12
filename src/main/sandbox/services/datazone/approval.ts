import type { DzSubscription } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { startGrant, startRevoke } from './fulfilment';
import type { StoredGrant } from './fulfilment';
import { nextId } from './state';
import type { Domain } from './state';
import type { StoredRequest } from './subscription-views';
import { actorId } from './visibility';

/**
 * Turns an accepted request into a subscription, and starts grants for the automatic targets that exist now; one made
 * later waits for "add grant" (datazone 2.3). A request to change a subscription replaces its grants.
 */
export function approve(call: Call, domain: Domain, request: StoredRequest): DzSubscription {
  const changed = domain.subscriptions.find((s) => s.id === request.existingSubscriptionId && s.status === 'APPROVED');
  const subscription = changed ?? newSubscription(call, domain, request);
  if (changed) {
    changed.subscriptionRequestId = request.id;
    changed.updatedAt = call.now.toISOString();
    for (const grant of domain.grants as StoredGrant[]) {
      if (grant.subscriptionId === changed.id) startRevoke(call, domain, grant, true);
    }
  }
  const projectId = subscription.subscribedPrincipal.project?.id;
  const environments = new Set(domain.environments.filter((e) => e.projectId === projectId).map((e) => e.id));
  for (const target of domain.targets) {
    if (!environments.has(target.environmentId) || target.subscriptionGrantCreationMode === 'MANUAL') continue;
    startGrant(call, domain, { subscription, target, scopes: request.assetScopes ?? [] });
  }
  return subscription;
}

function newSubscription(call: Call, domain: Domain, request: StoredRequest): DzSubscription {
  const now = call.now.toISOString();
  const [principal] = request.subscribedPrincipals;
  const [listing] = request.subscribedListings;
  const subscription: DzSubscription = {
    domainId: domain.domain.id,
    id: nextId(domain, 'subscription'),
    status: 'APPROVED',
    subscribedPrincipal: principal ?? {},
    subscribedListing: listing ?? { id: '' },
    subscriptionRequestId: request.id,
    createdAt: now,
    createdBy: actorId(call, domain),
    updatedAt: now,
  };
  domain.subscriptions.push(subscription);
  return subscription;
}
