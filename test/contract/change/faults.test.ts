import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { Edit } from '../../../src/core/change/plan-types';
import type { DecisionCase } from '../../../src/core/model/case';
import { worldFromCase } from '../../../src/main/sandbox/state/from-case';
import { withChangeWorld } from './change-world';
import type { ChangeWorld } from './change-world';
import { rawState } from './raw-state';

const decision = JSON.parse(readFileSync('test/cases/access/C15.json', 'utf8')) as DecisionCase;
const { account } = decision.input;
const [analyst = ''] = decision.evaluate.principals;

/** Edits that no batch can join: each is another operation on another thing. */
const tagEdits = (count: number): Edit[] =>
  Array.from({ length: count }, (_, number) => ({
    account,
    service: 'lakeformation',
    operation: 'CreateLFTag',
    request: { TagKey: `key${String(number)}`, TagValues: ['a', 'b'] },
  }));

const grantEdit = (permission: string): Edit => ({
  account,
  service: 'lakeformation',
  operation: 'GrantPermissions',
  request: {
    Principal: { DataLakePrincipalIdentifier: analyst },
    Resource: { Table: { CatalogId: account, DatabaseName: 'sales', Name: 't2' } },
    Permissions: [permission],
  },
});

const withWorld = (use: (world: ChangeWorld) => Promise<void>): Promise<void> =>
  withChangeWorld({ world: worldFromCase(decision) }, use);

const writes = async ({ sandbox }: ChangeWorld): Promise<string[]> =>
  (await sandbox.calls()).calls
    .map(({ operation }) => operation)
    .filter((name) => /^(Grant|Revoke|Batch|Add|Remove|Create|Update|Delete|Put|Register|Deregister)/.test(name))
    .filter((name) => name !== 'CreateToken');

afterEach(() => undefined);

describe('what goes wrong while a plan is applied', () => {
  test('throttled: it is sent again until it is taken', () =>
    withWorld(async (world) => {
      const { document: plan } = await world.plan(tagEdits(3));
      await world.sandbox.faults([{ service: 'lakeformation', operation: 'CreateLFTag', kind: 'throttle', times: 3 }]);
      const applied = await world.apply(plan);
      expect(applied.document).toMatchObject({ done: 3, failed: [], verified: true });
    }));

  test('denied half-way: it ends there, says so, and goes on later', () =>
    withWorld(async (world) => {
      const edits = [...tagEdits(2), grantEdit('DESCRIBE')];
      const { document: plan } = await world.plan(edits);
      await world.sandbox.faults([{ service: 'lakeformation', operation: 'GrantPermissions', kind: 'denied' }]);
      const first = await world.apply(plan);
      expect(first.code).toBe(3);
      expect(first.document).toMatchObject({ done: 2, total: 3, verified: false });
      expect(first.document.failed).toMatchObject([{ operation: 'GrantPermissions', state: 'failed' }]);
      await world.sandbox.faults([]);
      const second = await world.apply(plan);
      expect(second.document).toMatchObject({ done: 3, failed: [], verified: true, journal: first.document.journal });
      const again = await world.apply(plan);
      expect(again.code).toBe(1);
      expect(again.err).toContain('applied before');
    }));

  test.each(['reset', '500', 'truncated'] as const)(
    'an answer that is lost (%s): read first, then sent again or counted as done',
    (kind) =>
      withWorld(async (world) => {
        const { document: plan } = await world.plan([grantEdit('DESCRIBE'), ...tagEdits(2)]);
        await world.sandbox.faults([
          { service: 'lakeformation', operation: 'GrantPermissions', kind, times: 1 },
          { service: 'lakeformation', operation: 'CreateLFTag', kind, times: 1 },
        ]);
        const applied = await world.apply(plan);
        expect(applied.document, applied.err).toMatchObject({ done: 3, failed: [], differences: [], verified: true });
      }),
  );

  test('a token that expires half-way is renewed, or the plan waits for a sign-in', () =>
    withWorld(async (world) => {
      const { document: plan } = await world.plan(tagEdits(3));
      await world.sandbox.faults([
        { service: 'lakeformation', operation: 'CreateLFTag', kind: 'expired-token', times: 1 },
      ]);
      expect((await world.apply(plan)).document).toMatchObject({ done: 3, verified: true });
      const { document: second } = await world.plan([grantEdit('ALTER')]);
      await world.sandbox.faults([{ service: 'lakeformation', operation: 'GrantPermissions', kind: 'expired-token' }]);
      const stopped = await world.apply(second);
      expect(stopped.document).toMatchObject({ done: 0, verified: false });
      expect(stopped.document.failed).toMatchObject([{ state: 'failed' }]);
      await world.sandbox.faults([]);
      expect((await world.apply(second)).document).toMatchObject({ done: 1, verified: true });
    }));

  test('two Heddles on one table: the second plan is stale and sends nothing', () =>
    withWorld(async (world) => {
      const { document: one } = await world.plan([grantEdit('ALTER')]);
      const { document: two } = await world.plan([grantEdit('DROP')]);
      expect((await world.apply(one)).document).toMatchObject({ verified: true });
      const before = rawState(world.sandbox.world);
      await world.sandbox.resetCalls();
      const stale = await world.apply(two);
      expect(stale.code).toBe(1);
      expect(stale.document).toMatchObject({ journal: null, done: 0, verified: false });
      expect(stale.document.differences[0]?.text).toContain('changed since the plan was made');
      expect(await writes(world)).toEqual([]);
      expect(rawState(world.sandbox.world)).toBe(before);
    }));
});

describe('what must not be sent', () => {
  test('nothing leaves without --write for that very account, and nothing without the guards’ names', () =>
    withWorld(async (world) => {
      const gate: Edit = {
        account,
        service: 'lakeformation',
        operation: 'PutDataLakeSettings',
        request: { DataLakeSettings: { DataLakeAdmins: [] } },
      };
      const { document: plan } = await world.plan([grantEdit('ALTER')]);
      const { document: guarded } = await world.plan([gate]);
      expect(guarded.guards).toMatchObject([{ kind: 'lock-out' }]);
      await world.sandbox.resetCalls();
      for (const argv of [
        ['apply', plan.plan],
        ['apply', plan.plan, '--write', '999988887777'],
        ['apply', guarded.plan, '--write', account],
        ['apply', guarded.plan, '--write', account, '--acknowledge', 'yes'],
      ]) {
        const { code, out, err } = await world.cli.run(...argv);
        expect([argv, code, out]).toEqual([argv, 1, []]);
        expect(err).not.toBe('');
      }
      expect((await world.cli.run('apply', 'nonsense', '--write', account)).code).toBe(2);
      expect(await writes(world)).toEqual([]);
    }));

  test('crawling, asking, planning and undoing never write', () =>
    withWorld(async (world) => {
      const { document: plan } = await world.plan([grantEdit('ALTER')]);
      const applied = await world.apply(plan);
      await world.sandbox.resetCalls();
      await world.crawl();
      await world.plan([grantEdit('DROP'), ...tagEdits(3)]);
      await world.undo(applied.document.journal!);
      await world.cli.run('what-can', '--principal', analyst);
      await world.cli.run('journal');
      expect(await writes(world)).toEqual([]);
    }));
});

describe('bad input', () => {
  test.each([
    ['no JSON', '{'],
    ['no list', '{}'],
    ['an empty list', '[]'],
    ['an edit without an account', '[{"service":"lakeformation","operation":"GrantPermissions","request":{}}]'],
  ])('%s is wrong usage', (_name, text) =>
    withWorld(async (world) => {
      const { code, out } = await world.cli.run('plan', '/dev/stdin-is-not-read');
      expect({ code, out }).toEqual({ code: 2, out: [] });
      const { writeFile } = await import('node:fs/promises');
      const path = `${world.cli.home}/bad.json`;
      await writeFile(path, text);
      const bad = await world.cli.run('plan', path, '--json');
      expect({ code: bad.code, out: bad.out }).toEqual({ code: 2, out: [] });
    }),
  );

  test('an unknown operation, an unknown account and nonsense in a request are blocked with a reason', () =>
    withWorld(async (world) => {
      const { code, document } = await world.plan([
        { account, service: 'iam', operation: 'DeleteRole', request: { RoleName: 'x' } },
        { ...grantEdit('ALTER'), account: '999988887777' },
        { account, service: 'lakeformation', operation: 'GrantPermissions', request: { Principal: 7, Resource: [] } },
        grantEdit('NONSENSE'),
      ]);
      expect(code).toBe(1);
      expect(document.calls).toEqual([]);
      expect(document.blocked.map((one) => [one.edit, one.code])).toEqual([
        [0, 'UnsupportedOperation'],
        [1, 'UnreadAccount'],
        [2, 'SerializationException'],
        [3, 'InvalidInputException'],
      ]);
    }));
});
