import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DecisionCase } from '../../src/core/model/case';
import { accountOfCatalog } from '../../src/core/model/keys';
import { evaluateNaively } from '../../src/main/sandbox/services/lakeformation/oracle/evaluate';
import { lakeFormation } from '../../src/main/sandbox/services/lakeformation/service';
import { worldFromCase } from '../../src/main/sandbox/state/from-case';
import { createWorld, type World } from '../../src/main/sandbox/world';
import { rowKey } from '../cases/support/row-key';
import { client } from '../unit/sandbox/state/call';

const read = (folder: string): DecisionCase[] =>
  readdirSync(join(__dirname, folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(__dirname, folder, name), 'utf8')) as DecisionCase);

/** No call of AWS tells that a SAML user is gone, so the sandbox cannot either. */
const UNSEEN = new Set(['X55']);

/** Everything the sandbox's own evaluator says about the case's principals, in every account that has databases. */
function naively(world: World, { input, evaluate }: DecisionCase): string[] {
  const accounts = new Set([
    input.account,
    ...input.DatabaseList.map((d) => accountOfCatalog(d.CatalogId ?? input.account)),
  ]);
  return evaluate.principals
    .flatMap((p) => [...accounts].flatMap((account) => evaluateNaively(world, account, input.region, p)))
    .map(rowKey)
    .sort();
}

describe('own decision cases in the sandbox', () => {
  it.each(
    read('access')
      .filter((c) => !UNSEEN.has(c.id))
      .map((c) => [c.id, c.title, c] as const),
  )('%s: %s', (_id, _title, decision) => {
    expect(naively(createWorld(worldFromCase(decision)), decision)).toEqual(
      (decision.expected ?? []).map(rowKey).sort(),
    );
  });
});

describe('own changes, carried out in the sandbox', () => {
  const served = read('change').filter((c) => !c.change?.operation.startsWith('(iam)'));

  it.each(served.map((c) => [c.id, c.title, c] as const))('%s: %s', async (_id, _title, decision) => {
    const world = createWorld(worldFromCase(decision));
    const { change, expectedError } = decision;
    const outcome = await client(world, lakeFormation)(change?.operation ?? '', change?.request).then(
      () => undefined,
      (error: Error) => error,
    );
    expect(outcome?.name).toBe(expectedError?.code);
    if (expectedError) expect(outcome?.message).toContain(expectedError.messageContains ?? '');
    expect(naively(world, decision)).toEqual((decision.expectedAfter ?? []).map(rowKey).sort());
  });
});
