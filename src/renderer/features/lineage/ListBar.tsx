import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Segmented } from '../../ui/Segmented';
import { ExportMenu } from './ExportMenu';
import { ImportButton } from './ImportButton';
import type { LineageList } from '../../store/lineage-slice';

const LISTS: readonly { id: LineageList; text: string }[] = [
  { id: 'impact', text: 'Impact' },
  { id: 'audience', text: 'Who reaches it' },
  { id: 'lost-tags', text: 'Lost tags' },
  { id: 'known', text: 'What is known' },
];

const MODES = [
  { id: 'graph', text: 'Graph' },
  { id: 'table', text: 'Table' },
] as const;

/** The answer in a sentence, and the lists that say more. */
export function ListBar() {
  const view = useHeddle((s) => s.lineage.value);
  const list = useHeddle((s) => s.lineageList);
  const open = useHeddle((s) => s.openLineageList);
  const mode = useHeddle((s) => s.lineageMode);
  const setMode = useHeddle((s) => s.setLineageMode);
  return (
    <div className="lin-bar">
      <p role="status" className="lin-sentence">
        {view?.sentence ?? ''}
      </p>
      <span className="lin-lists">
        {LISTS.map(({ id, text }) => (
          <Button
            key={id}
            kind={list === id ? 'primary' : 'normal'}
            onClick={() => open(list === id ? null : id, null)}
          >
            {text}
          </Button>
        ))}
        <Segmented label="View" value={mode} options={MODES} onChange={setMode} />
        <ImportButton />
        <ExportMenu />
      </span>
    </div>
  );
}
