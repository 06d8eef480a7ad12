import type { DzDomainUnit, DzMembership, DzOwner } from '../model/datazone';
import { UNIT_OWNERS_MAX } from '../model/datazone-policies';
import type { Draft } from './draft';
import { conflicting, effect, quotaReached, rejected, unknownResource, type Outcome } from './refusal';

export interface MembershipRequest {
  domainIdentifier?: string;
  projectIdentifier?: string;
  designation?: string;
  member?: { userIdentifier?: string; groupIdentifier?: string };
}

export interface OwnerRequest {
  domainIdentifier?: string;
  entityType?: string;
  entityIdentifier?: string;
  owner?: { user?: { userIdentifier?: string }; group?: { groupIdentifier?: string } };
}

const WHO_DECIDES = 'Lake Formation is not touched: what members of a project may reach comes from its environments.';
const LAST_OWNER = 'A project must have at least one owner';

/** Somebody by profile id, IAM ARN, SSO name or group name (facts datazone 4.4). */
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

const membersOf = (draft: Draft, { domainIdentifier, projectIdentifier }: MembershipRequest): DzMembership[] =>
  draft
    .all('dz-memberships')
    .map(({ record }) => record)
    .filter((m) => m.domainId === domainIdentifier && m.projectId === projectIdentifier);

/** One that is owner of a project, once per person however many members list it, alone. */
const isLastOwner = (members: readonly DzMembership[], owner: DzOwner): boolean => {
  const owners = members.filter((m) => m.designation === 'PROJECT_OWNER');
  return owners.length > 0 && owners.every((m) => same(m.memberDetails, owner));
};

/** CreateProjectMembership adds a member, or gives one another role; the same again is refused (facts datazone 4.4). */
export function addMember(draft: Draft, request: MembershipRequest): Outcome {
  const { domainIdentifier: domainId = '', projectIdentifier: projectId = '', designation = '' } = request;
  if (!draft.all('dz-projects').some(({ record }) => record.domainId === domainId && record.id === projectId))
    return unknownResource(`Project ${projectId} was not found`);
  const memberDetails = ownerOf(draft, request.member);
  const members = membersOf(draft, request);
  const held = members.find((m) => same(m.memberDetails, memberDetails));
  if (held?.designation === designation) return rejected('The member is already a member of the project');
  if (held && isLastOwner(members, memberDetails)) return rejected(LAST_OWNER);
  if (held)
    draft.update(
      'dz-memberships',
      (m) => m.domainId === domainId && m.projectId === projectId && same(m.memberDetails, memberDetails),
      (m) => ({ ...m, designation }),
    );
  else
    draft.addBeside(
      'dz-memberships',
      { domainId, projectId, memberDetails, designation },
      (other) => other.projectId === projectId,
    );
  return effect([], [WHO_DECIDES]);
}

export function removeMember(draft: Draft, request: MembershipRequest): Outcome {
  const memberDetails = ownerOf(draft, request.member);
  const members = membersOf(draft, request);
  if (!members.some((m) => same(m.memberDetails, memberDetails)))
    return unknownResource('The member does not belong to the project');
  if (isLastOwner(members, memberDetails)) return rejected(LAST_OWNER);
  draft.drop('dz-memberships', (m) => members.includes(m) && same(m.memberDetails, memberDetails));
  return effect([], [WHO_DECIDES]);
}

const OWNERSHIP = 'Owners of a unit govern it and the units below; nobody gains or loses access to data by it at once.';

/** AddEntityOwner: owners of domain units (facts datazone 4.3). */
export function addOwner(draft: Draft, request: OwnerRequest): Outcome {
  const unit = unitOf(draft, request);
  if (!unit) return unknownResource(`Domain unit ${request.entityIdentifier ?? ''} was not found`);
  const owner = ownerOf(draft, { ...request.owner?.user, ...request.owner?.group });
  const owners = unit.owners ?? [];
  if (owners.some((held) => same(held, owner))) return conflicting(`Conflict with owner of domain unit ${unit.id}`);
  if (owners.length >= UNIT_OWNERS_MAX)
    return quotaReached(`A domain unit has at most ${String(UNIT_OWNERS_MAX)} owners`);
  setOwners(draft, unit, [...owners, owner]);
  return effect([], [OWNERSHIP]);
}

/** RemoveEntityOwner. What the service says to the last one is unverified: Heddle never asks it to. */
export function removeOwner(draft: Draft, request: OwnerRequest): Outcome {
  const unit = unitOf(draft, request);
  if (!unit) return unknownResource(`Domain unit ${request.entityIdentifier ?? ''} was not found`);
  const owner = ownerOf(draft, { ...request.owner?.user, ...request.owner?.group });
  const left = (unit.owners ?? []).filter((held) => !same(held, owner));
  if (left.length === (unit.owners ?? []).length) return unknownResource('The owner of the domain unit was not found');
  if (left.length === 0) return rejected('A domain unit must have at least one owner');
  setOwners(draft, unit, left);
  return effect([], [OWNERSHIP]);
}

const unitOf = (draft: Draft, { domainIdentifier, entityIdentifier }: OwnerRequest): DzDomainUnit | undefined =>
  draft.all('dz-units').find(({ record }) => record.domainId === domainIdentifier && record.id === entityIdentifier)
    ?.record;

const setOwners = (draft: Draft, unit: DzDomainUnit, owners: DzOwner[]): void =>
  draft.update(
    'dz-units',
    (u) => u.domainId === unit.domainId && u.id === unit.id,
    (u) => ({ ...u, owners }),
  );
