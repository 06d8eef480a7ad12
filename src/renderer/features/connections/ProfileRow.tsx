import type { ProfileInfo } from '../../../contract/calls';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { leftWords } from '../../ui/when';

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
}

export function ProfileRow({ profile, isChosen, onChoose }: ProfileRowProps) {
  const signIn = useHeddle((s) => s.startSignIn);
  const { name, kind, account, role, region, missing, expiresAt } = profile;
  const isSso = kind === 'sso-session' || kind === 'sso-legacy';
  return (
    <li className="tile">
      <label className="tile-text profile-label">
        <input
          type="checkbox"
          checked={isChosen}
          disabled={!region}
          onChange={(event) => onChoose(event.target.checked)}
        />
        <span>
          <strong>{name}</strong> <Chip>{KINDS[kind]}</Chip>
          <span className="profile-facts">
            {[account ?? 'account not known', role, region ?? 'no region'].filter(Boolean).join(' · ')}
            {expiresAt ? ` · session ${leftWords(expiresAt, Date.now())}` : ''}
          </span>
          <span className={missing.length ? 'profile-missing' : 'profile-ready'}>
            {missing.length ? missing.join(' ') : 'Ready'}
          </span>
        </span>
      </label>
      {isSso ? <Button onClick={() => void signIn(name)}>Sign in as {name}</Button> : null}
    </li>
  );
}
