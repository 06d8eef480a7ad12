import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AccessRow } from '../../../../src/core/model/case';
import { evaluateNaively } from '../../../../src/main/sandbox/services/lakeformation/oracle/evaluate';
import { lakeFormation } from '../../../../src/main/sandbox/services/lakeformation/service';
import { caseWorld, client, readCase } from '../state/call';

const comparable = (rows: readonly AccessRow[]): string[] =>
  rows
    .map(({ principal, resource, permission, columns, rowFilter, cellFilters, dataPath }) =>
      JSON.stringify({ principal, resource, permission, columns, rowFilter, cellFilters, dataPath }),
    )
    .sort();

const names = readdirSync(new URL('../../../cases/change/', import.meta.url)).filter((name) => name.endsWith('.json'));
const served = names.filter((name) => !readCase(`change/${name}`).change?.operation.startsWith('(iam)'));

describe('changes of the decision cases, carried out', () => {
  test('there are changes', () => expect(served.length).toBeGreaterThan(8));

  test.each(served)('%s', async (name) => {
    const given = readCase(`change/${name}`);
    const world = caseWorld(`change/${name}`);
    const { change, expectedError } = given;
    const outcome = await client(world, lakeFormation)(change?.operation ?? '', change?.request).then(
      () => undefined,
      (error: Error) => error,
    );
    if (expectedError) {
      expect(outcome?.name).toBe(expectedError.code);
      expect(outcome?.message).toContain(expectedError.messageContains ?? '');
    } else expect(outcome).toBeUndefined();
    const { account, region } = given.input;
    const rows = given.evaluate.principals.flatMap((p) => evaluateNaively(world, account, region, p));
    expect(comparable(rows)).toEqual(comparable(given.expectedAfter ?? []));
  });
});
