import type {
  CreateSubscriptionGrantInput,
  CreateSubscriptionGrantOutput,
  DeleteSubscriptionGrantInput,
  DeleteSubscriptionGrantOutput,
  UpdateSubscriptionGrantStatusInput,
  UpdateSubscriptionGrantStatusOutput,
} from '@aws-sdk/client-datazone';
import type { Call } from '../../service';
import { environmentOf } from './environments';
import { conflict, invalid, notFound, notPermitted } from './errors';
import { fulfilledByDataZone, overall, startGrant, startRevoke } from './fulfilment';
import type { StoredGrant } from './fulfilment';
import { applies, assetsOfListing } from './listing-assets';
import { domainOf, once } from './state';
import { grantOf, principalOfGrant, publisherOf } from './subscription-reads';
import { grantView } from './subscription-views';
import type { StoredRequest } from './subscription-views';
import { mustWorkIn, worksIn } from './visibility';

/** "Add grant": for a target that did not exist at approval, or after a failed grant was deleted (datazone 2.3). */
export function createSubscriptionGrant(
  input: CreateSubscriptionGrantInput,
  call: Call,
): CreateSubscriptionGrantOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const environment = environmentOf(call, domain, input.environmentIdentifier);
  mustWorkIn(call, domain, environment.projectId);
  const listingId = input.grantedEntity?.listing?.identifier ?? '';
  if (!domain.listings.some((l) => l.listingId === listingId)) throw notFound('Listing', listingId);
  const subscription = domain.subscriptions.find(
    (s) =>
      s.status === 'APPROVED' &&
      s.subscribedListing.id === listingId &&
      s.subscribedPrincipal.project?.id === environment.projectId,
  );
  if (!subscription)
    throw invalid(`Project ${environment.projectId} has no approved subscription to listing ${listingId}`);
  const assets = assetsOfListing(domain, listingId);
  const target = domain.targets.find(
    (t) =>
      t.environmentId === environment.id &&
      (input.subscriptionTargetIdentifier === undefined
        ? assets.some((asset) => applies(t, asset))
        : t.id === input.subscriptionTargetIdentifier),
  );
  if (!target)
    throw notFound('Subscription target', input.subscriptionTargetIdentifier ?? `of environment ${environment.id}`);
  return once(domain, call, input.clientToken, () => {
    const present = domain.grants.some(
      (g) =>
        g.subscriptionTargetId === target.id &&
        g.environmentId === environment.id &&
        g.grantedEntity.listing?.id === listingId &&
        (g.assets ?? []).some((asset) => asset.status !== 'REVOKED'),
    );
    if (present) throw conflict(`Conflict with subscription grant for listing ${listingId}`);
    const request = (domain.requests as StoredRequest[]).find((r) => r.id === subscription.subscriptionRequestId);
    const names = new Map((input.assetTargetNames ?? []).map((n) => [n.assetId ?? '', n.targetName ?? '']));
    const scopes = request?.assetScopes ?? [];
    const grant = startGrant(call, domain, { subscription, target, scopes, names });
    if (!grant) throw invalid(`Target ${target.id} takes none of the assets of listing ${listingId}`);
    call.world.version++;
    return grantView(domain, grant) as CreateSubscriptionGrantOutput;
  });
}

/** Answers the grant and starts taking its permissions back; it is gone when that is done. */
export function deleteSubscriptionGrant(
  input: DeleteSubscriptionGrantInput,
  call: Call,
): DeleteSubscriptionGrantOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const grant = grantOf(call, domain, input.identifier) as StoredGrant;
  const publisher = publisherOf(domain, grant.grantedEntity.listing);
  const subscriber = principalOfGrant(domain, grant)?.project?.id;
  if (!worksIn(call, domain, publisher) && !worksIn(call, domain, subscriber)) throw notPermitted(call);
  if (grant.work) throw conflict(`Subscription grant ${grant.id} is in status ${grant.status}`);
  startRevoke(call, domain, grant, true);
  call.world.version++;
  return grantView(domain, grant) as DeleteSubscriptionGrantOutput;
}

/** For assets that DataZone does not fulfil itself; it keeps the status of the others to itself (datazone 2.3). */
export function updateSubscriptionGrantStatus(
  input: UpdateSubscriptionGrantStatusInput,
  call: Call,
): UpdateSubscriptionGrantStatusOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const grant = grantOf(call, domain, input.identifier) as StoredGrant;
  const publisher = publisherOf(domain, grant.grantedEntity.listing);
  const subscriber = principalOfGrant(domain, grant)?.project?.id;
  if (!worksIn(call, domain, publisher) && !worksIn(call, domain, subscriber)) throw notPermitted(call);
  const asset = grant.assets?.find((a) => a.assetId === input.assetIdentifier);
  if (!asset) throw notFound('Asset', input.assetIdentifier ?? '');
  const target = domain.targets.find((t) => t.id === grant.subscriptionTargetId);
  if (fulfilledByDataZone(target)) {
    throw invalid('The status of a grant that Amazon DataZone fulfils cannot be set');
  }
  const now = call.now.toISOString();
  asset.status = input.status ?? asset.status;
  if (input.targetName !== undefined) asset.targetName = input.targetName;
  if (input.failureCause?.message !== undefined) asset.failureCause = { message: input.failureCause.message };
  if (asset.status === 'GRANTED') asset.grantedTimestamp = now;
  if (asset.status.endsWith('FAILED')) asset.failureTimestamp = now;
  grant.status = overall(grant.assets ?? []);
  grant.updatedAt = now;
  delete grant.work;
  call.world.version++;
  return grantView(domain, grant) as UpdateSubscriptionGrantStatusOutput;
}
