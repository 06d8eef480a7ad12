import { counted } from '../../../core/model/counted';
import type { ReadJournal } from '../../store/journal';
import { beginOf, callStates, endOf } from './journal-state';

/** One journal in the list. */
export interface JournalSummary {
  id: string;
  plan: string;
  connection: string;
  startedAt: string;
  /** `done`: all calls made. `open`: it ended early and may be finished or undone. */
  state: 'done' | 'open' | 'damaged';
  calls: number;
  done: number;
  /** Begun, and nothing tells how they ended: read again before anything else is done. */
  unknown: number;
  failed: number;
  verified: boolean | null;
  /** Accounts and operations, for filters. */
  accounts: string[];
  operations: string[];
  head: string;
  damage?: string;
}

export function summaryOf(journal: ReadJournal): JournalSummary {
  const { id, lines, head, damage } = journal;
  const begin = beginOf(lines);
  const states = callStates(lines);
  const count = (...of: string[]): number => states.filter((one) => of.includes(one.state)).length;
  const end = endOf(lines);
  return {
    id,
    plan: begin?.plan ?? '',
    connection: begin?.connection ?? '',
    startedAt: lines[0]?.at ?? '',
    state: damage === undefined ? (end ? 'done' : 'open') : 'damaged',
    calls: states.length,
    done: count('done', 'already'),
    unknown: count('unknown'),
    failed: count('failed', 'partly'),
    verified: end ? end.verified : null,
    accounts: [...new Set(states.map(({ call }) => call.account))].sort(),
    operations: [...new Set(states.map(({ call }) => call.operation))].sort(),
    head,
    ...(damage === undefined ? {} : { damage }),
  };
}

export interface JournalDetails extends JournalSummary {
  steps: {
    call: number;
    account: string;
    operation: string;
    request: Record<string, unknown>;
    state: string;
    at?: string;
    error?: string;
    undo: string;
  }[];
  differences: string[];
}

/** A journal call by call. */
export function detailsOf(journal: ReadJournal): JournalDetails {
  const steps = callStates(journal.lines).map(({ number, call, state, at, error, inverse }) => ({
    call: number,
    account: call.account,
    operation: call.operation,
    request: call.request,
    state,
    ...(at === undefined ? {} : { at }),
    ...(error ? { error: `${error.code}: ${error.message}` } : {}),
    undo: 'none' in inverse ? inverse.none : (inverse.partial ?? `${counted(inverse.calls.length, 'call')}`),
  }));
  const differences = (endOf(journal.lines)?.differences ?? []).map((difference) => difference.text);
  return { ...summaryOf(journal), steps, differences };
}
