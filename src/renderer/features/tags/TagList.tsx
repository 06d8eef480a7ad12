import { useMemo, useState } from 'react';
import type { LakeTag, TagValueUse } from '../../../core/lake/views';
import { counted } from '../../../core/model/counted';
import { useLake } from '../../store/use-lake';
import { Button } from '../../ui/Button';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { Icon } from '../../ui/Icon';
import { ListTools } from '../../ui/ListTools';
import { ListView } from '../../ui/ListView';
import { CreateKeyDialog } from './CreateKeyDialog';
import { TagPanel } from './TagPanel';

type Row = { tag: LakeTag; value?: TagValueUse; isOpen: boolean };

const idOf = ({ account, region, key }: LakeTag): string => `${account}/${region}/${key}`;
const rowId = ({ tag, value }: Row): string => (value ? `${idOf(tag)}=${value.value}` : idOf(tag));
const sum = (tag: LakeTag, of: 'databases' | 'tables' | 'columns'): number =>
  tag.values.reduce((all, value) => all + value[of], 0);

const count = (id: 'databases' | 'tables' | 'columns', header: string): GridColumn<Row> => ({
  id,
  header,
  width: '68px',
  cell: ({ tag, value }) => (value ? value[id] : sum(tag, id)).toLocaleString('en'),
});

const COLUMNS: GridColumn<Row>[] = [
  {
    id: 'key',
    header: 'Key and values',
    width: 'minmax(200px, 2fr)',
    title: ({ tag, value }) => value?.value ?? tag.key,
    cell: ({ tag, value, isOpen }) =>
      value ? (
        <span className="tags-value">{value.value}</span>
      ) : (
        <span className="tags-key">
          <Icon name="open" size={14} className={isOpen ? 'is-turned' : ''} />
          <strong>{tag.key}</strong>
          <span className="tags-soft">
            {tag.values.length} {tag.values.length === 1 ? 'value' : 'values'}
          </span>
        </span>
      ),
  },
  {
    id: 'owner',
    header: 'Account',
    width: 'minmax(100px, 1fr)',
    title: ({ tag }) => tag.account,
    cell: ({ tag, value }) => (value ? '' : (tag.accountName ?? tag.account)),
  },
  count('databases', 'Databases'),
  count('tables', 'Tables'),
  count('columns', 'Columns'),
  { id: 'grants', header: 'Grants', width: '58px', cell: ({ tag, value }) => (value ?? tag).grants },
  {
    id: 'expressions',
    header: 'Expressions',
    width: 'minmax(84px, 1.4fr)',
    isSpare: true,
    title: ({ tag, value }) => (value ? '' : tag.expressions.join(', ')),
    cell: ({ tag, value }) => (value ? '' : tag.expressions.join(', ') || '—'),
  },
];

/** Keys that open to their values. */
export function TagList() {
  const { view, retry } = useLake('lake.tags', null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string | null>(null);
  const [isCreating, setCreating] = useState(false);
  const tags = view.value?.tags;
  const rows = useMemo(() => rowsOf(tags ?? [], text, open), [tags, text, open]);
  const current = tags?.find((tag) => chosen === idOf(tag) || chosen?.startsWith(`${idOf(tag)}=`));
  const toggle = ({ tag }: Row): void => {
    const next = new Set(open);
    if (!next.delete(idOf(tag))) next.add(idOf(tag));
    setOpen(next);
  };
  return (
    <ListView
      what="the LF-Tags"
      view={view}
      onRetry={retry}
      gaps={view.value?.gaps}
      tools={
        <ListTools
          find="Find a key or value"
          text={text}
          onText={setText}
          count={tags ? counted(tags.length, 'key') : ''}
        >
          <Button isDisabled={!view.value?.places.length} onClick={() => setCreating(true)}>
            Create a key…
          </Button>
        </ListTools>
      }
      panel={
        current ? (
          <TagPanel
            key={chosen}
            tag={current}
            value={current.values.find(({ value }) => chosen === `${idOf(current)}=${value}`)?.value}
            onClose={() => setChosen(null)}
          />
        ) : null
      }
    >
      {tags ? (
        <DataGrid
          label="LF-Tags"
          columns={COLUMNS}
          rows={rows}
          rowId={rowId}
          selected={chosen}
          tree={{
            level: ({ value }) => (value ? 1 : 0),
            open: ({ value, isOpen }) => (value ? undefined : isOpen),
            onToggle: toggle,
          }}
          empty={text ? 'No key or value holds these words.' : 'No LF-Tag exists in the accounts that were read.'}
          onSelect={(row) => {
            setChosen(rowId(row));
            if (!row.value) toggle(row);
          }}
        />
      ) : null}
      {isCreating && view.value ? (
        <CreateKeyDialog places={view.value.places} tags={tags ?? []} onClose={() => setCreating(false)} />
      ) : null}
    </ListView>
  );
}

/** Keys that fit, with their values where they are open or where only a value fits. */
function rowsOf(tags: readonly LakeTag[], text: string, open: ReadonlySet<string>): Row[] {
  const wanted = text.trim().toLowerCase();
  return tags.flatMap((tag): Row[] => {
    const isKey = tag.key.toLowerCase().includes(wanted);
    const fitting = isKey ? tag.values : tag.values.filter(({ value }) => value.toLowerCase().includes(wanted));
    if (fitting.length === 0 && !isKey) return [];
    const isOpen = open.has(idOf(tag)) || (!isKey && wanted !== '');
    return [{ tag, isOpen }, ...(isOpen ? fitting.map((value) => ({ tag, value, isOpen })) : [])];
  });
}
