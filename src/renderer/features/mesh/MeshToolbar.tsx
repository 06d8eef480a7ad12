import { useEffect, useState } from 'react';
import { storeWords } from '../../../core/graph/store';
import type { EdgeState, GraphFilter } from '../../../core/graph/types';
import { useHeddle } from '../../store/StoreProvider';
import { Choices } from '../../ui/Choices';
import { Segmented } from '../../ui/Segmented';
import { TextFilter } from '../../ui/TextFilter';
import { ExportMenu } from './ExportMenu';

const EMPTY: GraphFilter = {};
const STATES: readonly EdgeState[] = ['granted', 'requested', 'failed', 'dormant', 'revoked'];
const MODES = [
  { id: 'graph', text: 'Graph' },
  { id: 'table', text: 'Table' },
] as const;

const asOptions = (values: readonly string[], words: (value: string) => string = (value) => value) =>
  values.map((value) => ({ value, label: words(value) }));

/** Filters, neighbourhood, graph or table, export. */
export function MeshToolbar() {
  const filter = useHeddle((s) => s.query.filter ?? EMPTY);
  const facets = useHeddle((s) => s.view.value?.facets);
  const mode = useHeddle((s) => s.meshMode);
  const setFilter = useHeddle((s) => s.setFilter);
  const setMode = useHeddle((s) => s.setMeshMode);
  const put = (change: GraphFilter): void => void setFilter({ ...filter, ...change });
  return (
    <div className="mesh-toolbar" role="toolbar" aria-label="Filters and view">
      <div className="mesh-filter is-text">
        <DelayedText value={filter.text ?? ''} onChange={(text) => put({ text })} />
      </div>
      <div className="mesh-filter">
        <Choices
          label="Domain"
          values={filter.domains ?? []}
          options={(facets?.domains ?? []).map(({ id, label }) => ({ value: id, label }))}
          onChange={(domains) => put({ domains })}
        />
      </div>
      <div className="mesh-filter">
        <Choices
          label="Store"
          values={filter.stores ?? []}
          options={asOptions(facets?.stores ?? [], storeWords)}
          onChange={(stores) => put({ stores })}
        />
      </div>
      <div className="mesh-filter">
        <Choices
          label="LF-Tag"
          values={filter.tags ?? []}
          options={asOptions(facets?.tags ?? [])}
          onChange={(tags) => put({ tags })}
        />
      </div>
      <div className="mesh-filter is-wide">
        <Choices
          label="Permission"
          values={filter.permissions ?? []}
          options={asOptions(facets?.permissions ?? [])}
          onChange={(permissions) => put({ permissions })}
        />
      </div>
      <div className="mesh-filter">
        <Choices
          label="State"
          values={filter.states ?? []}
          options={asOptions(STATES)}
          onChange={(states) => put({ states: states as EdgeState[] })}
        />
      </div>
      <span className="mesh-toolbar-end">
        <Segmented label="View" value={mode} options={MODES} onChange={setMode} />
        <ExportMenu />
      </span>
    </div>
  );
}

/** Asks the host once the person stops typing. */
function DelayedText({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), 150);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return <TextFilter label="Find by name" value={text} onChange={setText} />;
}
