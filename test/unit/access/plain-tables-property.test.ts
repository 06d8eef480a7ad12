import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accessOf } from '../../../src/core/access/access-of';
import { tableRows } from '../../../src/core/access/row-shape';
import { LIMIT, whatCan } from '../../../src/core/access/what-can';
import { whoCan, whoCanRows } from '../../../src/core/access/who-can';
import { rowKey } from '../../cases/support/row-key';
import { indexOf } from './support/lake';
import { ACTORS, twoAccountMeshes } from './support/two-account-mesh';

/** The short ways of large answers against the long way that the sandbox's evaluator is held against. */
it(
  'columns of what-can and shared decisions of who-can say what the full evaluation says',
  { timeout: 120_000 },
  () => {
    let shared = 0;
    fc.assert(
      fc.property(twoAccountMeshes, (input) => {
        const index = indexOf(input);
        const full = ACTORS.map((actor) => accessOf(index, actor));
        for (const { actor, tables } of full) {
          const short = whatCan(index, { principal: actor.entry.arn });
          const lines = [...short.tables].map((table, i) => [
            table,
            short.permissions[i],
            short.grantable[i],
            short.limits[i]! & (LIMIT.columns | LIMIT.iam),
          ]);
          const expected = tables
            .filter((t) => t.permissions !== 0 || t.gate === 'iam')
            .map((t) => [
              t.table.id,
              t.permissions,
              t.grantable,
              t.permissions === 0 ? LIMIT.iam : t.select && t.select.columns !== null ? LIMIT.columns : 0,
            ]);
          expect(sorted(lines)).toEqual(sorted(expected));
        }
        for (const { id } of index.mesh.catalog.tables) {
          const question = { resource: { kind: 'table', table: id } } as const;
          const answer = whoCan(index, question);
          shared += answer.groups.filter((group) => group.actors.length > 1).length;
          const asked = whoCanRows(index, question, answer).filter(
            (row) => ACTORS.includes(row.principal) && !row.permission.startsWith('DELEGATE_ONLY:'),
          );
          const expected = full.flatMap(({ actor, tables }) =>
            tables.filter((t) => t.table.id === id).flatMap((t) => tableRows(index, actor, t)),
          );
          expect(asked.map(rowKey).sort()).toEqual(expected.map(rowKey).sort());
        }
      }),
      { numRuns: process.env.HEDDLE_TEST_LONG === undefined ? 150 : 2000 },
    );
    expect(shared).toBeGreaterThan(0);
  },
);

const sorted = (lines: (number | undefined)[][]): (number | undefined)[][] =>
  [...lines].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
