import { bareType } from '../model/asset-type';
import type { DzDomainUnit, DzListing, DzProject, DzRule, DzRuleScope } from '../model/datazone';
import { unitChain } from './unit-tree';

export interface RequiredForm {
  typeIdentifier: string;
  typeRevision: string;
  /** The rule that demands it. */
  rule: string;
}

/** Names of forms that rules demand of a request, and rules whose demands could not be read. */
export interface Demands {
  forms: RequiredForm[];
  unread: string[];
}

/** Rules of the publisher's unit, and those of units above that cascade (facts datazone 4.2). */
export function rulesFor(
  rules: readonly DzRule[],
  units: readonly DzDomainUnit[],
  domainId: string,
  unitId: string | undefined,
): DzRule[] {
  const [own, ...above] = unitChain(units, domainId, unitId).map(({ id }) => id);
  return rules.filter((rule) => {
    const { domainUnitId, includeChildDomainUnits } = rule.target.domainUnitTarget ?? { domainUnitId: '' };
    if (rule.domainId !== domainId) return false;
    return domainUnitId === own || (includeChildDomainUnits === true && above.includes(domainUnitId));
  });
}

/** What must be filled in before a listing may be asked for. */
export function demandsOf(
  listing: DzListing,
  rules: readonly DzRule[],
  units: readonly DzDomainUnit[],
  projects: readonly DzProject[],
): Demands {
  const { domainId, owningProjectId } = listing;
  const publisher = projects.find((p) => p.domainId === domainId && p.id === owningProjectId);
  const forms = new Map<string, RequiredForm>();
  const unread: string[] = [];
  for (const rule of rulesFor(rules, units, domainId, publisher?.domainUnitId)) {
    if (rule.action !== 'CREATE_SUBSCRIPTION_REQUEST' || !covers(rule.scope, listing)) continue;
    if (!rule.detail) unread.push(rule.name);
    for (const { typeIdentifier, typeRevision } of rule.detail?.metadataFormEnforcementDetail?.requiredMetadataForms ??
      [])
      if (!forms.has(typeIdentifier)) forms.set(typeIdentifier, { typeIdentifier, typeRevision, rule: rule.name });
  }
  return { forms: [...forms.values()], unread };
}

function covers({ project, assetType, dataProduct }: DzRuleScope, listing: DzListing): boolean {
  if (project?.selectionMode === 'SPECIFIC' && !project.specificProjects?.includes(listing.owningProjectId))
    return false;
  if (listing.kind === 'dataProduct') return dataProduct !== false;
  if (assetType?.selectionMode !== 'SPECIFIC') return true;
  return (assetType.specificAssetTypes ?? []).some((type) => bareType(type) === bareType(listing.entityType));
}
