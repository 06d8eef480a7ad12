import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluateCase } from '../../src/core/access/evaluate';
import type { AccessRow, DecisionCase } from '../../src/core/model/case';

const folder = join(__dirname, 'access');
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as DecisionCase);

/** A row without its reasons, with members in a fixed order. */
const key = (row: AccessRow): string =>
  JSON.stringify([row.principal, sorted(row.resource), row.permission, row.columns, row.rowFilter, sorted(row.cellFilters), row.dataPath]);

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]));
}

describe('decision cases', () => {
  it('finds the cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(35);
  });

  it.each(cases.map((c) => [c.id, c.title, c] as const))('%s: %s', (_id, _title, decision) => {
    const { access, warnings } = evaluateCase(decision);
    expect(access.map(key).sort()).toEqual((decision.expected ?? []).map(key).sort());
    const reasons = new Map(access.map((row) => [key(row), row.because ?? []]));
    for (const row of decision.expected ?? []) expect(reasons.get(key(row))).toEqual(expect.arrayContaining(row.because ?? []));
    const held = access.map((row) => JSON.stringify([row.principal, sorted(row.resource), row.permission]));
    for (const row of decision.expectedAbsent ?? []) {
      expect(held).not.toContain(JSON.stringify([row.principal, sorted(row.resource), row.permission]));
    }
    if (decision.confidence === 'inferred' || decision.confidence === 'unverified') {
      const rules = (decision.expected ?? []).concat(decision.expectedAbsent ?? []).flatMap((row) => row.because ?? []);
      expect(rules.some((rule) => warnings.some((warning) => warning.includes(`${rule} (`)))).toBe(true);
    }
    expect(warnings.length).toBeGreaterThanOrEqual((decision.expectedWarnings ?? []).length);
  });
});
