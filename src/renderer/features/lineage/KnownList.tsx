import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';
import { dateWords } from '../../ui/when';
import { useList } from './use-list';

const NAMED = 50;
/** Layers without which lineage lacks edges or cannot join a name. */
const SOURCES: ReadonlySet<string> = new Set([
  'account',
  'lineage-events',
  'lineage-nodes',
  'jobs',
  'crawlers',
  'connections',
  'databases',
  'tables',
  'dz-assets',
  'dz-listings',
  'dz-subscriptions',
]);

/** What lineage rests on and what it lacks: sources, files, names that joined to nothing or to several tables. */
export function KnownList() {
  const answer = useList('lineage.completeness', null);
  const gaps = useHeddle((s) => s.app.value?.coverage);
  const ask = useHeddle((s) => s.askLineage);
  const refresh = useHeddle((s) => s.refreshLineage);
  if (answer.status === 'failed') return <ErrorPanel trouble={answer.trouble} title="Not known" />;
  if (!answer.value) return <Loading what="Counting …" />;
  const { completeness: c, names, files } = answer.value;
  const facets = Object.entries(c.ignoredFacets).map(([name, times]) => `${name} (${times})`);
  const lists: { title: string; lines: string[]; total?: number }[] = [
    { title: 'Tables without lineage', lines: c.tablesWithout.map((id) => names[id] ?? id) },
    {
      title: 'Names that join to no table',
      lines: c.unjoined.map(({ name, times }) => `${name}, seen ${times} times`),
    },
    {
      title: 'Names that fit several tables',
      lines: c.ambiguous.map(
        ({ name, candidates }) => `${name}: ${candidates.map((id) => names[id] ?? id).join(', ')}`,
      ),
    },
    {
      title: 'Events that could not be read',
      lines: c.unreadable.map(({ what, reason }) => `${what}: ${reason}`),
      total: c.unreadableTotal,
    },
    { title: 'Nodes with more than the 100 neighbours that DataZone tells', lines: c.truncated },
    {
      title: 'Not read from AWS',
      lines: [...new Set((gaps ?? []).filter(({ layer }) => SOURCES.has(layer)).map(({ reason }) => reason))],
    },
    { title: 'Facets that were passed over', lines: facets },
  ];
  return (
    <>
      <p>
        {c.events} events were read, {c.duplicates} of them told twice; {c.withoutColumns} told nothing of columns and{' '}
        {c.selfLoops} of jobs that write what they read. {c.nameless} inputs or outputs had no name.
      </p>
      <section>
        <h3>Imported files ({files.length})</h3>
        <ul className="lin-list">
          {files.map(({ file, bytes, importedAt }) => (
            <li key={file}>
              {file}
              <small>
                {Math.ceil(bytes / 1024)} KB, {dateWords(importedAt)}
              </small>
              <Button kind="inline-link" onClick={() => void ask('lineage.forget', { file }).then(refresh)}>
                Forget {file}
              </Button>
            </li>
          ))}
          {files.length === 0 ? <li>None. Drop OpenLineage files on this page to add some.</li> : null}
        </ul>
      </section>
      {lists.map(({ title, lines, total = lines.length }) => (
        <section key={title}>
          <h3>
            {title} ({total})
          </h3>
          <ul className="lin-list">
            {lines.slice(0, NAMED).map((line) => (
              <li key={line}>{line}</li>
            ))}
            {total > NAMED ? <li>and {total - NAMED} more</li> : null}
          </ul>
        </section>
      ))}
    </>
  );
}
