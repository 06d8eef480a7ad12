import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AccessRow, DecisionCase } from '../../../src/core/model/case';
import { rowKey, withCrawledCase } from './case-world';

const FOLDER = 'test/cases/access';
const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as DecisionCase);

const identity = (row: AccessRow): string =>
  rowKey({ principal: row.principal, resource: row.resource, permission: row.permission });

test('there are cases to serve', () => {
  expect(cases.length).toBeGreaterThanOrEqual(35);
});

/** The proof that the answer rests on what AWS says, not on what a file says: serve, crawl, ask. */
describe('served, crawled and asked, a case answers as it does from its file', () => {
  test.each(cases.map((c) => [c.id, c.title, c] as const))('%s: %s', async (_id, _title, decision) => {
    await withCrawledCase(decision, async ({ host, coverage }) => {
      expect(coverage).toEqual([]);
      const rows: AccessRow[] = [];
      for (const principal of decision.evaluate.principals) {
        const answer = await host.ask('access.whatCan', { principal });
        if (!answer.ok) throw new Error(JSON.stringify(answer.error));
        rows.push(...answer.value.rows);
      }
      expect(rows.map(rowKey).sort()).toEqual((decision.expected ?? []).map(rowKey).sort());
      const reasons = new Map(rows.map((row) => [rowKey(row), row.because]));
      for (const row of decision.expected ?? [])
        expect(reasons.get(rowKey(row))).toEqual(expect.arrayContaining(row.because ?? []));
      const held = rows.map(identity);
      for (const row of decision.expectedAbsent ?? []) expect(held).not.toContain(identity(row));
    });
  });
});
