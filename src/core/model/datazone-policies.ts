import type { DzPolicyGrant, DzPolicyPrincipal, DzRule } from './datazone';

/** The policies of a domain unit (facts datazone 4.1): which member of `detail` is theirs, and who can hold them. */
export const UNIT_POLICIES = [
  { type: 'CREATE_DOMAIN_UNIT', detail: 'createDomainUnit', holders: 'people', words: 'create domain units' },
  {
    type: 'OVERRIDE_DOMAIN_UNIT_OWNERS',
    detail: 'overrideDomainUnitOwners',
    holders: 'people',
    words: 'take over domain unit ownership',
  },
  {
    type: 'ADD_TO_PROJECT_MEMBER_POOL',
    detail: 'addToProjectMemberPool',
    holders: 'people',
    words: 'be members of projects',
  },
  {
    type: 'OVERRIDE_PROJECT_OWNERS',
    detail: 'overrideProjectOwners',
    holders: 'people',
    words: 'take over project ownership',
  },
  { type: 'CREATE_PROJECT', detail: 'createProject', holders: 'people', words: 'create projects' },
  {
    type: 'CREATE_PROJECT_FROM_PROJECT_PROFILE',
    detail: 'createProjectFromProjectProfile',
    holders: 'people',
    words: 'create projects from a profile',
  },
  { type: 'CREATE_GLOSSARY', detail: 'createGlossary', holders: 'projects', words: 'create glossaries' },
  { type: 'CREATE_FORM_TYPE', detail: 'createFormType', holders: 'projects', words: 'create form types' },
  { type: 'CREATE_ASSET_TYPE', detail: 'createAssetType', holders: 'projects', words: 'create asset types' },
] as const;

export type UnitPolicy = (typeof UNIT_POLICIES)[number];

export const unitPolicyOf = (type: string | undefined): UnitPolicy | undefined =>
  UNIT_POLICIES.find((policy) => policy.type === type);

/** Grants of one policy on one unit (facts datazone 1.1). */
export const POLICY_GRANTS_MAX = 20;
/** Owners of one unit (facts datazone 1.1). */
export const UNIT_OWNERS_MAX = 20;

/** One text per principal, whatever the order of its members: `user *`, `group ID`, `project OWNER ID`. */
export function principalKey({ user, group, project, domainUnit }: DzPolicyPrincipal): string {
  if (user) return `user ${user.userIdentifier ?? '*'}`;
  if (group) return `group ${group.groupIdentifier ?? ''}`;
  if (project) {
    const filter = project.projectGrantFilter?.domainUnitFilter;
    const within = filter ? `in ${filter.domainUnit}${filter.includeChildDomainUnits === true ? '/*' : ''}` : '*';
    return `project ${project.projectDesignation} ${project.projectIdentifier ?? within}`;
  }
  return `domainUnit ${domainUnit?.domainUnitIdentifier ?? '*'}`;
}

/** Whether a grant reaches the units below its own (facts datazone 4.1: every detail of a unit policy may say so). */
export const reachesBelow = ({ detail }: Pick<DzPolicyGrant, 'detail'>): boolean =>
  Object.values(detail).some((member) => member.includeChildDomainUnits === true);

/** What a grant says, in one form: an absent flag is false, and lists have no order. */
export function grantText({ principal, detail }: Pick<DzPolicyGrant, 'principal' | 'detail'>): string {
  const profiles = Object.values(detail).flatMap((member) => member.projectProfiles ?? []);
  const scope = reachesBelow({ detail }) ? ' and below' : '';
  return `${principalKey(principal)}${scope}${profiles.length > 0 ? ` profiles ${[...profiles].sort().join(',')}` : ''}`;
}

/** What a rule says, in one form; without its id, revision and dates. */
export function ruleText({
  name,
  description,
  action,
  target,
  scope,
  detail,
}: Omit<DzRule, 'domainId' | 'identifier' | 'ruleType'>): string {
  const list = (values: readonly string[] | undefined): string[] => [...(values ?? [])].sort();
  return JSON.stringify([
    name,
    description ?? '',
    action,
    target.domainUnitTarget?.domainUnitId ?? '',
    target.domainUnitTarget?.includeChildDomainUnits === true,
    [scope.assetType?.selectionMode ?? '', list(scope.assetType?.specificAssetTypes)],
    scope.dataProduct ?? false,
    [scope.project?.selectionMode ?? '', list(scope.project?.specificProjects)],
    list(
      detail?.metadataFormEnforcementDetail?.requiredMetadataForms?.map((f) => `${f.typeIdentifier}@${f.typeRevision}`),
    ),
    list(detail?.glossaryTermEnforcementDetail?.requiredGlossaryTermIds),
  ]);
}
