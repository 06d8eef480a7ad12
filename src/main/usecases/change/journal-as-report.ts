import type { JournalEntry, JournalView } from '../../../contract/change';
import { counted } from '../../../core/model/counted';
import type { Report, ReportColumn } from '../../../core/report/report';

const COLUMNS: ReportColumn[] = [
  { key: 'entry', label: 'Entry' },
  { key: 'at', label: 'At' },
  { key: 'state', label: 'State' },
  { key: 'verified', label: 'Verified' },
  { key: 'change', label: 'Change' },
  { key: 'account', label: 'Account' },
  { key: 'role', label: 'Role' },
  { key: 'operation', label: 'Operation' },
  { key: 'outcome', label: 'Outcome' },
  { key: 'message', label: 'Message' },
  { key: 'differences', label: 'Differences' },
  { key: 'undo', label: 'Undo' },
];

/**
 * The journal as evidence, one row per call, newest entry first. The head of the chain is in it: kept elsewhere, it shows
 * later whether the journal was changed. `ids`: only these entries, in their order.
 */
export function journalAsReport({ entries, head, damaged }: JournalView, ids?: readonly string[]): Report {
  const shown = ids ? ids.flatMap((id) => entries.find((entry) => entry.id === id) ?? []) : entries;
  const calls = shown.reduce((sum, entry) => sum + entry.calls.length, 0);
  const state = damaged === null ? 'the chain holds' : 'the chain is broken';
  return {
    title: 'Journal of changes',
    sentence: `${counted(shown.length, 'change')} with ${counted(calls, 'call')}; ${state}, and its head is ${head}.`,
    columns: COLUMNS,
    rows: shown.flatMap(rowsOf),
    derivations: [],
    snapshot: null,
    coverage: damaged === null ? [] : [`The journal is damaged: ${damaged}`],
    limits: shown.length < entries.length ? [`Only ${String(shown.length)} of ${String(entries.length)} changes.`] : [],
    rules: [],
  };
}

function rowsOf(entry: JournalEntry): string[][] {
  const { id, at, state, verified, sentences, writes, differences } = entry;
  const undo = [
    ...(entry.undoOf === undefined ? [] : [`undoes ${entry.undoOf}`]),
    ...(entry.undoneBy === undefined ? [] : [`undone by ${entry.undoneBy}`]),
    ...(entry.final === undefined ? [] : [entry.final]),
  ].join('; ');
  return entry.calls.map(({ account, operation, outcome, message = '' }) => [
    id,
    at,
    state,
    verified === null ? 'not compared' : verified ? 'yes' : 'no',
    sentences.join('; '),
    account,
    writes.find((one) => one.account === account)?.role ?? '',
    operation,
    outcome,
    message,
    differences.join(' '),
    undo,
  ]);
}
