import type { PlannedCall } from '../../../core/change/plan-types';
import { subjectText, type Discrepancy } from '../../../core/change/verify';
import { subjectKey } from '../../../core/change/merge-calls';
import { startOf, type Watch } from '../../../core/change/watch';
import type { Result, Trouble } from '../../../core/model/result';
import { fail, ok } from '../../../core/model/result';
import type { Member } from '../../../core/model/snapshot';
import type { Aws } from '../../aws/aws';
import { CallError } from '../../aws/errors';
import type { MeshHost } from '../../host/port';
import type { JournalStore, OpenJournal } from '../../store/journal';
import type { StoredPlan } from '../../store/plan-store';
import { callStates, endOf, isDone, madeEdits } from './journal-state';
import type { CallState } from './journal-state';
import { performCall, standingOf } from './perform-call';
import { readBefore } from './read-subject';
import { verifyApplied } from './verify-applied';

export interface ApplyProgress {
  plan: string;
  journal: string;
  done: number;
  total: number;
  doing: string;
}

export interface ApplyDeps {
  aws: Aws;
  host: MeshHost;
  journals: JournalStore;
  signal: AbortSignal;
  now: () => Date;
  /** Snapshots kept per connection. */
  keep: number;
  onProgress: (progress: ApplyProgress) => void;
}

/** What became of a plan. */
export interface Applied {
  journal: string | null;
  /** Calls in place. */
  done: number;
  total: number;
  failed: { call: number; account: string; operation: string; state: string; code: string; message: string }[];
  verified: boolean;
  differences: Discrepancy[];
  /** Why it ended before its last call. */
  stopped?: string;
  /** The snapshot that was taken afterwards. */
  snapshot?: string;
}

/**
 * Applies a stored plan, or goes on with one that ended early: who writes is who was planned, every subject is read
 * again before anything is sent and again before its call, each call is journaled before and after, and what was
 * touched is read again and compared with the prediction.
 */
export async function applyPlan(deps: ApplyDeps, stored: StoredPlan, acknowledged: string[]): Promise<Result<Applied>> {
  const { journals } = deps;
  const id = `j-${stored.id}`;
  const callers = await identifyCallers(deps, stored);
  if (!callers.ok) return callers;
  const exists = await journals.exists(id);
  const held = exists ? await journals.read(id) : undefined;
  const resumes = held !== undefined && (held.lines.length > 0 || held.damage !== undefined);
  if (!resumes) {
    const stale = await staleSubjects(deps, stored);
    if (!stale.ok) return stale;
    if (stale.value.length > 0) return ok({ ...NOTHING, total: stored.plan.calls.length, differences: stale.value });
  }
  const journal = exists ? await journals.reopen(id) : await journals.create(id);
  try {
    if (endOf(journal.lines)) return fail(appliedAlready(id));
    if (resumes) await journal.write({ kind: 'resume' });
    else await begin(deps, journal, stored, callers.value, acknowledged);
    const stopped = await performAll(deps, stored, journal);
    return ok(await finish(deps, stored, journal, stopped));
  } finally {
    await journal.close();
  }
}

const NOTHING: Applied = { journal: null, done: 0, total: 0, failed: [], verified: false, differences: [] };

const appliedAlready = (id: string): Trouble => ({
  code: 'PLAN_APPLIED',
  message: `The plan was applied before, as journal ${id}.`,
  wayOut: 'Make a new plan, or undo that journal.',
});

async function begin(
  { journals }: ApplyDeps,
  journal: OpenJournal,
  stored: StoredPlan,
  callers: Record<string, string>,
  acknowledged: string[],
): Promise<void> {
  const before = (await journals.list()).filter((other) => other.id !== journal.id && other.lines.length > 0).at(-1);
  await journal.write({
    kind: 'begin',
    plan: stored.id,
    connection: stored.connection,
    snapshot: stored.snapshot,
    callers,
    calls: stored.plan.calls,
    acknowledged,
    after: before ? { journal: before.id, head: before.head } : null,
  });
}

/** The profile that planned must still be the same account: a changed configuration must not write elsewhere. */
async function identifyCallers(
  { aws, signal }: ApplyDeps,
  stored: StoredPlan,
): Promise<Result<Record<string, string>>> {
  const callers: Record<string, string> = {};
  for (const call of stored.plan.calls) {
    const member = memberOf(stored, call);
    if (callers[member.id] !== undefined) continue;
    const now = await aws.identify(member.profile, member.region, signal);
    if (!now.ok) return now;
    if (now.value.account !== member.account)
      return fail({
        code: 'PLAN_OTHER_ACCOUNT',
        message: `Profile ${member.profile} led to account ${member.account} when the plan was made and leads to ${now.value.account} now.`,
        wayOut: 'Crawl again and make a new plan.',
      });
    callers[member.id] = now.value.callerArn ?? '';
  }
  return ok(callers);
}

function memberOf(stored: StoredPlan, call: Pick<PlannedCall, 'account' | 'region'>): Member {
  const { members } = stored;
  const found =
    members.find((m) => m.account === call.account && m.region === call.region) ??
    members.find((m) => m.account === call.account);
  if (!found) throw new Error(`no member for account ${call.account}`);
  return found;
}

/** Subjects that are not as the plan read them; or why that cannot be told, and then nothing is sent. */
async function staleSubjects({ aws }: ApplyDeps, stored: StoredPlan): Promise<Result<Discrepancy[]>> {
  const first = new Map<string, { watch: Watch; member: Member }>();
  for (const call of stored.plan.calls)
    for (const watch of call.watches)
      if (!first.has(subjectKey(watch))) first.set(subjectKey(watch), { watch, member: memberOf(stored, call) });
  try {
    const found = await Promise.all(
      [...first.values()].map(async ({ watch, member }) => {
        const now = await readBefore(aws, member, watch);
        return now === startOf(watch) ? [] : [changed(watch, now)];
      }),
    );
    return ok(found.flat());
  } catch (error) {
    if (error instanceof CallError) return fail(error.trouble);
    throw error;
  }
}

const changed = (watch: Watch, observed: string): Discrepancy => ({
  what: 'state',
  text: `${subjectText(watch)} changed since the plan was made.`,
  predicted: startOf(watch),
  observed,
});

/** Makes what is left to be made, call by call. Answers why it ended early, if it did. */
async function performAll(deps: ApplyDeps, stored: StoredPlan, journal: OpenJournal): Promise<string | undefined> {
  const states = callStates(journal.lines);
  let done = states.filter(isDone).length;
  for (const state of states) {
    if (state.state === 'done' || state.state === 'already') continue;
    const { call, number } = state;
    deps.onProgress({
      plan: stored.id,
      journal: journal.id,
      done,
      total: states.length,
      doing: `${call.operation} in ${call.account}`,
    });
    const stopped = deps.signal.aborted
      ? 'Cancelled between two calls.'
      : await performOne(deps, stored, journal, state, number);
    if (stopped !== undefined) {
      await journal.write({ kind: 'stopped', reason: stopped });
      return stopped;
    }
    done++;
  }
  return undefined;
}

async function performOne(
  { aws }: ApplyDeps,
  stored: StoredPlan,
  journal: OpenJournal,
  { call, state }: CallState,
  number: number,
): Promise<string | undefined> {
  const member = memberOf(stored, call);
  try {
    const standing = call.watches.length > 0 ? await standingOf({ aws, member }, call) : 'not-done';
    const begun = state !== 'not-begun';
    if (begun && standing === 'done') {
      await journal.write({ kind: 'outcome', call: number, result: 'done' });
      return undefined;
    }
    if (call.watches.length === 0 && state === 'unknown')
      return `Whether ${call.operation} was done cannot be read; look before you plan it again.`;
    const isOpen = standing === 'not-done' || standing === 'done' || (begun && standing === 'between');
    if (!isOpen) return `What ${call.operation} in ${call.account} touches was changed by somebody else.`;
    const { result, error } = await performCall({ aws, member, write: (entry) => journal.write(entry) }, call, number);
    if (result === 'done' || result === 'already') return undefined;
    return `${call.operation} in ${call.account}: ${error?.message ?? result}`;
  } catch (error) {
    if (error instanceof CallError) return `${error.trouble.message} ${error.trouble.wayOut ?? ''}`.trim();
    throw error;
  }
}

async function finish(
  deps: ApplyDeps,
  stored: StoredPlan,
  journal: OpenJournal,
  stopped: string | undefined,
): Promise<Applied> {
  const states = callStates(journal.lines);
  const edits = madeEdits(states).flatMap((position) => stored.edits[position] ?? []);
  const check = await verifyApplied(deps, stored, edits, stopped === undefined);
  if (stopped === undefined)
    await journal.write({
      kind: 'end',
      verified: check.verified,
      differences: check.differences,
      snapshot: check.snapshot ?? null,
    });
  return {
    journal: journal.id,
    done: states.filter((one) => one.state === 'done' || one.state === 'already').length,
    total: states.length,
    failed: states
      .filter((one) => one.state === 'failed' || one.state === 'unknown' || one.state === 'partly')
      .map(({ number, call, state, error }) => ({
        call: number,
        account: call.account,
        operation: call.operation,
        state,
        code: error?.code ?? 'Unknown',
        message: error?.message ?? 'Nobody knows whether it was done.',
      })),
    verified: check.verified,
    differences: check.differences,
    ...(stopped === undefined ? {} : { stopped }),
    ...(check.snapshot === undefined ? {} : { snapshot: check.snapshot }),
  };
}
