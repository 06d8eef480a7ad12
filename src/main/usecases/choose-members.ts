import type { ProfileInfo } from '../../contract/calls';
import type { Result } from '../../core/model/result';
import { fail, ok } from '../../core/model/result';

/** The embedded sandbox's connection; every Heddle has it. */
export const SANDBOX = 'sandbox';

/** What the command line and the environment say about whom to crawl as. */
export interface MemberWish {
  profiles: readonly string[];
  regions: readonly string[];
  connection?: string;
  env: Readonly<Record<string, string | undefined>>;
}

export type MemberChoice =
  | { kind: 'connection'; name: string }
  /** `region` absent = the profile's own. `name` is what the snapshot is filed under. */
  | { kind: 'profiles'; name: string; members: { profile: string; region?: string }[] };

/**
 * Flags before the environment before everything there is: `--profile`, `--connection`, HEDDLE_PROFILES, AWS_PROFILE, all
 * profiles to which nothing is missing. A machine without any AWS configuration and without a configured endpoint gets
 * the embedded sandbox.
 */
export function chooseMembers(wish: MemberWish, profiles: Result<ProfileInfo[]>): Result<MemberChoice> {
  const { env } = wish;
  if (wish.profiles.length > 0) return named(wish.profiles, wish);
  if (wish.connection !== undefined) return ok({ kind: 'connection', name: wish.connection });
  const own = split(env['HEDDLE_PROFILES']);
  if (own.length > 0) return named(own, wish);
  if (env['AWS_PROFILE']) return named([env['AWS_PROFILE']], wish);
  if (!profiles.ok) {
    const isBare =
      profiles.error.code === 'CONFIG_MISSING' &&
      !Object.keys(env).some((k) => k.startsWith('AWS_ENDPOINT_URL') && env[k]);
    return isBare ? ok({ kind: 'connection', name: SANDBOX }) : profiles;
  }
  const ready = profiles.value.filter((p) => p.missing.length === 0);
  if (ready.length > 0)
    return named(
      ready.map((p) => p.name),
      wish,
    );
  return fail({
    code: 'PROFILE_NONE_READY',
    message: 'No profile of the AWS configuration is complete.',
    wayOut: '`heddle profiles` tells what each is missing; `heddle crawl --connection sandbox` needs none.',
  });
}

const split = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function named(profiles: readonly string[], { regions }: MemberWish): Result<MemberChoice> {
  const distinct = [...new Set(profiles)];
  const where = regions.length > 0 ? [...new Set(regions)] : [undefined];
  const members = distinct.flatMap((profile) =>
    where.map((region) => (region === undefined ? { profile } : { profile, region })),
  );
  return ok({ kind: 'profiles', name: distinct.join(', ').slice(0, 100), members });
}
