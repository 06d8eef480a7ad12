import { useMemo, useState } from 'react';
import type { AssignmentsAsked } from '../../../core/lake/views';
import { rowCount, textAt } from '../../../core/report/packed-table';
import { useHeddle } from '../../store/StoreProvider';
import { useLake } from '../../store/use-lake';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { Icon } from '../../ui/Icon';
import { kindIcon } from '../../ui/kinds';
import { ListView } from '../../ui/ListView';
import { SelectField } from '../../ui/SelectField';
import { TextFilter } from '../../ui/TextFilter';
import { AssignmentPanel } from './AssignmentPanel';

const ORIGINS = [
  { value: '', label: 'own and inherited' },
  { value: 'own', label: 'set there' },
  { value: 'override', label: 'overrides' },
  { value: 'inherited', label: 'inherited' },
];
const LEVELS = [
  { value: '', label: 'every level' },
  { value: 'database', label: 'databases' },
  { value: 'table', label: 'tables' },
  { value: 'column', label: 'columns' },
];
const WORDS: Record<string, string> = { own: 'set there', override: 'overrides', inherited: 'inherited' };

/** Tags in effect, filtered by the host; of columns only what differs from their table. */
export function AssignmentsList() {
  const focus = useHeddle((s) => s.tagFocus);
  const openTab = useHeddle((s) => s.openTagsTab);
  const openTags = useHeddle((s) => s.openTags);
  const [text, setText] = useState('');
  const [origin, setOrigin] = useState('');
  const [level, setLevel] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const asked: AssignmentsAsked = {
    ...(text.trim() ? { text } : {}),
    ...(origin ? { origin: origin as AssignmentsAsked['origin'] } : {}),
    ...(level ? { level: level as AssignmentsAsked['level'] } : {}),
    ...focus,
  };
  const { view, retry } = useLake('lake.assignments', asked, text ? 150 : 0);
  const lines = view.value?.lines;
  const rows = useMemo(() => (lines ? [...Array(rowCount(lines)).keys()] : []), [lines]);
  const at = (row: number, key: string): string => (lines ? textAt(lines, row, key) : '');
  const columns: GridColumn<number>[] = [
    {
      id: 'name',
      header: 'Where',
      width: 'minmax(150px, 3fr)',
      title: (row) => at(row, 'name'),
      cell: (row) => (
        <span className="tags-key">
          <Icon name={kindIcon(at(row, 'level'))} size={14} />
          <span className="grid-cell">{at(row, 'name')}</span>
        </span>
      ),
    },
    { id: 'level', isSpare: true, header: 'Level', width: '64px', cell: (row) => at(row, 'level') },
    {
      id: 'key',
      header: 'Key',
      width: 'minmax(90px, 1fr)',
      title: (row) => at(row, 'key'),
      cell: (row) => at(row, 'key'),
    },
    {
      id: 'value',
      header: 'Value',
      width: 'minmax(80px, 1fr)',
      title: (row) => at(row, 'value'),
      cell: (row) => <strong>{at(row, 'value')}</strong>,
    },
    {
      id: 'origin',
      header: 'How',
      width: 'minmax(150px, 1fr)',
      cell: (row) => {
        const how = at(row, 'origin');
        return (
          <>
            <Chip tone={how === 'override' ? 'requested' : how === 'own' ? 'granted' : 'dormant'}>
              {WORDS[how] ?? how}
            </Chip>{' '}
            {at(row, 'instead') ? <span className="tags-soft">{at(row, 'instead')}</span> : null}
          </>
        );
      },
    },
    { id: 'account', header: 'Account', width: '102px', cell: (row) => at(row, 'account') },
  ];
  const total = view.value?.total ?? 0;
  const tag = focus.tag?.slice(focus.tag.indexOf('/') + 1);
  return (
    <ListView
      what="the assignments"
      view={view}
      onRetry={retry}
      gaps={view.value?.gaps}
      tools={
        <>
          <span className="is-filter">
            <TextFilter label="Find in names and tags" value={text} onChange={setText} />
          </span>
          <span className="tags-select">
            <SelectField isBare label="How it is set" value={origin} options={ORIGINS} onChange={setOrigin} />
          </span>
          <span className="tags-select">
            <SelectField isBare label="Level" value={level} options={LEVELS} onChange={setLevel} />
          </span>
          {tag ? (
            <Button label={`Show every tag, not only ${tag}`} onClick={() => openTab('assignments')}>
              {tag}
              {focus.value === undefined ? '' : ` = ${focus.value}`} ×
            </Button>
          ) : null}
          <span className="is-count" role="status">
            {view.value
              ? `${total.toLocaleString('en')} ${total === 1 ? 'line' : 'lines'}${total > rows.length ? `, the first ${rows.length.toLocaleString('en')} are listed: narrow it` : ''}`
              : ''}
          </span>
          <span className="is-right">
            <Button onClick={() => openTags({})}>Assign tags…</Button>
          </span>
        </>
      }
      panel={
        lines && chosen !== null && chosen < rows.length ? (
          <AssignmentPanel lines={lines} row={chosen} onClose={() => setChosen(null)} />
        ) : null
      }
    >
      {lines ? (
        <DataGrid
          label="Tag assignments"
          columns={columns}
          rows={rows}
          rowId={String}
          selected={chosen === null ? null : String(chosen)}
          empty="Nothing is tagged like this."
          onSelect={setChosen}
        />
      ) : null}
    </ListView>
  );
}
