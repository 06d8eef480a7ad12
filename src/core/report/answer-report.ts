import { RULES, type RuleId } from '../access/rules';
import type { CoverageGap, Snapshot } from '../model/snapshot';
import { ACCESS_COLUMNS, COMPARE_COLUMNS } from './access-columns';
import { rowCount, textAt, type PackedTable } from './packed-table';
import { questionText } from './question';
import type { Derivation, Report, ReportColumn } from './report';
import type { AccessView, ComparisonView, ExplanationView, RowView, StepView } from './views';

/** The snapshot that an answer was made from. */
type Origin = Pick<Snapshot, 'id' | 'takenAt' | 'connection'>;

/** Columns that serve the screen only. */
const INTERNAL = new Set(['node']);

/** Who can … and what can …, with the derivations of its first lines. `rows`: the lines shown, in their order. */
export function accessReport(
  view: AccessView,
  origin: Origin,
  derivations: readonly ExplanationView[],
  rows?: readonly number[],
): Report {
  const { warnings, dormant, subscriptions } = view;
  return {
    ...base(questionText(view.question), view.sentence, origin, view.coverage),
    ...tableOf(view.lines, ACCESS_COLUMNS, rows),
    derivations: derivations.map(derivationOf),
    limits: [
      ...shownOf(view.lines, rows),
      ...(view.more ? ['There are more lines than this answer carries.'] : []),
      ...warnings,
      ...dormant.map(
        (d) =>
          `dormant: ${d.permissions.join(', ')} on ${d.resource} to ${d.principal}: ${d.why} (${d.rule}); it would wake by ${d.wakes}`,
      ),
      ...subscriptions.map((s) => `subscription of ${s.subscriber} to ${s.product}: ${s.words}`),
    ],
    rules: rulesCited([
      ...linesRules(view.lines),
      ...dormant.map(({ rule }) => rule),
      ...derivations.flatMap(({ steps }) => steps.map(({ rule }) => rule)),
    ]),
  };
}

/** Why, or why not. */
export function explanationReport(view: ExplanationView, origin: Origin): Report {
  return {
    ...base(questionText(view.question), view.sentence, origin, view.coverage),
    ...tableOf(view.lines, ACCESS_COLUMNS),
    derivations: [derivationOf(view)],
    limits: [
      ...view.missing.map((what) => `missing: ${what}`),
      ...view.warnings,
      ...view.subscriptions.map((s) => `subscription of ${s.subscriber} to ${s.product}: ${s.words}`),
    ],
    rules: rulesCited([...view.steps.map(({ rule }) => rule), ...linesRules(view.lines)]),
  };
}

/** Who gained or lost what. */
export function comparisonReport(view: ComparisonView, origin: Origin, rows?: readonly number[]): Report {
  return {
    ...base(questionText(view.question), view.sentence, origin, view.coverage),
    ...tableOf(view.lines, COMPARE_COLUMNS, rows),
    derivations: [],
    limits: [...shownOf(view.lines, rows), ...view.warnings],
    rules: [],
  };
}

export const base = (
  title: string,
  sentence: string,
  { id, takenAt, connection }: Origin,
  gaps: readonly CoverageGap[],
) => ({
  title,
  sentence,
  snapshot: { id, takenAt, connection },
  coverage: gaps.map(({ member, layer, reason }) => `${member}, ${layer}: ${reason}`),
});

function tableOf(
  lines: PackedTable,
  columns: readonly ReportColumn[],
  rows?: readonly number[],
): Pick<Report, 'columns' | 'rows'> {
  const total = rowCount(lines);
  const wanted = rows?.filter((row) => row < total) ?? Array.from({ length: total }, (_, row) => row);
  const shown = columns.filter(({ key }) => !INTERNAL.has(key));
  return { columns: [...shown], rows: wanted.map((row) => shown.map(({ key }) => textAt(lines, row, key))) };
}

const shownOf = (lines: PackedTable, rows: readonly number[] | undefined): string[] =>
  rows && rows.length < rowCount(lines)
    ? [
        `Filtered: ${String(rows.length)} of the ${String(rowCount(lines))} lines of the answer are here; the sentence is about all of them.`,
      ]
    : [];

const derivationOf = (view: ExplanationView): Derivation => ({
  title: `${view.principal} on ${view.resource}`,
  steps: view.steps.map(stepOf),
  conclusion: view.conclusion,
});

const stepOf = ({ rule, words, row }: StepView): Derivation['steps'][number] => ({
  text: words,
  rules: [rule],
  ...(row ? { row: rowText(row) } : {}),
});

/** A permission row in one line: who holds what, who wrote it when, and whose listing held it. */
export function rowText(row: RowView): string {
  const parts = [
    `${row.principal}: ${row.permissions.join(', ') || 'nothing'} on ${row.resource}`,
    row.grantable.length ? `may pass on ${row.grantable.join(', ')}` : '',
    row.condition === undefined ? '' : `where ${row.condition}`,
    row.by === undefined ? '' : `by ${row.by}`,
    row.at === undefined ? '' : `at ${row.at}`,
    `listed by ${row.listedBy} (${row.account})`,
  ];
  return parts.filter(Boolean).join('; ');
}

function linesRules(lines: PackedTable): string[] {
  const found = new Set<string>();
  for (let row = 0; row < rowCount(lines); row++) found.add(textAt(lines, row, 'rules'));
  return [...found].flatMap((text) => text.split(' '));
}

/** The rules with their texts, each once; what is no rule is left out. */
export const rulesCited = (ids: Iterable<string>): Report['rules'] =>
  [...new Set(ids)]
    .filter((id): id is RuleId => Object.hasOwn(RULES, id))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((id) => ({ id, text: RULES[id] }));
