import { createHash } from 'node:crypto';
import type {
  AddEntityOwnerInput,
  AddEntityOwnerOutput,
  CreateProjectMembershipInput,
  CreateProjectMembershipOutput,
  DeleteProjectMembershipInput,
  DeleteProjectMembershipOutput,
  ListEntityOwnersInput,
  ListEntityOwnersOutput,
  RemoveEntityOwnerInput,
  RemoveEntityOwnerOutput,
} from '@aws-sdk/client-datazone';
import type { DzDomainUnit, DzOwner, DzProject } from '../../../../core/model/datazone';
import { ServiceError } from '../../service';
import type { Call } from '../../service';
import { conflict, invalid, notFound, notPermitted } from './errors';
import { page } from './pages';
import { domainOf } from './state';
import type { Domain } from './state';
import { designations, ownsUnit } from './visibility';

const MAX_OWNERS = 20;

/** A user by profile id, SSO name or IAM ARN; an IAM principal of the world gets its profile on first use. */
function ownerOf(call: Call, domain: Domain, user: string | undefined, group: string | undefined): DzOwner {
  if (group !== undefined) {
    const found = domain.groups.find((g) => g.id === group || g.groupName === group);
    if (!found) throw notFound('Group profile', group);
    return { group: { groupId: found.id } };
  }
  const asked = user ?? '';
  const found = domain.profiles.find(
    (p) => p.id === asked || p.details?.iam?.arn === asked || p.details?.sso?.username === asked,
  );
  if (found) return { user: { userId: found.id } };
  if (!iamPrincipalExists(call, asked)) throw notFound('User profile', asked);
  const id = profileId(asked);
  domain.profiles.push({
    domainId: domain.domain.id,
    id,
    type: 'IAM',
    status: 'ACTIVATED',
    details: { iam: { arn: asked } },
  });
  return { user: { userId: id } };
}

/** A UUID that depends on the ARN alone, so that a run can be repeated. */
function profileId(arn: string): string {
  const hash = createHash('sha256').update(arn).digest('hex');
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-');
}

const iamPrincipalExists = (call: Call, arn: string): boolean =>
  call.world.data.accounts.some((account) =>
    [
      ...account.roles.map((role) => `role${role.path ?? '/'}${role.name}`),
      ...(account.users ?? []).map((user) => `user${user.path ?? '/'}${user.name}`),
    ].some((name) => arn === `arn:${call.world.data.partition}:iam::${account.id}:${name}`),
  );

const sameOwner = (a: DzOwner, b: DzOwner): boolean =>
  a.user?.userId === b.user?.userId && a.group?.groupId === b.group?.groupId;

/** The project, for one who owns it or its unit. */
function ownedProject(call: Call, domain: Domain, id: string | undefined): DzProject {
  const project = domain.projects.find((p) => p.id === id);
  if (!project) throw notFound('Project', id ?? '');
  const owner = designations(call, domain, project.id).includes('PROJECT_OWNER');
  if (!owner && !ownsUnit(call, domain, project.domainUnitId)) throw notPermitted(call);
  return project;
}

const ownersOf = (domain: Domain, projectId: string): number =>
  domain.memberships.filter((m) => m.projectId === projectId && m.designation === 'PROJECT_OWNER').length;

/** A second create with another designation changes the role; the same one again is refused (datazone 4.4). */
export function createProjectMembership(
  input: CreateProjectMembershipInput,
  call: Call,
): CreateProjectMembershipOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const project = ownedProject(call, domain, input.projectIdentifier);
  const memberDetails = ownerOf(call, domain, input.member?.userIdentifier, input.member?.groupIdentifier);
  const designation = input.designation ?? 'PROJECT_CATALOG_VIEWER';
  const present = domain.memberships.find(
    (m) => m.projectId === project.id && sameOwner(m.memberDetails, memberDetails),
  );
  if (present?.designation === designation) throw invalid('The member is already a member of the project');
  if (present?.designation === 'PROJECT_OWNER' && ownersOf(domain, project.id) === 1) {
    throw invalid('A project must have at least one owner');
  }
  if (present) present.designation = designation;
  else domain.memberships.push({ domainId: domain.domain.id, projectId: project.id, memberDetails, designation });
  call.world.version++;
  return {};
}

export function deleteProjectMembership(
  input: DeleteProjectMembershipInput,
  call: Call,
): DeleteProjectMembershipOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const project = ownedProject(call, domain, input.projectIdentifier);
  const member = ownerOf(call, domain, input.member?.userIdentifier, input.member?.groupIdentifier);
  const present = domain.memberships.find((m) => m.projectId === project.id && sameOwner(m.memberDetails, member));
  if (!present) throw notFound('Project membership', member.user?.userId ?? member.group?.groupId ?? '');
  if (present.designation === 'PROJECT_OWNER' && ownersOf(domain, project.id) === 1) {
    throw invalid('A project must have at least one owner');
  }
  domain.memberships.splice(domain.memberships.indexOf(present), 1);
  call.world.version++;
  return {};
}

function unitOf(domain: Domain, id: string | undefined, missing: (id: string) => ServiceError): DzDomainUnit {
  const unit = domain.units.find((u) => u.id === id);
  if (!unit) throw missing(id ?? '');
  return unit;
}

export function listEntityOwners(input: ListEntityOwnersInput, call: Call): ListEntityOwnersOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const unit = unitOf(domain, input.entityIdentifier, (id) => invalid(`Domain unit ${id} does not exist`));
  const { items, token } = page(call, input, unit.owners ?? [], 25);
  return { owners: items as ListEntityOwnersOutput['owners'], nextToken: token };
}

const asked = ({ owner }: AddEntityOwnerInput | RemoveEntityOwnerInput): [string | undefined, string | undefined] => [
  owner?.user?.userIdentifier,
  owner?.group?.groupIdentifier,
];

export function addEntityOwner(input: AddEntityOwnerInput, call: Call): AddEntityOwnerOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const unit = unitOf(domain, input.entityIdentifier, (id) => notFound('Domain unit', id));
  if (!ownsUnit(call, domain, unit.id)) throw notPermitted(call);
  const owner = ownerOf(call, domain, ...asked(input));
  const owners = unit.owners ?? [];
  const key = `${call.operation} ${call.caller.principal} ${input.clientToken ?? ''}`;
  if (input.clientToken !== undefined && domain.tokens.has(key)) return {};
  if (owners.some((o) => sameOwner(o, owner))) throw conflict(`Conflict with owner of domain unit ${unit.id}`);
  if (owners.length >= MAX_OWNERS) {
    throw new ServiceError('ServiceQuotaExceededException', `A domain unit has at most ${MAX_OWNERS} owners`);
  }
  unit.owners = [...owners, owner];
  if (input.clientToken !== undefined) domain.tokens.set(key, {});
  call.world.version++;
  return {};
}

/** The last owner stays. */
export function removeEntityOwner(input: RemoveEntityOwnerInput, call: Call): RemoveEntityOwnerOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const unit = unitOf(domain, input.entityIdentifier, (id) => notFound('Domain unit', id));
  if (!ownsUnit(call, domain, unit.id)) throw notPermitted(call);
  const owner = ownerOf(call, domain, ...asked(input));
  const key = `${call.operation} ${call.caller.principal} ${input.clientToken ?? ''}`;
  if (input.clientToken !== undefined && domain.tokens.has(key)) return {};
  const left = (unit.owners ?? []).filter((o) => !sameOwner(o, owner));
  if (left.length === (unit.owners ?? []).length)
    throw notFound('Owner', owner.user?.userId ?? owner.group?.groupId ?? '');
  if (left.length === 0) throw invalid('A domain unit must have at least one owner');
  unit.owners = left;
  if (input.clientToken !== undefined) domain.tokens.set(key, {});
  call.world.version++;
  return {};
}
