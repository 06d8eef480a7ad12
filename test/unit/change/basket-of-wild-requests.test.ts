import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { compareRows } from '../../../src/core/access/compare';
import { applyRequest } from '../../../src/core/change/apply';
import { withChangedParts } from '../../../src/core/change/changed-parts';
import { accessRows, planEdits, simulateEdits } from '../../../src/core/change/plan';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import { isActor } from '../../../src/core/model/mesh/principals';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { rowKey } from '../../cases/support/row-key';
import { wildRequests } from '../../contract/change/wild-requests';
import { ACTORS, twoAccountMeshes } from '../access/support/two-account-mesh';

const MESHES = Number(process.env['HEDDLE_WILD_MESHES'] ?? (process.env['HEDDLE_TEST_LONG'] ? 1_000 : 40));
const FIRST = Number(process.env['HEDDLE_TEST_FIRST_SEED'] ?? 1);

/** Views, links, groups and another account's grants; the edits mostly wrong: what each touches is found in its records. */
function richMesh(seed: number): {
  snapshot: Snapshot;
  principals: string[];
  input: Parameters<typeof wildRequests>[0];
} {
  const input = fc.sample(twoAccountMeshes, { numRuns: 4, seed })[3]!;
  const principals = ACTORS.filter((one) => !one.includes('saml-provider'));
  const snapshot = caseToSnapshot({ id: '', input });
  const admin = input.DataLakeSettings.DataLakeAdmins?.[0]?.DataLakePrincipalIdentifier;
  const members = snapshot.members.map((member) => (admin ? { ...member, callerArn: admin } : member));
  return { snapshot: { ...snapshot, members }, principals, input };
}

test('a basket previewed on what each edit touches says what the whole mesh says', () => {
  let differences = 0;
  for (let seed = FIRST; seed < FIRST + MESHES; seed++) {
    const { snapshot, principals, input } = richMesh(seed);
    const index = buildAccessIndex(snapshot);
    const edits = wildRequests(input, principals, seed, 2 + (seed % 25));
    const plan = planEdits(index, edits);
    let after = snapshot;
    const refused = new Map<number, string>();
    const { placed } = simulateEdits(index, edits);
    for (const { edit, number } of placed) {
      const applied = applyRequest(after, edit);
      if (applied.ok) after = applied.value.snapshot;
      else refused.set(number, `${applied.error.code}: ${applied.error.message}`);
    }
    const about = `seed ${String(seed)}: ${JSON.stringify(edits)}`;
    const made = new Map(plan.refused.map((one) => [one.edit, `${one.code}: ${one.message}`]));
    for (const { number } of placed)
      expect.soft(made.get(number), `${String(number)} of ${about}`).toBe(refused.get(number));
    const whole = buildAccessIndex(after);
    const actors = [...index.mesh.principals.entries, ...whole.mesh.principals.entries].filter((e) => isActor(e.kind));
    const everybody = [...new Set(actors.map((e) => e.arn))];
    const expected = withChangedParts(compareRows(accessRows(index, everybody), accessRows(whole, everybody)));
    expect.soft(plan.gained.map(rowKey).sort(), about).toEqual(expected.gained.map(rowKey).sort());
    expect.soft(plan.lost.map(rowKey).sort(), about).toEqual(expected.lost.map(rowKey).sort());
    expect.soft(plan.changed.length, about).toBe(expected.changed.length);
    differences += expected.gained.length + expected.lost.length;
  }
  expect(differences).toBeGreaterThan(MESHES);
}, 900_000);
