import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Answer } from './Answer';
import { ListExport } from './ListExport';
import { useList, useSubject } from './use-list';

/** Who reads data derived from the focus, place by place; those who cannot read the source are marked. */
export function AudienceList() {
  const subject = useSubject();
  const answer = useList('lineage.audience', subject === undefined ? undefined : { resource: subject });
  const navigate = useHeddle((s) => s.navigate);
  if (subject === undefined) return <p>Pick a table or a column first.</p>;
  return (
    <Answer answer={answer} what="Asking who can read it on the way">
      {({ places }) => (
        <>
          {places.length > 0 ? (
            <section className="lin-actions">
              <ListExport about={{ ask: 'audience', resource: subject }} />
            </section>
          ) : null}
          {places.map((place) => (
            <section key={`${place.table}#${place.column ?? ''}`}>
              <h3>
                {place.name}
                {place.column ? `.${place.column}` : ', any column'}
                {place.how === 'direct' ? '' : ` (${place.how})`}
              </h3>
              {place.via ? <p className="lin-faint">by way of {place.via}</p> : null}
              {place.unknown ? <p>Lake Formation does not decide who reads it.</p> : null}
              {!place.unknown && place.readers.length === 0 ? <p>Nobody can read it.</p> : null}
              {place.readers.length ? (
                <table className="plain-table">
                  <thead>
                    <tr>
                      <th scope="col">Principal</th>
                      <th scope="col">Against the source</th>
                    </tr>
                  </thead>
                  <tbody>
                    {place.readers.map((reader) => (
                      <tr key={`${reader.principal}${reader.permission}`}>
                        <td title={`${reader.principal}\nrests on ${reader.because.join(' ')}`}>
                          <Button
                            kind="inline-link"
                            onClick={() =>
                              navigate(
                                `access?${new URLSearchParams({ why: reader.principal, on: place.name }).toString()}`,
                              )
                            }
                          >
                            {reader.name}
                          </Button>
                          <small className="lin-faint">
                            {[reader.kind, reader.through, reader.rowFilter ? `rows ${reader.rowFilter}` : '']
                              .filter(Boolean)
                              .join(' · ')}
                          </small>
                        </td>
                        <td>{reader.beyond ? <Chip tone="failed">new</Chip> : <Chip>reads the source too</Chip>}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              ) : null}
            </section>
          ))}
        </>
      )}
    </Answer>
  );
}
