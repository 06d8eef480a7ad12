import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import type { LineageList } from '../../store/lineage-slice';

const LISTS: readonly { id: LineageList; text: string }[] = [
  { id: 'impact', text: 'Impact' },
  { id: 'audience', text: 'Who reaches it' },
  { id: 'lost-tags', text: 'Lost tags' },
  { id: 'known', text: 'What is known' },
];

/** The answer in a sentence, the lists that say more, and what became of the last import or export. */
export function ListBar() {
  const view = useHeddle((s) => s.lineage.value);
  const list = useHeddle((s) => s.lineageList);
  const open = useHeddle((s) => s.openLineageList);
  const said = useHeddle((s) => s.lineageSaid);
  const say = useHeddle((s) => s.sayLineage);
  return (
    <>
      <div className="lin-bar">
        <p role="status" className="lin-sentence">
          {view?.sentence ?? ''}
          {view?.notes?.map((note) => (
            <small key={note}> {note}</small>
          ))}
        </p>
        <div className="lin-tabs" role="group" aria-label="Lists">
          {LISTS.map(({ id, text }) => (
            <button
              key={id}
              type="button"
              className="lin-tab"
              aria-pressed={list === id}
              onClick={() => open(list === id ? null : id, null)}
            >
              {text}
            </button>
          ))}
        </div>
      </div>
      <div role="status" className={said ? 'lin-said' : 'visually-hidden'}>
        {said ? <p>{said}</p> : null}
        {said ? <Button kind="icon" icon="close" label="Close this message" onClick={() => say(null)} /> : null}
      </div>
    </>
  );
}
