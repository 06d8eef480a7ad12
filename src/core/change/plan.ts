import { accessOf, rowsOf } from '../access/access-of';
import { buildAccessIndex, indexMesh, type AccessIndex } from '../access/access-index';
import { retaggedMesh } from '../model/mesh/mesh';
import { isActor } from '../model/mesh/principals';
import type { AccessRow } from '../model/case';
import type { Member, Snapshot } from '../model/snapshot';
import { applyRequest, PREDICTABLE } from './apply';
import { withChangedParts } from './changed-parts';
import { callerOf } from './caller';
import { compareAccess } from './compare-access';
import { guardsOf } from './guards';
import { inverseOf } from './inverse';
import { keptBy } from './kept';
import { localityOf } from './locality';
import { mergeCalls } from './merge-calls';
import { movedPaths } from './moved-paths';
import { workableOrder } from './order-edits';
import type { Edit, Inverse, Plan, PlannedCall, Refused } from './plan-types';
import { recordDifference } from './record-difference';
import { withSubscriptions } from './resolve-edits';
import { formRefusal } from './request-form';
import { scopeOf, type BoundScope, type Scope } from './scope';
import { subjectsOf } from './subjects';
import { subSnapshot } from './sub-snapshot';
import { LAYER_OF, stateOf, type Watch } from './watch';
import { WorkingState } from './working-state';

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
  scope: BoundScope;
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
  const beforeIndex = before === index.mesh.snapshot ? index : buildAccessIndex(before);
  const areTags = calls.every((call) => /^(Add|Remove)LFTags/.test(call.operation));
  const retagged = areTags ? retaggedMesh(beforeIndex.mesh, after) : undefined;
  const afterIndex = retagged ? indexMesh(retagged) : buildAccessIndex(after);
  const within = { before: scope.reach.within(beforeIndex), after: scope.reach.within(afterIndex) };
  const compared = compareAccess(beforeIndex, afterIndex, principals, within, areTags);
  const { gained, lost, changed } = withChangedParts(compared);
  const refusedEdits = new Set(refused.map(({ edit }) => edit));
  const made = placed.filter(({ number }) => !refusedEdits.has(number));
  return {
    edits: [...edits],
    calls: mergeCalls(calls),
    gained,
    lost,
    changed,
    kept: keptBy(afterIndex, calls),
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
  const [start, state] = [new WorkingState(before), new WorkingState(before)];
  const callers = new Map([...new Set(placed.map(({ member }) => member))].map((one) => [one, callerOf(whole, one)]));
  const calls: PlannedCall[] = [];
  const warnings: string[] = [];
  for (const { edit, number, member, computable } of placed) {
    if (!computable) {
      calls.push(uncomputed(edit, member, number));
      continue;
    }
    const where = localityOf(edit, member, callers.get(member));
    const was = state.slice(where);
    const applied = applyRequest(was, { ...edit, region: member.region });
    if (!applied.ok) {
      refused.push({ edit: number, ...applied.error });
      continue;
    }
    const now = applied.value.snapshot;
    state.replace(where, was, now);
    const difference = recordDifference(was, now);
    const watches = subjectsOf(edit, member).map((subject): Watch => {
      const first = start.slice(where, LAYER_OF[subject.kind]);
      const [atFirst, before, after] = [first, was, now].map((one) => stateOf(one, member, subject));
      return {
        account: member.account,
        region: member.region,
        subject,
        before: before!,
        after: after!,
        ...(atFirst === before ? {} : { start: atFirst! }),
      };
    });
    for (const warning of applied.value.warnings) warnings.push(warning);
    if (watches.length > 0 && watches.every((w) => w.before === w.after) && difference.length === 0)
      warnings.push(`${edit.operation} changes nothing: what it asks for is already so.`);
    calls.push({
      ...edit,
      region: member.region,
      inverse: possible(now, inverseOf(edit, member, was, difference)),
      preconditions: difference.flatMap((d) => d.removed.map((record) => ({ layer: d.layer, record }))),
      watches,
      edits: [number],
    });
  }
  const after = state.done();
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
