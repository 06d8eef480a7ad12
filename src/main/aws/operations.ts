/** Services as SigV4 names them, plus the two unsigned ones. */
export type ServiceName =
  'datazone' | 'glue' | 'iam' | 'identitystore' | 'lakeformation' | 'ram' | 'sso' | 'sso-admin' | 'sso-oidc' | 'sts';

export type OperationKind = 'read' | 'write' | 'sign-in';

/** How an operation pages: the member that asks for a page size with its maximum, and the token members. */
export interface Paging {
  limit: string | null;
  max: number;
  tokenIn: string;
  tokenOut: string;
}

export interface Operation {
  service: ServiceName;
  name: string;
  kind: OperationKind;
  /** The IAM action that allows it; null where no policy is asked (unsigned operations, GetCallerIdentity). */
  action: string | null;
  paging: Paging | null;
  /** Calls per second and per account and region that we never exceed. */
  rate: number;
  /** The service keeps this member as an idempotency token: one value per intent, the same over retries. */
  clientToken: boolean;
}

/** Where AWS publishes no rate (facts lakeformation 1.1, datazone 1.2). */
export const DEFAULT_RATE = 20;
/** Subscription writes: 3 a second is published for Accept and Cancel, and assumed for the others. */
const SUBSCRIPTION_WRITE_RATE = 3;

const IAM_PREFIX: Record<ServiceName, string> = {
  datazone: 'datazone',
  glue: 'glue',
  iam: 'iam',
  identitystore: 'identitystore',
  lakeformation: 'lakeformation',
  ram: 'ram',
  sso: 'sso',
  'sso-admin': 'sso',
  'sso-oidc': 'sso-oidc',
  sts: 'sts',
};

type Options = Partial<Pick<Operation, 'rate' | 'clientToken' | 'action'>>;

const entry =
  (kind: OperationKind) =>
  <const N extends string>(
    service: ServiceName,
    name: N,
    paging: Paging | null = null,
    options: Options = {},
  ): Operation => ({
    service,
    name,
    kind,
    action: `${IAM_PREFIX[service]}:${name}`,
    paging,
    rate: DEFAULT_RATE,
    clientToken: false,
    ...options,
  });

const read = entry('read');
const write = entry('write');
const signIn = entry('sign-in');

const upper = (max: number): Paging => ({ limit: 'MaxResults', max, tokenIn: 'NextToken', tokenOut: 'NextToken' });
const lower = (max: number): Paging => ({ limit: 'maxResults', max, tokenIn: 'nextToken', tokenOut: 'nextToken' });
const marker = (max: number): Paging => ({ limit: 'MaxItems', max, tokenIn: 'Marker', tokenOut: 'Marker' });

const lf = 'lakeformation';
const dz = 'datazone';

const TABLE: Operation[] = [
  signIn('sso-oidc', 'RegisterClient', null, { action: null }),
  signIn('sso-oidc', 'StartDeviceAuthorization', null, { action: null }),
  signIn('sso-oidc', 'CreateToken', null, { action: null }),
  signIn('sso', 'GetRoleCredentials', null, { action: null }),
  signIn('sso', 'ListAccounts', lower(100), { action: null }),
  signIn('sso', 'ListAccountRoles', lower(100), { action: null }),
  signIn('sso', 'Logout', null, { action: null }),
  signIn('sts', 'AssumeRole'),
  read('sts', 'GetCallerIdentity', null, { action: null }),

  read(lf, 'GetDataLakeSettings'),
  read(lf, 'GetDataLakePrincipal'),
  read(lf, 'ListPermissions', upper(1000)),
  read(lf, 'GetEffectivePermissionsForPath', upper(1000)),
  read(lf, 'ListResources', upper(1000)),
  read(lf, 'DescribeResource'),
  read(lf, 'ListLakeFormationOptIns', upper(1000)),
  read(lf, 'ListLFTags', upper(1000)),
  read(lf, 'GetLFTag'),
  read(lf, 'GetResourceLFTags'),
  read(lf, 'SearchDatabasesByLFTags', upper(100)),
  read(lf, 'SearchTablesByLFTags', upper(100)),
  read(lf, 'ListLFTagExpressions', upper(1000)),
  read(lf, 'GetLFTagExpression'),
  read(lf, 'ListDataCellsFilter', upper(1000)),
  read(lf, 'GetDataCellsFilter'),
  read(lf, 'DescribeLakeFormationIdentityCenterConfiguration'),
  write(lf, 'PutDataLakeSettings'),
  write(lf, 'GrantPermissions'),
  write(lf, 'RevokePermissions'),
  write(lf, 'BatchGrantPermissions'),
  write(lf, 'BatchRevokePermissions'),
  write(lf, 'RegisterResource'),
  write(lf, 'UpdateResource'),
  write(lf, 'DeregisterResource'),
  write(lf, 'CreateLakeFormationOptIn'),
  write(lf, 'DeleteLakeFormationOptIn'),
  write(lf, 'CreateLFTag'),
  write(lf, 'UpdateLFTag'),
  write(lf, 'DeleteLFTag'),
  write(lf, 'AddLFTagsToResource'),
  write(lf, 'RemoveLFTagsFromResource'),
  write(lf, 'CreateLFTagExpression'),
  write(lf, 'UpdateLFTagExpression'),
  write(lf, 'DeleteLFTagExpression'),
  write(lf, 'CreateDataCellsFilter'),
  write(lf, 'UpdateDataCellsFilter'),
  write(lf, 'DeleteDataCellsFilter'),

  read('glue', 'GetCatalogs', upper(1000)),
  read('glue', 'GetDatabase'),
  read('glue', 'GetDatabases', upper(100)),
  read('glue', 'GetTable'),
  read('glue', 'GetTables', upper(100)),
  read('glue', 'GetResourcePolicies', upper(1000)),
  read('glue', 'GetConnections', upper(1000)),
  read('glue', 'GetCrawlers', upper(1000)),
  read('glue', 'GetJobs', upper(1000)),

  // A page is parsed in one go: with a thousand roles the window stands still for 100 to 180 ms, with 200 for 40 to 80.
  read('iam', 'ListRoles', marker(200)),
  read('iam', 'GetRole'),
  read('iam', 'ListRoleTags', marker(1000)),
  read('iam', 'ListUsers', marker(200)),
  read('iam', 'ListUserTags', marker(1000)),
  read('iam', 'SimulatePrincipalPolicy'),

  read('sso-admin', 'ListInstances', upper(100)),
  read('identitystore', 'ListUsers', upper(100)),
  read('identitystore', 'ListGroups', upper(100)),
  read('identitystore', 'ListGroupMemberships', upper(100)),

  read('ram', 'GetResourceShares', lower(500)),
  read('ram', 'GetResourceShareAssociations', lower(500)),

  read(dz, 'ListDomains', lower(25)),
  read(dz, 'GetDomain'),
  read(dz, 'ListDomainUnitsForParent', lower(25)),
  read(dz, 'GetDomainUnit'),
  read(dz, 'ListPolicyGrants', lower(25)),
  read(dz, 'ListEnvironmentBlueprintConfigurations', lower(50)),
  read(dz, 'ListEnvironmentBlueprints', lower(50)),
  read(dz, 'ListEnvironmentProfiles', lower(50)),
  read(dz, 'ListRules', lower(50)),
  read(dz, 'GetRule'),
  read(dz, 'GetFormType'),
  read(dz, 'ListProjects', lower(50)),
  read(dz, 'GetProject'),
  read(dz, 'ListProjectMemberships', lower(50)),
  read(dz, 'SearchUserProfiles', lower(50)),
  read(dz, 'SearchGroupProfiles', lower(50)),
  read(dz, 'GetUserProfile'),
  read(dz, 'ListEnvironments', lower(50)),
  read(dz, 'GetEnvironment'),
  read(dz, 'ListDataSources', lower(50)),
  read(dz, 'GetDataSource'),
  read(dz, 'Search', lower(50)),
  read(dz, 'SearchListings', lower(50)),
  read(dz, 'SearchTypes', lower(50)),
  read(dz, 'GetAsset'),
  read(dz, 'GetListing'),
  read(dz, 'GetDataProduct'),
  read(dz, 'ListSubscriptionTargets', lower(50)),
  read(dz, 'ListSubscriptionRequests', lower(50)),
  read(dz, 'GetSubscriptionRequestDetails'),
  read(dz, 'ListSubscriptions', lower(50)),
  read(dz, 'GetSubscription'),
  read(dz, 'ListSubscriptionGrants', lower(50)),
  read(dz, 'GetSubscriptionGrant'),
  read(dz, 'ListAssetFilters', lower(50)),
  read(dz, 'GetAssetFilter'),
  read(dz, 'ListLineageEvents', lower(50)),
  read(dz, 'GetLineageEvent'),
  read(dz, 'QueryGraph', lower(50)),
  read(dz, 'GetLineageNode'),
  read(dz, 'ListLineageNodeHistory', lower(50)),
  write(dz, 'CreateSubscriptionRequest', null, { rate: SUBSCRIPTION_WRITE_RATE, clientToken: true }),
  write(dz, 'UpdateSubscriptionRequest', null, { rate: SUBSCRIPTION_WRITE_RATE }),
  write(dz, 'DeleteSubscriptionRequest', null, { rate: SUBSCRIPTION_WRITE_RATE }),
  write(dz, 'AcceptSubscriptionRequest', null, { rate: SUBSCRIPTION_WRITE_RATE }),
  write(dz, 'RejectSubscriptionRequest', null, { rate: SUBSCRIPTION_WRITE_RATE }),
  write(dz, 'RevokeSubscription', null, { rate: SUBSCRIPTION_WRITE_RATE }),
  write(dz, 'CancelSubscription', null, { rate: SUBSCRIPTION_WRITE_RATE }),
  write(dz, 'CreateSubscriptionGrant', null, { rate: SUBSCRIPTION_WRITE_RATE, clientToken: true }),
  write(dz, 'DeleteSubscriptionGrant', null, { rate: SUBSCRIPTION_WRITE_RATE }),
  write(dz, 'CreateProjectMembership'),
  write(dz, 'DeleteProjectMembership'),
  write(dz, 'AddPolicyGrant', null, { clientToken: true }),
  write(dz, 'RemovePolicyGrant', null, { clientToken: true }),
  write(dz, 'CreateRule', null, { clientToken: true }),
  write(dz, 'UpdateRule'),
  write(dz, 'DeleteRule'),
  write(dz, 'AddEntityOwner', null, { clientToken: true }),
  write(dz, 'RemoveEntityOwner', null, { clientToken: true }),
];

/**
 * Every AWS operation Heddle may call, by `service:Name`. The table drives the write lock (an operation that is not in
 * it does not leave the process), pacing, paging, call counts, coverage sentences and the list of rights to ask for.
 */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(TABLE.map((o) => [`${o.service}:${o.name}`, o]));

/** The IAM actions of the operations of a kind, sorted: what a least-privilege policy for Heddle allows. */
export function actionsOf(kinds: readonly OperationKind[]): string[] {
  const actions = TABLE.flatMap((o) => (kinds.includes(o.kind) && o.action !== null ? [o.action] : []));
  return [...new Set(actions)].sort();
}
