import fc from 'fast-check';
import type { CaseInput } from '../../../../src/core/model/case';
import type { OptIn, PermissionRow, Resource } from '../../../../src/core/model/lakeformation';
import { GATE, P, Q, role } from './lake';

/**
 * Small meshes that mix everything rows can do to each other: two accounts, a sub-catalog with a child, links, views,
 * partition keys, groups, conditions, opt-ins, hybrid and unregistered locations, tags with overrides, saved expressions,
 * filters, shares with local grants, SUPER_USER, gates of every kind, delegation and deleted principals.
 */
export const SUB = `${P}:rs`;
export const CHILD = `${P}:rs/dev`;
const USER = 'arn:aws:identitystore:::user/906769aa66-1111-4444-8888-aaaaaaaaaaaa';
const LOST = 'arn:aws:identitystore:::user/906769aa66-3333-4444-8888-aaaaaaaaaaaa';
const GROUP = 'arn:aws:identitystore:::group/906769aa66-2222-4444-8888-bbbbbbbbbbbb';
const SAML = `arn:aws:iam::${P}:saml-provider/okta:user/bob`;
const TEAM = `arn:aws:iam::${P}:saml-provider/okta:group/team`;
const PERSON = `arn:aws:iam::${P}:user/team/anna`;
export const ACTORS = [
  role('A'),
  role('B'),
  role('Project'),
  role('Admin'),
  role('Auditor'),
  role('Gone'),
  role('R', Q),
  role('QAdmin', Q),
  PERSON,
  USER,
  LOST,
  SAML,
];
const EVERYBODY = `${P}:IAMPrincipals`;
const OTHERS = [GROUP, TEAM, EVERYBODY, Q];

const is = (key: string, value: string): string =>
  `context.iam.principalTags.hasTag("${key}") && context.iam.principalTags.getTag("${key}") == "${value}"`;
const CONDITIONS = [
  is('team', 'x'),
  is('team', 'y'),
  `(${is('team', 'x')} || ${is('team', 'y')}) && ${is('level', '2')}`,
  'context.iam.principalTags.getTag("team") like "x*"',
  'context.iam.principalTags.getTag("absent") == "x"',
];

const t = (CatalogId: string, DatabaseName: string, Name: string): Resource => ({
  Table: { CatalogId, DatabaseName, Name },
});
const all = (CatalogId: string, DatabaseName: string): Resource => ({
  Table: { CatalogId, DatabaseName, Name: 'ALL_TABLES', TableWildcard: {} },
});
const columns = (Name: string, names?: string[], excluded?: string[], DatabaseName = 'sales'): Resource => ({
  TableWithColumns: {
    CatalogId: P,
    DatabaseName,
    Name,
    ...(names ? { ColumnNames: names } : { ColumnWildcard: excluded ? { ExcludedColumnNames: excluded } : {} }),
  },
});
const db = (CatalogId: string, Name: string): Resource => ({ Database: { CatalogId, Name } });
const policy = (ResourceType: 'TABLE' | 'DATABASE', ...pairs: [string, string[]][]): Resource => ({
  LFTagPolicy: {
    CatalogId: P,
    ResourceType,
    Expression: pairs.map(([TagKey, TagValues]) => ({ TagKey, TagValues })),
  },
});
const cells = (Name: string): Resource => ({
  DataCellsFilter: { TableCatalogId: P, DatabaseName: 'sales', TableName: 'orders', Name },
});

const COLUMNS = ['id', 'email', 'amount', 'region'];
const TABLES: [string, string, string][] = [
  [P, 'sales', 'orders'],
  [P, 'sales', 'events'],
  [P, 'sales', 'view'],
  [P, 'sales', 'link'],
  [P, 'raw', 'topic'],
  [SUB, 'pub', 't'],
  [CHILD, 'pub', 't'],
  [Q, 'shared', 'away'],
];
const DATABASES: [string, string][] = [
  [P, 'sales'],
  [P, 'raw'],
  [SUB, 'pub'],
  [CHILD, 'pub'],
  [Q, 'shared'],
  [Q, 'saleslink'],
];

const clause: fc.Arbitrary<[string, string[]]> = fc.oneof(
  fc.tuple(fc.constant('level'), fc.subarray(['low', 'high', '*'], { minLength: 1 })),
  fc.tuple(fc.constantFrom('domain', 'Domain'), fc.subarray(['sales', 'HR'], { minLength: 1 })),
);

const resources: fc.Arbitrary<Resource> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TABLES).map((of) => t(...of)) },
  { weight: 3, arbitrary: fc.constantFrom('orders', 'events', 'view').map((name) => columns(name)) },
  { weight: 3, arbitrary: fc.subarray([...COLUMNS, 'old'], { minLength: 2 }).map((of) => columns('orders', of)) },
  {
    weight: 2,
    arbitrary: fc
      .subarray([...COLUMNS, 'day'], { minLength: 1, maxLength: 3 })
      .map((of) => columns('orders', undefined, of)),
  },
  { weight: 3, arbitrary: fc.constantFrom('eu', 'us', 'some', 'bare', 'gone').map(cells) },
  { weight: 1, arbitrary: fc.constantFrom(all(P, 'sales'), all(SUB, 'pub'), columns('ALL_TABLES')) },
  { weight: 2, arbitrary: fc.constantFrom(...DATABASES).map((of) => db(...of)) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('TABLE' as const, 'DATABASE' as const), fc.array(clause, { minLength: 1, maxLength: 2 }))
      .map(([type, pairs]) => policy(type, ...pairs)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('TABLE' as const, 'DATABASE' as const), fc.constantFrom('low_sales', 'nothing'))
      .map(([ResourceType, ExpressionName]): Resource => ({
        LFTagPolicy: { CatalogId: P, ResourceType, ExpressionName },
      })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Resource>({ Catalog: {} }, { Catalog: { Id: SUB } }, { Catalog: { Id: CHILD } }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Resource>(
      { DataLocation: { CatalogId: P, ResourceArn: 'arn:aws:s3:::lake' } },
      { DataLocation: { CatalogId: P, ResourceArn: 'arn:aws:s3:::lake/sales' } },
      { LFTag: { CatalogId: P, TagKey: 'level', TagValues: ['low'] } },
      { LFTagExpression: { CatalogId: P, Name: 'low_sales' } },
    ),
  },
);

const TABLE_RIGHTS = ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'];
const DATABASE_RIGHTS = ['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'];

/** What AWS lets a row on this resource hold; SELECT on tables is a row of its own. */
function rightsOn(resource: Resource): string[] {
  if (resource.Catalog)
    return resource.Catalog.Id
      ? ['ALL', 'SUPER_USER', 'ALTER', 'CREATE_CATALOG', 'CREATE_DATABASE', 'DESCRIBE', 'DROP']
      : ['CREATE_DATABASE', 'CREATE_CATALOG', 'CREATE_LF_TAG'];
  if (resource.Database) return DATABASE_RIGHTS;
  if (resource.Table) return TABLE_RIGHTS.filter((right) => right !== 'SELECT');
  if (resource.LFTagPolicy) return resource.LFTagPolicy.ResourceType === 'TABLE' ? TABLE_RIGHTS : DATABASE_RIGHTS;
  if (resource.DataLocation) return ['DATA_LOCATION_ACCESS'];
  if (resource.LFTag) return ['DESCRIBE', 'ASSOCIATE', 'ALTER'];
  return resource.LFTagExpression ? ['DESCRIBE', 'ALTER', 'DROP'] : ['SELECT'];
}

const ownerIsConsumer = (resource: Resource): boolean =>
  [resource.Table, resource.Database].some((named) => named?.CatalogId === Q);

const rowOf = (principal: string, resource: Resource, permissions: string[]): PermissionRow => ({
  Principal: { DataLakePrincipalIdentifier: principal },
  Resource: resource,
  Permissions: permissions,
  PermissionsWithGrantOption: [],
  LastUpdated: '2026-11-20T09:00:00Z',
  LastUpdatedBy: role('Admin'),
});

/** A row for anybody but the gate group. */
export const anyRow: fc.Arbitrary<PermissionRow> = fc
  .record({
    resource: resources,
    principal: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...ACTORS) },
      { weight: 2, arbitrary: fc.constantFrom(...OTHERS) },
    ),
    local: fc.boolean(),
    condition: fc.option(fc.constantFrom(...CONDITIONS)),
    picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }),
    option: fc.nat(5),
  })
  .map(({ resource, principal, local, condition, picks, option }) => {
    // AWS refuses SUPER_USER for external accounts (X4): no listing holds such a row.
    const isForeign = principal === Q || principal.includes(`::${Q}:`);
    const rights = rightsOn(resource).filter((right) => right !== 'SUPER_USER' || !isForeign);
    const held = [...new Set(picks.map((n) => rights[n % rights.length]!))];
    const row = rowOf(principal, resource, option === 1 ? [] : held);
    if (option < 2 && principal !== EVERYBODY) row.PermissionsWithGrantOption = held;
    if (principal === EVERYBODY && condition !== null) row.Condition = { Expression: condition };
    if (principal === Q) row.PermissionsWithGrantOption = held;
    if (ownerIsConsumer(resource)) row.LastUpdatedBy = role('QAdmin', Q);
    else if (isForeign && principal !== Q && local) row.LastUpdatedBy = role('QAdmin', Q);
    return row;
  });

const gateRows: fc.Arbitrary<PermissionRow[]> = fc
  .subarray([
    db(P, 'sales'),
    db(SUB, 'pub'),
    t(P, 'sales', 'orders'),
    t(P, 'sales', 'view'),
    all(P, 'raw'),
    { Catalog: { Id: SUB } },
  ])
  .map((open) => open.map((resource) => rowOf(GATE, resource, ['ALL'])));

const optIn = (principal: string, resource: Resource, condition?: string): OptIn => ({
  Resource: resource,
  Principal: { DataLakePrincipalIdentifier: principal },
  ...(condition === undefined ? {} : { Condition: { Expression: condition } }),
});

const optIns: fc.Arbitrary<OptIn[]> = fc.subarray([
  optIn(role('A'), t(P, 'sales', 'orders')),
  optIn(role('A'), db(P, 'sales')),
  optIn(role('R', Q), t(P, 'sales', 'orders')),
  optIn(GROUP, all(P, 'sales')),
  optIn(role('B'), { Table: { CatalogId: P, DatabaseName: 'raw', TableWildcard: {} } }),
  optIn(EVERYBODY, t(P, 'sales', 'view'), CONDITIONS[0]),
  optIn(EVERYBODY, db(SUB, 'pub')),
  optIn(role('A'), { Catalog: { Id: SUB } }),
]);

const pairs = (tags: Record<string, string>, CatalogId = P) =>
  Object.entries(tags).map(([TagKey, value]) => ({ CatalogId, TagKey, TagValues: [value] }));

const tagSet = fc.record(
  { level: fc.constantFrom('low', 'high'), domain: fc.constantFrom('sales', 'hr') },
  { requiredKeys: [] },
);

const assignments = fc
  .record({ sales: tagSet, pub: tagSet, orders: tagSet, events: tagSet, view: tagSet, email: tagSet, id: tagSet })
  .map((of): CaseInput['lfTagAssignments'] => {
    const onTable = (
      Name: string,
      tags: Record<string, string>,
      byColumn: Record<string, Record<string, string>> = {},
    ) => ({
      Resource: t(P, 'sales', Name),
      ShowAssignedLFTags: true,
      response: {
        LFTagsOnTable: pairs(tags),
        LFTagsOnColumns: Object.entries(byColumn).map(([column, own]) => ({ Name: column, LFTags: pairs(own) })),
      },
    });
    return [
      { Resource: db(P, 'sales'), ShowAssignedLFTags: true, response: { LFTagOnDatabase: pairs(of.sales) } },
      { Resource: db(SUB, 'pub'), ShowAssignedLFTags: true, response: { LFTagOnDatabase: pairs(of.pub) } },
      onTable('orders', of.orders, { email: of.email, id: of.id }),
      onTable('events', of.events),
      onTable('view', of.view),
    ].filter(({ response }) => Object.values(response).some((list) => list.length > 0));
  });

const filterOf = (Name: string, where: string | null, change: Record<string, unknown>) => ({
  TableCatalogId: P,
  DatabaseName: 'sales',
  TableName: 'orders',
  Name,
  VersionId: '1',
  RowFilter: where === null ? { AllRowsWildcard: {} } : { FilterExpression: where },
  ...change,
});

const tableOf = (
  [CatalogId, DatabaseName, Name]: [string, string, string],
  names: string[],
  location: string,
  change: Partial<CaseInput['TableList'][number]> = {},
): CaseInput['TableList'][number] => ({
  Name,
  DatabaseName,
  CatalogId,
  TableType: 'EXTERNAL_TABLE',
  StorageDescriptor: { Columns: names.map((column) => ({ Name: column, Type: 'string' })), Location: location },
  PartitionKeys: [],
  Parameters: { classification: 'parquet' },
  ...change,
});

const catalogOf = (CatalogId: string, Name: string): CaseInput['CatalogList'][number] => ({
  CatalogId,
  Name,
  ResourceArn: `arn:aws:glue:eu-central-1:${P}:catalog/${CatalogId.slice(P.length + 1)}`,
});

const admins = (...arns: string[]) => arns.map((arn) => ({ DataLakePrincipalIdentifier: arn }));

/** LP9: later grants merge into the row of the same principal, resource and condition. */
function merged(rows: readonly PermissionRow[]): PermissionRow[] {
  const byAddress = new Map<string, PermissionRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.Principal, row.Resource, row.Condition, row.LastUpdatedBy]);
    const known = byAddress.get(key);
    const union = (a: string[] = [], b: string[] = []): string[] => [...new Set([...a, ...b])];
    byAddress.set(
      key,
      known
        ? {
            ...known,
            Permissions: union(known.Permissions, row.Permissions),
            PermissionsWithGrantOption: union(known.PermissionsWithGrantOption, row.PermissionsWithGrantOption),
          }
        : row,
    );
  }
  return [...byAddress.values()];
}

const INPUT: Omit<CaseInput, 'PrincipalResourcePermissions'> = {
  account: P,
  region: 'eu-central-1',
  DataLakeSettings: { DataLakeAdmins: admins(role('Admin')), ReadOnlyAdmins: admins(role('Auditor')) },
  ResourceInfoList: [],
  LakeFormationOptInsInfoList: [],
  CatalogList: [catalogOf(SUB, 'rs'), catalogOf(CHILD, 'dev')],
  DatabaseList: [
    ...DATABASES.slice(0, 5).map(([CatalogId, Name]) => ({ CatalogId, Name })),
    { CatalogId: Q, Name: 'saleslink', TargetDatabase: { CatalogId: P, DatabaseName: 'sales' } },
  ],
  TableList: [
    tableOf(TABLES[0]!, COLUMNS, 's3://lake/sales/orders/', { PartitionKeys: [{ Name: 'day', Type: 'string' }] }),
    tableOf(TABLES[1]!, ['id'], 's3://other/events/'),
    tableOf(TABLES[2]!, ['id', 'amount'], '', {
      TableType: 'VIRTUAL_VIEW',
      ViewOriginalText: '/* Presto View: e30= */',
    }),
    tableOf(TABLES[3]!, [], '', { TargetTable: { CatalogId: P, DatabaseName: 'sales', Name: 'orders' } }),
    tableOf(TABLES[4]!, ['k'], 'topic', { Parameters: { typeOfData: 'kafka' } }),
    tableOf(TABLES[5]!, ['id'], 's3://lake/rs/t'),
    tableOf(TABLES[6]!, ['id', 'x'], 's3://lake/dev/t'),
    tableOf(TABLES[7]!, ['id'], 's3://theirs/away'),
  ],
  LFTags: [
    { CatalogId: P, TagKey: 'level', TagValues: ['low', 'high'] },
    { CatalogId: P, TagKey: 'domain', TagValues: ['sales', 'hr'] },
  ],
  LFTagExpressions: [
    {
      CatalogId: P,
      Name: 'low_sales',
      Expression: [
        { TagKey: 'level', TagValues: ['low'] },
        { TagKey: 'domain', TagValues: ['*'] },
      ],
    },
  ],
  lfTagAssignments: [],
  DataCellsFilters: [
    filterOf('eu', "region='EU'", { ColumnWildcard: {} }),
    filterOf('us', "region='US'", { ColumnNames: ['id', 'amount'] }),
    filterOf('some', null, { ColumnNames: ['id', 'email'] }),
    filterOf('bare', 'amount > 1', { ColumnWildcard: { ExcludedColumnNames: ['email', 'old'] } }),
  ],
  context: {
    principals: {
      [role('A')]: { exists: true, account: P, tags: { team: 'x', level: '2' } },
      [role('B')]: { exists: true, account: P, tags: { team: 'y' } },
      [role('Project')]: { exists: true, account: P, tags: { AmazonDataZoneProject: 'p' } },
      [role('Admin')]: { exists: true, account: P },
      [role('Auditor')]: { exists: true, account: P },
      [role('Gone')]: { exists: false, account: P },
      [role('R', Q)]: { exists: true, account: Q, tags: { team: 'x' } },
      [role('QAdmin', Q)]: { exists: true, account: Q },
      [PERSON]: { exists: true, account: P, tags: { team: 'x' } },
      [USER]: { exists: true, account: P, groups: [GROUP] },
      [LOST]: { exists: false, account: P, groups: [GROUP] },
      [SAML]: { exists: true, account: P, groups: [TEAM] },
    },
    accounts: { [Q]: { DataLakeSettings: { DataLakeAdmins: admins(role('QAdmin', Q)) } } },
  },
};

export const twoAccountMeshes: fc.Arbitrary<CaseInput> = fc
  .record({
    rows: fc.array(anyRow, { maxLength: 14 }),
    gates: fc.oneof({ weight: 2, arbitrary: fc.constant<PermissionRow[]>([]) }, { weight: 1, arbitrary: gateRows }),
    optIns,
    registered: fc.boolean(),
    hybrid: fc.boolean(),
    tags: assignments,
  })
  .map(({ rows, gates, optIns: LakeFormationOptInsInfoList, registered, hybrid, tags }) => ({
    ...INPUT,
    ResourceInfoList: registered
      ? [
          { ResourceArn: 'arn:aws:s3:::lake', HybridAccessEnabled: hybrid },
          { ResourceArn: 'arn:aws:s3:::lake/sales/', HybridAccessEnabled: hybrid },
        ]
      : [],
    LakeFormationOptInsInfoList,
    lfTagAssignments: tags,
    PrincipalResourcePermissions: merged([...gates, ...rows]),
  }));
