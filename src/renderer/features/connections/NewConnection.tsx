import { useState } from 'react';
import type { ProfileInfo } from '../../../contract/calls';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { TextField } from '../../ui/TextField';
import { ProfileRow } from './ProfileRow';

/** Choose profiles, name the set, read it. Profiles that lack something say what. */
export function NewConnection({ profiles }: { profiles: readonly ProfileInfo[] }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [name, setName] = useState('');
  const [regions, setRegions] = useState<Readonly<Record<string, string>>>({});
  const save = useHeddle((s) => s.saveConnection);
  const use = useHeddle((s) => s.useConnection);
  if (!profiles.length) {
    return (
      <EmptyState title="No AWS profile on this machine">
        Heddle reads the AWS CLI&apos;s own config. Run <code>aws configure sso</code> in a terminal, then come back to
        this page.
      </EmptyState>
    );
  }
  const members = profiles
    .map((p) => ({ profile: p.name, region: p.region ?? regions[p.name]?.trim() ?? '' }))
    .filter(({ profile, region }) => chosen.includes(profile) && region !== '');
  const named = name.trim() || chosen[0] || '';
  const create = async (): Promise<void> => {
    if (await save(named, members)) await use(named);
  };
  return (
    <section className="stack-small" aria-label="Profiles on this machine">
      <h2 className="section-title">Profiles on this machine</h2>
      <ul className="profile-list">
        {profiles.map((profile) => (
          <ProfileRow
            key={profile.name}
            profile={profile}
            isChosen={chosen.includes(profile.name)}
            region={regions[profile.name] ?? ''}
            onRegion={(region) => setRegions({ ...regions, [profile.name]: region })}
            onChoose={(is) =>
              setChosen(is ? [...chosen, profile.name] : chosen.filter((other) => other !== profile.name))
            }
          />
        ))}
      </ul>
      <div className="row is-end connect-bar">
        <div className="name-field">
          <TextField label="Name of the new connection" value={name} placeholder={chosen[0]} onChange={setName} />
        </div>
        <Button kind="primary" isDisabled={!members.length} onClick={() => void create()}>
          {members.length
            ? `Connect ${members.length} ${members.length === 1 ? 'profile' : 'profiles'} as ${named}`
            : 'Choose profiles to connect'}
        </Button>
      </div>
    </section>
  );
}
