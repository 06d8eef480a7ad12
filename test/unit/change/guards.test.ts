import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { MASS_REVOKE } from '../../../src/core/change/guards';
import { planEdits } from '../../../src/core/change/plan';
import type { Plan } from '../../../src/core/change/plan-types';
import type { CaseInput } from '../../../src/core/model/case';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import {
  ANALYST,
  GATE,
  grant,
  lake,
  onColumns,
  onDatabase,
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
  expect(guarded(lake({ PrincipalResourcePermissions: rows }), [['RevokePermissions', revoke]])).toEqual([
    ['gate-removal', GATE],
  ]);
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
