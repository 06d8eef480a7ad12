import type { ProfileInfo } from '../../../contract/calls';
import { openAwsDoors } from '../../usecases/aws-doors';
import type { Command } from '../command';
import { EXIT, valueOf } from '../exit';

/** `heddle profiles`: the AWS profiles of this machine, and what each is missing. */
export const profiles: Command = {
  name: 'profiles',
  summary: 'the AWS profiles of this machine, and what each is missing',
  usage: '',
  options: {},
  async run({ world, json }) {
    const doors = openAwsDoors({
      ...world,
      allowHost: () => true,
      sandbox: () => Promise.reject(new Error('not needed')),
    });
    try {
      const found = valueOf(await doors.person.profiles());
      if (json) world.print(JSON.stringify({ profiles: found }));
      else for (const profile of found) world.print(describeProfile(profile, world.now()));
      return EXIT.ok;
    } finally {
      doors.close();
    }
  },
};

function describeProfile(profile: ProfileInfo, now: Date): string {
  const { name, kind, account, role, region, missing, expiresAt, ssoSession } = profile;
  const place = [account && `account ${account}`, role && `role ${role}`, region].filter(Boolean).join(', ');
  const isSignedIn = expiresAt !== null && new Date(expiresAt) > now;
  const session = ssoSession === null ? '' : isSignedIn ? `; signed in until ${expiresAt}` : '; not signed in';
  return `${name}  ${kind}${place ? `  ${place}` : ''}  ${missing.length > 0 ? missing.join(' ') : `ready${session}`}`;
}
