import fc from 'fast-check';
import type { CaseInput } from '../../../../src/core/model/case';
import type { PermissionRow, Resource } from '../../../../src/core/model/lakeformation';
import {
  filter,
  GATE,
  grant,
  lake,
  onAll,
  onColumns,
  onDatabase,
  onFilter,
  onTable,
  onTags,
  P,
  Q,
  role,
  tableOf,
  tagsOn,
} from './lake';

export const USER = 'arn:aws:identitystore:::user/u-1';
export const GROUP = 'arn:aws:identitystore:::group/g-1';
export const ACTORS = [role('A'), role('B'), role('Admin'), role('R', Q), role('QAdmin', Q), USER, role('Gone')];

const TABLES = ['orders', 'events', 'link'];
const LEVELS = ['low', 'high'];

const condition = {
  Expression: 'context.iam.principalTags.hasTag("team") && context.iam.principalTags.getTag("team") == "x"',
};

const resources: fc.Arbitrary<Resource> = fc.oneof(
  fc.constantFrom(...TABLES).map((t) => onTable(t)),
  fc.constantFrom('orders', 'events').map((t) => onColumns(t)),
  fc.subarray(['id', 'email', 'amount'], { minLength: 1 }).map((columns) => onColumns('orders', columns)),
  fc.subarray(['id', 'email'], { minLength: 1 }).map((columns) => onColumns('orders', undefined, columns)),
  fc.constantFrom('eu', 'us', 'all').map((f) => onFilter(f)),
  fc.constant(onAll()),
  fc.constant(onDatabase()),
  fc
    .tuple(fc.constantFrom('TABLE' as const, 'DATABASE' as const), fc.subarray([...LEVELS, '*'], { minLength: 1 }))
    .map(([type, values]) => onTags(type, ['level', values])),
);

const PERMISSIONS: Record<string, string[]> = {
  Database: ['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'],
  Table: ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'],
  LFTagPolicy: ['ALL', 'ALTER', 'DESCRIBE', 'DROP', 'SELECT'],
};

/** A row of any kind for any principal but the gate group. */
export const anyRow: fc.Arbitrary<PermissionRow> = fc
  .tuple(
    resources,
    fc.constantFrom(...ACTORS, GROUP, Q, `${P}:IAMPrincipals`),
    fc.boolean(),
    fc.boolean(),
    fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6)),
  )
  .map(([resource, principal, local, conditional, numbers]) => {
    const accepted = PERMISSIONS[Object.keys(resource)[0]!] ?? ['SELECT'];
    const permissions = [...new Set([0, 1].map((i) => accepted[numbers[i]! % accepted.length]!))];
    const change: Partial<PermissionRow> = {};
    if (numbers[2] === 0) change.PermissionsWithGrantOption = [accepted[0]!];
    if (principal.endsWith('IAMPrincipals') && conditional) change.Condition = condition;
    if (principal.includes(Q) && local && principal !== Q) change.LastUpdatedBy = role('QAdmin', Q);
    return grant(principal, resource, permissions, change);
  });

const gateRows: fc.Arbitrary<PermissionRow[]> = fc
  .subarray([onDatabase(), onTable('orders'), onTable('events')])
  .map((open) => open.map((r) => grant(GATE, r, ['ALL'])));

const optIns = fc.subarray([
  { Resource: onTable('orders'), Principal: { DataLakePrincipalIdentifier: role('A') } },
  { Resource: onDatabase(), Principal: { DataLakePrincipalIdentifier: role('A') } },
  { Resource: onAll(), Principal: { DataLakePrincipalIdentifier: GROUP } },
  { Resource: onTable('events'), Principal: { DataLakePrincipalIdentifier: `${P}:IAMPrincipals` } },
]);

/** One account's lake with a consumer, groups, links, tags with overrides, filters, opt-ins and conditions. */
export const meshes: fc.Arbitrary<CaseInput> = fc
  .tuple(
    fc.array(anyRow, { maxLength: 9 }),
    fc.oneof({ weight: 3, arbitrary: fc.constant<PermissionRow[]>([]) }, { weight: 1, arbitrary: gateRows }),
    optIns,
    fc.boolean(),
    fc.constantFrom(...LEVELS),
    fc.constantFrom(...LEVELS),
  )
  .map(([rows, gates, LakeFormationOptInsInfoList, HybridAccessEnabled, onEvents, onEmail]) =>
    lake({
      DataLakeSettings: { DataLakeAdmins: [{ DataLakePrincipalIdentifier: role('Admin') }] },
      ResourceInfoList: [{ ResourceArn: 'arn:aws:s3:::lake', HybridAccessEnabled }],
      TableList: [
        tableOf('orders', ['id', 'email', 'amount'], { PartitionKeys: [{ Name: 'day' }] }),
        tableOf('events', ['id']),
        tableOf('link', [], { TargetTable: { CatalogId: P, DatabaseName: 'sales', Name: 'orders' } }),
      ],
      lfTagAssignments: [
        tagsOn(null, { level: 'low' }),
        tagsOn('events', { level: onEvents }),
        tagsOn('orders', {}, { email: { level: onEmail } }),
      ],
      DataCellsFilters: [filter('eu', "r='EU'"), filter('us', "r='US'", ['id', 'amount']), filter('all', null, ['id'])],
      LakeFormationOptInsInfoList,
      PrincipalResourcePermissions: [...gates, ...rows],
      context: {
        principals: {
          [role('A')]: { exists: true, tags: { team: 'x' } },
          [role('B')]: { exists: true },
          [role('Admin')]: { exists: true },
          [role('Gone')]: { exists: false },
          [role('R', Q)]: { exists: true },
          [role('QAdmin', Q)]: { exists: true },
          [USER]: { exists: true, account: P, groups: [GROUP] },
        },
        accounts: {
          [Q]: { DataLakeSettings: { DataLakeAdmins: [{ DataLakePrincipalIdentifier: role('QAdmin', Q) }] } },
        },
      },
    }),
  );
