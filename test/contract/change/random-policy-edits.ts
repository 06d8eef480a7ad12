import type { Edit } from '../../../src/core/change/plan-types';
import type { DzPolicyPrincipal } from '../../../src/core/model/datazone';
import { POLICIES, type PolicyEntityType, type PolicyHolders } from '../../../src/core/model/policy-table';
import type { Domain } from '../../../src/main/sandbox/services/datazone/state';
import { dice } from './random-edits';

/**
 * Grants of every policy of DataZone on whatever carries it, and removals of some that stand. The first round has one of each
 * policy; chance decides on what, to whom and in which form.
 */
export function randomPolicyEdits(domain: Domain, seed: number, count: number): Edit[] {
  const roll = dice(seed * 7919 + 29);
  const pick = <T>(from: readonly T[]): T => from[roll(from.length)]!;
  const { units, projects, groups, profiles, extra, account, domain: held } = domain;
  const entities: Record<PolicyEntityType, string[]> = {
    // Two of them: what is touched is read again, nine policies per unit at twenty calls a second.
    DOMAIN_UNIT: [pick(units).id, pick(units).id],
    ENVIRONMENT_BLUEPRINT_CONFIGURATION: extra.blueprintConfigurations.map(
      (c) => `${c.accountId}:${c.environmentBlueprintId}`,
    ),
    ENVIRONMENT_PROFILE: extra.environmentProfiles.map(({ id }) => id),
    ASSET_TYPE: extra.assetTypes.map(({ name }) => name),
  };
  const inUnit = (): { domainUnitFilter: { domainUnit: string; includeChildDomainUnits?: boolean } } => ({
    domainUnitFilter: {
      domainUnit: pick(units).id,
      ...pick([{}, { includeChildDomainUnits: true }, { includeChildDomainUnits: false }]),
    },
  });
  const principals: Record<PolicyHolders, () => DzPolicyPrincipal> = {
    people: () =>
      pick([
        { user: { userIdentifier: pick(profiles).id } },
        { user: { allUsersGrantFilter: {} } },
        { group: { groupIdentifier: pick(groups).id } },
      ]),
    projects: () => ({
      project: {
        projectDesignation: pick(['OWNER', 'CONTRIBUTOR', 'PROJECT_CATALOG_STEWARD']),
        ...pick([{ projectIdentifier: pick(projects).id }, { projectGrantFilter: inUnit() }]),
      },
    }),
    contributors: () => ({ project: { projectDesignation: 'CONTRIBUTOR', projectGrantFilter: inUnit() } }),
    'unit-owners': () => ({
      domainUnit: {
        domainUnitDesignation: 'OWNER',
        ...pick([
          { domainUnitIdentifier: pick(units).id },
          { domainUnitGrantFilter: { allDomainUnitsGrantFilter: {} } },
        ]),
      },
    }),
  };
  const edit = (operation: string, request: Record<string, unknown>): Edit => ({
    account,
    service: 'datazone',
    operation,
    request: { domainIdentifier: held.id, ...request },
  });
  return Array.from({ length: count }, (_, at) => {
    if (at >= POLICIES.length && roll(3) === 0) {
      const { entityType, entityIdentifier, policyType, principal } = pick(extra.policyGrants);
      return edit('RemovePolicyGrant', { entityType, entityIdentifier, policyType, principal });
    }
    const policy = POLICIES[at] ?? pick(POLICIES);
    const member =
      policy.entity === 'DOMAIN_UNIT'
        ? pick([{}, { includeChildDomainUnits: true }])
        : policy.namesUnit
          ? pick([{}, { domainUnitId: pick(units).id }])
          : {};
    return edit('AddPolicyGrant', {
      entityType: policy.entity,
      entityIdentifier: pick(entities[policy.entity]),
      policyType: policy.type,
      principal: principals[policy.holders](),
      detail: { [policy.detail]: member },
    });
  });
}
