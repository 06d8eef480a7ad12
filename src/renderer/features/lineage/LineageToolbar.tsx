import { useEffect, useState } from 'react';
import type { LineageViewQuery } from '../../../core/lineage/view-types';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Segmented } from '../../ui/Segmented';
import { SuggestField, type SuggestOption } from '../../ui/SuggestField';
import { Tick } from '../../ui/Tick';
import { DateField } from '../../ui/DateField';

const DIRECTIONS = [
  { id: 'upstream', text: 'Upstream' },
  { id: 'both', text: 'Both' },
  { id: 'downstream', text: 'Downstream' },
] as const;
const LEVELS = [
  { id: 'table', text: 'Tables' },
  { id: 'column', text: 'Columns' },
] as const;

/** What to look at and how. */
export function LineageToolbar() {
  const query = useHeddle((s) => s.lineageQuery);
  const view = useHeddle((s) => s.lineage.value);
  const change = useHeddle((s) => s.changeLineage);
  const put = (part: Partial<LineageViewQuery>): void => void change(part);
  return (
    <div className="lin-toolbar" role="toolbar" aria-label="Lineage: what and how">
      <NodeField label="Around" shown={view?.label ?? ''} onDone={(focus) => put({ focus })} />
      <NodeField
        label="Way to"
        shown={query.pathTo === undefined ? '' : query.pathTo.replace(/^(table|dataset|job):/, '')}
        onDone={(pathTo) => put({ pathTo: pathTo || undefined })}
      />
      <DateField
        label="As of"
        value={query.asOf?.slice(0, 10) ?? ''}
        min={view?.since?.slice(0, 10)}
        max={view?.until?.slice(0, 10)}
        onChange={(date) => put({ asOf: date ? `${date}T23:59:59.999Z` : undefined })}
      />
      <Segmented
        label="Direction"
        value={query.direction}
        options={DIRECTIONS}
        onChange={(direction) => put({ direction })}
      />
      <Segmented label="Level" value={query.level} options={LEVELS} onChange={(level) => put({ level })} />
      <span className="lin-tick">
        <Tick label="Audience" isOn={query.audience === true} onChange={(audience) => put({ audience })} />
      </span>
      {query.pathTo !== undefined || query.grown.length > 0 ? (
        <span className="lin-tick">
          <Button kind="inline-link" onClick={() => put({ grown: [], shown: {}, pathTo: undefined })}>
            Start again
          </Button>
        </span>
      ) : null}
    </div>
  );
}

/** Finds a table, a column, a dataset or a job by its name. */
function NodeField({ label, shown, onDone }: { label: string; shown: string; onDone: (id: string) => void }) {
  const ask = useHeddle((s) => s.askLineage);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const suggest = async (wanted: string): Promise<SuggestOption[]> => {
    const found = await ask('lineage.search', { text: wanted, limit: 30 });
    return found.ok ? found.value.map(({ id, kind, label: name }) => ({ value: id, label: name, note: kind })) : [];
  };
  return (
    <div className="lin-field">
      <SuggestField
        label={label}
        value={text}
        placeholder={label === 'Around' ? 'Table, column, dataset or job' : 'Another one'}
        suggest={suggest}
        onChange={(value) => {
          setText(value);
          if (value === '' && label !== 'Around') onDone('');
        }}
        onDone={onDone}
      />
    </div>
  );
}
