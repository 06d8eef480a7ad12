import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Answer } from './Answer';
import { ListExport } from './ListExport';
import { useList } from './use-list';

const place = ({ name, column }: { name: string; column?: string }): string => (column ? `${name}.${column}` : name);

/** Sensitive data whose tag was lost where somebody new can read it, and the calls that put the tags back. */
export function LostTagsList() {
  const answer = useList('lineage.lostTags', {});
  const add = useHeddle((s) => s.addToBasket);
  const navigate = useHeddle((s) => s.navigate);
  const change = useHeddle((s) => s.changeLineage);
  return (
    <Answer answer={answer} what="Comparing tags along the way">
      {({ rows, proposal, notProposed }) => (
        <>
          <section className="lin-actions">
            {proposal.length ? (
              <Button kind="primary" onClick={() => void add(proposal).then(() => navigate('changes'))}>
                Propose tags: {proposal.length} {proposal.length === 1 ? 'change' : 'changes'}
              </Button>
            ) : null}
            {rows.length ? <ListExport about={{ ask: 'lost-tags' }} /> : null}
          </section>
          <ul className="lin-list">
            {rows
              .filter(({ first }) => first)
              .map((row) => (
                <li key={`${place(row.source)}>${place(row.derived)}`}>
                  <Button
                    kind="inline-link"
                    onClick={() =>
                      void change({
                        focus: row.derived.column ? `${row.derived.table}#${row.derived.column}` : row.derived.table,
                        audience: true,
                        level: row.derived.column ? 'column' : 'table',
                      })
                    }
                  >
                    {place(row.derived)}
                  </Button>
                  <small>
                    made from {place(row.source)}
                    {row.how === 'direct' ? '' : `, ${row.how}`}
                    {row.certain ? '' : '; no run told into which column'}
                  </small>
                  <span className="lin-chips">
                    {row.tags.map((tag) => (
                      <Chip key={tag} tone="failed">{`lost ${tag}`}</Chip>
                    ))}
                  </span>
                  <small title={row.readers.join('\n')}>
                    new readers:{' '}
                    {row.readers
                      .slice(0, 3)
                      .map((one) => one.split('/').at(-1))
                      .join(', ')}
                    {row.readers.length > 3 ? ` and ${row.readers.length - 3} more` : ''}
                  </small>
                </li>
              ))}
          </ul>
          {notProposed.length ? (
            <section>
              <h3>Not proposed ({notProposed.length})</h3>
              <ul className="lin-list">
                {notProposed.map((one) => (
                  <li key={`${place(one)} ${one.tag}`}>
                    {place(one)}: {one.tag}
                    <small>{one.reason}</small>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          {rows.some(({ first }) => !first) ? (
            <p>
              {rows.filter(({ first }) => !first).length} places further on follow from these; the export lists them.
            </p>
          ) : null}
        </>
      )}
    </Answer>
  );
}
