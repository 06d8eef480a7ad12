import { describe, expect, it } from 'vitest';
import { evaluateSnapshot } from '../../../src/core/access/evaluate';
import { applyRequest } from '../../../src/core/change/apply';
import type { CaseInput } from '../../../src/core/model/case';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import type { Snapshot } from '../../../src/core/model/snapshot';
import {
  ANALYST,
  GATE,
  grant,
  lake,
  onAll,
  onColumns,
  onDatabase,
  onTable,
  onTags,
  P,
  Q,
  role,
  tagsOn,
} from '../access/support/lake';

const who = (principal: string) => ({ DataLakePrincipalIdentifier: principal });

function apply(input: CaseInput, operation: string, request: Record<string, unknown>, account = P) {
  const snapshot = caseToSnapshot({ id: 'test', input });
  const frozen = JSON.stringify(snapshot);
  const result = applyRequest(snapshot, { account, operation, request });
  expect(JSON.stringify(snapshot)).toBe(frozen);
  return result;
}

const held = (snapshot: Snapshot, principal = ANALYST): string[] =>
  evaluateSnapshot(snapshot, [principal])
    .access.map((row) => `${row.permission} ${row.resource.Table?.Name ?? row.resource.Database?.Name ?? ''}`)
    .sort();

function after(input: CaseInput, operation: string, request: Record<string, unknown>, principal = ANALYST): string[] {
  const result = apply(input, operation, request);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return held(result.value.snapshot, principal);
}

function refused(input: CaseInput, operation: string, request: Record<string, unknown>): string {
  const result = apply(input, operation, request);
  return result.ok ? 'accepted' : `${result.error.code} ${result.error.rule ?? ''}`.trim();
}

const tags = { LFTags: [{ CatalogId: P, TagKey: 'level', TagValues: ['low', 'high'] }] };

describe('grants and revokes', () => {
  it('G15: SELECT and INSERT on a table become two rows', () => {
    const result = apply(lake(), 'GrantPermissions', {
      Principal: who(ANALYST),
      Resource: onTable('orders'),
      Permissions: ['SELECT', 'INSERT'],
    });
    if (!result.ok) throw new Error(result.error.message);
    const rows = result.value.snapshot.parts.flatMap((part) => (part.layer === 'permissions' ? part.records : []));
    expect(rows.map((row) => [Object.keys(row.Resource)[0], row.Permissions])).toEqual([
      ['Table', ['INSERT']],
      ['TableWithColumns', ['SELECT']],
    ]);
  });

  it('a revoke undoes its grant', () => {
    for (const Resource of [onTable('orders'), onDatabase(), { Table: { DatabaseName: 'sales', TableWildcard: {} } }]) {
      const request = {
        Principal: who(ANALYST),
        Resource,
        Permissions: ['DESCRIBE', 'ALTER'],
        PermissionsWithGrantOption: ['ALTER'],
      };
      const granted = apply(lake(), 'GrantPermissions', request);
      if (!granted.ok) throw new Error(granted.error.message);
      const back = applyRequest(granted.value.snapshot, { account: P, operation: 'RevokePermissions', request });
      expect(back.ok && held(back.value.snapshot)).toEqual([]);
    }
  });

  it('V4: revoking ALL leaves the single permissions', () => {
    const rows = [grant(ANALYST, onTable('orders'), ['ALL', 'INSERT'])];
    const request = { Principal: who(ANALYST), Resource: onTable('orders'), Permissions: ['ALL'] };
    expect(after(lake({ PrincipalResourcePermissions: rows }), 'RevokePermissions', request)).toEqual([
      'DESCRIBE orders',
      'DESCRIBE sales',
      'INSERT orders',
    ]);
  });

  it('V6: another path remains after a revoke', () => {
    const rows = [grant(ANALYST, onColumns('orders'), ['SELECT']), grant(ANALYST, onAll(), ['SELECT'])];
    const request = { Principal: who(ANALYST), Resource: onTable('orders'), Permissions: ['SELECT'] };
    expect(after(lake({ PrincipalResourcePermissions: rows }), 'RevokePermissions', request)).toContain(
      'SELECT orders',
    );
  });

  it.each([
    ['ALTER', ['ALTER', 'SELECT'], 1],
    ['SELECT', ['ALTER', 'SELECT'], 1],
    ['DROP', ['ALTER', 'SELECT'], 0],
    ['SELECT', ['ALTER'], 0],
  ])(
    'V8: what may have been passed on stays, and is told where somebody else holds it: %s of %s',
    (other, revoked, told) => {
      const input = lake({
        PrincipalResourcePermissions: [
          grant(ANALYST, onTable('orders'), ['ALTER'], { PermissionsWithGrantOption: ['ALTER'] }),
          grant(ANALYST, onColumns('orders'), ['SELECT'], { PermissionsWithGrantOption: ['SELECT'] }),
          other === 'SELECT'
            ? grant(role('Other'), onColumns('orders'), [other])
            : grant(role('Other'), onTable('orders'), [other]),
        ],
      });
      const request = {
        Principal: who(ANALYST),
        Resource: onTable('orders'),
        Permissions: revoked,
        PermissionsWithGrantOption: revoked,
      };
      const result = apply(input, 'RevokePermissions', request);
      if (!result.ok) return expect.fail(result.error.message);
      expect(result.value.warnings.filter((warning) => warning.startsWith('V8'))).toHaveLength(told);
    },
  );

  it('refuses what the service refuses', () => {
    const partial = lake({ PrincipalResourcePermissions: [grant(ANALYST, onColumns('orders', ['id']), ['SELECT'])] });
    const to = (principal: string, Resource: object, Permissions: string[], more = {}) => ({
      Principal: who(principal),
      Resource,
      Permissions,
      ...more,
    });
    expect(refused(partial, 'GrantPermissions', to(ANALYST, onTable('orders'), ['INSERT']))).toBe(
      'InvalidInputException V9',
    );
    expect(refused(lake(), 'GrantPermissions', to(ANALYST, onDatabase(), ['SELECT']))).toBe('InvalidInputException');
    expect(refused(lake(), 'GrantPermissions', to(ANALYST, onTable('nowhere'), ['SELECT']))).toBe(
      'EntityNotFoundException',
    );
    expect(refused(lake(), 'GrantPermissions', to(role('Gone'), onTable('orders'), ['SELECT']))).toBe(
      'InvalidInputException G14',
    );
    expect(refused(lake(), 'GrantPermissions', to(Q, onDatabase(), ['DROP']))).toBe('InvalidInputException X4');
    expect(refused(lake(), 'GrantPermissions', to(ANALYST, onTags('TABLE', ['level', ['low']]), ['SELECT']))).toBe(
      'EntityNotFoundException',
    );
    expect(refused(lake(), 'RevokePermissions', to(ANALYST, onTable('orders'), ['SELECT']))).toBe(
      'InvalidInputException V5',
    );
    const gated = lake({ PrincipalResourcePermissions: [grant(GATE, onTable('orders'), ['ALL'])] });
    expect(refused(gated, 'GrantPermissions', to(Q, onTable('orders'), ['SELECT']))).toBe('InvalidInputException E7');
    const hybrid = {
      ...gated,
      ResourceInfoList: [{ ResourceArn: 'arn:aws:s3:::lake', HybridAccessEnabled: true }],
      DataLakeSettings: { Parameters: { CROSS_ACCOUNT_VERSION: '4' } },
    };
    expect(refused(hybrid, 'GrantPermissions', to(Q, onTable('orders'), ['SELECT']))).toBe('accepted');
    expect(refused(lake(), 'Teleport', {})).toBe('UnsupportedOperation');
  });
});

describe('tags, settings and other layers', () => {
  const policy = {
    ...tags,
    PrincipalResourcePermissions: [grant(ANALYST, onTags('TABLE', ['level', ['low']]), ['SELECT'])],
  };

  it('T2: tagging a table overrides the database, removing the tag restores it', () => {
    const input = lake({ ...policy, lfTagAssignments: [tagsOn(null, { level: 'low' })] });
    const high = { Resource: onTable('orders'), LFTags: [{ TagKey: 'level', TagValues: ['high'] }] };
    expect(after(input, 'AddLFTagsToResource', high)).toEqual([]);
    const overridden = lake({
      ...policy,
      lfTagAssignments: [tagsOn(null, { level: 'low' }), tagsOn('orders', { level: 'high' })],
    });
    expect(after(overridden, 'RemoveLFTagsFromResource', high)).toContain('SELECT orders');
    expect(refused(input, 'RemoveLFTagsFromResource', high)).toBe('EntityNotFoundException');
  });

  it('T2: works on effective answers, where a change of the database moves what inherits from it', () => {
    const effective = {
      ...tagsOn(
        'orders',
        { level: 'low' },
        { id: { level: 'low' }, email: { level: 'low' }, amount: { level: 'low' } },
      ),
      ShowAssignedLFTags: false,
    };
    const input = lake({
      ...policy,
      lfTagAssignments: [{ ...tagsOn(null, { level: 'low' }), ShowAssignedLFTags: false }, effective],
    });
    const high = { Resource: onDatabase(), LFTags: [{ TagKey: 'level', TagValues: ['high'] }] };
    expect(after(input, 'AddLFTagsToResource', high)).toEqual([]);
  });

  it('a value in use cannot be deleted, a key can', () => {
    const input = lake({ ...policy, lfTagAssignments: [tagsOn(null, { level: 'low' })] });
    expect(refused(input, 'UpdateLFTag', { TagKey: 'level', TagValuesToDelete: ['low'] })).toBe(
      'InvalidInputException T2',
    );
    expect(refused(input, 'UpdateLFTag', { TagKey: 'level', TagValuesToDelete: ['high'] })).toBe('accepted');
    expect(after(input, 'DeleteLFTag', { TagKey: 'level' })).toEqual([]);
  });

  it('T9: deleting a saved expression takes its policy rows', () => {
    const rows = [
      grant(ANALYST, { LFTagPolicy: { CatalogId: P, ResourceType: 'TABLE', ExpressionName: 'mine' } }, ['SELECT']),
    ];
    const LFTagExpressions = [{ Name: 'mine', CatalogId: P, Expression: [{ TagKey: 'level', TagValues: ['low'] }] }];
    const input = lake({
      ...tags,
      PrincipalResourcePermissions: rows,
      LFTagExpressions,
      lfTagAssignments: [tagsOn(null, { level: 'low' })],
    });
    expect(held(caseToSnapshot({ id: 'x', input }))).toContain('SELECT orders');
    expect(after(input, 'DeleteLFTagExpression', { Name: 'mine' })).toEqual([]);
  });

  it('E2: opting in wakes a dormant grant', () => {
    const rows = [grant(GATE, onTable('orders'), ['ALL']), grant(ANALYST, onTable('orders'), ['SELECT'])];
    const request = { Principal: who(ANALYST), Resource: onTable('orders') };
    expect(after(lake({ PrincipalResourcePermissions: rows }), 'CreateLakeFormationOptIn', request)).toContain(
      'SELECT orders',
    );
    expect(refused(lake(), 'DeleteLakeFormationOptIn', request)).toBe('EntityNotFoundException');
  });

  it('E6: deregistering a location changes the data path', () => {
    const input = lake({ PrincipalResourcePermissions: [grant(ANALYST, onColumns('orders'), ['SELECT'])] });
    const result = apply(input, 'DeregisterResource', { ResourceArn: 'arn:aws:s3:::lake' });
    const rows = result.ok ? evaluateSnapshot(result.value.snapshot, [ANALYST]).access : [];
    expect(rows.find((row) => row.permission === 'SELECT')?.dataPath).toBe('S3_IAM');
    expect(refused(input, 'RegisterResource', { ResourceArn: 'arn:aws:s3:::lake/', UseServiceLinkedRole: true })).toBe(
      'AlreadyExistsException',
    );
  });

  it('E5: defaults act when a table is created', () => {
    const DatabaseList = [
      { Name: 'sales', CatalogId: P, CreateTableDefaultPermissions: [{ Principal: who(GATE), Permissions: ['ALL'] }] },
    ];
    const request = { DatabaseName: 'sales', TableInput: { Name: 'fresh', StorageDescriptor: { Columns: [] } } };
    expect(after(lake({ DatabaseList }), 'CreateTable', request)).toEqual(['IAM_DECIDES fresh']);
  });

  it('G14: deleting a role ends its access and leaves its rows', () => {
    const input = lake({ PrincipalResourcePermissions: [grant(ANALYST, onTable('orders'), ['SELECT'])] });
    expect(after(input, '(iam) DeleteRole', { RoleName: 'Analyst' })).toEqual([]);
  });
});

describe('catalogs of one account', () => {
  it('may have databases of the same name: one is dropped, the other keeps its tables', () => {
    const catalog = `${P}:rs`;
    const both = lake({
      CatalogList: [{ CatalogId: catalog, Name: 'rs' }],
      DatabaseList: [
        { Name: 'sales', CatalogId: P },
        { Name: 'sales', CatalogId: catalog },
      ],
      TableList: [
        { Name: 'orders', DatabaseName: 'sales', CatalogId: P },
        { Name: 'orders', DatabaseName: 'sales', CatalogId: catalog },
      ],
    });
    const dropped = apply(both, 'DeleteDatabase', { Name: 'sales' });
    if (!dropped.ok) return expect.fail(dropped.error.message);
    const left = dropped.value.snapshot.parts.find((part) => part.layer === 'tables')?.records;
    expect(left).toMatchObject([{ Name: 'orders', CatalogId: catalog }]);
  });
});
