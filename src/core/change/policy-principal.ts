import type { DzPolicyPrincipal } from '../model/datazone';
import type { Policy, PolicyHolders } from '../model/policy-table';
import type { Draft } from './draft';

/** Which kinds of principal may hold what (facts datazone 4.1). */
const FITS: Record<PolicyHolders, (principal: DzPolicyPrincipal) => boolean> = {
  people: ({ user, group }) => user !== undefined || group !== undefined,
  projects: ({ project }) => project !== undefined,
  contributors: ({ project }) =>
    project?.projectDesignation === 'CONTRIBUTOR' && project.projectGrantFilter?.domainUnitFilter !== undefined,
  'unit-owners': ({ domainUnit }) => domainUnit !== undefined,
};

/** Exactly one kind, one that the policy is for, and somebody who exists where such people were read. */
export function principalTrouble(
  draft: Draft,
  domainId: string,
  { type, holders }: Policy,
  principal: DzPolicyPrincipal,
): string | undefined {
  const kinds = Object.keys(principal);
  const [kind = ''] = kinds;
  if (kinds.length !== 1) return 'Exactly one kind of principal must be given';
  if (!FITS[holders](principal))
    return holders === 'contributors' && kind === 'project'
      ? `Policy ${type} is granted to contributors of the projects of a domain unit`
      : `Policy ${type} cannot be granted to a ${kind}`;
  const { user, group, project, domainUnit } = principal;
  if (user && (user.userIdentifier === undefined) === (user.allUsersGrantFilter === undefined))
    return 'A user principal names one user or all of them';
  if (
    domainUnit &&
    (domainUnit.domainUnitIdentifier === undefined) === (domainUnit.domainUnitGrantFilter === undefined)
  )
    return 'A domain unit principal names one unit or all of them';
  const knows = (layer: 'dz-profiles' | 'dz-groups' | 'dz-projects' | 'dz-units', id: string): boolean => {
    const records = draft.all(layer).filter(({ record }) => record.domainId === domainId);
    return records.length === 0 || records.some(({ record }) => record.id === id);
  };
  const userId = user?.userIdentifier;
  if (userId !== undefined && PROFILE_ID.test(userId) && !knows('dz-profiles', userId))
    return `User profile ${userId} does not exist`;
  if (group && !knows('dz-groups', group.groupIdentifier ?? ''))
    return `Group profile ${group.groupIdentifier ?? ''} does not exist`;
  const { projectIdentifier, projectGrantFilter } = project ?? {};
  if (projectIdentifier !== undefined && !knows('dz-projects', projectIdentifier))
    return `Project ${projectIdentifier} does not exist`;
  const unit = projectGrantFilter?.domainUnitFilter?.domainUnit ?? domainUnit?.domainUnitIdentifier;
  return unit !== undefined && !knows('dz-units', unit) ? `Domain unit ${unit} does not exist` : undefined;
}

const PROFILE_ID = /^([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
