import type { GrantProgress } from '../../../contract/requests';
import type { Watched } from '../../store/requests-slice';
import { Chip } from '../../ui/Chip';

/** What became of the approval: each grant until it is real, or failed with its cause and what helps. */
export function Outcome({ watched, grants }: { watched: Watched | undefined; grants: readonly GrantProgress[] }) {
  const shown = watched?.outcome?.grants ?? grants;
  const isFailed = shown.some(({ status }) => /FAILED/.test(status));
  const rejected = watched?.outcome?.status === 'REJECTED';
  return (
    <section className={isFailed ? 'outcome is-failed' : 'outcome'} aria-label="What became of it" role="status">
      <h3>{headline(watched, shown, rejected)}</h3>
      {watched?.trouble ? (
        <p className="outcome-cause">
          {watched.trouble.message} {watched.trouble.wayOut}
        </p>
      ) : null}
      <ul>
        {alike(shown).map(({ id, assets, environment, status, cause, remedy }) => (
          <li key={id}>
            <Chip tone={/FAILED/.test(status) ? 'failed' : status === 'GRANTED' ? 'granted' : 'requested'}>
              {statusWords(status)}
            </Chip>
            <span>
              <strong>{assets.join(', ')}</strong> to {environment}
              {cause ? <span className="outcome-cause">{cause}</span> : null}
              {remedy ? <span className="outcome-remedy">{remedy}</span> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Grants that end alike, for the same reason, are told once with all their assets. */
function alike(grants: readonly GrantProgress[]): (GrantProgress & { assets: string[] })[] {
  const groups = new Map<string, GrantProgress & { assets: string[] }>();
  for (const grant of grants) {
    const { status, environment, cause, remedy } = grant;
    const key = JSON.stringify([status, environment, cause, remedy]);
    const group = groups.get(key);
    if (group) group.assets.push(grant.asset);
    else groups.set(key, { ...grant, assets: [grant.asset] });
  }
  return [...groups.values()];
}

function headline(watched: Watched | undefined, grants: readonly GrantProgress[], rejected: boolean): string {
  if (rejected) return 'The request is rejected.';
  const failed = grants.filter(({ status }) => /FAILED/.test(status)).length;
  const done = grants.filter(({ status }) => status === 'GRANTED').length;
  if (watched?.isWatching) return `Approved. ${realWords(done, grants.length)}; watching …`;
  if (failed) return grants.length === 1 ? 'The grant failed.' : `${failed} of ${grants.length} grants failed.`;
  if (grants.length === 0) return 'Approved, but nothing was granted yet.';
  return done === grants.length ? 'Every grant is real.' : `${realWords(done, grants.length)}.`;
}

const statusWords = (status: string): string => status.toLowerCase().replaceAll('_', ' ').replace('grant ', '');

const realWords = (done: number, all: number): string =>
  all === 1 ? `The grant is ${done === 1 ? 'real' : 'not real yet'}` : `${done} of ${all} grants are real`;
