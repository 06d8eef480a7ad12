import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluateCase } from '../../src/core/access/evaluate';
import type { AccessRow, DecisionCase } from '../../src/core/model/case';
import { heldKey, rowKey } from '../cases/support/row-key';

/** Further decision cases, written from the facts alone; expectations as in `test/cases`. */
const read = (folder: string): DecisionCase[] =>
  readdirSync(join(__dirname, folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(__dirname, folder, name), 'utf8')) as DecisionCase);

const missingReasons = (expected: readonly AccessRow[], access: readonly AccessRow[]): string[] => {
  const reasons = new Map(access.map((row) => [rowKey(row), row.because ?? []]));
  return expected.flatMap((row) =>
    (row.because ?? [])
      .filter((rule) => !(reasons.get(rowKey(row)) ?? []).includes(rule))
      .map((rule) => `${heldKey(row)} lacks ${rule}, has ${(reasons.get(rowKey(row)) ?? []).join(' ')}`),
  );
};

describe('own decision cases', () => {
  const cases = read('access');
  it('finds the cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(80);
  });

  it.each(cases.map((c) => [c.id, c.title, c] as const))('%s: %s', (_id, _title, decision) => {
    const { access, warnings } = evaluateCase(decision);
    const expected = decision.expected ?? [];
    expect(access.map(rowKey).sort()).toEqual(expected.map(rowKey).sort());
    expect(missingReasons(expected, access)).toEqual([]);
    const held = access.map(heldKey);
    for (const row of decision.expectedAbsent ?? []) expect(held).not.toContain(heldKey(row));
    if (decision.confidence === 'inferred' || decision.confidence === 'unverified') expect(warnings).not.toEqual([]);
  });
});

describe('own previews of changes', () => {
  const cases = read('change');
  it('finds the cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(30);
  });

  it.each(cases.map((c) => [c.id, c.title, c] as const))('%s: %s', (_id, _title, decision) => {
    const answer = evaluateCase(decision);
    const error = 'error' in answer ? answer.error : null;
    expect(error?.code ?? null).toBe(decision.expectedError?.code ?? null);
    if (decision.expectedError?.messageContains)
      expect(error?.message).toContain(decision.expectedError.messageContains);
    const after = decision.expectedAfter ?? [];
    expect(answer.access.map(rowKey).sort()).toEqual(after.map(rowKey).sort());
    expect(missingReasons(after, answer.access)).toEqual([]);
    if (decision.confidence === 'unverified' && !error) expect(answer.warnings).not.toEqual([]);
  });
});
