import { randomBytes } from 'node:crypto';
import type { ApplyOutcome } from '../../../contract/change';
import { editSentence } from '../../../core/change/edit-sentence';
import type { Edit, Plan } from '../../../core/change/plan-types';
import type { Result } from '../../../core/model/result';
import { fail, ok } from '../../../core/model/result';
import type { Aws } from '../../aws/aws';
import { troubleOf } from '../../store/failure';
import { journalStore } from '../../store/journal';
import { planStore } from '../../store/plan-store';
import type { StoredPlan } from '../../store/plan-store';
import type { AppStateHolder } from '../app-state';
import { SANDBOX } from '../choose-members';
import type { UseCaseDeps, UseCases } from '../port';
import { applyPlan } from './apply-plan';
import { basketFile } from './basket';
import { saveReport } from '../export/export-calls';
import { refusalOf } from './guard-apply';
import { journalAsReport } from './journal-as-report';
import { resumable } from './journal-state';
import { journalView, planView, writesOf } from './journal-view';
import { makePlan } from './make-plan';
import { undoJournal } from './undo-journal';
import type { Writing } from './writing';

type ChangeCalls = Pick<
  UseCases,
  | 'change.plan'
  | 'change.apply'
  | 'change.resume'
  | 'change.undo'
  | 'change.journal'
  | 'change.exportJournal'
  | 'change.writing'
  | 'change.basket'
>;

interface Deps extends Pick<UseCaseDeps, 'host' | 'home' | 'now' | 'emit' | 'confirmWrite' | 'askSavePath'> {
  state: AppStateHolder;
  writing: Writing;
  keep: number;
  /** AWS of the connection on screen. */
  open: (signal: AbortSignal) => Promise<Result<Aws>>;
  /** Puts a stored snapshot on screen. */
  show: (snapshot: string) => Promise<unknown>;
}

/** Change as the window asks for it: it sends edits and plan ids, never a call. */
export function changeCalls(deps: Deps): ChangeCalls {
  const { host, home, now, state, writing } = deps;
  const plans = planStore(home);
  const journals = journalStore(home, now);
  const planDeps = { host, plans, now, random };
  const basket = basketFile(home, () => state.get().connection?.name ?? SANDBOX, now);
  const view = async (stored: Result<StoredPlan>) => {
    if (!stored.ok) return stored;
    const { plan } = stored.value;
    const sentences = await sentencesOf(host, plan.edits);
    const names = await host.ask('change.names', { principals: principalsOf(plan) });
    return ok(planView(stored.value, writing.mayWrite, { sentences, names: names.ok ? names.value : {} }));
  };
  const journal = async () => journalView(await journals.list(), plans, (edits) => sentencesOf(host, edits));

  return {
    'change.plan': ({ edits }, signal) => guarded(async () => view(await makePlan(planDeps, edits, signal))),
    'change.resume': ({ journal }) =>
      guarded(async () => {
        const plan = resumable(await journals.read(journal));
        return plan.ok ? view(ok(await plans.open(plan.value))) : plan;
      }),
    'change.undo': ({ journal }, signal) =>
      guarded(async () => view(await undoJournal({ ...planDeps, journals }, journal, signal))),
    'change.apply': ({ plan, acknowledge }, signal) =>
      guarded(async () => apply(deps, await plans.open(plan), acknowledge, signal)),
    'change.journal': () => guarded(async () => ok(await journal())),
    'change.exportJournal': ({ format, ids }) =>
      guarded(async () => {
        return saveReport(journalAsReport(await journal(), ids), format, deps.askSavePath);
      }),
    'change.writing': (change) => {
      if (change) writing.set(change.account, change.on);
      const { snapshot } = state.get();
      return Promise.resolve(ok(writing.states(snapshot?.members ?? [])));
    },
    'change.basket': (change) =>
      guarded(async () => {
        if (change) await basket.write(change.edits);
        const { edits, remark } = change ? { edits: change.edits, remark: undefined } : await basket.read();
        const sentences = await sentencesOf(host, edits);
        const lines = edits.map((edit, at) => ({ edit, sentence: sentences[at]! }));
        return ok(remark === undefined ? { lines } : { lines, remark });
      }),
  };
}

async function apply(
  deps: Deps,
  stored: StoredPlan,
  acknowledge: string[],
  signal: AbortSignal,
): Promise<Result<ApplyOutcome>> {
  const { host, home, now, emit, keep, state, writing, confirmWrite, open, show } = deps;
  const refused = refusalOf(stored, { writes: writing.mayWrite, acknowledged: acknowledge });
  if (refused) return fail(refused);
  if (stored.connection !== (state.get().connection?.name ?? SANDBOX))
    return fail({
      code: 'PLAN_OTHER_CONNECTION',
      message: `The plan was made for the connection ${stored.connection}.`,
      wayOut: 'Open that connection, or plan again.',
    });
  if (!confirmWrite) return fail({ code: 'CONFIRM_MISSING', message: 'Nobody can be asked here, so nothing is sent.' });
  const writes = writesOf(stored.plan.calls, stored.members);
  const sentences = await sentencesOf(host, stored.plan.edits);
  if (!(await confirmWrite({ writes, sentences })))
    return fail({ code: 'CALL_CANCELLED', message: 'You declined; nothing was sent.' });
  const aws = await open(signal);
  if (!aws.ok) return aws;
  const applied = await applyPlan(
    {
      aws: aws.value,
      host,
      journals: journalStore(home, now),
      signal,
      now,
      keep,
      onProgress({ plan, done, total, doing }) {
        emit('change.progress', { plan, done, total, doing });
      },
    },
    stored,
    acknowledge,
  );
  if (!applied.ok) return applied;
  const { journal, done, total, failed, verified, differences, snapshot } = applied.value;
  if (snapshot !== undefined) await show(snapshot);
  if (journal === null)
    return fail({
      code: 'PLAN_STALE',
      message: 'Something changed since the plan was made; nothing was sent.',
      wayOut: 'Crawl again and plan again.',
      detail: differences.map((difference) => difference.text).join(' '),
    });
  const unknown = failed.filter((one) => one.state === 'unknown').length;
  return ok({
    journal,
    done,
    failed: failed.filter((one) => one.state !== 'unknown'),
    unknown,
    notSent: total - done - failed.length,
    verified,
    differences: differences.map((difference) => difference.text),
  });
}

/** Edits as a person says them, with names for DataZone's ids where the mesh on screen knows them. */
async function sentencesOf(host: UseCaseDeps['host'], edits: Edit[]): Promise<string[]> {
  const named = await host.ask('change.sentences', { edits });
  return named.ok ? named.value.lines.map(({ sentence }) => sentence) : edits.map(editSentence);
}

/** Whose access the difference of a plan tells. */
const principalsOf = ({ gained, lost, changed, kept }: Plan): string[] => [
  ...new Set(
    [...gained, ...lost, ...changed.map(({ after }) => after), ...kept.map(({ row }) => row)].map(
      ({ principal }) => principal,
    ),
  ),
];

/** Lower-case letters and digits for ids. */
const random = (): string =>
  BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString(36)
    .padStart(13, '0')
    .slice(-6);

async function guarded<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    return fail(troubleOf(error, 'CHANGE_FAILED', 'The change ended because of a fault in Heddle.'));
  }
}
