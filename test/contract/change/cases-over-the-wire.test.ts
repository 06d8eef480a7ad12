import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import * as lakeformation from '@aws-sdk/client-lakeformation';
import { describe, expect, test } from 'vitest';
import type { AccessRow, DecisionCase } from '../../../src/core/model/case';
import { CASE_ADMIN, worldFromCase } from '../../../src/main/sandbox/state/from-case';
import { rowKey } from '../cli/case-world';
import { withChangeWorld } from './change-world';
import type { ChangeWorld } from './change-world';

const FOLDER = 'test/cases/change';
/** Own cases whose subjects are read again by their catalog, or whose answer is 200 with failures. */
const OWN = ['Y101', 'Y103', 'Y104', 'Y121'].map((id) => join('test/cases-own/change', `${id}.json`));
const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => join(FOLDER, name))
  .concat(OWN)
  .map((path) => JSON.parse(readFileSync(path, 'utf8')) as DecisionCase);
/** Heddle governs; it makes no roles. */
const ours = cases.filter((c) => !c.change!.operation.startsWith('('));

const editOf = ({ change, input }: DecisionCase) => ({
  account: input.account,
  service: 'lakeformation',
  ...change!,
});

async function rowsOf(world: ChangeWorld, principals: string[]): Promise<AccessRow[]> {
  const rows: AccessRow[] = [];
  for (const principal of principals) {
    const { out, err } = await world.cli.run('what-can', '--principal', principal, '--json');
    if (!out[0]) throw new Error(err);
    rows.push(...(JSON.parse(out[0]) as { rows: AccessRow[] }).rows);
  }
  return rows;
}

test('there are cases to change', () => {
  expect(ours.length).toBeGreaterThanOrEqual(11);
});

describe('planned, applied and read again, a change does what the case says', () => {
  test.each(ours.map((c) => [c.id, c.title, c] as const))('%s: %s', async (_id, _title, decision) => {
    await withChangeWorld({ world: worldFromCase(decision) }, async (world) => {
      const { principals } = decision.evaluate;
      const before = await rowsOf(world, principals);
      const { code, document: plan } = await world.plan([editOf(decision)]);
      if (decision.expectedError) {
        expect(code).toBe(1);
        expect(plan).toMatchObject({ calls: [], gained: [], lost: [] });
        expect(plan.blocked).toMatchObject([{ code: decision.expectedError.code }]);
        const refused = await send(world, decision);
        expect(refused.name).toBe(decision.expectedError.code);
        expect(refused.message).toContain(decision.expectedError.messageContains ?? '');
        expect((await world.apply(plan)).code).toBe(1);
        return;
      }
      expect({ code, blocked: plan.blocked }).toEqual({ code: 0, blocked: [] });
      const applied = await world.apply(plan);
      expect(applied.document).toMatchObject({ done: 1, failed: [], differences: [], verified: true });
      expect(applied.code).toBe(0);
      await world.crawl();
      const after = await rowsOf(world, principals);
      expect(after.map(rowKey).sort()).toEqual((decision.expectedAfter ?? []).map(rowKey).sort());
      const [was, is] = [new Set(before.map(rowKey)), new Set(after.map(rowKey))];
      for (const row of plan.gained.filter((r) => principals.includes(r.principal) && !isPart(plan.changed, r)))
        expect([was.has(rowKey(row)), is.has(rowKey(row))]).toEqual([false, true]);
      for (const row of plan.lost.filter((r) => principals.includes(r.principal) && !isPart(plan.changed, r)))
        expect([was.has(rowKey(row)), is.has(rowKey(row))]).toEqual([true, false]);
    });
  });
});

const isPart = (changed: { before: AccessRow }[], row: AccessRow): boolean =>
  changed.some(
    ({ before }) =>
      before.principal === row.principal &&
      before.permission === row.permission &&
      JSON.stringify(before.resource) === JSON.stringify(row.resource),
  );

/** The same request from outside, as the case's administrator. */
async function send({ sandbox }: ChangeWorld, { change, input }: DecisionCase): Promise<Error> {
  const settings = sandbox.client(`arn:aws:iam::${input.account}:role/${CASE_ADMIN}`);
  const client = new LakeFormationClient(settings);
  const Command = (lakeformation as unknown as Record<string, new (input: object) => never>)[
    `${change!.operation}Command`
  ]!;
  try {
    await client.send(new Command(change!.request));
  } catch (error) {
    return error as Error;
  } finally {
    client.destroy();
  }
  throw new Error('the sandbox accepted what the plan refused');
}
