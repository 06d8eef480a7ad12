import { accessOf, rowsOf } from '../access/access-of';
import { buildAccessIndex, indexMesh, type AccessIndex } from '../access/access-index';
import { retaggedMesh } from '../model/mesh/mesh';
import { isActor } from '../model/mesh/principals';
import type { AccessRow } from '../model/case';
import type { Member, Snapshot } from '../model/snapshot';
import { applyRequest, PREDICTABLE } from './apply';
import { withChangedParts } from './changed-parts';
import { compareAccess } from './compare-access';
import { guardsOf } from './guards';
import { inverseOf } from './inverse';
import { keptBy } from './kept';
import { mergeCalls } from './merge-calls';
import { movedPaths } from './moved-paths';
import { workableOrder } from './order-edits';
import type { Edit, Inverse, Plan, PlannedCall, Refused } from './plan-types';
import { recordDifference } from './record-difference';
import { withSubscriptions } from './resolve-edits';
import { formRefusal } from './request-form';
import { scopeOf, type Scope } from './scope';
import { subjectsOf } from './subjects';
import { subSnapshot } from './sub-snapshot';
import { stateOf, type Watch } from './watch';

/** One edit with its place in the list and the member that makes it. */
interface Placed {
  edit: Edit;
  number: number;
  member: Member;
  computable: boolean;
}

/** What edits do to a snapshot: the state after them and the calls that make it so. */
export interface Simulation {
  before: Snapshot;
  after: Snapshot;
  calls: PlannedCall[];
  refused: Refused[];
  warnings: string[];
  scope: Scope;
  placed: Placed[];
}

/**
 * What edits would do: who gains and loses what, the exact calls with their inverses, and what the service would refuse.
 * An edit that is refused changes nothing and the later ones are judged without it. Edits are made in their order, but
 * where the service takes two of them only the other way round (V9); neighbouring grants and revokes share batch calls.
 */
export function planEdits(index: AccessIndex, edits: readonly Edit[]): Plan {
  const simulation = simulateEdits(index, edits);
  const { before, after, calls, refused, warnings, scope, placed } = simulation;
  const principals = comparedPrincipals(index, scope);
  const beforeIndex = buildAccessIndex(before);
  const areTags = calls.every((call) => /^(Add|Remove)LFTags/.test(call.operation));
  const retagged = areTags ? retaggedMesh(beforeIndex.mesh, after) : undefined;
  const afterIndex = retagged ? indexMesh(retagged) : buildAccessIndex(after);
  const compared = compareAccess(beforeIndex, afterIndex, principals, areTags);
  const { gained, lost, changed } = withChangedParts(compared);
  const refusedEdits = new Set(refused.map(({ edit }) => edit));
  const made = placed.filter(({ number }) => !refusedEdits.has(number));
  const revokes = calls.some((call) => call.operation.endsWith('RevokePermissions'));
  return {
    edits: [...edits],
    calls: mergeCalls(calls),
    gained,
    lost,
    changed,
    kept: revokes ? keptBy(afterIndex, calls, accessRows(afterIndex, principals)) : [],
    warnings,
    refused: refused.sort((a, b) => a.edit - b.edit),
    guards: [
      ...guardsOf(made, index.mesh.snapshot, { gained, lost, changed }),
      ...movedPaths(made, beforeIndex, afterIndex),
    ],
    principals,
  };
}

/** Makes the edits one by one on the part of the snapshot that they can touch. */
export function simulateEdits(index: AccessIndex, given: readonly Edit[]): Simulation {
  const { snapshot: whole } = index.mesh;
  const refused: Refused[] = [];
  const malformed = new Set<number>();
  given.forEach((edit, number) => {
    const refusal = formRefusal(edit);
    if (!refusal) return;
    malformed.add(number);
    refused.push({ edit: number, ...refusal });
  });
  const edits = withSubscriptions(whole, given);
  const orderly = edits.map((edit, number) => (malformed.has(number) ? { ...edit, operation: 'none' } : edit));
  const placed = workableOrder(orderly).flatMap((number): Placed[] => {
    const edit = edits[number]!;
    if (malformed.has(number)) return [];
    const member = memberFor(whole, edit);
    if (member) return [{ edit, number, member, computable: PREDICTABLE.includes(edit.operation) }];
    refused.push({ edit: number, code: 'UnreadAccount', message: `Account ${edit.account} is not part of the mesh.` });
    return [];
  });
  const scope = scopeOf(
    index,
    placed.filter((one) => one.computable),
  );
  const before = subSnapshot(index, scope);
  let after = before;
  const calls: PlannedCall[] = [];
  const warnings: string[] = [];
  for (const { edit, number, member, computable } of placed) {
    if (!computable) {
      calls.push(uncomputed(edit, member, number));
      continue;
    }
    const applied = applyRequest(after, { ...edit, region: member.region });
    if (!applied.ok) {
      refused.push({ edit: number, ...applied.error });
      continue;
    }
    const was = after;
    after = applied.value.snapshot;
    const difference = recordDifference(was, after);
    const watches = subjectsOf(edit, member).map((subject): Watch => {
      const state = stateOf(was, member, subject);
      const start = was === before ? state : stateOf(before, member, subject);
      return {
        account: member.account,
        region: member.region,
        subject,
        before: state,
        after: stateOf(after, member, subject),
        ...(start === state ? {} : { start }),
      };
    });
    warnings.push(...applied.value.warnings);
    if (watches.length > 0 && watches.every((w) => w.before === w.after) && difference.length === 0)
      warnings.push(`${edit.operation} changes nothing: what it asks for is already so.`);
    calls.push({
      ...edit,
      region: member.region,
      inverse: possible(after, inverseOf(edit, member, was, difference)),
      preconditions: difference.flatMap((d) => d.removed.map((record) => ({ layer: d.layer, record }))),
      watches,
      edits: [number],
    });
  }
  return {
    before,
    after,
    calls: asRead(before, after, calls),
    refused,
    warnings: [...new Set(warnings)],
    scope,
    placed,
  };
}

/** An inverse that the service would refuse is none: the row may date from before the rule that forbids it. */
function possible(after: Snapshot, inverse: Inverse): Inverse {
  if ('none' in inverse) return inverse;
  let state = after;
  for (const call of inverse.calls) {
    if (!PREDICTABLE.includes(call.operation) || call.service === 'datazone') continue;
    const applied = applyRequest(state, call);
    if (!applied.ok) return { none: `${call.operation} would be refused: ${applied.error.message}` };
    state = applied.value.snapshot;
  }
  return inverse;
}

/** Records that an earlier edit of the same plan made are no preconditions: nobody has read them. */
function asRead(before: Snapshot, after: Snapshot, calls: PlannedCall[]): PlannedCall[] {
  const read = new Set<unknown>(recordDifference(before, after).flatMap((d) => d.removed as unknown[]));
  return calls.map((call) => ({ ...call, preconditions: call.preconditions.filter(({ record }) => read.has(record)) }));
}

const EMPTY: Snapshot = { schema: 1, id: '', takenAt: '', connection: '', members: [], parts: [], coverage: [] };

const uncomputed = (edit: Edit, member: Member, number: number): PlannedCall => ({
  ...edit,
  region: member.region,
  inverse: inverseOf(edit, member, EMPTY, []),
  preconditions: [],
  watches: [],
  edits: [number],
});

export const memberFor = (snapshot: Snapshot, edit: Pick<Edit, 'account' | 'region'>): Member | undefined =>
  snapshot.members.find((m) => m.account === edit.account && (edit.region ?? m.region) === m.region);

/** Whose access an edit of this scope can change, sorted. */
export function comparedPrincipals(index: AccessIndex, scope: Scope): string[] {
  if (scope.principals !== 'all') return [...scope.principals].sort();
  return index.mesh.principals.entries
    .filter((entry) => isActor(entry.kind))
    .map((entry) => entry.arn)
    .sort();
}

export const accessRows = (index: AccessIndex, principals: readonly string[]): AccessRow[] =>
  principals.flatMap((principal) => rowsOf(index, accessOf(index, principal)));
