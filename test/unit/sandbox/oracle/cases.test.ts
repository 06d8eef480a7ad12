import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AccessRow } from '../../../../src/core/model/case';
import { evaluateNaively } from '../../../../src/main/sandbox/services/lakeformation/oracle/evaluate';
import { caseWorld, readCase } from '../state/call';

/** Rows without reasons, in one order. */
const comparable = (rows: readonly AccessRow[]): string[] =>
  rows
    .map(({ principal, resource, permission, columns, rowFilter, cellFilters, dataPath }) =>
      JSON.stringify({ principal, resource, permission, columns, rowFilter, cellFilters, dataPath }),
    )
    .sort();

const names = readdirSync(new URL('../../../cases/access/', import.meta.url)).filter((name) => name.endsWith('.json'));

describe('the naive evaluator against the decision cases', () => {
  test('there are cases', () => expect(names.length).toBeGreaterThan(20));

  test.each(names)('%s', (name) => {
    const given = readCase(`access/${name}`);
    const world = caseWorld(`access/${name}`);
    const { account, region } = given.input;
    const rows = given.evaluate.principals.flatMap((p) => evaluateNaively(world, account, region, p));
    expect(comparable(rows)).toEqual(comparable(given.expected ?? []));
  });
});
