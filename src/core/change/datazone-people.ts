import type { DzOwner } from '../model/datazone';
import type { Draft } from './draft';
import { conflicting, effect, unknownResource, type Outcome } from './refusal';

export interface MembershipRequest {
  domainIdentifier?: string;
  projectIdentifier?: string;
  designation?: string;
  member?: { userIdentifier?: string; groupIdentifier?: string };
}

const WHO_DECIDES = 'Lake Formation is not touched: what members of a project may reach comes from its environments.';

/** A member by profile id, IAM ARN, SSO name or group name (facts datazone 4.4). */
function ownerOf(draft: Draft, member: MembershipRequest['member']): DzOwner {
  const asked = member?.userIdentifier;
  if (asked !== undefined) {
    const found = draft.all('dz-profiles').find(({ record: p }) => {
      const { iam, sso } = p.details ?? {};
      return p.id === asked || iam?.arn === asked || sso?.username === asked;
    });
    return { user: { userId: found?.record.id ?? asked } };
  }
  const group = member?.groupIdentifier ?? '';
  const found = draft.all('dz-groups').find(({ record: g }) => g.id === group || g.groupName === group);
  return { group: { groupId: found?.record.id ?? group } };
}

const same = (a: DzOwner, b: DzOwner): boolean =>
  a.user?.userId === b.user?.userId && a.group?.groupId === b.group?.groupId;

/** CreateProjectMembership is not idempotent: a member is added once. */
export function addMember(draft: Draft, request: MembershipRequest): Outcome {
  const { domainIdentifier: domainId = '', projectIdentifier: projectId = '', designation = '' } = request;
  if (!draft.all('dz-projects').some(({ record }) => record.id === projectId))
    return unknownResource(`Project ${projectId} was not found`);
  const memberDetails = ownerOf(draft, request.member);
  const held = draft
    .all('dz-memberships')
    .some(({ record }) => record.projectId === projectId && same(record.memberDetails, memberDetails));
  if (held) return conflicting('The member belongs to the project already');
  draft.addBeside(
    'dz-memberships',
    { domainId, projectId, memberDetails, designation },
    (other) => other.projectId === projectId,
  );
  return effect([], [WHO_DECIDES]);
}

export function removeMember(draft: Draft, request: MembershipRequest): Outcome {
  const { projectIdentifier: projectId = '' } = request;
  const memberDetails = ownerOf(draft, request.member);
  const isIt = (record: { projectId: string; memberDetails: DzOwner }): boolean =>
    record.projectId === projectId && same(record.memberDetails, memberDetails);
  if (!draft.all('dz-memberships').some(({ record }) => isIt(record)))
    return unknownResource('The member does not belong to the project');
  draft.drop('dz-memberships', isIt);
  return effect([], [WHO_DECIDES]);
}

const governs = (): Outcome =>
  effect([], ['This governs what people may do in DataZone; nobody gains or loses access to data by it at once.']);

/** Operations that change who may do what in DataZone and no access to data; their records are not part of a crawl. */
export const GOVERNANCE_ONLY: Record<string, () => Outcome> = {
  AddPolicyGrant: governs,
  RemovePolicyGrant: governs,
  AddEntityOwner: governs,
  RemoveEntityOwner: governs,
  UpdateSubscriptionRequest: governs,
  DeleteSubscriptionRequest: governs,
};
