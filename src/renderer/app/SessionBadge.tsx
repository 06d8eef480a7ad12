import { useHeddle } from '../store/StoreProvider';
import { Popover } from '../ui/Popover';
import { leftWords } from '../ui/when';

const NONE: { profile: string; expiresAt: string | null }[] = [];

/** Who am I, and for how long: the profile of every member, with the time its sign-in has left. */
export function SessionBadge({ now }: { now: number }) {
  const session = useHeddle((s) => s.app.value?.session ?? NONE);
  const isSandbox = useHeddle((s) => s.app.value?.connection?.kind === 'sandbox');
  const ends = session
    .map(({ expiresAt }) => expiresAt)
    .filter((at) => at !== null)
    .sort()[0];
  const left = ends ? leftWords(ends, now) : '';
  const words = !session.length
    ? isSandbox
      ? 'sandbox at rest'
      : 'no SSO session'
    : !ends
      ? 'not signed in'
      : left === 'expired'
        ? 'session expired'
        : `session ${left}`;
  return (
    <Popover title="Who am I" content={<People now={now} />}>
      <button type="button" className={left === 'expired' ? 'bar-button is-warning' : 'bar-button'}>
        {words}
      </button>
    </Popover>
  );
}

function People({ now }: { now: number }) {
  const session = useHeddle((s) => s.app.value?.session ?? NONE);
  const members = useHeddle((s) => s.app.value?.connection?.members);
  const signIn = useHeddle((s) => s.startSignIn);
  const none = useHeddle((s) =>
    s.app.value?.connection?.kind === 'sandbox' ? 'starts with the next read' : 'no SSO session',
  );
  if (!members?.length) return <p>No connection is open.</p>;
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">Profile</th>
          <th scope="col">Account</th>
          <th scope="col">Session</th>
          <th scope="col">
            <span className="visually-hidden">Sign in</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {members.map(({ id, profile, account }) => {
          const own = session.find((one) => one.profile === profile);
          return (
            <tr key={id}>
              <td>{profile}</td>
              <td>{account ?? 'not known yet'}</td>
              <td>{own ? (own.expiresAt ? leftWords(own.expiresAt, now) : 'not signed in') : none}</td>
              <td>
                {own ? (
                  <button
                    type="button"
                    className="link-button"
                    aria-label={`Sign in as ${profile}`}
                    onClick={() => void signIn({ profile })}
                  >
                    Sign in
                  </button>
                ) : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
