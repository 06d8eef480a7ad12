import type { ProfileInfo } from '../../../contract/calls';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { profileState, signsIn } from '../../ui/profile-words';
import { TextField } from '../../ui/TextField';

const KINDS: Record<ProfileInfo['kind'], string> = {
  'sso-session': 'SSO session',
  'sso-legacy': 'SSO',
  'role-chain': 'role chain',
  static: 'access key',
  process: 'credential process',
  'web-identity': 'web identity',
  unknown: 'unknown kind',
};

interface ProfileRowProps {
  profile: ProfileInfo;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  /** A region for a profile that names none. */
  region: string;
  onRegion: (region: string) => void;
}

export function ProfileRow({ profile, isChosen, onChoose, region: written, onRegion }: ProfileRowProps) {
  const signIn = useHeddle((s) => s.startSignIn);
  const { name, kind, account, role, region } = profile;
  const state = profileState(profile, Date.now());
  return (
    <li className="tile">
      <label className="tile-text profile-label">
        <input
          type="checkbox"
          checked={isChosen}
          disabled={!(region ?? written.trim())}
          onChange={(event) => onChoose(event.target.checked)}
        />
        <span>
          <strong>{name}</strong> <Chip>{KINDS[kind]}</Chip>
          <span className="profile-facts">
            {[account ?? 'account not known', role, region ?? 'no region'].filter(Boolean).join(' · ')}
          </span>
          <span className={state.isReady ? 'profile-ready' : 'profile-missing'}>{state.words}</span>
        </span>
      </label>
      {region ? null : (
        <div className="profile-region">
          <TextField label={`Region for ${name}`} value={written} placeholder="eu-central-1" onChange={onRegion} />
        </div>
      )}
      {signsIn(profile) && !profile.missing.length ? (
        <Button label={`Sign in as ${name}`} onClick={() => void signIn({ profile: name })}>
          Sign in
        </Button>
      ) : null}
    </li>
  );
}
