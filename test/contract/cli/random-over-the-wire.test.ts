import { expect, test } from 'vitest';
import { evaluateCase } from '../../../src/core/access/evaluate';
import type { AccessRow } from '../../../src/core/model/case';
import { rowKey, withCrawledCase } from './case-world';
import { randomCase } from './random-case';

/** HEDDLE_RANDOM_MESHES raises it for the long run. */
const MESHES = Number(process.env['HEDDLE_RANDOM_MESHES'] ?? 50);

test('the meshes hold what is worth asking about', () => {
  const rows = Array.from({ length: 50 }, (_, i) => evaluateCase(randomCase(i + 1)).access).flat();
  const count = (holds: (row: AccessRow) => boolean): number => rows.filter(holds).length;
  expect(count((row) => row.permission === 'SELECT')).toBeGreaterThan(100);
  expect(count((row) => row.permission === 'IAM_DECIDES')).toBeGreaterThan(50);
  expect(count((row) => typeof row.rowFilter === 'string')).toBeGreaterThan(10);
  expect(count((row) => row.because?.includes('T3') ?? false)).toBeGreaterThan(30);
});

test.each(Array.from({ length: MESHES }, (_, i) => i + 1))(
  'random mesh %i: the wire and the file answer alike',
  async (seed) => {
    const decision = randomCase(seed);
    const expected = evaluateCase(decision).access;
    await withCrawledCase(decision, async ({ host, coverage }) => {
      const rows: AccessRow[] = [];
      for (const principal of decision.evaluate.principals) {
        const answer = await host.ask('access.whatCan', { principal });
        if (!answer.ok) throw new Error(JSON.stringify(answer.error));
        rows.push(...answer.value.rows);
      }
      expect(rows.map(rowKey).sort()).toEqual(expected.map(rowKey).sort());
      expect(coverage).toEqual([]);
    });
  },
);
