import type { JournalEntry, JournalView, PlanView, PlanWrites } from '../../../contract/change';
import type { Edit, PlannedCall } from '../../../core/change/plan-types';
import type { Member } from '../../../core/model/snapshot';
import type { ReadJournal } from '../../store/journal';
import { GENESIS } from '../../store/journal-lines';
import type { PlanStore, StoredPlan } from '../../store/plan-store';
import { beginOf, callStates, endOf, undoEdits, type Begin } from './journal-state';
import { roleName } from './writing';

/** A stored plan as the window shows it. */
export function planView(
  stored: StoredPlan,
  mayWrite: (account: string) => boolean,
  words: Pick<PlanView, 'sentences' | 'names'>,
): PlanView {
  const { id, plan, members, undoes } = stored;
  return {
    id,
    ...words,
    plan,
    writes: writesOf(plan.calls, members).map((one) => ({ ...one, writing: mayWrite(one.account) })),
    ...(undoes === undefined ? {} : { undoes }),
  };
}

/** Per account, who writes how often, in the order of the first call. */
export function writesOf(
  calls: readonly Pick<PlannedCall, 'account'>[],
  members: readonly Member[],
): Omit<PlanWrites, 'writing'>[] {
  const counts = new Map<string, number>();
  for (const { account } of calls) counts.set(account, (counts.get(account) ?? 0) + 1);
  return [...counts].map(([account, number]) => {
    const member = members.find((m) => m.account === account);
    const { accountName, callerArn, profile } = member ?? {};
    return {
      account,
      ...(accountName === undefined ? {} : { accountName }),
      role: callerArn === undefined ? (profile ?? account) : roleName(callerArn),
      calls: number,
    };
  });
}

/** All journals, newest first, with what is wrong with any of them. `sentencesOf` says one sentence per edit. */
export async function journalView(
  journals: readonly ReadJournal[],
  plans: Pick<PlanStore, 'open'>,
  sentencesOf: (edits: Edit[]) => Promise<string[]>,
): Promise<JournalView> {
  const stored = new Map<string, StoredPlan>();
  for (const { lines } of journals) {
    const plan = beginOf(lines)?.plan;
    const found = plan === undefined ? undefined : await plans.open(plan).catch(() => undefined);
    if (found) stored.set(found.id, found);
  }
  const begun = journals.flatMap((journal) => {
    const begin = beginOf(journal.lines);
    return begin ? [{ journal, begin, plan: stored.get(begin.plan) }] : [];
  });
  const edits = begun.map(({ begin, plan }): Edit[] => plan?.plan.edits ?? begin.calls);
  const sentences = await sentencesOf(edits.flat());
  const entries = begun.map((one, at) => entryOf(one, sentences.splice(0, edits[at]!.length)));
  for (const entry of entries) {
    const back = entries.find((other) => other.undoOf === entry.id);
    if (back) entry.undoneBy = back.id;
  }
  const damage = journals.filter((journal) => journal.damage !== undefined);
  return {
    entries: entries.reverse(),
    head: journals.at(-1)?.head ?? GENESIS,
    damaged: damage.length === 0 ? null : damage.map(({ id, damage: why }) => `${id}: ${why ?? ''}`).join(' '),
  };
}

interface Begun {
  journal: ReadJournal;
  begin: Begin;
  /** Absent where it is no longer kept. */
  plan: StoredPlan | undefined;
}

function entryOf({ journal, begin, plan }: Begun, sentences: string[]): JournalEntry {
  const { id, lines } = journal;
  const states = callStates(lines);
  const end = endOf(lines);
  const stopped = lines.filter((line) => line.kind === 'stopped').at(-1);
  const { edits, lasting } = undoEdits(journal);
  return {
    id,
    at: lines[0]!.at,
    state: end ? 'applied' : stateOf(stopped?.reason),
    sentences,
    writes: plan ? writesOf(begin.calls, plan.members) : writesOf(begin.calls, []),
    calls: states.map(({ call, state, error }) => ({
      account: call.account,
      service: call.service,
      operation: call.operation,
      outcome: OUTCOMES[state],
      ...(error ? { message: error.message } : {}),
    })),
    verified: end ? end.verified : null,
    differences: (end?.differences ?? []).map((difference) => difference.text),
    ...(edits.length > 0 ? {} : { final: lasting.join(' ') || finalWords(states) }),
    ...(plan?.undoes === undefined ? {} : { undoOf: plan.undoes }),
  };
}

const finalWords = (states: ReturnType<typeof callStates>): string =>
  states.some(({ state }) => state === 'unknown')
    ? 'Of a call it is not known whether it took effect: finish the change, which reads it again; then it can be undone.'
    : 'There is nothing to undo: no call of it changed anything.';

const stateOf = (reason: string | undefined): JournalEntry['state'] =>
  reason === undefined ? 'interrupted' : reason.startsWith('Cancelled') ? 'cancelled' : 'partly';

const OUTCOMES = {
  done: 'done',
  already: 'done',
  partly: 'failed',
  failed: 'failed',
  unknown: 'unknown',
  'not-begun': 'not-sent',
} as const;
