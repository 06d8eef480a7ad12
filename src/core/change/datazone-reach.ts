import type { DzSubscribedPrincipal } from '../model/datazone';
import { recordsOf, type Snapshot } from '../model/snapshot';
import { subscriberOf, type AskRequest } from './datazone-asking';
import { lakeGrantsOf, type LakeGrant } from './datazone-lake';

/** Every fulfilment that a decision could make or take back, whatever the mode of its targets. */
export function lakeGrantsOfEdit(
  snapshot: Snapshot,
  request: Record<string, unknown>,
): { grant: LakeGrant; region: string }[] {
  const domainId = String(request['domainIdentifier'] ?? '');
  const identifier = request['identifier'];
  const environment = request['environmentIdentifier'];
  const region = snapshot.members[0]?.region ?? '';
  const found: { listing: string; subscriber: DzSubscribedPrincipal }[] = [];
  for (const { record } of recordsOf(snapshot, 'dz-requests'))
    if (record.domainId === domainId && record.id === identifier)
      found.push({
        listing: record.subscribedListings[0]?.id ?? '',
        subscriber: record.subscribedPrincipals[0] ?? {},
      });
  for (const { record } of recordsOf(snapshot, 'dz-subscriptions'))
    if (record.domainId === domainId && record.id === identifier)
      found.push({ listing: record.subscribedListing.id, subscriber: record.subscribedPrincipal });
  const held = [...recordsOf(snapshot, 'dz-grants')].find(
    ({ record }) => record.domainId === domainId && record.id === identifier,
  )?.record;
  for (const { record } of recordsOf(snapshot, 'dz-environments'))
    if (held && record.id === held.environmentId)
      found.push({
        listing: held.grantedEntity.listing?.id ?? '',
        subscriber: { project: { id: record.projectId } },
      });
  for (const { record } of recordsOf(snapshot, 'dz-environments'))
    if (record.id === environment) {
      const entity = request['grantedEntity'] as { listing?: { identifier?: string } } | undefined;
      found.push({ listing: entity?.listing?.identifier ?? '', subscriber: { project: { id: record.projectId } } });
    }
  const asked = request as AskRequest;
  if (asked.subscribedPrincipals?.length)
    found.push({ listing: asked.subscribedListings?.[0]?.identifier ?? '', subscriber: subscriberOf(asked) });
  return found.flatMap(({ listing, subscriber }) =>
    lakeGrantsOf(snapshot, domainId, listing, subscriber, () => true).map((grant) => ({ grant, region })),
  );
}
