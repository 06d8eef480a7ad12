import { domainUnitRoot, hasTarget } from './request-preview-place';
import { dzKey, sourcesOf, type Sources } from '../graph/sources';
import type { DzSubscribedPrincipal, DzSubscriptionRequest, DzUserProfile } from '../model/datazone';
import type { Snapshot } from '../model/snapshot';
import { assetsOf } from './datazone-lake';
import { describeAsset } from './request-preview-columns';
import { deciderOf } from './request-preview-decider';
import type { RequestSummary } from './request-preview-types';

/** Every subscription request that the connected roles see: what waits for a decision first, newest first. */
export function listRequests(snapshot: Snapshot): RequestSummary[] {
  const sources = sourcesOf(snapshot);
  const rank = (r: RequestSummary): number => (r.status === 'PENDING' ? 0 : 1);
  return sources.requests
    .map((request) => summarize(sources, request))
    .sort((a, b) => rank(a) - rank(b) || (a.at < b.at ? 1 : a.at > b.at ? -1 : 0) || (a.id < b.id ? -1 : 1));
}

export function summarize(sources: Sources, request: DzSubscriptionRequest): RequestSummary {
  const { domainId, id, status } = request;
  const listing = request.subscribedListings[0];
  const decider = deciderOf(sources, request);
  const asker = request.createdBy === undefined ? undefined : personName(sources, domainId, request.createdBy);
  return {
    domainId,
    domainName: sources.dzDomains.get(domainId)?.name ?? domainId,
    id,
    status,
    product: listing?.name ?? listing?.id ?? 'an unknown listing',
    publisher:
      listing?.ownerProjectName ??
      sources.projects.get(dzKey(domainId, listing?.ownerProjectId ?? ''))?.name ??
      'an unknown project',
    requester: requesterName(sources, domainId, request.subscribedPrincipals[0]),
    ...(asker === undefined ? {} : { askedBy: asker }),
    reason: request.requestReason ?? '',
    at: (status === 'PENDING' ? request.createdAt : (request.updatedAt ?? request.createdAt)) ?? '',
    risks: risksOf(sources, request),
    ...('refusal' in decider && status === 'PENDING' ? { refusal: decider.refusal } : {}),
  };
}

/** What a person should look at twice; each a few words. */
function risksOf(sources: Sources, request: DzSubscriptionRequest): string[] {
  const { domainId } = request;
  const listing = request.subscribedListings[0];
  const risks: string[] = [];
  const assets = assetsOf(sources.snapshot, domainId, listing?.id ?? '');
  const columns = assets.flatMap((asset) => describeAsset(sources, domainId, asset, []).described.columns);
  const sensitive = columns.filter((column) => column.sensitive).length;
  if (sensitive > 0) risks.push(sensitive === 1 ? '1 sensitive column' : `${String(sensitive)} sensitive columns`);
  const asking = request.subscribedPrincipals[0]?.project?.id;
  const publishing = listing?.ownerProjectId;
  if (asking !== undefined && publishing !== undefined) {
    const from = domainUnitRoot(sources, domainId, asking);
    const to = domainUnitRoot(sources, domainId, publishing);
    if (from !== undefined && to !== undefined && from.id !== to.id) risks.push(`goes to ${from.name}`);
    if (!hasTarget(sources, domainId, asking)) risks.push('no environment to grant to');
  }
  if (request.subscribedPrincipals[0]?.project === undefined) risks.push('not a project');
  if (request.existingSubscriptionId !== undefined) risks.push('changes a subscription');
  return risks;
}

function requesterName(sources: Sources, domainId: string, principal: DzSubscribedPrincipal | undefined): string {
  if (principal?.project)
    return (
      principal.project.name ??
      sources.projects.get(dzKey(domainId, principal.project.id))?.name ??
      principal.project.id
    );
  if (principal?.user) return personName(sources, domainId, principal.user.id) ?? principal.user.id;
  if (principal?.group)
    return (
      principal.group.name ??
      sources.groupProfiles.get(dzKey(domainId, principal.group.id))?.groupName ??
      principal.group.id
    );
  return principal?.iam?.principalArn?.split('/').at(-1) ?? 'an unknown requester';
}

export function personName(sources: Sources, domainId: string, id: string): string | undefined {
  const profile: DzUserProfile | undefined = sources.userProfiles.get(dzKey(domainId, id));
  const { sso, iam } = profile?.details ?? {};
  const full = [sso?.firstName, sso?.lastName].filter(Boolean).join(' ');
  return full || sso?.username || iam?.arn?.split('/').at(-1);
}
