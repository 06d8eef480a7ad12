import { useState } from 'react';
import type { PlanView } from '../../contract/change';
import type { AccessRow } from '../../core/model/case';
import { differenceLines, type DifferenceLine } from '../../core/report/difference-lines';

/** Lines that are shown at first, and more at a time when asked for. */
const MOST = 60;
const MORE = 500;

/** What a plan does to access: gained, lost, narrowed, widened, and who keeps it by another path. */
export function PlanDifference({ view: { plan, names } }: { view: PlanView }) {
  // A row that stays, with fewer or more columns, is told as what was added to it or taken from it.
  const staying = new Set(plan.changed.map(({ after }) => placeOf(after)));
  const isPart = (row: AccessRow): boolean => staying.has(placeOf(row));
  const parts = new Set([...plan.gained, ...plan.lost].map(placeOf));
  const whole = plan.changed.filter(
    ({ before, after }) => !parts.has(placeOf(after)) || rowsOf(before) !== rowsOf(after),
  );
  const isNothing = !plan.gained.length && !plan.lost.length && !plan.changed.length;
  const lines = (rows: readonly AccessRow[]): DifferenceLine[] => differenceLines(rows, names);
  const to = (how: string): DifferenceLine[] =>
    lines(whole.filter((row) => row.how === how).map(({ after }) => after)).map(({ key, text }) => ({
      key,
      text: `to ${text}`,
    }));
  const kept = plan.kept.flatMap(({ row, through }) =>
    lines([row]).map(({ key, text }): Line => ({
      key: `${row.permission} ${key}`,
      text,
      note: `via ${throughWords(through)}`,
      title: through.join(', '),
    })),
  );
  return (
    <div className="difference">
      {isNothing ? <p className="difference-none">Nobody’s access changes.</p> : null}
      <Lines title="Gained" sign="+" tone="gained" lines={lines(plan.gained.filter((row) => !isPart(row)))} />
      <Lines title="Lost" sign="−" tone="lost" lines={lines(plan.lost.filter((row) => !isPart(row)))} />
      <Lines title="Narrowed by" sign="▾" tone="lost" lines={lines(plan.lost.filter(isPart))} />
      <Lines title="Narrowed" sign="▾" tone="lost" lines={to('narrowed')} />
      <Lines title="Widened by" sign="▴" tone="gained" lines={lines(plan.gained.filter(isPart))} />
      <Lines title="Widened" sign="▴" tone="gained" lines={to('widened')} />
      <Lines title="Changed" sign="~" tone="plain" lines={to('changed')} />
      <Lines title="Still has access" sign="=" tone="plain" lines={kept} />
    </div>
  );
}

/** Rules that name a path, in words; the rules of the gate and of merging say nothing about where access comes from. */
const PATHS: readonly [RegExp, string][] = [
  [/^G1$/, 'a grant by name'],
  [/^G2$/, 'a grant on all tables'],
  [/^G1[12]$/, 'a grant to everybody in the account'],
  [/^G13$/, 'a group'],
  [/^T\d/, 'LF-Tags'],
  [/^X\d/, 'a share of another account'],
  [/^I[12]$/, 'being an administrator'],
];

function throughWords(rules: readonly string[]): string {
  const words = PATHS.filter(([pattern]) => rules.some((rule) => pattern.test(rule))).map(([, text]) => text);
  return words.join(' and ') || rules.join(', ') || 'another path';
}

interface Line extends DifferenceLine {
  note?: string;
  title?: string;
}

interface LinesProps {
  title: string;
  sign: string;
  tone: 'gained' | 'lost' | 'plain';
  lines: readonly Line[];
}

function Lines({ title, sign, tone, lines }: LinesProps) {
  const [most, setMost] = useState(MOST);
  if (!lines.length) return null;
  const rest = lines.length - most;
  return (
    <div role="group" aria-label={title}>
      <h3>
        {title} · {lines.length.toLocaleString('en-GB')}
      </h3>
      <ul>
        {lines.slice(0, most).map(({ key, text, note, title: whole }) => (
          <li key={key} className={`is-${tone}`}>
            <b aria-hidden="true">{sign}</b>
            <span>
              {text} {note === undefined ? null : <small title={whole}>{note}</small>}
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <p className="difference-more">
          and {rest.toLocaleString('en-GB')} more{' '}
          <button type="button" className="link-button" onClick={() => setMost(most + MORE)}>
            Show {rest > MORE ? `${MORE} of them` : rest === 1 ? 'it' : 'them'}
          </button>
        </p>
      ) : null}
    </div>
  );
}

const rowsOf = ({ rowFilter, cellFilters }: AccessRow): string => JSON.stringify([rowFilter, cellFilters]);
const placeOf = (row: AccessRow): string => JSON.stringify([row.principal, row.resource, row.permission]);
