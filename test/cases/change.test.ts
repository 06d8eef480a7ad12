import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluateCase } from '../../src/core/access/evaluate';
import type { DecisionCase } from '../../src/core/model/case';
import { rowKey } from './support/row-key';

const folder = join(__dirname, 'change');
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as DecisionCase);

describe('previews of changes', () => {
  it('finds the cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(12);
  });

  it.each(cases.map((c) => [c.id, c.title, c] as const))('%s: %s', (_id, _title, decision) => {
    const answer = evaluateCase(decision);
    const error = 'error' in answer ? answer.error : null;
    expect(error?.code ?? null).toBe(decision.expectedError?.code ?? null);
    if (decision.expectedError?.messageContains) expect(error?.message).toContain(decision.expectedError.messageContains);
    expect(answer.access.map(rowKey).sort()).toEqual((decision.expectedAfter ?? []).map(rowKey).sort());
    const reasons = new Map(answer.access.map((row) => [rowKey(row), row.because ?? []]));
    for (const row of decision.expectedAfter ?? []) {
      // '-' stands for "no rule named" in the cases.
      const named = (row.because ?? []).filter((rule) => rule !== '-');
      expect(reasons.get(rowKey(row))).toEqual(expect.arrayContaining(named));
    }
  });
});
