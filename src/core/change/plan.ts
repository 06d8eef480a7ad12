import { accessOf, rowsOf } from '../access/access-of';
import { buildAccessIndex, type AccessIndex } from '../access/access-index';
import { compareRows } from '../access/compare';
import { isActor } from '../model/mesh/principals';
import type { AccessRow } from '../model/case';
import type { Member, Snapshot } from '../model/snapshot';
import { applyRequest, PREDICTABLE } from './apply';
import { guardsOf } from './guards';
import { inverseOf } from './inverse';
import { keptBy } from './kept';
import type { Edit, Plan, PlannedCall, Refused } from './plan-types';
import { recordDifference } from './record-difference';
import { scopeOf, type Scope } from './scope';
import { subSnapshot } from './sub-snapshot';

/**
 * What edits would do, in order: who gains and loses what, the exact calls with their inverses, and what the service
 * would refuse. An edit that is refused changes nothing and the later ones are judged without it.
 */
export function planEdits(index: AccessIndex, edits: readonly Edit[]): Plan {
  const { snapshot: whole } = index.mesh;
  const refused: Refused[] = [];
  const placed = edits.flatMap((edit, number) => {
    const member = memberFor(whole, edit);
    if (member) return [{ edit, number, member, computable: PREDICTABLE.includes(edit.operation) }];
    refused.push({ edit: number, code: 'UnreadAccount', message: `Account ${edit.account} is not part of the mesh.` });
    return [];
  });
  const computable = placed.filter((one) => one.computable);
  const scope = scopeOf(index, computable);
  const before = subSnapshot(index, scope);
  let after = before;
  const calls: PlannedCall[] = [];
  const warnings: string[] = [];
  for (const { edit, number, member, computable: known } of placed) {
    if (!known) {
      calls.push(uncomputed(edit, member));
      continue;
    }
    const applied = applyRequest(after, { ...edit, region: member.region });
    if (!applied.ok) {
      refused.push({ edit: number, ...applied.error });
      continue;
    }
    const difference = recordDifference(after, applied.value.snapshot);
    warnings.push(...applied.value.warnings);
    if (difference.length === 0) warnings.push(`${edit.operation} changes nothing: what it asks for is already so.`);
    calls.push({
      ...edit,
      region: member.region,
      inverse: inverseOf(edit, member, after, difference),
      preconditions: difference.flatMap((d) => d.removed.map((record) => ({ layer: d.layer, record }))),
    });
    after = applied.value.snapshot;
  }
  const principals = principalsOf(index, scope);
  const afterIndex = buildAccessIndex(after);
  const rowsBefore = accessRows(buildAccessIndex(before), principals);
  const rowsAfter = accessRows(afterIndex, principals);
  const { gained, lost, changed } = compareRows(rowsBefore, rowsAfter);
  return {
    edits: [...edits],
    calls,
    gained,
    lost,
    changed,
    kept: keptBy(afterIndex, calls, rowsAfter),
    warnings: [...new Set(warnings)],
    refused,
    guards: guardsOf(placed, whole, lost),
    principals,
  };
}

const uncomputed = (edit: Edit, member: Member): PlannedCall => ({
  ...edit,
  region: member.region,
  inverse: inverseOf(
    edit,
    member,
    { schema: 1, id: '', takenAt: '', connection: '', members: [], parts: [], coverage: [] },
    [],
  ),
  preconditions: [],
});

export const memberFor = (snapshot: Snapshot, edit: Edit): Member | undefined =>
  snapshot.members.find((m) => m.account === edit.account && (edit.region ?? m.region) === m.region);

function principalsOf(index: AccessIndex, scope: Scope): string[] {
  if (scope.principals !== 'all') return [...scope.principals].sort();
  return index.mesh.principals.entries
    .filter((entry) => isActor(entry.kind))
    .map((entry) => entry.arn)
    .sort();
}

const accessRows = (index: AccessIndex, principals: readonly string[]): AccessRow[] =>
  principals.flatMap((principal) => rowsOf(index, accessOf(index, principal)));
