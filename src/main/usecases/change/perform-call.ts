import { setTimeout as sleep } from 'node:timers/promises';
import { inverseOf } from '../../../core/change/inverse';
import type { Inverse, PlannedCall } from '../../../core/change/plan-types';
import type { Resource } from '../../../core/model/lakeformation';
import type { Member } from '../../../core/model/snapshot';
import type { Aws } from '../../aws/aws';
import { CallError } from '../../aws/errors';
import type { OperationId } from '../../aws/services';
import type { CallFailure, CallResult, EntryFailure, JournalEntry } from '../../store/journal-lines';
import { readAssigned, readStates } from './read-subject';

export interface Performed {
  result: CallResult;
  error?: CallFailure;
  /** Id that the service gave to what the call made. */
  made?: string;
  entries?: EntryFailure[];
}

export interface PerformDeps {
  aws: Aws;
  member: Member;
  /** Journals a line; on the disk when it answers. */
  write: (entry: JournalEntry) => Promise<unknown>;
}

/** Where a call stands, told by what it watches. */
export type Standing = 'not-done' | 'done' | 'between' | 'unknown';

/** How often a call whose answer was lost, or a batch entry that collided, is sent. */
const SENDS = 6;

/** Entries of a batch that may succeed when sent again (facts 1.1). */
const AGAIN = /^(ConcurrentModification|Throttl|TooManyRequests|OperationTimeout|InternalService)/;
const GONE = /^No permissions revoked/;

/** How long a decision that DataZone refused is read again, for another may have been quicker (facts datazone 2.4). */
const DECIDED_WITHIN_MS = 10_000;

/**
 * Sends one planned call: a line in the journal before every attempt and one after the last. A call whose outcome is not
 * known is never sent again before its subjects were read: where they are as they should be it counts as done, where
 * they are as before it is sent again, and anything else ends the plan as `unknown`.
 */
export async function performCall(deps: PerformDeps, call: PlannedCall, number: number): Promise<Performed> {
  const inverse = await exactInverse(deps, call);
  let pending = await pendingEntries(deps, call);
  for (let attempt = 1; ; attempt++) {
    await deps.write({ kind: 'intent', call: number, attempt, inverse });
    const sent = await send(deps, requestOf(call, pending), call);
    const settled = await settle(deps, call, sent, pending);
    if (settled !== 'again' && 'result' in settled) {
      await deps.write({ kind: 'outcome', call: number, ...settled });
      return settled;
    }
    if (settled !== 'again') pending = settled.left;
    if (attempt < SENDS) {
      await sleep(Math.random() * Math.min(4_000, 200 * 2 ** attempt));
      continue;
    }
    const error = {
      code: sent.error?.code ?? 'NoAnswer',
      message: sent.error?.message ?? 'There was no lasting answer.',
    };
    const failed: Performed =
      call.entries && pending.length < call.entries.length
        ? { result: 'partly', error, entries: pending.map((entry) => ({ entry, ...error })) }
        : { result: 'failed', error };
    await deps.write({ kind: 'outcome', call: number, ...failed });
    return failed;
  }
}

interface Sent {
  output?: Record<string, unknown>;
  error?: CallError;
}

async function send({ aws, member }: PerformDeps, request: Record<string, unknown>, call: PlannedCall): Promise<Sent> {
  try {
    // Without the plan's signal: a call under way is waited for, so that its outcome is known.
    const output = await aws.call(`${call.service}:${call.operation}` as OperationId, member, request as never);
    return { output: output as Record<string, unknown> };
  } catch (error) {
    if (error instanceof CallError) return { error };
    throw error;
  }
}

type Settled = Performed | 'again' | { left: number[] };

async function settle(deps: PerformDeps, call: PlannedCall, sent: Sent, pending: number[]): Promise<Settled> {
  const { error, output } = sent;
  if (!error) {
    if (call.entries) return ofBatch(call, output ?? {}, pending);
    const answered = ofAnswer(call, output ?? {});
    const isRefused = answered !== 'again' && 'result' in answered && answered.result === 'failed';
    return isRefused && (await isUntagged(deps, call, answered.error?.code)) ? { result: 'already' } : answered;
  }
  const failure: CallFailure = { code: error.code, message: messageOf(error) };
  if (/Revoke/.test(call.operation) && GONE.test(failure.message)) return { result: 'already' };
  if (await isUntagged(deps, call, error.code)) return { result: 'already' };
  if (error.kind === 'NETWORK' || error.kind === 'SERVER' || error.kind === 'UNKNOWN') {
    if (call.entries) return ofLostBatch(deps, call, failure);
    const standing = await standingOf(deps, call).catch(() => 'unknown' as const);
    if (standing === 'done') return { result: 'done' };
    if (standing === 'not-done') return 'again';
    return { result: 'unknown', error: failure };
  }
  if (call.service === 'datazone' && (error.kind === 'CONFLICT' || error.kind === 'INVALID')) {
    for (const until = Date.now() + DECIDED_WITHIN_MS; ; await sleep(500)) {
      const standing = await standingOf(deps, call).catch(() => 'unknown' as const);
      if (standing === 'done') return { result: 'already' };
      // What is decided otherwise stays so; only what still stands as before may be on its way.
      if (standing !== 'not-done' || Date.now() >= until) break;
    }
  }
  return { result: 'failed', error: failure };
}

/**
 * A crawl cannot tell an own tag from an equal inherited one, so a plan may remove what turns out to be inherited (T2,
 * facts 1.5). The service finds nothing to remove; where the resource reads as the plan foresaw, nothing is left to do.
 */
const isUntagged = async (deps: PerformDeps, call: PlannedCall, code: string | undefined): Promise<boolean> =>
  call.operation === 'RemoveLFTagsFromResource' &&
  code === 'EntityNotFoundException' &&
  (await standingOf(deps, call).catch(() => 'unknown' as const)) === 'done';

/** Tags fail one by one, in an answer that is 200 all the same. */
function ofAnswer(call: PlannedCall, output: Record<string, unknown>): Settled {
  // What a revoke no longer finds is gone already (facts 1.1).
  const failures = ((output['Failures'] ?? []) as BatchFailure[]).filter(
    (failure) => !/Revoke/.test(call.operation) || !GONE.test(failure.Error?.ErrorMessage ?? ''),
  );
  const [first] = failures;
  if (!first) return { result: 'done', ...madeOf(output) };
  const error = { code: first.Error?.ErrorCode ?? 'Unknown', message: first.Error?.ErrorMessage ?? '' };
  if (failures.every((failure) => AGAIN.test(failure.Error?.ErrorCode ?? ''))) return 'again';
  const asked = ((call.request['LFTags'] ?? call.request['Entries']) as unknown[] | undefined)?.length ?? 1;
  return { result: failures.length < asked ? 'partly' : 'failed', error };
}

/** 200 with failures is no success (facts 1.1). */
function ofBatch(call: PlannedCall, output: Record<string, unknown>, pending: number[]): Settled {
  const failures = ((output['Failures'] ?? []) as BatchFailure[]).map((failure): EntryFailure => ({
    entry: Number(failure.RequestEntry?.Id ?? '0') - 1,
    code: failure.Error?.ErrorCode ?? 'Unknown',
    message: failure.Error?.ErrorMessage ?? '',
  }));
  const real = failures.filter((f) => !(/Revoke/.test(call.operation) && GONE.test(f.message)));
  if (real.length === 0) return { result: 'done' };
  if (real.every((f) => AGAIN.test(f.code))) return { left: real.map((f) => f.entry) };
  const [first] = real;
  const error = { code: first!.code, message: first!.message };
  const isAll = real.length === pending.length && pending.length === call.entries?.length;
  return { result: isAll ? 'failed' : 'partly', error, entries: real };
}

interface BatchFailure {
  RequestEntry?: { Id?: string };
  Error?: { ErrorCode?: string; ErrorMessage?: string };
}

async function ofLostBatch(deps: PerformDeps, call: PlannedCall, error: CallFailure): Promise<Settled> {
  try {
    const states = await readStates(deps.aws, deps.member, call.watches);
    if (call.watches.some((w, at) => states[at] !== w.before && states[at] !== w.after))
      return { result: 'unknown', error };
    const left = call.watches.flatMap((w, at) => (states[at] === w.after ? [] : [at]));
    return left.length === 0 ? { result: 'done' } : { left };
  } catch {
    return { result: 'unknown', error };
  }
}

/** Reads what a call watches and tells whether it was done. */
export async function standingOf(
  { aws, member }: Pick<PerformDeps, 'aws' | 'member'>,
  call: PlannedCall,
): Promise<Standing> {
  if (call.watches.length === 0) return 'unknown';
  const states = await readStates(aws, member, call.watches);
  if (call.watches.every((w, at) => states[at] === w.after)) return 'done';
  if (call.watches.every((w, at) => states[at] === w.before)) return 'not-done';
  return call.watches.every((w, at) => states[at] === w.before || states[at] === w.after) ? 'between' : 'unknown';
}

/** Entries of a batch that are not in place yet: after a crash some may be. */
async function pendingEntries(deps: PerformDeps, call: PlannedCall): Promise<number[]> {
  if (!call.entries) return [];
  const all = call.entries.map((_, at) => at);
  if (call.watches.length !== call.entries.length) return all;
  const states = await readStates(deps.aws, deps.member, call.watches);
  const open = all.filter((at) => states[at] !== call.watches[at]!.after || call.watches[at]!.before === states[at]);
  return open.length === 0 ? all : open;
}

function requestOf(call: PlannedCall, pending: readonly number[]): Record<string, unknown> {
  if (!call.entries) return call.request;
  const entries = call.request['Entries'] as unknown[];
  return { ...call.request, Entries: entries.filter((_, at) => pending.includes(at)) };
}

/** An own tag that equals the inherited one is invisible in a crawl, so undoing asks for what is assigned (T2). */
async function exactInverse({ aws, member }: PerformDeps, call: PlannedCall): Promise<Inverse> {
  if (call.operation !== 'AddLFTagsToResource' && call.operation !== 'RemoveLFTagsFromResource') return call.inverse;
  try {
    const assigned = await readAssigned(aws, member, call.request['Resource'] as Resource);
    return inverseOf(call, member, assigned, []);
  } catch (error) {
    if (error instanceof CallError) return call.inverse;
    throw error;
  }
}

const madeOf = ({ id, identifier }: Record<string, unknown>): { made?: string } => {
  const made = id ?? identifier;
  return typeof made === 'string' ? { made } : {};
};

const messageOf = (error: CallError): string => (error.cause instanceof Error ? error.cause.message : error.message);
