import type { AccessRow } from '../../core/model/case';
import type { Plan } from '../../core/change/plan-types';
import type { Resource } from '../../core/model/lakeformation';

/** More lines than this are counted instead of listed. */
const MOST = 60;

/** What a plan does to access: gained, lost, narrowed, widened, and who keeps it by another path. */
export function PlanDifference({ plan }: { plan: Plan }) {
  // A row that stays, with fewer or more columns, is told as what was added to it or taken from it.
  const kept = new Set(plan.changed.map(({ after }) => placeOf(after)));
  const isPart = (row: AccessRow): boolean => kept.has(placeOf(row));
  const parts = new Set([...plan.gained, ...plan.lost].map(placeOf));
  const whole = plan.changed.filter(
    ({ before, after }) => !parts.has(placeOf(after)) || rowsOf(before) !== rowsOf(after),
  );
  const other = whole.filter(({ how }) => how === 'changed');
  const to = (how: string): AccessRow[] => whole.filter((row) => row.how === how).map(({ after }) => after);
  const isNothing = !plan.gained.length && !plan.lost.length && !plan.changed.length;
  return (
    <div className="difference">
      {isNothing ? <p className="difference-none">Nobody’s access changes.</p> : null}
      <Rows title="Gained" sign="+" tone="gained" rows={plan.gained.filter((row) => !isPart(row))} />
      <Rows title="Lost" sign="−" tone="lost" rows={plan.lost.filter((row) => !isPart(row))} />
      <Rows title="Narrowed by" sign="▾" tone="lost" rows={plan.lost.filter(isPart)} />
      <Rows title="Narrowed" sign="▾" tone="lost" rows={to('narrowed')} note="to" />
      <Rows title="Widened by" sign="▴" tone="gained" rows={plan.gained.filter(isPart)} />
      <Rows title="Widened" sign="▴" tone="gained" rows={to('widened')} note="to" />
      <Rows title="Changed" sign="~" tone="plain" rows={other.map(({ after }) => after)} note="to" />
      {plan.kept.length ? (
        <div role="group" aria-label="Still has access">
          <h3>Still has access · {plan.kept.length}</h3>
          <ul>
            {plan.kept.slice(0, MOST).map(({ row, through }) => (
              <li key={keyOf(row)}>
                <b aria-hidden="true">=</b> <span>{accessWords(row)}</span>{' '}
                <small title={through.join(', ')}>via {throughWords(through)}</small>
              </li>
            ))}
          </ul>
          <More of={plan.kept.length} />
        </div>
      ) : null}
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

interface RowsProps {
  title: string;
  sign: string;
  tone: 'gained' | 'lost' | 'plain';
  rows: readonly AccessRow[];
  note?: string;
}

function Rows({ title, sign, tone, rows, note }: RowsProps) {
  if (!rows.length) return null;
  return (
    <div role="group" aria-label={title}>
      <h3>
        {title} · {rows.length}
      </h3>
      <ul>
        {rows.slice(0, MOST).map((row) => (
          <li key={keyOf(row)} className={`is-${tone}`}>
            <b aria-hidden="true">{sign}</b>
            <span>
              {note ? `${note} ` : ''}
              {accessWords(row)}
            </span>
          </li>
        ))}
      </ul>
      <More of={rows.length} />
    </div>
  );
}

const More = ({ of }: { of: number }) => (of > MOST ? <p className="difference-more">and {of - MOST} more</p> : null);

const rowsOf = ({ rowFilter, cellFilters }: AccessRow): string => JSON.stringify([rowFilter, cellFilters]);
const placeOf = (row: AccessRow): string => JSON.stringify([row.principal, row.resource, row.permission]);

const keyOf = (row: AccessRow): string =>
  JSON.stringify([row.principal, row.resource, row.permission, row.columns, row.rowFilter]);

/** `Analyst: SELECT on sales.orders (3 columns, rows where region = 'EU')`. */
export function accessWords({ principal, resource, permission, columns, rowFilter }: AccessRow): string {
  const who = principal.slice(Math.max(principal.lastIndexOf('/'), principal.lastIndexOf(':')) + 1);
  const limits = [
    columns?.length ? (columns.length <= 3 ? columns.join(', ') : `${columns.length} columns`) : '',
    rowFilter ? `rows where ${rowFilter}` : '',
  ].filter(Boolean);
  const what = permission === 'IAM_DECIDES' ? 'left to IAM' : permission;
  return `${who}: ${what} on ${resourceWords(resource)}${limits.length ? ` (${limits.join(', ')})` : ''}`;
}

function resourceWords(resource: Resource): string {
  const { Table, TableWithColumns, Database, DataCellsFilter, DataLocation, LFTag, LFTagExpression, Catalog } =
    resource;
  const table = Table ?? TableWithColumns;
  if (table) return `${table.DatabaseName}.${table.Name ?? '*'}`;
  if (Database) return `database ${Database.Name}`;
  if (DataCellsFilter) return `filter ${DataCellsFilter.Name ?? ''} of ${DataCellsFilter.TableName ?? ''}`;
  if (DataLocation) return DataLocation.ResourceArn;
  if (LFTag) return `LF-Tag ${LFTag.TagKey}=${LFTag.TagValues.join('|')}`;
  if (LFTagExpression) return `saved expression ${LFTagExpression.Name}`;
  return `catalog ${Catalog?.Id ?? ''}`;
}
