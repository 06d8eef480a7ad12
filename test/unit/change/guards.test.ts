import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { MASS_REVOKE } from '../../../src/core/change/guards';
import { planEdits } from '../../../src/core/change/plan';
import type { Plan } from '../../../src/core/change/plan-types';
import type { CaseInput } from '../../../src/core/model/case';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import type { Part } from '../../../src/core/model/snapshot';
import {
  ANALYST,
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
  role,
  tableOf,
} from '../access/support/lake';

const who = (...arns: string[]) => arns.map((arn) => ({ DataLakePrincipalIdentifier: arn }));

function planOf(
  input: CaseInput,
  changes: [operation: string, request: Record<string, unknown>][],
  callerArn?: string,
): Plan {
  const snapshot = caseToSnapshot({ id: 'guards', input });
  const members = snapshot.members.map((member) => (callerArn === undefined ? member : { ...member, callerArn }));
  const edits = changes.map(([operation, request]) => ({ account: P, service: 'lakeformation', operation, request }));
  return planEdits(buildAccessIndex({ ...snapshot, members }), edits);
}

const guarded = (...args: Parameters<typeof planOf>): [string, string][] =>
  planOf(...args).guards.map(({ kind, acknowledge }) => [kind, acknowledge]);

const settings = (...admins: string[]): [string, Record<string, unknown>] => [
  'PutDataLakeSettings',
  { DataLakeSettings: { DataLakeAdmins: who(...admins) } },
];

describe('locking out', () => {
  const two = lake({ DataLakeSettings: { DataLakeAdmins: who(role('Admin'), `arn:aws:iam::${P}:user/ci`) } });
  const session = `arn:aws:sts::${P}:assumed-role/Admin/ada`;

  it('asks for the account before its last administrator goes', () => {
    expect(guarded(two, [settings()], session)).toEqual([['lock-out', P]]);
  });

  it('asks for one’s own name, as a role’s session and as a user', () => {
    expect(guarded(two, [settings(`arn:aws:iam::${P}:user/ci`)], session)).toEqual([['lock-out', 'Admin']]);
    expect(guarded(two, [settings(role('Admin'))], `arn:aws:iam::${P}:user/ci`)).toEqual([['lock-out', 'ci']]);
  });

  it('asks where one who administers nothing takes rights from the own role', () => {
    const steward = grant(role('Steward'), onColumns('orders'), ['SELECT'], { PermissionsWithGrantOption: ['SELECT'] });
    const rows = { PrincipalResourcePermissions: [steward] };
    const revoke: [string, Record<string, unknown>] = [
      'RevokePermissions',
      { Principal: who(role('Steward'))[0], Resource: onTable('orders'), Permissions: ['SELECT'] },
    ];
    const admins = { DataLakeSettings: { DataLakeAdmins: who(role('Admin'), role('Steward')) } };
    const self = `arn:aws:sts::${P}:assumed-role/Steward/ada`;
    expect(guarded(lake(rows), [revoke], self)).toEqual([['lock-out', 'Steward']]);
    expect(guarded(lake({ ...rows, ...admins }), [revoke], self)).toEqual([]);
    expect(guarded(lake(rows), [revoke], session)).toEqual([]);
  });

  it('lets another one go', () => {
    expect(guarded(two, [settings(role('Admin'))], session)).toEqual([]);
  });
});

describe('deleting a tag', () => {
  const tags = { LFTags: [{ CatalogId: P, TagKey: 'level', TagValues: ['low', 'high'] }] };
  const remove: [string, Record<string, unknown>] = ['DeleteLFTag', { TagKey: 'level' }];

  it('is guarded where only a grant names it', () => {
    const rows = [grant(ANALYST, onTags('TABLE', ['level', ['low']]), ['SELECT'])];
    expect(guarded(lake({ ...tags, PrincipalResourcePermissions: rows }), [remove])).toEqual([['tag-in-use', 'level']]);
    expect(
      guarded(lake({ ...tags, PrincipalResourcePermissions: rows }), [
        ['UpdateLFTag', { TagKey: 'level', TagValuesToDelete: ['high'] }],
      ]),
    ).toEqual([]);
  });

  it('is free where nothing uses it', () => {
    expect(guarded(lake(tags), [remove])).toEqual([]);
  });
});

it('asks before the gate is removed under which grants sleep', () => {
  const rows = [grant(GATE, onTable('orders'), ['ALL']), grant(ANALYST, onColumns('orders', ['id']), ['SELECT'])];
  const revoke = {
    Principal: { DataLakePrincipalIdentifier: GATE },
    Resource: onTable('orders'),
    Permissions: ['ALL'],
  };
  const { guards } = planOf(lake({ PrincipalResourcePermissions: rows }), [['RevokePermissions', revoke]]);
  expect(guards.map(({ kind, acknowledge }) => [kind, acknowledge])).toEqual([['gate-removal', GATE]]);
  expect(guards[0]!.text).toMatch(/without one: \d+ principals? loses? \d+ permissions?/);
});

it('takes the gate away without asking where another row keeps it', () => {
  const rows = [
    grant(GATE, onTable('orders'), ['ALL']),
    grant(GATE, onAll(), ['ALL']),
    grant(ANALYST, onColumns('orders', ['id']), ['SELECT']),
  ];
  const Principal = { DataLakePrincipalIdentifier: GATE };
  const revoke = { Principal, Resource: onTable('orders'), Permissions: ['ALL'] };
  const plan = planOf(lake({ PrincipalResourcePermissions: rows }), [['RevokePermissions', revoke]]);
  expect([plan.refused, plan.calls.length, plan.gained, plan.lost, plan.changed]).toEqual([[], 1, [], [], []]);
  expect(plan.guards).toEqual([]);
});

describe('deleting a data cells filter', () => {
  const eu = filter('eu', "email = 'eu'", ['id']);
  const rows = [grant(ANALYST, onFilter('eu'), ['SELECT']), grant(ANALYST, onFilter('us'), ['SELECT'])];
  const input = lake({ PrincipalResourcePermissions: rows, DataCellsFilters: [eu, filter('us', null, ['amount'])] });
  const { TableCatalogId, DatabaseName, TableName, Name } = eu;

  it('takes its grants along, and both come back', () => {
    const plan = planOf(input, [['DeleteDataCellsFilter', { TableCatalogId, DatabaseName, TableName, Name }]]);
    expect(plan.refused).toEqual([]);
    const [change] = plan.changed.filter(({ after }) => after.permission === 'SELECT');
    expect([change?.before.columns, change?.after.columns]).toEqual([['id', 'amount'], ['amount']]);
    expect(plan.warnings.join()).toContain('unverified');
    const removed = plan.calls[0]!.preconditions.filter(({ layer }) => layer === 'permissions');
    expect(removed.map(({ record }) => (record as (typeof rows)[0]).Resource)).toEqual([onFilter('eu')]);
    const { inverse } = plan.calls[0]!;
    expect('calls' in inverse && inverse.calls.map(({ operation }) => operation)).toEqual([
      'CreateDataCellsFilter',
      'GrantPermissions',
    ]);
  });
});

describe('leaving', () => {
  const domainId = 'dzd_1';
  const me = { domainId, id: 'me', details: { iam: { arn: role('Admin') } } };
  const other = { domainId, id: 'other', details: { sso: { username: 'bo' } } };
  const owners = [
    { user: { userId: 'me' } },
    { user: { userId: 'other' } },
    { group: { groupId: 'stewards-id' } },
    { group: { groupId: 'others-id' } },
  ];
  const layers = {
    'dz-profiles': [me, other],
    'dz-groups': [
      { domainId, id: 'stewards-id', groupName: 'stewards', rolePrincipalArn: role('Admin') },
      { domainId, id: 'others-id', groupName: 'others', rolePrincipalArn: role('Somebody') },
    ],
    'dz-units': [{ domainId, id: 'unit', name: 'Sales', owners }],
    'dz-projects': [{ domainId, id: 'project', name: 'Forecasts' }],
    'dz-memberships': owners.map((memberDetails) => ({
      domainId,
      projectId: 'project',
      memberDetails,
      designation: 'PROJECT_OWNER',
    })),
  };
  const leave = (operation: string, request: Record<string, unknown>): Plan['guards'] => {
    const snapshot = caseToSnapshot({ id: 'leaving', input: lake() });
    const callerArn = `arn:aws:sts::${P}:assumed-role/Admin/ada`;
    const members = snapshot.members.map((member) => ({ ...member, callerArn }));
    const more = Object.entries(layers).map(
      ([layer, records]) => ({ member: members[0]!.id, layer, readAt: '', records }) as unknown as Part,
    );
    const index = buildAccessIndex({ ...snapshot, members, parts: [...snapshot.parts, ...more] });
    const edit = { account: P, service: 'datazone', operation, request: { domainIdentifier: domainId, ...request } };
    const plan = planEdits(index, [edit]);
    expect(plan.refused).toEqual([]);
    return plan.guards;
  };
  const unit = { entityType: 'DOMAIN_UNIT', entityIdentifier: 'unit' };
  const projectIdentifier = 'project';

  it('asks for the name of the unit or project that one governs oneself', () => {
    expect(leave('RemoveEntityOwner', { ...unit, owner: { user: { userIdentifier: 'me' } } })).toEqual([
      { kind: 'lock-out', text: 'You remove yourself from the owners of domain unit Sales.', acknowledge: 'Sales' },
    ]);
    const member = { userIdentifier: role('Admin') };
    const left = [
      { kind: 'lock-out', text: 'You remove yourself from the owners of project Forecasts.', acknowledge: 'Forecasts' },
    ];
    expect(leave('DeleteProjectMembership', { projectIdentifier, member })).toEqual(left);
    const designation = 'PROJECT_CATALOG_VIEWER';
    expect(leave('CreateProjectMembership', { projectIdentifier, member, designation })).toEqual(left);
  });

  it('asks likewise where a group that stands for the own role goes', () => {
    const text = 'You remove the group stewards, which stands for your own role, from domain unit Sales.';
    const owner = { group: { groupIdentifier: 'stewards-id' } };
    expect(leave('RemoveEntityOwner', { ...unit, owner })).toEqual([{ kind: 'lock-out', text, acknowledge: 'Sales' }]);
    const member = { groupIdentifier: 'stewards-id' };
    expect(leave('DeleteProjectMembership', { projectIdentifier, member })).toMatchObject([
      { acknowledge: 'Forecasts' },
    ]);
    expect(leave('RemoveEntityOwner', { ...unit, owner: { group: { groupIdentifier: 'others-id' } } })).toEqual([]);
  });

  it('lets others go', () => {
    expect(leave('RemoveEntityOwner', { ...unit, owner: { user: { userIdentifier: 'other' } } })).toEqual([]);
    expect(leave('DeleteProjectMembership', { projectIdentifier, member: { userIdentifier: 'bo' } })).toEqual([]);
  });
});

it('asks before many lose what they have', () => {
  const many = Array.from({ length: MASS_REVOKE }, (_, at) => role(`R${String(at)}`));
  const input = lake({
    PrincipalResourcePermissions: many.map((arn) => grant(arn, onColumns('orders'), ['SELECT'])),
    context: { principals: Object.fromEntries(many.map((arn) => [arn, { exists: true }])) },
  });
  const revokes = (count: number) =>
    many
      .slice(0, count)
      .map((arn): [string, Record<string, unknown>] => [
        'RevokePermissions',
        { Principal: { DataLakePrincipalIdentifier: arn }, Resource: onTable('orders'), Permissions: ['SELECT'] },
      ]);
  expect(guarded(input, revokes(MASS_REVOKE))).toEqual([['mass-revoke', `${String(MASS_REVOKE)} permissions`]]);
  expect(guarded(input, revokes(MASS_REVOKE - 1))).toEqual([]);
});

it('asks for the operation whose effect cannot be computed', () => {
  expect(guarded(lake(), [['UpdateLakeFormationIdentityCenterConfiguration', {}]])).toEqual([
    ['not-computable', 'UpdateLakeFormationIdentityCenterConfiguration'],
  ]);
});

it('tells what a subject is before the whole plan from what it is before its call', () => {
  const input = lake({
    LFTags: [
      { CatalogId: P, TagKey: 'domain', TagValues: ['sales'] },
      { CatalogId: P, TagKey: 'x', TagValues: ['y'] },
    ],
    TableList: [tableOf('orders', ['id'])],
  });
  const { calls } = planOf(input, [
    ['AddLFTagsToResource', { Resource: onDatabase(), LFTags: [{ TagKey: 'domain', TagValues: ['sales'] }] }],
    ['AddLFTagsToResource', { Resource: onTable('orders'), LFTags: [{ TagKey: 'x', TagValues: ['y'] }] }],
  ]);
  const [table] = calls[1]!.watches;
  expect(table!.before).toContain('domain');
  expect(table!.start).toBe('{}');
  expect(calls[0]!.watches[0]!.start).toBeUndefined();
});

describe('a condition that is not evaluated', () => {
  const grantWhere = (Expression: string): [string, Record<string, unknown>] => [
    'GrantPermissions',
    {
      Principal: who(`${P}:IAMPrincipals`)[0],
      Resource: onTable('orders'),
      Permissions: ['SELECT'],
      Condition: { Expression },
    },
  ];

  it.each(['context.iam.principalTags.hasTag("team"', 'context.iam.principalTags.getTag("team") like "s*"', 'x'])(
    'has its operation typed: whom %s reaches is not in the difference',
    (expression) => {
      expect(guarded(lake(), [grantWhere(expression)])).toEqual([['not-computable', 'GrantPermissions']]);
    },
  );

  it('asks for nothing where the condition is understood', () => {
    expect(guarded(lake(), [grantWhere('context.iam.principalTags.hasTag("team")')])).toEqual([]);
  });
});

describe('administrators', () => {
  it.each(['nonsense', P, `${P}:IAMPrincipals`])('can be users and roles, not %s', (principal) => {
    const plan = planOf(lake(), [settings(role('Admin'), principal)]);
    expect(plan.refused).toMatchObject([{ message: `Invalid principal, ${principal}.` }]);
  });
});
