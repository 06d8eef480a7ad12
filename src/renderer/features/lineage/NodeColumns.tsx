import { useState } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { TextFilter } from '../../ui/TextFilter';
import { useList } from './use-list';

/** More are found by name: a table may have thousands. */
const LISTED = 100;
/** Fewer are seen at a glance. */
const FILTERED_FROM = 12;

/** Every column of a table that lineage knows, to look around one of them. */
export function NodeColumns({ node }: { node: string }) {
  const answer = useList('lineage.columns', { node });
  const change = useHeddle((s) => s.changeLineage);
  const [text, setText] = useState('');
  const columns = answer.value?.columns ?? [];
  if (columns.length === 0) return null;
  const wanted = text.trim().toLowerCase();
  const found = columns.filter(({ label }) => label.includes(wanted));
  return (
    <section>
      <h3>Columns with lineage ({columns.length})</h3>
      {columns.length > FILTERED_FROM ? <TextFilter label="Find a column" value={text} onChange={setText} /> : null}
      <ul className="lin-list">
        {found.slice(0, LISTED).map(({ id, label, up, down }) => (
          <li key={id}>
            <Button kind="inline-link" onClick={() => void change({ focus: id, level: 'column' })}>
              {label}
            </Button>
            <small>
              from {up}, into {down} {down === 1 ? 'column' : 'columns'}
            </small>
          </li>
        ))}
        {found.length > LISTED ? <li>and {found.length - LISTED} more: find one by its name.</li> : null}
        {found.length === 0 ? <li>No column is called that.</li> : null}
      </ul>
    </section>
  );
}
