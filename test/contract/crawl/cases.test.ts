import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AccessRow, DecisionCase } from '../../../src/core/model/case';
import type { Layer, Part, Snapshot } from '../../../src/core/model/snapshot';
import { SNAPSHOT_SCHEMA } from '../../../src/core/model/snapshot';
import { evaluateCase, evaluateSnapshot } from '../../../src/core/access/evaluate';
import { VARIANTS } from '../../../src/main/sandbox/service';
import { worldFromCase } from '../../../src/main/sandbox/state/from-case';
import { withSandbox } from '../../support/sandbox';
import { administrators, awsOf, crawlAll } from './open-halcyon';

const folder = join(import.meta.dirname, '../../cases/access');
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as DecisionCase);

/** Every variant at its other value: the open points must not change an answer. */
const otherwise = Object.fromEntries(Object.entries(VARIANTS).map(([name, values]) => [name, values.at(-1)]));

async function crawled(decision: DecisionCase, variants: object): Promise<Snapshot> {
  return withSandbox({ world: worldFromCase(decision), variants }, async (sandbox) => {
    const aws = awsOf(sandbox);
    try {
      const members = await administrators(aws);
      const { host, result } = await crawlAll(aws, members);
      expect(result.ok).toBe(true);
      const parts = [...host.parts].flatMap(([member, layers]) =>
        [...layers].map(([layer, records]) => ({ member, layer: layer as Layer, readAt: '', records }) as Part),
      );
      return {
        schema: SNAPSHOT_SCHEMA,
        id: decision.id,
        takenAt: '',
        connection: '',
        members,
        parts,
        coverage: host.coverage,
      };
    } finally {
      aws.close();
    }
  });
}

const sorted = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => a.localeCompare(b))
          .map(([k, v]) => [k, sorted(v)]),
      );

/** Reasons name rules and may grow; what is decided must be the same. */
const decided = (rows: readonly AccessRow[]): string[] =>
  rows.map(({ because: _, ...row }) => JSON.stringify(sorted(row))).sort();

describe('a case served, crawled and then asked gives what the case itself gives', () => {
  it.each(cases.map((c) => [c.id, c] as const))('%s', async (_id, decision) => {
    const expected = evaluateCase({ ...decision, kind: 'evaluate' });
    const plain = await crawled(decision, {});
    expect(decided(evaluateSnapshot(plain, decision.evaluate.principals).access)).toEqual(decided(expected.access));
    const other = await crawled(decision, otherwise);
    expect(decided(evaluateSnapshot(other, decision.evaluate.principals).access)).toEqual(decided(expected.access));
  });
});
