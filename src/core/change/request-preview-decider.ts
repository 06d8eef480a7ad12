import { dzKey, type Sources } from '../graph/sources';
import { parseArn } from '../model/arn';
import type { DzOwner, DzSubscriptionRequest } from '../model/datazone';
import type { Member } from '../model/snapshot';

/** Who may decide a request: owners and contributors of the publishing project (facts datazone 2.1). */
const DECIDING = ['PROJECT_OWNER', 'PROJECT_CONTRIBUTOR'];

export type Decider = { member: Member } | { refusal: string };

/** The connected member that may decide a request, that of the domain's own account first; or why none may. */
export function deciderOf(sources: Sources, request: DzSubscriptionRequest): Decider {
  const { domainId, subscribedListings } = request;
  const project = subscribedListings[0]?.ownerProjectId ?? publisherOfListing(sources, request);
  const name = subscribedListings[0]?.ownerProjectName ?? nameOfProject(sources, domainId, project) ?? 'its publisher';
  if (project === undefined) return { refusal: 'The publishing project of this request is not visible.' };
  const home = sources.dzDomains.get(domainId)?.managedAccountId;
  const members = [...sources.snapshot.members].sort((a, b) => Number(b.account === home) - Number(a.account === home));
  const memberships = sources.memberships.filter((m) => m.domainId === domainId && m.projectId === project);
  const deciding = memberships.filter((m) => DECIDING.includes(m.designation));
  const found = members.find((member) => deciding.some((m) => isMember(sources, domainId, member, m.memberDetails)));
  if (found) return { member: found };
  const other = memberships.find((m) => members.some((member) => isMember(sources, domainId, member, m.memberDetails)));
  const role = other?.designation.replace('PROJECT_', '').replaceAll('_', ' ').toLowerCase();
  return {
    refusal:
      `Only owners and contributors of ${name} may decide; ` +
      (role === undefined ? 'none of your connected roles is a member of it.' : `your connected role is only ${role}.`),
  };
}

const publisherOfListing = (sources: Sources, { domainId, subscribedListings }: DzSubscriptionRequest) =>
  sources.listings.get(dzKey(domainId, subscribedListings[0]?.id ?? ''))?.owningProjectId;

const nameOfProject = (sources: Sources, domainId: string, project: string | undefined): string | undefined =>
  sources.projects.get(dzKey(domainId, project ?? ''))?.name;

/** IAM principals have profiles by role ARN; a session's ARN names the role without its path. */
export function isMember(sources: Sources, domainId: string, member: Member, owner: DzOwner): boolean {
  const role = roleOfCaller(member.callerArn);
  if (role === undefined) return false;
  const matches = (arn: string | undefined): boolean => {
    const parsed = arn === undefined ? undefined : parseArn(arn);
    return parsed?.account === member.account && parsed.resource.split('/').at(-1) === role;
  };
  if (owner.user) {
    const profile = sources.userProfiles.get(dzKey(domainId, owner.user.userId));
    return matches(profile?.details?.iam?.arn ?? owner.user.userId);
  }
  return matches(sources.groupProfiles.get(dzKey(domainId, owner.group?.groupId ?? ''))?.rolePrincipalArn);
}

/** `Steward` of `…:assumed-role/Steward/session` or of `…:user/path/Steward`. */
export function roleOfCaller(callerArn: string | undefined): string | undefined {
  const resource = callerArn === undefined ? undefined : parseArn(callerArn)?.resource;
  const parts = resource?.split('/') ?? [];
  return parts[0] === 'assumed-role' ? parts[1] : parts.at(-1);
}
