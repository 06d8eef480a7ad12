import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { agoWords } from '../../ui/when';
import { Answer } from './Answer';
import { ListExport } from './ListExport';
import { useList, useSubject } from './use-list';

const COMMON = 200;

/** If it changed or vanished: who is affected. */
export function ImpactList() {
  const subject = useSubject();
  const answer = useList('lineage.impact', subject === undefined ? undefined : { resource: subject });
  const change = useHeddle((s) => s.changeLineage);
  if (subject === undefined) return <p>Pick a table or a column first.</p>;
  return (
    <Answer answer={answer} what="Following the data">
      {({ rows }) => (
        <>
          {rows.length > 0 ? (
            <section className="lin-actions">
              <ListExport about={{ ask: 'impact', resource: subject }} />
            </section>
          ) : null}
          <ul className="lin-list">
            {rows.slice(0, COMMON).map((row) => (
              <li key={row.id}>
                <Button kind="inline-link" onClick={() => void change({ pathTo: row.id })}>
                  {row.name}
                </Button>
                <small>
                  {row.kind}, {row.distance} {row.distance === 1 ? 'step' : 'steps'} away
                  {row.lastUpdate
                    ? `, data ${agoWords(row.lastUpdate, Date.now())}`
                    : row.kind === 'table' || row.kind === 'dataset'
                      ? ', no run told when it was last filled'
                      : ''}
                  {row.lastRun && /^(FAIL|ABORT)$/.test(row.lastRun.type)
                    ? `, last run of ${row.lastRun.job} failed`
                    : ''}
                </small>
                {row.columns ? <small>columns {row.columns.join(', ')}</small> : null}
                {row.owners.length || row.kind === 'project' ? null : <small>no owner known</small>}
                {row.owners.length ? <small>owners {row.owners.join(', ')}</small> : null}
                {row.products.length ? <small>in {row.products.join(', ')}</small> : null}
                {row.subscribers.length ? <small>subscribed {row.subscribers.join(', ')}</small> : null}
              </li>
            ))}
            {rows.length > COMMON ? <li>and {rows.length - COMMON} more: export the list to see all.</li> : null}
          </ul>
        </>
      )}
    </Answer>
  );
}
