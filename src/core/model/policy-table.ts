/** What carries policies (facts datazone 4.1). */
export type PolicyEntityType =
  'DOMAIN_UNIT' | 'ENVIRONMENT_BLUEPRINT_CONFIGURATION' | 'ENVIRONMENT_PROFILE' | 'ASSET_TYPE';

/** Who can hold a policy: people and groups, projects, contributors of the projects of a unit, owners of units. */
export type PolicyHolders = 'people' | 'projects' | 'contributors' | 'unit-owners';

export interface Policy {
  type: string;
  entity: PolicyEntityType;
  /** The member of `detail` that is the policy's. */
  detail: string;
  /** That member may name the unit whose projects it is for. */
  namesUnit?: boolean;
  holders: PolicyHolders;
  /** What it lets people do: "create projects". */
  words: string;
}

const policy = (entity: PolicyEntityType) => (type: string, detail: string, holders: PolicyHolders, words: string): Policy => ({ type, entity, detail, holders, words }); // prettier-ignore

const unit = policy('DOMAIN_UNIT');
const blueprint = policy('ENVIRONMENT_BLUEPRINT_CONFIGURATION');

/**
 * Every policy of DataZone (facts datazone 4.1). Which entity has the environment policies and who holds them is inferred
 * there; Heddle and its sandbox allow what the table says and no more.
 */
export const POLICIES: readonly Policy[] = [
  unit('CREATE_DOMAIN_UNIT', 'createDomainUnit', 'people', 'create domain units'),
  unit('OVERRIDE_DOMAIN_UNIT_OWNERS', 'overrideDomainUnitOwners', 'people', 'take over domain unit ownership'),
  unit('ADD_TO_PROJECT_MEMBER_POOL', 'addToProjectMemberPool', 'people', 'be members of projects'),
  unit('OVERRIDE_PROJECT_OWNERS', 'overrideProjectOwners', 'people', 'take over project ownership'),
  unit('CREATE_PROJECT', 'createProject', 'people', 'create projects'),
  unit(
    'CREATE_PROJECT_FROM_PROJECT_PROFILE',
    'createProjectFromProjectProfile',
    'people',
    'create projects from a profile',
  ),
  unit('CREATE_GLOSSARY', 'createGlossary', 'projects', 'create glossaries'),
  unit('CREATE_FORM_TYPE', 'createFormType', 'projects', 'create form types'),
  unit('CREATE_ASSET_TYPE', 'createAssetType', 'projects', 'create asset types'),
  {
    ...blueprint('CREATE_ENVIRONMENT_PROFILE', 'createEnvironmentProfile', 'projects', 'create environment profiles'),
    namesUnit: true,
  },
  blueprint(
    'DELEGATE_CREATE_ENVIRONMENT_PROFILE',
    'delegateCreateEnvironmentProfile',
    'unit-owners',
    'delegate creating environment profiles',
  ),
  blueprint(
    'CREATE_ENVIRONMENT_FROM_BLUEPRINT',
    'createEnvironmentFromBlueprint',
    'contributors',
    'create environments',
  ),
  policy('ENVIRONMENT_PROFILE')('CREATE_ENVIRONMENT', 'createEnvironment', 'projects', 'create environments'),
  { ...policy('ASSET_TYPE')('USE_ASSET_TYPE', 'useAssetType', 'projects', 'create assets'), namesUnit: true },
];

export const policiesOf = (entity: string | undefined): readonly Policy[] =>
  POLICIES.filter((one) => one.entity === entity);

export const UNIT_POLICIES = policiesOf('DOMAIN_UNIT');

export const policyOf = (entity: string | undefined, type: string | undefined): Policy | undefined =>
  POLICIES.find((one) => one.entity === entity && one.type === type);

/** Where a policy holds, in words that follow what it lets people do. */
export const POLICY_PLACE: Record<PolicyEntityType, (name: string) => string> = {
  DOMAIN_UNIT: (name) => `in ${name}`,
  ENVIRONMENT_BLUEPRINT_CONFIGURATION: (name) => `with the blueprint ${name}`,
  ENVIRONMENT_PROFILE: (name) => `with the environment profile ${name}`,
  ASSET_TYPE: (name) => `of the type ${name}`,
};

/** What an entity is, in words. */
export const ENTITY_WORDS: Record<PolicyEntityType, string> = {
  DOMAIN_UNIT: 'domain unit',
  ENVIRONMENT_BLUEPRINT_CONFIGURATION: 'blueprint',
  ENVIRONMENT_PROFILE: 'environment profile',
  ASSET_TYPE: 'asset type',
};
