import { useMemo, useState } from 'react';
import type { SavedExpression } from '../../../core/lake/views';
import { counted } from '../../../core/model/counted';
import { useLake } from '../../store/use-lake';
import { Button } from '../../ui/Button';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { ListTools } from '../../ui/ListTools';
import { ListView } from '../../ui/ListView';
import { ExpressionDialog } from './ExpressionDialog';
import { ExpressionPanel } from './ExpressionPanel';

const idOf = ({ account, region, name }: SavedExpression): string => `${account}/${region}/${name}`;

const COLUMNS: GridColumn<SavedExpression>[] = [
  { id: 'name', header: 'Name', width: 'minmax(110px, 1.2fr)', title: (e) => e.name, cell: (e) => <strong>{e.name}</strong> },
  { id: 'text', header: 'Expression', width: 'minmax(120px, 2fr)', title: (e) => e.text, cell: (e) => e.text },
  { id: 'account', header: 'Account', width: 'minmax(96px, 1fr)', title: (e) => e.account, cell: (e) => e.accountName ?? e.account },
  { id: 'databases', header: 'Databases', width: '74px', cell: (e) => e.databases },
  { id: 'tables', header: 'Tables', width: '56px', cell: (e) => e.tables },
  {
    id: 'principals',
    header: 'Granted to',
    width: 'minmax(90px, 1.4fr)',
    title: (e) => e.principals.join(', '),
    cell: (e) => e.principals.join(', ') || 'nobody',
  },
]; // prettier-ignore

/** Saved expressions, with the dialog to write one. */
export function ExpressionsList() {
  const { view, retry } = useLake('lake.expressions', null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [editing, setEditing] = useState<SavedExpression | 'new' | null>(null);
  const all = view.value?.expressions;
  const rows = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return (all ?? []).filter((e) => `${e.name} ${e.text} ${e.principals.join(' ')}`.toLowerCase().includes(wanted));
  }, [all, text]);
  const current = all?.find((one) => idOf(one) === chosen);
  return (
    <ListView
      what="the saved expressions"
      view={view}
      onRetry={retry}
      gaps={view.value?.gaps}
      tools={
        <ListTools
          find="Find in expressions"
          text={text}
          onText={setText}
          count={all ? counted(all.length, 'expression') : ''}
        >
          <Button isDisabled={!view.value} onClick={() => setEditing('new')}>
            Save an expression…
          </Button>
        </ListTools>
      }
      panel={
        current ? (
          <ExpressionPanel
            key={chosen}
            expression={current}
            onEdit={() => setEditing(current)}
            onClose={() => setChosen(null)}
          />
        ) : null
      }
    >
      {all ? (
        <DataGrid
          label="Saved expressions"
          columns={COLUMNS}
          rows={rows}
          rowId={idOf}
          selected={chosen}
          empty={
            text
              ? 'No expression holds these words.'
              : 'No expression is saved. One that many grants use can change in one place.'
          }
          onSelect={(one) => setChosen(idOf(one))}
        />
      ) : null}
      {editing && view.value ? (
        <ExpressionDialog
          view={view.value}
          expression={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </ListView>
  );
}
