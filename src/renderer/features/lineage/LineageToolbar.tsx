import { useEffect, useState } from 'react';
import type { LineageViewQuery } from '../../../core/lineage/view-types';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { DateField } from '../../ui/DateField';
import { Segmented } from '../../ui/Segmented';
import { SuggestField, type SuggestOption } from '../../ui/SuggestField';
import { Tick } from '../../ui/Tick';
import { ExportMenu } from './ExportMenu';
import { ImportButton } from './ImportButton';

const DIRECTIONS = [
  { id: 'upstream', text: 'Upstream' },
  { id: 'both', text: 'Both' },
  { id: 'downstream', text: 'Downstream' },
] as const;
const LEVELS = [
  { id: 'table', text: 'Tables' },
  { id: 'column', text: 'Columns' },
] as const;
const MODES = [
  { id: 'graph', text: 'Graph' },
  { id: 'table', text: 'Table' },
] as const;

/** What to look at, and below it how. */
export function LineageToolbar() {
  const query = useHeddle((s) => s.lineageQuery);
  const view = useHeddle((s) => s.lineage.value);
  const change = useHeddle((s) => s.changeLineage);
  const mode = useHeddle((s) => s.lineageMode);
  const setMode = useHeddle((s) => s.setLineageMode);
  const put = (part: Partial<LineageViewQuery>): void => void change(part);
  return (
    <div className="lin-toolbar" role="toolbar" aria-label="Lineage: what and how">
      <div className="lin-line">
        <NodeField label="Around" shown={view?.label ?? ''} onDone={(focus) => put({ focus })} />
        <NodeField
          label="Way to"
          shown={query.pathTo === undefined ? '' : (view?.pathLabel ?? '')}
          onDone={(pathTo) => put({ pathTo: pathTo || undefined })}
        />
        <span className="lin-end-group">
          <Segmented label="View" value={mode} options={MODES} onChange={setMode} />
          <ImportButton />
          <ExportMenu />
        </span>
      </div>
      <div className="lin-line">
        <Segmented
          label="Direction"
          value={query.direction}
          options={DIRECTIONS}
          onChange={(direction) => put({ direction })}
        />
        <Segmented label="Level" value={query.level} options={LEVELS} onChange={(level) => put({ level })} />
        <DateField
          label="As of"
          isInline
          value={query.asOf?.slice(0, 10) ?? ''}
          min={view?.since?.slice(0, 10)}
          max={view?.until?.slice(0, 10)}
          onChange={(date) => put({ asOf: date ? `${date}T23:59:59.999Z` : undefined })}
        />
        <Tick label="Audience" isOn={query.audience === true} onChange={(audience) => put({ audience })} />
        {query.pathTo !== undefined || query.grown.length > 0 || query.asOf !== undefined ? (
          <Button kind="inline-link" onClick={() => put({ grown: [], shown: {}, pathTo: undefined, asOf: undefined })}>
            Start again
          </Button>
        ) : null}
      </div>
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
    <div className="lin-field" title={text}>
      <SuggestField
        verb="Look for"
        label={label}
        isInline
        value={text}
        placeholder={label === 'Around' ? 'Table, column, dataset or job' : 'Another table, dataset or job'}
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
