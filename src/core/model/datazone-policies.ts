import type { DzPolicyGrant, DzPolicyPrincipal, DzRule } from './datazone';

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

/** The unit whose projects a grant on a blueprint or an asset type is for, where it names one. */
export const unitOfDetail = ({ detail }: Pick<DzPolicyGrant, 'detail'>): string | undefined =>
  Object.values(detail).flatMap(({ domainUnitId }) => domainUnitId ?? [])[0];

/** What a grant says, in one form: an absent flag is false, and lists have no order. */
export function grantText({ principal, detail }: Pick<DzPolicyGrant, 'principal' | 'detail'>): string {
  const profiles = Object.values(detail).flatMap((member) => member.projectProfiles ?? []);
  const unit = unitOfDetail({ detail });
  const scope = `${reachesBelow({ detail }) ? ' and below' : ''}${unit === undefined ? '' : ` for ${unit}`}`;
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
