import { useMemo, useState } from 'react';
import { rowCount, textAt } from '../../../core/report/packed-table';
import type { AccessView } from '../../../core/report/views';
import { useHeddle } from '../../store/StoreProvider';
import { Chip } from '../../ui/Chip';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Icon } from '../../ui/Icon';
import { Loading } from '../../ui/Loading';
import { SelectField } from '../../ui/SelectField';
import { TextFilter } from '../../ui/TextFilter';
import { AnswerHead } from './AnswerHead';
import { CheckPanel } from './CheckPanel';
import { Derivation } from './Derivation';
import { Dormant } from './Dormant';
import { groupedLines, shownLines, type GridLine, type LineOrder } from './grid-lines';
import { Subscriptions } from './Subscriptions';

interface Shown {
  key: string;
  header: string;
  width?: string;
}

const WHO: readonly Shown[] = [
  { key: 'name', header: 'Principal', width: 'minmax(170px, 1.8fr)' },
  { key: 'permission', header: 'Permission', width: '110px' },
  { key: 'columns', header: 'Columns', width: '80px' },
  { key: 'rows', header: 'Rows', width: 'minmax(70px, 1fr)' },
  { key: 'through', header: 'Through', width: 'minmax(140px, 1.8fr)' },
  { key: 'path', header: 'Data path', width: 'minmax(100px, 1.3fr)' },
  { key: 'sure', header: 'Sure?', width: '104px' },
];
const RESOURCE: Shown = { key: 'resource', header: 'Resource', width: 'minmax(150px, 1.6fr)' };

const GROUPS = [
  { value: '', label: 'no grouping' },
  { value: 'name', label: 'by principal' },
  { value: 'resource', label: 'by resource' },
  { value: 'permission', label: 'by permission' },
  { value: 'through', label: 'by way' },
  { value: 'sure', label: 'by certainty' },
];

/** Who can … and what can …: lines, the derivation of the chosen one, then what sleeps and what DataZone says. */
export function AccessLines({ view }: { view: AccessView }) {
  const derive = useHeddle((s) => s.derive);
  const derivation = useHeddle((s) => s.derivation);
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<LineOrder | null>(null);
  const [group, setGroup] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<number | null>(null);
  const { lines } = view;
  const shown = useMemo(() => columnsOf(view), [view]);
  const keys = useMemo(() => [...shown.map(({ key }) => key), 'principal', 'names'], [shown]);
  const numbers = useMemo(() => shownLines(lines, filter, keys, order), [lines, filter, keys, order]);
  const rows = useMemo(() => groupedLines(lines, numbers, group, closed), [lines, numbers, group, closed]);
  const toggle = (name: string): void => {
    const next = new Set(closed);
    if (!next.delete(name)) next.add(name);
    setClosed(next);
  };
  const choose = (row: GridLine): void => {
    if ('group' in row) return toggle(row.group);
    setChosen(row.line);
    void derive({ principal: textAt(lines, row.line, 'principal'), resource: textAt(lines, row.line, 'resource') });
  };
  const text = (row: GridLine, key: string): string => ('group' in row ? '' : textAt(lines, row.line, key));
  const columns: GridColumn<GridLine>[] = shown.map(({ key, header, width }, nth) => ({
    id: key,
    header,
    width,
    title: (row) =>
      'group' in row
        ? row.group
        : key === 'name'
          ? `${text(row, 'name')}\n${text(row, 'principal')}`
          : key === 'columns'
            ? text(row, 'names')
            : text(row, key),
    cell: (row) =>
      'group' in row ? (
        nth === 0 ? (
          <span className="access-group">
            <Icon name="open" size={14} className={row.isOpen ? 'is-turned' : ''} />
            {row.group} ({row.count})
          </span>
        ) : null
      ) : key === 'name' ? (
        <span className="access-name">
          <Icon name="consumer" size={16} />
          <span className="grid-cell">
            {text(row, 'name')} <span className="access-kind">{text(row, 'kind')}</span>
          </span>
        </span>
      ) : key === 'sure' ? (
        <Chip
          tone={
            text(row, key) === 'documented' ? 'granted' : text(row, key) === 'left to IAM' ? 'dormant' : 'requested'
          }
        >
          {text(row, key)}
        </Chip>
      ) : (
        text(row, key)
      ),
  }));
  const isWhole = numbers.length === rowCount(lines) && !order;
  return (
    <>
      <AnswerHead
        question={view.question}
        sentence={view.sentence}
        limits={view}
        rows={isWhole ? undefined : numbers}
        canCheck
        node={view.node}
      />
      <CheckPanel />
      {rowCount(lines) > 0 ? (
        <>
          <div className="access-tools">
            <div className="access-filter">
              <TextFilter label="Find in these lines" value={filter} onChange={setFilter} />
            </div>
            <div className="access-grouping">
              <SelectField isBare label="Group" value={group} options={GROUPS} onChange={setGroup} />
            </div>
            <span className="access-count" role="status">
              {numbers.length === rowCount(lines)
                ? `${numbers.length} lines`
                : `${numbers.length} of ${rowCount(lines)} lines`}
              {view.more ? ', there are more' : ''}
            </span>
          </div>
          <div className="access-grid" style={{ blockSize: Math.min(36 + Math.max(rows.length, 1) * 34 + 4, 410) }}>
            <DataGrid
              label="Effective access"
              columns={columns}
              rows={rows}
              rowId={(row) => ('group' in row ? `group ${row.group}` : String(row.line))}
              selected={chosen === null ? null : String(chosen)}
              tree={
                group
                  ? {
                      level: (row) => ('group' in row ? 0 : 1),
                      open: (row) => ('group' in row ? row.isOpen : undefined),
                      onToggle: choose,
                    }
                  : undefined
              }
              sort={{
                by: order?.by ?? '',
                isDescending: order?.isDescending ?? false,
                onSort: (by) =>
                  setOrder(
                    order?.by !== by
                      ? { by, isDescending: false }
                      : order.isDescending
                        ? null
                        : { by, isDescending: true },
                  ),
              }}
              empty="No line holds these words."
              onSelect={choose}
            />
          </div>
        </>
      ) : null}
      {derivation.status === 'loading' ? <Loading what="Following the decision …" /> : null}
      {derivation.status === 'failed' ? (
        <ErrorPanel trouble={derivation.trouble} title="This line could not be derived" />
      ) : null}
      {derivation.status === 'ready' ? <Derivation view={derivation.value} /> : null}
      <Dormant rows={view.dormant} />
      <Subscriptions lines={view.subscriptions} />
    </>
  );
}

/** Of a question about one permission it would say the same in every line. */
function columnsOf(view: AccessView): readonly Shown[] {
  const { question, lines } = view;
  const columns = resourceColumns(view);
  if (!('permission' in question) || question.permission === undefined) return columns;
  for (let line = 0; line < rowCount(lines); line++)
    if (textAt(lines, line, 'permission') !== question.permission) return columns;
  return columns.filter(({ key }) => key !== 'permission');
}

/** The resource is a column where it is not the same in all lines. */
function resourceColumns({ question, lines }: AccessView): readonly Shown[] {
  const resources = new Set<string>();
  for (let line = 0; line < rowCount(lines) && resources.size < 2; line++)
    resources.add(textAt(lines, line, 'resource'));
  const [name, ...rest] = WHO;
  if (!name) return WHO;
  if (question.ask === 'who') return resources.size > 1 ? [name, RESOURCE, ...rest] : WHO;
  const principals = new Set<string>();
  for (let line = 0; line < rowCount(lines) && principals.size < 2; line++)
    principals.add(textAt(lines, line, 'principal'));
  return principals.size > 1 ? [name, RESOURCE, ...rest] : [RESOURCE, ...rest];
}
