import { createHash } from 'node:crypto';
import type {
  AddPolicyGrantInput,
  AddPolicyGrantOutput,
  ListPolicyGrantsInput,
  ListPolicyGrantsOutput,
  PolicyGrantMember,
  RemovePolicyGrantInput,
  RemovePolicyGrantOutput,
} from '@aws-sdk/client-datazone';
import { ServiceError } from '../../service';
import type { Call } from '../../service';
import { conflict, invalid, notPermitted } from './errors';
import type { PolicyGrantRecord } from './extra';
import { page } from './pages';
import { domainOf, nextId, once } from './state';
import type { Domain } from './state';
import { actorId, isAdministrator, ownsUnit } from './visibility';

const MAX_PAGE = 25;

/** Grants of one policy on one domain unit; none is known for other entities (datazone 1.1). */
const QUOTA = 20;

/** Which policies an entity type has, and the `detail` member of each (datazone 4.1). */
const DETAIL: Record<string, Record<string, string>> = {
  DOMAIN_UNIT: {
    CREATE_DOMAIN_UNIT: 'createDomainUnit',
    OVERRIDE_DOMAIN_UNIT_OWNERS: 'overrideDomainUnitOwners',
    ADD_TO_PROJECT_MEMBER_POOL: 'addToProjectMemberPool',
    OVERRIDE_PROJECT_OWNERS: 'overrideProjectOwners',
    CREATE_PROJECT: 'createProject',
    CREATE_PROJECT_FROM_PROJECT_PROFILE: 'createProjectFromProjectProfile',
    CREATE_GLOSSARY: 'createGlossary',
    CREATE_FORM_TYPE: 'createFormType',
    CREATE_ASSET_TYPE: 'createAssetType',
  },
  ENVIRONMENT_BLUEPRINT_CONFIGURATION: {
    CREATE_ENVIRONMENT_PROFILE: 'createEnvironmentProfile',
    DELEGATE_CREATE_ENVIRONMENT_PROFILE: 'delegateCreateEnvironmentProfile',
    CREATE_ENVIRONMENT_FROM_BLUEPRINT: 'createEnvironmentFromBlueprint',
  },
  ENVIRONMENT_PROFILE: { CREATE_ENVIRONMENT: 'createEnvironment' },
  ASSET_TYPE: { USE_ASSET_TYPE: 'useAssetType' },
};

interface Place {
  entityType?: string | undefined;
  entityIdentifier?: string | undefined;
  policyType?: string | undefined;
}

/** The entity must exist and know the policy. Blueprint configurations are `<accountId>:<blueprintId>`. */
function checkPlace(
  call: Call,
  domain: Domain,
  { entityType = '', entityIdentifier = '', policyType = '' }: Place,
): string {
  if (entityType === 'DOMAIN_UNIT' && !domain.units.some((unit) => unit.id === entityIdentifier)) {
    throw invalid(`Domain unit ${entityIdentifier} does not exist`);
  }
  if (entityType === 'ENVIRONMENT_BLUEPRINT_CONFIGURATION') {
    const [, account, blueprint] = /^(\d{12}):(.+)$/.exec(entityIdentifier) ?? [];
    if (!account) throw invalid('Format of EnvironmentBlueprintConfigurationId is invalid');
    const known = domain.extra.blueprintConfigurations.some(
      (c) => c.accountId === account && c.environmentBlueprintId === blueprint,
    );
    if (!known)
      throw invalid(`Environment blueprint configuration ${blueprint ?? ''} does not exist in account ${account}`);
  }
  const isType = entityType === 'ASSET_TYPE';
  if (isType || entityType === 'ENVIRONMENT_PROFILE') {
    const what = isType ? 'Asset type' : 'Environment profile';
    if (call.variants['dz-entity-ids'] === 'refused') throw invalid('Format of the entity identifier is invalid');
    const known = isType
      ? domain.extra.assetTypes.some(({ name }) => name === entityIdentifier)
      : domain.extra.environmentProfiles.some(({ id }) => id === entityIdentifier);
    if (!known) throw invalid(`${what} ${entityIdentifier} does not exist`);
  }
  const detail = DETAIL[entityType]?.[policyType];
  if (detail === undefined) throw invalid(`Policy ${policyType} does not apply to ${entityType}`);
  return detail;
}

const at = (grant: PolicyGrantRecord, place: Place): boolean =>
  grant.entityType === place.entityType &&
  grant.entityIdentifier === place.entityIdentifier &&
  grant.policyType === place.policyType;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** Member order of a principal means nothing. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]));
}

export function listPolicyGrants(input: ListPolicyGrantsInput, call: Call): ListPolicyGrantsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  checkPlace(call, domain, input);
  const { items, token } = page(
    call,
    input,
    domain.extra.policyGrants.filter((grant) => at(grant, input)),
    MAX_PAGE,
  );
  return {
    nextToken: token,
    grantList: items.map(({ principal, detail, createdAt, createdBy, grantId }): PolicyGrantMember => ({
      principal,
      detail,
      createdAt: new Date(createdAt),
      createdBy,
      grantId,
    })),
  };
}

const mayGovern = (call: Call, domain: Domain, { entityType, entityIdentifier }: Place): boolean =>
  entityType === 'DOMAIN_UNIT' ? ownsUnit(call, domain, entityIdentifier) : isAdministrator(call, domain);

/** Policies that projects hold; domain unit policies that are not among them are for users and groups (datazone 4.1). */
const OF_PROJECTS = new Set([
  'CREATE_GLOSSARY',
  'CREATE_FORM_TYPE',
  'CREATE_ASSET_TYPE',
  'CREATE_ENVIRONMENT_PROFILE',
  'CREATE_ENVIRONMENT_FROM_BLUEPRINT',
  'CREATE_ENVIRONMENT',
  'USE_ASSET_TYPE',
]);

/** The union names one kind, the kind that the policy is for, and somebody who exists. */
function checkPrincipal(domain: Domain, { policyType: type, principal }: AddPolicyGrantInput): void {
  const policyType: string = type ?? '';
  const kinds = Object.keys(principal ?? {});
  const [kind = ''] = kinds;
  if (kinds.length !== 1) throw invalid('Exactly one kind of principal must be given');
  const { user, group, project, domainUnit } = principal ?? {};
  const fits = OF_PROJECTS.has(policyType)
    ? kind === 'project'
    : policyType === 'DELEGATE_CREATE_ENVIRONMENT_PROFILE'
      ? kind === 'domainUnit'
      : kind === 'user' || kind === 'group';
  if (!fits) throw invalid(`Policy ${policyType} cannot be granted to a ${kind}`);
  if (user && (user.userIdentifier === undefined) === (user.allUsersGrantFilter === undefined))
    throw invalid('A user principal names one user or all of them');
  if (
    domainUnit &&
    (domainUnit.domainUnitIdentifier === undefined) === (domainUnit.domainUnitGrantFilter === undefined)
  )
    throw invalid('A domain unit principal names one unit or all of them');
  if (isProfileId(user?.userIdentifier) && !domain.profiles.some(({ id }) => id === user?.userIdentifier))
    throw invalid(`User profile ${user?.userIdentifier ?? ''} does not exist`);
  if (group && !domain.groups.some(({ id }) => id === group.groupIdentifier))
    throw invalid(`Group profile ${group.groupIdentifier ?? ''} does not exist`);
  if (project?.projectIdentifier !== undefined && !domain.projects.some(({ id }) => id === project.projectIdentifier))
    throw invalid(`Project ${project.projectIdentifier} does not exist`);
  const unit = project?.projectGrantFilter?.domainUnitFilter?.domainUnit;
  // Every published script grants it so (datazone 4.1, S2 and T3); that AWS refuses other forms is not known.
  if (policyType === 'CREATE_ENVIRONMENT_FROM_BLUEPRINT' && !(project?.projectDesignation === 'CONTRIBUTOR' && unit))
    throw invalid(`Policy ${policyType} is granted to contributors of the projects of a domain unit`);
  mustExist(domain, unit ?? domainUnit?.domainUnitIdentifier);
}

function mustExist(domain: Domain, unit: string | undefined): void {
  if (unit !== undefined && !domain.units.some(({ id }) => id === unit))
    throw invalid(`Domain unit ${unit} does not exist`);
}

const isProfileId = (id: string | undefined): boolean =>
  /^([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id ?? '');

/** At most 20 grants of a policy on a unit; the same principal twice is a conflict. */
export function addPolicyGrant(input: AddPolicyGrantInput, call: Call): AddPolicyGrantOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const member = checkPlace(call, domain, input);
  if (!mayGovern(call, domain, input)) throw notPermitted(call);
  if (!input.detail || !(member in input.detail))
    throw invalid(`Policy ${input.policyType ?? ''} needs the detail ${member}`);
  checkPrincipal(domain, input);
  mustExist(domain, input.detail.useAssetType?.domainUnitId ?? input.detail.createEnvironmentProfile?.domainUnitId);
  return once(domain, call, input.clientToken, () => {
    const present = domain.extra.policyGrants.filter((grant) => at(grant, input));
    if (present.some((grant) => same(grant.principal, input.principal))) {
      throw conflict(`Conflict with policy grant of ${input.policyType ?? ''}`);
    }
    if (input.entityType === 'DOMAIN_UNIT' && present.length >= QUOTA) {
      throw new ServiceError('ServiceQuotaExceededException', `A policy has at most ${QUOTA} grants per domain unit`);
    }
    const grantId = createHash('sha256')
      .update(nextId(domain, 'policy-grant'))
      .digest('base64')
      .replace('=', '')
      .slice(0, 10);
    domain.extra.policyGrants.push({
      entityType: input.entityType ?? '',
      entityIdentifier: input.entityIdentifier ?? '',
      policyType: input.policyType ?? '',
      grantId,
      principal: input.principal,
      detail: input.detail,
      createdAt: call.now.toISOString(),
      createdBy: actorId(call, domain),
    });
    call.world.version++;
    return { grantId };
  });
}

/** By full principal; removing what is not there is no error, as neither Conflict nor NotFound is modelled (datazone 4.1). */
export function removePolicyGrant(input: RemovePolicyGrantInput, call: Call): RemovePolicyGrantOutput {
  const domain = domainOf(call, input.domainIdentifier);
  checkPlace(call, domain, input);
  if (!mayGovern(call, domain, input)) throw notPermitted(call);
  const grants = domain.extra.policyGrants;
  const index = grants.findIndex(
    (grant) =>
      at(grant, input) &&
      same(grant.principal, input.principal) &&
      (input.grantIdentifier === undefined || grant.grantId === input.grantIdentifier),
  );
  if (index >= 0) {
    grants.splice(index, 1);
    call.world.version++;
  }
  return {};
}
