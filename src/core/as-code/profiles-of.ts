import type { Member } from '../model/snapshot';

/** The first profile that reads each account. */
export function profilesOf(members: readonly Pick<Member, 'account' | 'profile'>[]): Record<string, string> {
  return Object.fromEntries([...members].reverse().map(({ account, profile }) => [account, profile]));
}
