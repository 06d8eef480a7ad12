import type { Inverse, PlannedCall } from './plan-types';
import { canonicalText } from '../model/canonical';
import type { Watch } from './watch';

/** Entries that one batch call takes. */
export const BATCH_LIMIT = 20;

const BATCH_OF: Record<string, string> = {
  GrantPermissions: 'BatchGrantPermissions',
  RevokePermissions: 'BatchRevokePermissions',
};

/** Neighbouring grants, and neighbouring revokes, of one account become batch calls of at most twenty entries. */
export function mergeCalls(calls: readonly PlannedCall[]): PlannedCall[] {
  const merged: PlannedCall[] = [];
  let run: PlannedCall[] = [];
  let touched = new Set<string>();
  const flush = (): void => {
    if (run.length === 1) merged.push(run[0]!);
    else if (run.length > 1) merged.push(batchOf(run));
    run = [];
    touched = new Set();
  };
  for (const call of calls) {
    const [last] = run;
    const keys = call.watches.map(subjectKey);
    // Entries of one batch are taken in no promised order, so no two of them touch the same place.
    const fits = last && run.length < BATCH_LIMIT && sameWriter(last, call) && !keys.some((key) => touched.has(key));
    if (!fits) flush();
    if (BATCH_OF[call.operation] === undefined) merged.push(call);
    else {
      run.push(call);
      for (const key of keys) touched.add(key);
    }
  }
  flush();
  return merged;
}

const sameWriter = (a: PlannedCall, b: PlannedCall): boolean =>
  a.operation === b.operation &&
  a.account === b.account &&
  a.region === b.region &&
  a.request['CatalogId'] === b.request['CatalogId'];

export const subjectKey = (watch: Watch): string => canonicalText([watch.account, watch.region, watch.subject]);

function batchOf(run: readonly PlannedCall[]): PlannedCall {
  const first = run[0]!;
  const { CatalogId } = first.request;
  return {
    ...first,
    operation: BATCH_OF[first.operation]!,
    request: {
      ...(CatalogId === undefined ? {} : { CatalogId }),
      Entries: run.map((call, number) => {
        const { CatalogId: _catalog, ...entry } = call.request;
        return { Id: String(number + 1), ...entry };
      }),
    },
    inverse: undoneTogether(run.map((call) => call.inverse)),
    preconditions: run.flatMap((call) => call.preconditions),
    watches: run.flatMap((call) => call.watches),
    edits: run.flatMap((call) => call.edits),
    entries: run.map((call) => call.inverse),
  };
}

/** The inverse of several calls: theirs, the last one first. */
export const undoneTogether = (inverses: readonly Inverse[]): Inverse =>
  inverses.length === 0 ? { calls: [] } : [...inverses].reduceRight((later, earlier) => both(later, earlier));

/** The inverse of two calls of which `b` comes first in undoing. */
function both(b: Inverse, a: Inverse): Inverse {
  if ('none' in b) return b;
  if ('none' in a) return a;
  const partial = [b.partial, a.partial].filter((text) => text !== undefined).join(' ');
  return { calls: [...b.calls, ...a.calls], ...(partial === '' ? {} : { partial }) };
}
