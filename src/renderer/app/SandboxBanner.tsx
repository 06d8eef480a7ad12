import { useEffect } from 'react';
import { useHeddle } from '../store/StoreProvider';
import { Icon } from '../ui/Icon';
import { profileState } from '../ui/profile-words';

/** As many of them as one line holds are seen. */
const SHOWN = 4;

/** First start: no form, but the profiles of this machine and, for each, what is missing before it can be read with. */
export function SandboxBanner() {
  const profiles = useHeddle((s) => s.profiles);
  const load = useHeddle((s) => s.loadConnections);
  const close = useHeddle((s) => s.closeBanner);
  const navigate = useHeddle((s) => s.navigate);
  useEffect(() => void load(), [load]);
  const found = profiles.value ?? [];
  return (
    <div className="strip">
      <span className="strip-words">You are looking at a sandbox.</span>
      <button type="button" className="link-button" onClick={() => navigate('connect')}>
        Connect your AWS profiles
      </button>
      {profiles.status === 'failed' ? <span className="strip-quiet">{profiles.trouble.message}</span> : null}
      {profiles.value && !found.length ? (
        <span className="strip-quiet">There is none on this machine yet: aws configure sso makes one.</span>
      ) : null}
      {found.length ? <span className="strip-words strip-quiet">{found.length} on this machine:</span> : null}
      {found.length ? (
        <ul className="strip-profiles" aria-label="AWS profiles on this machine">
          {found.slice(0, SHOWN).map((profile) => {
            const { words, short, isReady } = profileState(profile, Date.now());
            return (
              <li key={profile.name} title={`${profile.name}: ${words}`}>
                <b>{profile.name}</b> <span className={isReady ? undefined : 'is-missing'}>{short}</span>
              </li>
            );
          })}
        </ul>
      ) : null}
      {found.length > SHOWN ? <span className="strip-quiet">and {found.length - SHOWN} more</span> : null}
      <button type="button" className="link-button strip-close" aria-label="Close the sandbox banner" onClick={close}>
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
