import { expect, test } from 'vitest';
import type { Edit } from '../../../src/core/change/plan-types';
import { halcyonWorld } from '../../../src/main/sandbox/halcyon/halcyon';
import { toInput } from '../../../src/main/sandbox/state/to-input';
import { withChangeWorld } from './change-world';
import type { ChangeWorld } from './change-world';

/** The raw state of every account without times, ids and writers: what undoing must restore. */
function dump({ sandbox }: ChangeWorld): string {
  const { world } = sandbox;
  const accounts = world.data.accounts.map(({ id }) => toInput(world, id, world.data.region));
  const text = JSON.stringify(accounts, (key, value: unknown) => {
    if (['LastUpdated', 'LastUpdatedBy', 'LastModified', 'VersionId', 'ResourceShare', 'UpdateTime'].includes(key))
      return undefined;
    return Array.isArray(value) && key === 'PrincipalResourcePermissions'
      ? value.map((row) => JSON.stringify(row, (k, v: unknown) => (k.startsWith('LastUpdated') ? undefined : v))).sort()
      : value;
  });
  return text;
}

const SALES = '222233334444';

test('pending requests are approved, and what was predicted is what AWS then shows', async () => {
  await withChangeWorld({ world: halcyonWorld() }, async (world) => {
    const { sandbox } = world;
    const [domain] = sandbox.world.data.datazone!;
    const pending = domain!.requests.filter((r) => r.status === 'PENDING');
    expect(pending.length).toBeGreaterThan(0);
    for (const request of pending) {
      const edit: Edit = {
        account: domain!.account,
        service: 'datazone',
        operation: 'AcceptSubscriptionRequest',
        request: { domainIdentifier: domain!.domain.id, identifier: request.id, decisionComment: 'ok' },
      };
      const { document: plan, code } = await world.plan([edit]);
      expect({ code, blocked: plan.blocked }).toEqual({ code: 0, blocked: [] });
      const applied = await world.apply(plan);
      expect(
        applied.document,
        JSON.stringify([request.id, plan.warnings, applied.document.differences, plan.gained.length]).slice(0, 3000),
      ).toMatchObject({
        done: 1,
        failed: [],
      });
      console.log(
        request.id,
        plan.gained.length,
        applied.document.verified,
        JSON.stringify(applied.document.differences).slice(0, 1500),
      );
    }
  });
});

test('grants to two principals are one batch; undoing brings the raw state back', async () => {
  await withChangeWorld({ world: halcyonWorld() }, async (world) => {
    const lake = toInput(world.sandbox.world, world.sandbox.world.data.accounts[1]!.id, 'eu-central-1');
    expect(lake.TableList.length).toBeGreaterThan(2);
    const [a, b] = lake.TableList.filter((t) => !t.TargetTable);
    const roles = world.sandbox.world.data.accounts[1]!.roles.slice(0, 2);
    const account = lake.account;
    const before = dump(world);
    const edits: Edit[] = roles.flatMap((role) =>
      [a!, b!].map((table) => ({
        account,
        service: 'lakeformation',
        operation: 'GrantPermissions',
        request: {
          Principal: { DataLakePrincipalIdentifier: `arn:aws:iam::${account}:role${role.path ?? '/'}${role.name}` },
          Resource: { Table: { CatalogId: account, DatabaseName: table.DatabaseName, Name: table.Name } },
          Permissions: ['SELECT', 'ALTER'],
        },
      })),
    );
    const { document: plan } = await world.plan(edits);
    console.log(
      JSON.stringify(plan.blocked),
      plan.calls.map((c) => c.operation),
      plan.gained.length,
    );
    const applied = await world.apply(plan);
    expect(applied.document).toMatchObject({ failed: [], differences: [], verified: true });
    expect(dump(world)).not.toBe(before);
    const undo = await world.undo(applied.document.journal!);
    expect({ code: undo.code, blocked: undo.document.blocked }).toEqual({ code: 0, blocked: [] });
    const undone = await world.apply(undo.document);
    expect(undone.document).toMatchObject({ failed: [], differences: [], verified: true });
    expect(dump(world)).toBe(before);
  });
});
void SALES;
