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

/** What a person would write for the resource of a row; undefined where it is neither table nor database. */
function textOf({ resource: { Table: table, Database: database } }: AccessRow): string | undefined {
  if (table?.Name) return `${table.CatalogId ?? ''}/${table.DatabaseName}.${table.Name}`;
  return database ? `${database.CatalogId ?? ''}/${database.Name}` : undefined;
}

const tablesAndDatabases = (rows: AccessRow[]): { text: string }[] =>
  [...new Set(rows.map(textOf))].flatMap((text) => (text === undefined ? [] : [{ text }]));

test('there are cases to serve', () => {
  expect(cases.length).toBeGreaterThanOrEqual(35);
});

/** The proof that the answer rests on what AWS says, not on what a file says: serve, crawl, ask. */
describe('served, crawled and asked, a case answers as it does from its file', () => {
  test.each(cases.map((c) => [c.id, c.title, c] as const))('%s: %s', async (_id, _title, decision) => {
    await withCrawledCase(decision, async ({ host, coverage }) => {
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
      for (const resource of tablesAndDatabases(rows)) {
        const answer = await host.ask('access.whoCan', { resource: resource.text });
        if (!answer.ok) throw new Error(JSON.stringify(answer.error));
        const asked = answer.value.rows.filter((row) => decision.evaluate.principals.includes(row.principal));
        expect(asked.map(rowKey).sort()).toEqual(
          rows
            .filter((row) => textOf(row) === resource.text)
            .map(rowKey)
            .sort(),
        );
      }
      expect(coverage).toEqual([]);
    });
  });
});
