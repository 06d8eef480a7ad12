import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessOf, rowsOf } from '../../../src/core/access/access-of';
import type { AccessRow, CaseInput } from '../../../src/core/model/case';
import { evaluateNaively } from '../../../src/main/sandbox/services/lakeformation/oracle/evaluate';
import { worldFromCase } from '../../../src/main/sandbox/state/from-case';
import { createWorld } from '../../../src/main/sandbox/world';
import { rowKey } from '../../cases/support/row-key';
import { indexOf, P, Q } from './support/lake';
import { ACTORS, twoAccountMeshes } from './support/two-account-mesh';

const RUNS = { numRuns: process.env.HEDDLE_TEST_LONG === undefined ? 200 : 2000 };

const engine = (input: CaseInput): AccessRow[] => {
  const index = indexOf(input);
  return ACTORS.flatMap((actor) => rowsOf(index, accessOf(index, actor)));
};

/** The evaluator of the sandbox shares no line with the engine: it walks every object and every row of each account. */
const naive = (input: CaseInput): AccessRow[] => {
  const world = createWorld(worldFromCase({ id: 'random', input }));
  return ACTORS.flatMap((actor) => [P, Q].flatMap((account) => evaluateNaively(world, account, input.region, actor)));
};

/**
 * The naive walk speaks of a bare grant option only where its row reaches an object, and only in the owner's account; the
 * engine suppresses one on DESCRIBE that is held by implication.
 */
function isComparable({ principal, permission, resource }: AccessRow): boolean {
  if (!permission.startsWith('DELEGATE_ONLY:')) return true;
  if (permission.endsWith(':DESCRIBE') || principal.includes(`::${Q}:`)) return false;
  const { Table, TableWithColumns, Database } = resource;
  if (Table?.TableWildcard !== undefined || TableWithColumns?.Name === 'ALL_TABLES') return false;
  return (Table ?? TableWithColumns ?? Database) !== undefined;
}

const keys = (rows: AccessRow[]): string[] => rows.filter(isComparable).map(rowKey).sort();

describe('random meshes of two accounts', { timeout: 240_000 }, () => {
  it('the engine answers what a naive walk over all rows answers', () => {
    fc.assert(
      fc.property(twoAccountMeshes, (input) => {
        expect(keys(engine(input))).toEqual(keys(naive(input)));
      }),
      RUNS,
    );
  });

  it('the meshes drawn show every family of rules', () => {
    const told = new Set<string>();
    for (const input of fc.sample(twoAccountMeshes, { numRuns: 600, seed: 11 })) {
      for (const row of engine(input)) {
        told.add(row.permission);
        if (row.cellFilters) told.add('cells');
        if (row.rowFilter?.includes(' AND ')) told.add('bounded rows');
        if (row.because?.includes('X2')) told.add('shared');
        for (const rule of row.because ?? []) told.add(rule);
      }
    }
    expect([...told]).toEqual(
      expect.arrayContaining([
        'IAM_DECIDES',
        'SELECT',
        'cells',
        'shared',
        'E2',
        'G10',
        'G11',
        'G13',
        'T6',
        'T9',
        'X3',
        'C4',
      ]),
    );
  });
});
