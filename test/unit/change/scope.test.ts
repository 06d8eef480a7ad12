import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { compareRows } from '../../../src/core/access/compare';
import { accessRows, planEdits, simulateEdits } from '../../../src/core/change/plan';
import { applyRequest } from '../../../src/core/change/apply';
import { withChangedParts } from '../../../src/core/change/changed-parts';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import { isActor } from '../../../src/core/model/mesh/principals';
import { randomCase } from '../../contract/cli/random-case';
import { randomEdits } from '../../contract/change/random-edits';
import { rowKey } from '../../cases/support/row-key';

const SEEDS = process.env['HEDDLE_TEST_LONG'] ? 1_000 : 150;

/** The preview looks at a part of the mesh; the whole mesh must give the same difference. */
describe('the preview of a part', () => {
  it('says what the whole mesh would say', () => {
    let differences = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const decision = randomCase(seed);
      const snapshot = caseToSnapshot(decision);
      const index = buildAccessIndex(snapshot);
      const edits = randomEdits(decision, seed, 1 + (seed % 4));
      const plan = planEdits(index, edits);
      let after = snapshot;
      const refused: number[] = [];
      // In the order of the plan: it may put a revoke before a grant.
      for (const { edit, number } of simulateEdits(index, edits).placed) {
        const applied = applyRequest(after, edit);
        if (applied.ok) after = applied.value.snapshot;
        else refused.push(number);
      }
      expect(
        plan.refused.map((r) => r.edit),
        `seed ${String(seed)}`,
      ).toEqual(refused.sort((a, b) => a - b));
      const whole = buildAccessIndex(after);
      const everybody = [
        ...new Set(
          [...index.mesh.principals.entries, ...whole.mesh.principals.entries]
            .filter((e) => isActor(e.kind))
            .map((e) => e.arn),
        ),
      ];
      const expected = withChangedParts(compareRows(accessRows(index, everybody), accessRows(whole, everybody)));
      const about = `seed ${String(seed)}: ${JSON.stringify(edits)}`;
      expect(plan.gained.map(rowKey).sort(), about).toEqual(expected.gained.map(rowKey).sort());
      expect(plan.lost.map(rowKey).sort(), about).toEqual(expected.lost.map(rowKey).sort());
      expect(plan.changed.length, about).toBe(expected.changed.length);
      differences += expected.gained.length + expected.lost.length;
    }
    expect(differences).toBeGreaterThan(SEEDS);
  });
});
