import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluateCase } from '../../src/core/access/evaluate';
import type { DecisionCase } from '../../src/core/model/case';
import { heldKey, rowKey } from './support/row-key';

const folder = join(__dirname, 'access');
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as DecisionCase);

describe('decision cases', () => {
  it('finds the cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(35);
  });

  it.each(cases.map((c) => [c.id, c.title, c] as const))('%s: %s', (_id, _title, decision) => {
    const { access, warnings } = evaluateCase(decision);
    expect(access.map(rowKey).sort()).toEqual((decision.expected ?? []).map(rowKey).sort());
    const reasons = new Map(access.map((row) => [rowKey(row), row.because ?? []]));
    for (const row of decision.expected ?? []) expect(reasons.get(rowKey(row))).toEqual(expect.arrayContaining(row.because ?? []));
    const held = access.map(heldKey);
    for (const row of decision.expectedAbsent ?? []) {
      expect(held).not.toContain(heldKey(row));
    }
    if (decision.confidence === 'inferred' || decision.confidence === 'unverified') {
      const rules = (decision.expected ?? []).concat(decision.expectedAbsent ?? []).flatMap((row) => row.because ?? []);
      expect(rules.some((rule) => warnings.some((warning) => warning.includes(`${rule} (`)))).toBe(true);
    }
    expect(warnings.length).toBeGreaterThanOrEqual((decision.expectedWarnings ?? []).length);
  });
});
