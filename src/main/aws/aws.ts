import type { FSWatcher } from 'node:fs';
import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { ProfileInfo } from '../../contract/calls';
import { parseArn } from '../../core/model/arn';
import type { Result } from '../../core/model/result';
import { fail, ok } from '../../core/model/result';
import type { Member } from '../../core/model/snapshot';
import type { CallCount, CallOptions, Caller } from './call';
import { createCaller } from './call';
import { createClients } from './clients';
import type { AwsConfig, AwsHome } from './config';
import { readConfig } from './config';
import { createCredentials } from './credentials';
import { CallError, CredentialError } from './errors';
import type { Timer } from './pacing';
import { systemTimer } from './pacing';
import { listProfiles, missingOf, regionOf } from './profiles';
import type { Input, OperationId, Output } from './services';
import type { SignIn } from './sign-in';
import { createSignIn } from './sign-in';
import { ssoSessionBehind } from './sso-token';

/** AWS as Heddle's use cases see it: one home of profiles, one door for calls. */
export interface Aws {
  profiles(): Promise<Result<ProfileInfo[]>>;
  signIn: SignIn;
  /**
   * Who a profile is in a region (GetCallerIdentity). The region defaults to the profile's own; the answer's `account` and
   * `partition` are what AWS said.
   */
  identify(profile: string, region?: string, signal?: AbortSignal): Promise<Result<Member>>;
  /** Loads the SDK's clients for what a crawl reads, while something else waits for the network. */
  prepare(): void;
  /** The start URL of the SSO session behind a profile, where there is one. */
  startUrl(profile: string): Promise<string | undefined>;
  /** One call as a member. Throws `CallError` and nothing else. */
  call<N extends OperationId>(id: N, member: Seat, input: Input<N>, options?: CallOptions): Promise<Output<N>>;
  /** The pages of a list operation as a member. */
  pages<N extends OperationId>(
    id: N,
    member: Seat,
    input: Input<N>,
    options?: CallOptions,
  ): AsyncGenerator<Output<N>, void, undefined>;
  /** Attempts per operation id since the start; only grows. */
  counts(): Record<string, CallCount>;
  /** Calls `changed` when the config or credentials file changes; the answer ends the watching. */
  watch(changed: () => void): () => void;
  close(): void;
}

/** What `call` needs of a member. */
export type Seat = Pick<Member, 'profile' | 'region'> & { account?: string };

export interface AwsOptions {
  home: AwsHome;
  /** May a request go to this `host[:port]`? Asked for every request, credentials and sign-in included. */
  allowHost: (host: string) => boolean;
  /** Is writing switched on for this account? Default: for none. */
  mayWrite?: (account: string) => boolean;
  now?: () => Date;
  timer?: Timer;
  random?: () => number;
}

export function createAws(options: AwsOptions): Aws {
  const { home } = options;
  const now = options.now ?? ((): Date => new Date());
  const timer = options.timer ?? systemTimer;
  let known: Promise<AwsConfig> | null = null;

  const config = (): Promise<AwsConfig> => {
    known ??= readConfig(home).then((result) => {
      if (result.ok) return result.value;
      throw new CredentialError('PROFILE_INCOMPLETE', result.error.message);
    });
    known.catch(() => (known = null));
    return known;
  };

  const clients = createClients(home, config, options.allowHost);
  const credentials = createCredentials({ home, config, caller: () => caller, clients: () => clients, now });
  const caller: Caller = createCaller({
    clients,
    timer,
    random: options.random ?? Math.random,
    mayWrite: options.mayWrite ?? (() => false),
    renew(profile) {
      credentials.forget(profile);
      clients.forget(profile);
    },
  });
  const signIn = createSignIn({
    home,
    config,
    caller,
    timer,
    now,
    signedIn(fresh, session) {
      for (const profile of Object.keys(fresh.profiles)) {
        if (ssoSessionBehind(fresh, profile)?.cacheKey !== session.cacheKey) continue;
        credentials.forget(profile);
        clients.forget(profile);
      }
    },
  });
  const seat = (member: Seat): Parameters<Caller['call']>[1] => ({
    profile: member.profile,
    region: member.region,
    ...(member.account ? { account: member.account } : {}),
    credentials: credentials.provider(member.profile),
  });

  /** Files changed: everything that was made from them is made anew on its next use. */
  function reload(): void {
    known = null;
    credentials.forget();
    clients.forgetAll();
  }

  async function identify(profile: string, region?: string, signal?: AbortSignal): Promise<Result<Member>> {
    known = null;
    const read = await readConfig(home);
    if (!read.ok) return read;
    const missing = missingOf(read.value, profile);
    if (!read.value.profiles[profile]) {
      const names = Object.keys(read.value.profiles);
      return fail({
        code: 'PROFILE_UNKNOWN',
        message: missing.join(' '),
        wayOut: `${names.length > 0 ? `There are: ${names.join(', ')}. Choose one of them, or c` : 'C'}reate it with "aws configure sso --profile ${profile}".`,
      });
    }
    if (missing.length > 0) {
      return fail({
        code: 'PROFILE_INCOMPLETE',
        message: missing.join(' '),
        wayOut: `Complete profile ${profile} in ${home.configFile}.`,
      });
    }
    const where = region ?? regionOf(home, read.value, profile);
    if (!where) {
      return fail({
        code: 'PROFILE_NO_REGION',
        message: `Profile ${profile} has no region.`,
        wayOut: `Set "region" in ${home.configFile}, or choose a region for this member.`,
      });
    }
    if (!/^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/.test(where)) {
      return fail({
        code: 'PROFILE_NO_REGION',
        message: `${JSON.stringify(where)} is no AWS region.`,
        wayOut: 'Write it as AWS does, for example eu-central-1.',
      });
    }
    try {
      const caller = await door.call('sts:GetCallerIdentity', { profile, region: where }, {}, signal ? { signal } : {});
      const arn = caller.Arn ?? '';
      return ok({
        id: `${profile}@${where}`,
        profile,
        account: caller.Account ?? '',
        region: where,
        partition: parseArn(arn)?.partition ?? 'aws',
        callerArn: arn,
      });
    } catch (error) {
      if (error instanceof CallError) return fail(error.trouble);
      throw error;
    }
  }

  const door: Aws = {
    profiles: () => {
      known = null;
      return listProfiles(home);
    },
    signIn,
    identify,
    prepare: () => clients.load(['glue', 'lakeformation', 'datazone', 'ram', 'iam', 'sso-admin', 'identitystore']),
    startUrl: async (profile) => ssoSessionBehind(await config(), profile)?.startUrl,
    call: (id, member, input, callOptions) => caller.call(id, seat(member), input, callOptions),
    pages: (id, member, input, callOptions) => caller.pages(id, seat(member), input, callOptions),
    counts: () => caller.counts(),
    watch: (changed) =>
      watchFiles([home.configFile, home.credentialsFile], () => {
        reload();
        changed();
      }),
    close: () => clients.close(),
  };
  return door;
}

/** Watches the folders rather than the files: editors replace files, and a file may not exist yet. */
function watchFiles(paths: string[], changed: () => void): () => void {
  const watchers: FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    const names = new Set(paths.filter((path) => dirname(path) === folder).map((path) => basename(path)));
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name !== null && !names.has(name)) return;
        clearTimeout(timer);
        timer = setTimeout(changed, 200);
      });
      watcher.on('error', () => watcher.close());
      watchers.push(watcher);
    } catch {
      // The folder does not exist; profiles() reads the files anew each time anyway.
    }
  }
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
