import type { DzDomainUnit, DzOwner, DzProject, DzUserProfile } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import type { Domain } from './state';
import { notFound, notPermitted } from './errors';

/** Profiles by IAM ARN; made again when a profile was added. */
const byArn = new WeakMap<Domain, { size: number; profiles: Map<string, DzUserProfile> }>();

/** The caller's user profile: an IAM principal is known by its ARN (datazone 1.1, 4.5). */
export function profileOf(call: Call, domain: Domain): DzUserProfile | undefined {
  const size = domain.profiles.length;
  let known = byArn.get(domain);
  if (known?.size !== size) {
    const withArn = domain.profiles.map((profile) => [profile.details?.iam?.arn ?? '', profile] as const);
    known = { size, profiles: new Map(withArn) };
    byArn.set(domain, known);
  }
  return known.profiles.get(call.caller.principal);
}

/** Who a record names as its maker: the caller's profile id, else its ARN. */
export const actorId = (call: Call, domain: Domain): string => profileOf(call, domain)?.id ?? call.caller.principal;

/** Is the caller this user, or in this group? */
export function isOneOf(call: Call, domain: Domain, owner: DzOwner): boolean {
  const profile = profileOf(call, domain);
  const { user, group } = owner;
  if (user) return user.userId === profile?.id || user.userId === call.caller.principal;
  if (!group) return false;
  const record = domain.groups.find((g) => g.id === group.groupId);
  if (record?.rolePrincipalArn === call.caller.principal) return true;
  const listed = call.world.data.identityStore?.groups.find((g) => g.id === group.groupId);
  return profile !== undefined && (listed?.members ?? []).includes(profile.id);
}

/** The unit and those above it, nearest first. */
export function unitChain(domain: Domain, id: string | undefined): DzDomainUnit[] {
  const chain: DzDomainUnit[] = [];
  let unit = domain.units.find((u) => u.id === id);
  while (unit && !chain.includes(unit)) {
    chain.push(unit);
    const parent = unit.parentDomainUnitId;
    unit = parent === undefined ? undefined : domain.units.find((u) => u.id === parent);
  }
  return chain;
}

/** Owner of the unit or of one above it. */
export const ownsUnit = (call: Call, domain: Domain, id: string | undefined): boolean =>
  isAdministrator(call, domain) ||
  unitChain(domain, id).some((unit) => (unit.owners ?? []).some((owner) => isOneOf(call, domain, owner)));

/** Owner of the root unit. Where nobody owns it, the domain's own account administers. */
export function isAdministrator(call: Call, domain: Domain): boolean {
  if ((call.world.data.operators ?? []).includes(call.caller.principal)) return true;
  const root = domain.units.find((unit) => unit.id === domain.domain.rootDomainUnitId) ?? domain.units[0];
  const owners = root?.owners ?? [];
  return owners.length === 0
    ? call.caller.account === domain.account
    : owners.some((owner) => isOneOf(call, domain, owner));
}

/** The caller's designations in a project. */
export const designations = (call: Call, domain: Domain, projectId: string): string[] =>
  domain.memberships
    .filter((m) => m.projectId === projectId && isOneOf(call, domain, m.memberDetails))
    .map((m) => m.designation);

/** Members of a project see it, and so do owners of its unit or of a unit above. */
export function seesProject(call: Call, domain: Domain, projectId: string | undefined): boolean {
  if (projectId === undefined) return isAdministrator(call, domain);
  const project = domain.projects.find((p) => p.id === projectId);
  if (!project) return isAdministrator(call, domain);
  return designations(call, domain, projectId).length > 0 || ownsUnit(call, domain, project.domainUnitId);
}

/** Ids of every project the caller sees; one walk for a whole listing. */
export const visibleProjects = (call: Call, domain: Domain): Set<string> =>
  new Set(domain.projects.filter((p) => seesProject(call, domain, p.id)).map((p) => p.id));

/** A project that exists and is visible, else the service's refusal. */
export function projectOf(call: Call, domain: Domain, id: string | undefined): DzProject {
  const project = domain.projects.find((p) => p.id === id);
  if (!project) throw notFound('Project', id ?? '');
  if (!seesProject(call, domain, project.id)) throw notPermitted(call);
  return project;
}

/** Owner or contributor of the project: who may decide on requests for its data (datazone 2.1). */
export const worksIn = (call: Call, domain: Domain, projectId: string | undefined): boolean =>
  projectId !== undefined &&
  designations(call, domain, projectId).some((d) => d === 'PROJECT_OWNER' || d === 'PROJECT_CONTRIBUTOR');

/** Refuses unless the caller is owner or contributor of the project. */
export function mustWorkIn(call: Call, domain: Domain, projectId: string | undefined): void {
  if (!worksIn(call, domain, projectId)) throw notPermitted(call);
}
