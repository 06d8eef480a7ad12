import type { DzDataProduct, DzListing } from '../../src/core/model/datazone';
import type { GlueTable } from '../../src/core/model/glue';
import type { PermissionRow, Resource } from '../../src/core/model/lakeformation';
import type { Layer, LayerRecords, Member, Part, Snapshot } from '../../src/core/model/snapshot';

export const GOVERNANCE = '111111111111';
export const SALES = '222222222222';
export const RESEARCH = '333333333333';
export const MARKETING = '444444444444';
const DZ = 'dzd_mesh';
const REGION = 'eu-central-1';
const AT = '2026-11-20T08:00:00Z';

export const role = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;

const member = (account: string, accountName: string): Member => ({
  id: `${accountName.toLowerCase()}@${REGION}`,
  profile: accountName.toLowerCase(),
  account,
  accountName,
  region: REGION,
  partition: 'aws',
});

export const MEMBERS: readonly Member[] = [
  member(GOVERNANCE, 'Governance'),
  member(SALES, 'Sales'),
  member(RESEARCH, 'Research'),
  member(MARKETING, 'Marketing'),
];

/** One layer of one account. */
export function part<L extends Layer>(account: string, layer: L, records: LayerRecords[L][]): Part {
  const owner = MEMBERS.find((m) => m.account === account);
  if (!owner) throw new Error(`no member of account ${account}`);
  return { member: owner.id, layer, readAt: AT, records } as unknown as Part;
}

export function table(account: string, database: string, name: string, more: Partial<GlueTable> = {}): GlueTable {
  return {
    Name: name,
    DatabaseName: database,
    CatalogId: account,
    StorageDescriptor: {
      Location: `s3://halcyon-${database}/${name}/`,
      Columns: [
        { Name: 'id', Type: 'bigint' },
        { Name: 'email', Type: 'string' },
        { Name: 'amount', Type: 'decimal(12,2)' },
      ],
    },
    PartitionKeys: [{ Name: 'day', Type: 'date' }],
    CreateTime: AT,
    ...more,
  };
}

export function grant(
  principal: string,
  resource: Resource,
  permissions: string[],
  more: Partial<PermissionRow> = {},
): PermissionRow {
  return {
    Principal: { DataLakePrincipalIdentifier: principal },
    Resource: resource,
    Permissions: permissions,
    LastUpdated: AT,
    LastUpdatedBy: role(GOVERNANCE, 'LFAdmin'),
    ...more,
  };
}

const onTable = (account: string, database: string, name: string): Resource => ({
  Table: { CatalogId: account, DatabaseName: database, Name: name },
});

function assetListing(
  id: string,
  project: string,
  account: string,
  database: string,
  name: string,
  score?: number,
): DzListing {
  return {
    domainId: DZ, listingId: `l-${id}`, kind: 'asset', entityId: `a-${id}`, entityType: 'GlueTableAssetType', name, owningProjectId: project,
    forms: {
      GlueTableForm: { catalogId: account, region: REGION, databaseName: database, tableName: name },
      ...(score === undefined ? {} : { quality: { passingPercentage: score } }),
    },
  }; // prettier-ignore
}

function productListing(id: string, name: string, project: string, assets: string[]): DzListing {
  return {
    domainId: DZ,
    listingId: `l-${id}`,
    kind: 'dataProduct',
    entityId: id,
    name,
    owningProjectId: project,
    forms: {},
    items: assets.map((a) => ({ listingId: `l-${a}` })),
  };
}

const product = (id: string, name: string, project: string, assets: string[]): DzDataProduct => ({
  domainId: DZ,
  id,
  name,
  owningProjectId: project,
  items: assets.map((a) => ({ itemType: 'ASSET', identifier: `a-${a}` })),
});

/** Four accounts, four domains, every kind of node and every state of an edge: small enough to check by hand. */
export function smallSnapshot(): Snapshot {
  const user = role(MARKETING, 'datazone_usr_role_p-campaign_e-campaign');
  const unit = (id: string, name: string, parentDomainUnitId?: string) => ({
    domainId: DZ,
    id,
    name,
    parentDomainUnitId,
    owners: [{ user: { userId: 'u-ada' } }],
  });
  const project = (id: string, name: string, domainUnitId: string) => ({
    domainId: DZ,
    id,
    name,
    domainUnitId,
    projectStatus: 'ACTIVE',
  });
  const listings = [
    assetListing('orders', 'p-sales', SALES, 'sales', 'orders', 92),
    assetListing('customers', 'p-sales', SALES, 'sales', 'customers', 88),
    assetListing('trials', 'p-research', RESEARCH, 'research', 'trials'),
    assetListing('golden', 'p-enterprise', GOVERNANCE, 'enterprise', 'golden_customer', 97),
    productListing('dp-orders', 'Orders', 'p-sales', ['orders']),
    productListing('dp-c360', 'Customer 360', 'p-enterprise', ['golden', 'customers']),
    productListing('dp-trials', 'Clinical trials', 'p-research', ['trials']),
  ];
  const subscription = (id: string, listing: string, name: string, status = 'APPROVED') => ({
    domainId: DZ, id, status, createdAt: AT, updatedAt: AT,
    subscribedPrincipal: { project: { id: 'p-campaign', name: 'Campaign analytics' } },
    subscribedListing: { id: listing, name },
  }); // prettier-ignore
  const dzGrant = (id: string, subscriptionId: string, listing: string, status: string, message?: string) => ({
    domainId: DZ, id, subscriptionId, status, environmentId: 'e-campaign', subscriptionTargetId: 't-campaign',
    grantedEntity: { listing: { id: listing } },
    assets: [{ assetId: 'a', status: status === 'COMPLETED' ? 'GRANTED' : 'GRANT_FAILED', failureCause: message ? { message } : undefined }],
  }); // prettier-ignore
  return {
    schema: 1,
    id: 'small',
    takenAt: AT,
    connection: 'Halcyon',
    members: [...MEMBERS],
    coverage: [
      {
        member: 'research@eu-central-1',
        layer: 'data-filters',
        kind: 'denied',
        reason: 'The role may not list data cells filters.',
        action: 'lakeformation:ListDataCellsFilter',
      },
    ],
    parts: [
      part(GOVERNANCE, 'dz-domains', [
        { id: DZ, name: 'Halcyon mesh', managedAccountId: GOVERNANCE, rootDomainUnitId: 'u-root' },
      ]),
      part(GOVERNANCE, 'dz-units', [
        unit('u-root', 'Root'),
        unit('u-sales', 'Sales', 'u-root'),
        unit('u-emea', 'Sales EMEA', 'u-sales'),
        unit('u-research', 'R&D', 'u-root'),
        unit('u-enterprise', 'Enterprise data', 'u-root'),
        unit('u-marketing', 'Marketing', 'u-root'),
      ]),
      part(GOVERNANCE, 'dz-projects', [
        project('p-sales', 'Sales products', 'u-emea'),
        project('p-research', 'Trials office', 'u-research'),
        project('p-enterprise', 'Master data', 'u-enterprise'),
        project('p-campaign', 'Campaign analytics', 'u-marketing'),
        project('p-attribution', 'Attribution', 'u-marketing'),
      ]),
      part(GOVERNANCE, 'dz-memberships', [
        {
          domainId: DZ,
          projectId: 'p-campaign',
          memberDetails: { user: { userId: 'u-ada' } },
          designation: 'PROJECT_OWNER',
        },
      ]),
      part(GOVERNANCE, 'dz-profiles', [
        {
          domainId: DZ,
          id: 'u-ada',
          type: 'SSO',
          details: { sso: { username: 'ada', firstName: 'Ada', lastName: 'Lind' } },
        },
      ]),
      part(GOVERNANCE, 'dz-environments', [
        {
          domainId: DZ,
          projectId: 'p-campaign',
          id: 'e-campaign',
          name: 'lake',
          awsAccountId: MARKETING,
          awsAccountRegion: REGION,
          provisionedResources: [{ name: 'userRoleArn', value: user }],
        },
      ]),
      part(GOVERNANCE, 'dz-targets', [
        {
          domainId: DZ,
          environmentId: 'e-campaign',
          id: 't-campaign',
          type: 'GlueSubscriptionTargetType',
          authorizedPrincipals: [user],
          subscriptionTargetConfig: [
            { formName: 'GlueSubscriptionTargetConfigForm', content: '{"databaseName":"campaign"}' },
          ],
        },
      ]),
      part(GOVERNANCE, 'dz-listings', listings),
      part(GOVERNANCE, 'dz-products', [
        product('dp-draft', 'Draft returns', 'p-sales', []),
        product('dp-orders', 'Orders', 'p-sales', ['orders']),
      ]),
      part(GOVERNANCE, 'dz-subscriptions', [
        subscription('s-orders', 'l-dp-orders', 'Orders'),
        subscription('s-trials', 'l-dp-trials', 'Clinical trials'),
        subscription('s-old', 'l-dp-c360', 'Customer 360', 'REVOKED'),
      ]),
      part(GOVERNANCE, 'dz-requests', [
        {
          domainId: DZ,
          id: 'r-c360',
          status: 'PENDING',
          requestReason: 'Campaign planning',
          createdAt: AT,
          subscribedPrincipals: [{ project: { id: 'p-attribution', name: 'Attribution' } }],
          subscribedListings: [{ id: 'l-dp-c360', name: 'Customer 360' }],
        },
        {
          domainId: DZ,
          id: 'r-no',
          status: 'REJECTED',
          subscribedPrincipals: [{ project: { id: 'p-attribution' } }],
          subscribedListings: [{ id: 'l-dp-trials' }],
        },
      ]),
      part(GOVERNANCE, 'dz-grants', [
        dzGrant('g-1', 's-orders', 'l-dp-orders', 'COMPLETED'),
        dzGrant('g-2', 's-trials', 'l-dp-trials', 'GRANT_FAILED', 'Unable to assume the Data Access Role.'),
      ]),
      part(SALES, 'tables', [
        table(SALES, 'sales', 'Orders', { Parameters: { table_type: 'ICEBERG' } }),
        table(SALES, 'sales', 'customers'),
        table(SALES, 'sales', 'returns'),
        table(SALES, 'events', 'clicks', {
          StorageDescriptor: { Parameters: { typeOfData: 'kafka', topicName: 'clicks', connectionName: 'stream' } },
        }),
      ]),
      part(SALES, 'databases', [
        { Name: 'sales', CatalogId: SALES },
        { Name: 'events', CatalogId: SALES },
      ]),
      part(SALES, 'connections', [
        { Name: 'stream', ConnectionType: 'KAFKA', ConnectionProperties: { KAFKA_SASL_MECHANISM: 'AWS_MSK_IAM' } },
      ]),
      part(SALES, 'tag-assignments', [
        {
          Resource: { Table: { CatalogId: SALES, DatabaseName: 'sales', Name: 'orders' } },
          LFTagOnDatabase: [
            { TagKey: 'domain', TagValues: ['sales'] },
            { TagKey: 'sensitivity', TagValues: ['low'] },
          ],
          LFTagsOnTable: [
            { TagKey: 'domain', TagValues: ['sales'] },
            { TagKey: 'sensitivity', TagValues: ['low'] },
          ],
          LFTagsOnColumns: [{ Name: 'email', LFTags: [{ TagKey: 'sensitivity', TagValues: ['high'] }] }],
        },
      ]),
      part(SALES, 'permissions', [
        grant(
          role(SALES, 'Analyst'),
          {
            TableWithColumns: {
              CatalogId: SALES,
              DatabaseName: 'sales',
              Name: 'orders',
              ColumnNames: ['id', 'amount'],
            },
          },
          ['SELECT'],
        ),
        grant(role(SALES, 'Analyst'), onTable(SALES, 'sales', 'orders'), ['DESCRIBE']),
        grant(
          role(SALES, 'Analyst'),
          {
            LFTagPolicy: {
              CatalogId: SALES,
              ResourceType: 'TABLE',
              Expression: [{ TagKey: 'sensitivity', TagValues: ['low'] }],
            },
          },
          ['SELECT', 'DESCRIBE'],
        ),
        grant('IAM_ALLOWED_PRINCIPALS', onTable(SALES, 'sales', 'returns'), ['ALL']),
        grant(role(SALES, 'Analyst'), onTable(SALES, 'sales', 'returns'), ['SELECT']),
        grant(role(SALES, 'Steward'), { Table: { CatalogId: SALES, DatabaseName: 'events', TableWildcard: {} } }, [
          'SELECT',
        ]),
        grant(MARKETING, onTable(SALES, 'sales', 'orders'), ['SELECT', 'DESCRIBE'], {
          PermissionsWithGrantOption: ['SELECT', 'DESCRIBE'],
        }),
        grant('555555555555', onTable(SALES, 'sales', 'customers'), ['SELECT']),
      ]),
      part(RESEARCH, 'tables', [table(RESEARCH, 'research', 'trials'), table(RESEARCH, 'lab', 'readings')]),
      part(RESEARCH, 'permissions', [
        grant(role(RESEARCH, 'Scientist'), onTable(RESEARCH, 'research', 'trials'), ['SELECT']),
        grant('arn:aws:identitystore:::group/g-lab', onTable(RESEARCH, 'lab', 'readings'), ['SELECT']),
        grant(role(RESEARCH, 'LabAdmin'), { DataLocation: { ResourceArn: 'arn:aws:s3:::halcyon-lab' } }, [
          'DATA_LOCATION_ACCESS',
        ]),
      ]),
      part(GOVERNANCE, 'tables', [table(GOVERNANCE, 'enterprise', 'golden_customer')]),
      part(GOVERNANCE, 'permissions', [grant(role(GOVERNANCE, 'LFAdmin'), { Catalog: {} }, ['CREATE_DATABASE'])]),
      part(MARKETING, 'tables', [
        {
          Name: 'orders',
          DatabaseName: 'campaign',
          CatalogId: MARKETING,
          TargetTable: { CatalogId: SALES, DatabaseName: 'sales', Name: 'orders' },
        },
      ]),
      part(MARKETING, 'permissions', [
        grant(user, onTable(SALES, 'sales', 'orders'), ['SELECT', 'DESCRIBE']),
        grant(user, onTable(MARKETING, 'campaign', 'orders'), ['DESCRIBE']),
      ]),
    ],
  };
}
