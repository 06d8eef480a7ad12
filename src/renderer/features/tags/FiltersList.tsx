import { useMemo, useState } from 'react';
import type { LakeFilter } from '../../../core/lake/views';
import { counted } from '../../../core/model/counted';
import { useLake } from '../../store/use-lake';
import { Button } from '../../ui/Button';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { ListTools } from '../../ui/ListTools';
import { ListView } from '../../ui/ListView';
import { FilterDialog } from './FilterDialog';
import { FilterPanel } from './FilterPanel';

const idOf = ({ resource, name }: LakeFilter): string => `${resource}/${name}`;

const COLUMNS: GridColumn<LakeFilter>[] = [
  { id: 'table', header: 'Table', width: 'minmax(110px, 1.3fr)', title: (f) => f.resource, cell: (f) => f.table },
  {
    id: 'name',
    header: 'Filter',
    width: 'minmax(90px, 1fr)',
    title: (f) => f.name,
    cell: (f) => (
      <>
        <strong>{f.name}</strong>
        {f.record ? null : <span className="tags-soft"> gone</span>}
      </>
    ),
  },
  { id: 'columns', header: 'Columns', width: 'minmax(90px, 1.3fr)', title: (f) => f.columns, cell: (f) => f.columns },
  { id: 'rows', header: 'Rows', width: 'minmax(100px, 1.5fr)', title: (f) => f.rows, cell: (f) => f.rows },
  {
    id: 'principals',
    header: 'Granted to',
    width: 'minmax(90px, 1.2fr)',
    title: (f) => f.principals.join(', '),
    cell: (f) => f.principals.join(', ') || 'nobody',
  },
  {
    id: 'account',
    header: 'Account',
    width: 'minmax(84px, 0.7fr)',
    title: (f) => f.account,
    cell: (f) => f.accountName ?? f.account,
  },
];

/** Data filters table by table, with the dialog to write one. */
export function FiltersList() {
  const { view, retry } = useLake('lake.filters', null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [editing, setEditing] = useState<LakeFilter | 'new' | null>(null);
  const all = view.value?.filters;
  const rows = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return (all ?? []).filter((f) =>
      `${f.table} ${f.name} ${f.columns} ${f.rows} ${f.principals.join(' ')}`.toLowerCase().includes(wanted),
    );
  }, [all, text]);
  const current = all?.find((one) => idOf(one) === chosen);
  return (
    <ListView
      what="the data filters"
      view={view}
      onRetry={retry}
      gaps={view.value?.gaps}
      tools={
        <ListTools
          find="Find in data filters"
          text={text}
          onText={setText}
          count={all ? counted(all.length, 'filter') : ''}
        >
          <Button isDisabled={!view.value} onClick={() => setEditing('new')}>
            Create a filter…
          </Button>
        </ListTools>
      }
      panel={
        current ? (
          <FilterPanel
            key={chosen}
            filter={current}
            onEdit={() => setEditing(current)}
            onClose={() => setChosen(null)}
          />
        ) : null
      }
    >
      {all ? (
        <DataGrid
          label="Data filters"
          columns={COLUMNS}
          rows={rows}
          rowId={idOf}
          selected={chosen}
          empty={
            text
              ? 'No filter holds these words.'
              : 'No data filter exists. One limits what a grant shows to some columns and rows of a table.'
          }
          onSelect={(one) => setChosen(idOf(one))}
        />
      ) : null}
      {editing ? <FilterDialog filter={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </ListView>
  );
}
