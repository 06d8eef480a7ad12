import { isMember } from '../change/request-preview-decider';
import { dzKey, type Sources } from '../graph/sources';
import type { Member } from '../model/snapshot';
import { unitChain } from './unit-tree';

/** The member that may make a change, or why none of the connected ones may. */
export type Seat = { member: Member } | { refusal: string };

/** Members of the domain's own account first: they see the most of it. */
const membersFor = (sources: Sources, domainId: string): Member[] => {
  const home = sources.dzDomains.get(domainId)?.managedAccountId;
  return [...sources.snapshot.members].sort((a, b) => Number(b.account === home) - Number(a.account === home));
};

/** Owners of a unit or of one above it govern it (facts datazone 4.5 asks for both, IAM and ownership). */
export function seatOfUnit(sources: Sources, domainId: string, unitId: string | undefined): Seat {
  const chain = unitChain([...sources.units.values()], domainId, unitId);
  const owners = chain.flatMap((unit) => unit.owners ?? []);
  const member = membersFor(sources, domainId).find((one) =>
    owners.some((owner) => isMember(sources, domainId, one, owner)),
  );
  const name = chain[0]?.name ?? unitId ?? 'the unit';
  return member
    ? { member }
    : { refusal: `Only owners of ${name} or of a unit above it may change this; none of your connected roles is one.` };
}

/** Owners of a project, or of its unit, decide about its members. */
export function seatOfProject(sources: Sources, domainId: string, projectId: string): Seat {
  const project = sources.projects.get(dzKey(domainId, projectId));
  const owned = memberIn(sources, domainId, projectId, ['PROJECT_OWNER']);
  if (owned) return { member: owned };
  const unit = seatOfUnit(sources, domainId, project?.domainUnitId);
  return 'member' in unit
    ? unit
    : { refusal: `Only owners of ${project?.name ?? projectId} or of its unit may change its members.` };
}

/** Owners, contributors and consumers of a project may ask for it. Who may is not published by AWS: unverified. */
export function seatOfAsking(sources: Sources, domainId: string, projectId: string): Seat {
  const name = sources.projects.get(dzKey(domainId, projectId))?.name ?? projectId;
  const roles = ['PROJECT_OWNER', 'PROJECT_CONTRIBUTOR', 'PROJECT_CATALOG_CONSUMER'];
  const member = memberIn(sources, domainId, projectId, roles);
  return member ? { member } : { refusal: `None of your connected roles may ask for ${name}.` };
}

function memberIn(
  sources: Sources,
  domainId: string,
  projectId: string,
  designations: readonly string[],
): Member | undefined {
  const holders = sources.memberships.filter(
    (m) => m.domainId === domainId && m.projectId === projectId && designations.includes(m.designation),
  );
  return membersFor(sources, domainId).find((one) =>
    holders.some((m) => isMember(sources, domainId, one, m.memberDetails)),
  );
}
