import type { Edit, Inverse, PlannedCall } from '../../../core/change/plan-types';
import { MADE } from '../../../core/change/inverse-datazone';
import { undoneTogether } from '../../../core/change/merge-calls';
import { fail, ok, type Result } from '../../../core/model/result';
import type { CallResult, JournalEntry, JournalLine } from '../../store/journal-lines';
import type { ReadJournal } from '../../store/journal';

/** Where a call of a journaled plan stands by the journal alone. `unknown`: it was begun and nothing tells its end. */
export interface CallState {
  number: number;
  call: PlannedCall;
  state: CallResult | 'not-begun';
  error?: { code: string; message: string };
  /** Its inverse as it was known when it was sent. */
  inverse: Inverse;
  made?: string;
  failedEntries: number[];
  at?: string;
}

export type Begin = Extract<JournalEntry, { kind: 'begin' }>;

export function beginOf(lines: readonly JournalLine[]): Begin | undefined {
  const [first] = lines;
  return first?.kind === 'begin' ? first : undefined;
}

/** Every call of the plan with what the journal says of it. */
export function callStates(lines: readonly JournalLine[]): CallState[] {
  const states = (beginOf(lines)?.calls ?? []).map((call, number): CallState => ({
    number,
    call,
    state: 'not-begun',
    inverse: call.inverse,
    failedEntries: [],
  }));
  for (const line of lines) {
    if (line.kind !== 'intent' && line.kind !== 'outcome') continue;
    const held = states[line.call];
    if (!held) continue;
    held.at = line.at;
    if (line.kind === 'intent') {
      held.state = 'unknown';
      held.inverse = line.inverse;
      continue;
    }
    held.state = line.result;
    held.failedEntries = (line.entries ?? []).map((failed) => failed.entry);
    if (line.made !== undefined) held.made = line.made;
    if (line.error) held.error = line.error;
    else delete held.error;
  }
  return states;
}

export const isDone = ({ state }: CallState): boolean => state === 'done' || state === 'already' || state === 'partly';

export const endOf = (lines: readonly JournalLine[]): Extract<JournalLine, { kind: 'end' }> | undefined =>
  lines.filter((line) => line.kind === 'end').at(-1);

/** The plan with which a journal can go on. Errors: JOURNAL_DAMAGED, PLAN_APPLIED. */
export function resumable({ id, lines, damage }: Pick<ReadJournal, 'id' | 'lines' | 'damage'>): Result<string> {
  const begin = beginOf(lines);
  if (damage !== undefined || !begin)
    return fail({
      code: 'JOURNAL_DAMAGED',
      message: `The journal ${id} cannot be gone on with. ${damage ?? 'It holds no plan.'}`,
      wayOut: 'Crawl again to see what was done, and make a new plan for the rest.',
    });
  return endOf(lines)
    ? fail({ code: 'PLAN_APPLIED', message: `The plan of journal ${id} was applied.` })
    : ok(begin.plan);
}

/** Edits that were made, by position, in the order in which they were made. */
export function madeEdits(states: readonly CallState[]): number[] {
  return states
    .filter(isDone)
    .flatMap(({ call, failedEntries }) => call.edits.filter((_, entry) => !failedEntries.includes(entry)));
}

/** The calls that undo a journal, last done first, and what cannot be undone. */
export function undoEdits({ lines }: Pick<ReadJournal, 'lines'>): { edits: Edit[]; lasting: string[] } {
  const lasting: string[] = [];
  const edits = callStates(lines)
    .filter((one) => one.state === 'done' || one.state === 'partly')
    .reverse()
    .flatMap((one): Edit[] => {
      const inverse = inverseOfDone(one);
      const name = `${one.call.operation} in ${one.call.account}`;
      if ('none' in inverse) {
        lasting.push(`${name} stays: ${inverse.none}`);
        return [];
      }
      if (inverse.partial !== undefined) lasting.push(`${name} is undone in part: ${inverse.partial}`);
      return inverse.calls.map((call) => withMade({ ...call, region: call.region ?? one.call.region }, one.made));
    });
  return { edits, lasting };
}

function inverseOfDone({ call, inverse, failedEntries }: CallState): Inverse {
  if (failedEntries.length === 0 || !call.entries) return inverse;
  return undoneTogether(call.entries.filter((_, entry) => !failedEntries.includes(entry)));
}

const withMade = (edit: Edit, made: string | undefined): Edit =>
  edit.request['identifier'] === MADE && made !== undefined
    ? { ...edit, request: { ...edit.request, identifier: made } }
    : edit;
