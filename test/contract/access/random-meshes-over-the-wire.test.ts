import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateSnapshot } from '../../../src/core/access/evaluate';
import type { AccessRow } from '../../../src/core/model/case';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import { ACTORS, twoAccountMeshes } from '../../unit/access/support/two-account-mesh';
import { rowKey, withCrawledCase } from '../cli/case-world';

/** Drawn; HEDDLE_RANDOM_MESHES sets how many of them are served over the wire, all in the long run. */
const MESHES = 50;
const SERVED = Number(
  process.env['HEDDLE_RANDOM_MESHES'] ?? (process.env['HEDDLE_TEST_LONG'] === undefined ? 15 : MESHES),
);

/** No call of AWS tells to which groups a SAML user belongs. */
const ASKED = ACTORS.filter((actor) => !actor.includes(':saml-provider/'));

/** Every third of a longer run: its later meshes are larger. */
const samples = fc.sample(twoAccountMeshes, { numRuns: 3 * MESHES, seed: 4 }).filter((_, i) => i % 3 === 2);

test('the meshes hold what is worth asking about', () => {
  const rows = samples.flatMap((input) => evaluateSnapshot(caseToSnapshot({ id: 'random', input }), ASKED).access);
  const rules = new Set(rows.flatMap((row) => row.because ?? []));
  expect([...rules]).toEqual(expect.arrayContaining(['E1', 'E2', 'X2', 'X3', 'G10', 'G11', 'G13', 'T6', 'T9']));
});

test.each(samples.slice(0, SERVED).map((input, i) => [i + 1, input] as const))(
  'mesh %i of two accounts: crawled and asked, it answers as from its file',
  async (seed, input) => {
    const decision = { id: `two-accounts-${String(seed)}`, input };
    const expected = evaluateSnapshot(caseToSnapshot(decision), ASKED).access;
    await withCrawledCase(decision, async ({ host }) => {
      const rows: AccessRow[] = [];
      for (const principal of ASKED) {
        const answer = await host.ask('access.whatCan', { principal });
        if (!answer.ok) throw new Error(JSON.stringify(answer.error));
        rows.push(...answer.value.rows);
      }
      expect(rows.map(rowKey).sort()).toEqual(expected.map(rowKey).sort());
    });
  },
);
