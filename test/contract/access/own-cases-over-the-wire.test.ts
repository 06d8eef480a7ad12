import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AccessRow, DecisionCase } from '../../../src/core/model/case';
import { rowKey, withCrawledCase } from '../cli/case-world';

const FOLDER = 'test/cases-own/access';
/** No call of AWS tells to which groups a SAML user belongs, nor that one is gone: what only the file knows. */
const UNSEEN = new Set(['X51', 'X55', 'X56']);
/** A grant by an LF-Tag that no longer exists is a gap of the crawl: nobody can tell it from a hidden tag. */
const WITH_GAP = new Set(['X149']);

const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as DecisionCase)
  .filter((decision) => !UNSEEN.has(decision.id));

/** Every case is decided from its file in the unit tests; over the wire a third of them, and all in the long run. */
const served = process.env['HEDDLE_TEST_LONG'] === undefined ? cases.filter((_, i) => i % 3 === 0) : cases;

/**
 * What a person would write for the resource of a row; undefined where it is neither table nor database. What the option
 * of a filter lets pass on is told of its table.
 */
function textOf({ resource, permission }: AccessRow): string | undefined {
  const { Database: database, DataCellsFilter: filter } = resource;
  if (filter && permission === 'DELEGATE_ONLY:SELECT')
    return `${filter.TableCatalogId ?? ''}/${filter.DatabaseName}.${filter.TableName}`;
  const table = resource.Table ?? resource.TableWithColumns;
  if (table?.Name) return `${table.CatalogId ?? ''}/${table.DatabaseName}.${table.Name}`;
  return database ? `${database.CatalogId ?? ''}/${database.Name}` : undefined;
}

test('there are cases to serve', () => {
  expect(cases.length).toBeGreaterThanOrEqual(80);
});

describe('served, crawled and asked, an own case answers as it does from its file', () => {
  test.each(served.map((c) => [c.id, c.title, c] as const))('%s: %s', async (_id, _title, decision) => {
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
      for (const text of new Set(rows.map(textOf))) {
        if (text === undefined) continue;
        const answer = await host.ask('access.whoCan', { resource: text });
        if (!answer.ok) throw new Error(JSON.stringify(answer.error));
        const asked = answer.value.rows.filter((row) => decision.evaluate.principals.includes(row.principal));
        const told = rows.filter((row) => textOf(row) === text);
        expect(asked.map(rowKey).sort()).toEqual(told.map(rowKey).sort());
      }
      expect(coverage.map((gap) => gap.layer)).toEqual(WITH_GAP.has(decision.id) ? ['tags'] : []);
    });
  });
});
