import { fromIni } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Caller } from './call';
import type { Clients, CredentialProvider } from './clients';
import type { AwsConfig, AwsHome, Section } from './config';
import { endpointFor } from './endpoints';
import { CallError, CredentialError, classify } from './errors';
import { kindOf, missingOf } from './profiles';
import type { SsoSession, SsoToken } from './sso-token';
import { cliTime, readToken, ssoSessionOf, writeToken } from './sso-token';

/** Role credentials are renewed this long before they end, as the SDK and the service do. */
const EARLY_MS = 5 * 60_000;

export interface CredentialStore {
  provider(profile: string): CredentialProvider;
  /** The next use resolves anew; for profiles whose session was signed in to, or whose credentials were refused. */
  forget(profile?: string): void;
}

interface Deps {
  home: AwsHome;
  config: () => Promise<AwsConfig>;
  /** Late-bound: credentials are needed by calls, and made by calls. */
  caller: () => Caller;
  clients: () => Clients;
  now: () => Date;
}

/**
 * Credentials of profiles. SSO and role chains are resolved here rather than by the SDK's provider, which reads its SSO
 * settings from AWS_CONFIG_FILE whatever file it was given, flattens service errors to text, and cannot be given separate
 * endpoints for the portal, OIDC and STS (facts datazone 5.1, 5.7). Other kinds go to the SDK.
 */
export function createCredentials(deps: Deps): CredentialStore {
  const cached = new Map<string, Promise<AwsCredentialIdentity>>();
  const refreshing = new Map<string, Promise<SsoToken>>();

  function resolve(profile: string): Promise<AwsCredentialIdentity> {
    const pending = cached.get(profile);
    if (!pending) return start(profile);
    return pending.then((identity) => {
      if (!identity.expiration || identity.expiration.getTime() - deps.now().getTime() > EARLY_MS) return identity;
      const newer = cached.get(profile);
      return newer && newer !== pending ? newer : start(profile);
    });
  }

  function start(profile: string): Promise<AwsCredentialIdentity> {
    const pending = load(profile);
    cached.set(profile, pending);
    pending.catch(() => {
      if (cached.get(profile) === pending) cached.delete(profile);
    });
    return pending;
  }

  async function load(profile: string): Promise<AwsCredentialIdentity> {
    const config = await deps.config();
    const section = config.profiles[profile];
    const missing = missingOf(config, profile);
    if (!section || missing.length > 0) throw new CredentialError('PROFILE_INCOMPLETE', missing.join(' '));
    switch (kindOf(section)) {
      case 'sso-session':
      case 'sso-legacy':
        return fromSso(config, profile, section);
      case 'static':
        return keysOf(section);
      case 'role-chain':
        if (section['source_profile']) return fromRole(config, profile, section);
        return fromElsewhere(config, profile);
      default:
        return fromElsewhere(config, profile);
    }
  }

  /** No sign-in to Identity Center mends a command, an instance or a web identity that gives no keys. */
  async function fromElsewhere(config: AwsConfig, profile: string): Promise<AwsCredentialIdentity> {
    try {
      return await fromSdk(config, profile);
    } catch (error) {
      if (classify(error) !== 'SIGN_IN_NEEDED') throw error;
      throw new CredentialError('PROVIDER_FAILED', (error as Error).message.trim(), { cause: error });
    }
  }

  async function fromSso(config: AwsConfig, profile: string, section: Section): Promise<AwsCredentialIdentity> {
    const session = ssoSessionOf(config, profile);
    if (!session) throw new CredentialError('PROFILE_INCOMPLETE', `Profile "${profile}" has no complete SSO session.`);
    const ask = async (token: SsoToken): Promise<AwsCredentialIdentity> => {
      const target = { profile, region: session.region, credentials: null };
      const { roleCredentials: keys } = await deps.caller().call('sso:GetRoleCredentials', target, {
        accountId: section['sso_account_id'],
        roleName: section['sso_role_name'],
        accessToken: token.accessToken,
      });
      return {
        accessKeyId: keys?.accessKeyId ?? '',
        secretAccessKey: keys?.secretAccessKey ?? '',
        ...(keys?.sessionToken ? { sessionToken: keys.sessionToken } : {}),
        // The portal counts in milliseconds, unlike every other service.
        ...(keys?.expiration ? { expiration: new Date(keys.expiration) } : {}),
      };
    };
    const token = await tokenOf(session, profile);
    try {
      return await ask(token);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.code === 'ForbiddenException')
        throw new CredentialError('ROLE_NOT_ASSIGNED', error.trouble.detail ?? '', { cause: error });
      if (error.code !== 'UnauthorizedException') throw error;
      return ask(await refresh(session, profile, token));
    }
  }

  /** A usable token of the session: the cached one, refreshed in time where it can be. */
  async function tokenOf(session: SsoSession, profile: string): Promise<SsoToken> {
    const token = await readToken(deps.home, session);
    if (!token) throw needsSignIn(session);
    const left = new Date(token.expiresAt).getTime() - deps.now().getTime();
    if (left > EARLY_MS) return token;
    try {
      return await refresh(session, profile, token);
    } catch (error) {
      if (left > 0) return token;
      throw error;
    }
  }

  /** One refresh at a time per session, whichever profiles ask. */
  function refresh(session: SsoSession, profile: string, token: SsoToken): Promise<SsoToken> {
    let pending = refreshing.get(session.cacheKey);
    if (!pending) {
      pending = refreshNow(session, profile, token).finally(() => refreshing.delete(session.cacheKey));
      refreshing.set(session.cacheKey, pending);
    }
    return pending;
  }

  async function refreshNow(session: SsoSession, profile: string, token: SsoToken): Promise<SsoToken> {
    const { clientId, clientSecret, refreshToken, registrationExpiresAt } = token;
    const registered = !registrationExpiresAt || new Date(registrationExpiresAt) > deps.now();
    if (!clientId || !clientSecret || !refreshToken || !registered) throw needsSignIn(session);
    const target = { profile, region: session.region, credentials: null };
    try {
      const answer = await deps
        .caller()
        .call('sso-oidc:CreateToken', target, { clientId, clientSecret, refreshToken, grantType: 'refresh_token' });
      const fresh: SsoToken = {
        ...token,
        accessToken: answer.accessToken ?? '',
        expiresAt: cliTime(new Date(deps.now().getTime() + (answer.expiresIn ?? 0) * 1_000)),
        refreshToken: answer.refreshToken ?? refreshToken,
      };
      await writeToken(deps.home, session, fresh);
      return fresh;
    } catch (error) {
      if (
        error instanceof CallError &&
        (error.kind === 'NETWORK' || error.kind === 'SERVER' || error.kind === 'CANCELLED')
      )
        throw error;
      throw needsSignIn(session, error);
    }
  }

  async function fromRole(config: AwsConfig, profile: string, section: Section): Promise<AwsCredentialIdentity> {
    const source = section['source_profile'] ?? '';
    const credentials =
      source === profile
        ? (): Promise<AwsCredentialIdentity> => Promise.resolve(keysOf(section))
        : () => resolve(source);
    const target = {
      profile: source,
      region: section['region'] ?? config.profiles[source]?.['region'] ?? 'us-east-1',
      credentials,
    };
    const { Credentials: keys } = await deps.caller().call('sts:AssumeRole', target, {
      RoleArn: section['role_arn'],
      RoleSessionName: section['role_session_name'] ?? 'heddle',
      ...(section['external_id'] ? { ExternalId: section['external_id'] } : {}),
      ...(section['duration_seconds'] ? { DurationSeconds: Number(section['duration_seconds']) } : {}),
    });
    return {
      accessKeyId: keys?.AccessKeyId ?? '',
      secretAccessKey: keys?.SecretAccessKey ?? '',
      ...(keys?.SessionToken ? { sessionToken: keys.SessionToken } : {}),
      ...(keys?.Expiration ? { expiration: new Date(keys.Expiration) } : {}),
    };
  }

  /** `credential_process`, web identity, `credential_source`, `aws login`. Never a region here: it would move the portal. */
  function fromSdk(config: AwsConfig, profile: string): Promise<AwsCredentialIdentity> {
    const endpoint = endpointFor(deps.home, config, profile, 'sts');
    return fromIni({
      profile,
      configFilepath: deps.home.configFile,
      filepath: deps.home.credentialsFile,
      ignoreCache: true,
      clientConfig: { ...(endpoint ? { endpoint } : {}), requestHandler: deps.clients().guard },
    })();
  }

  return {
    provider: (profile) => () => resolve(profile),
    forget(profile) {
      if (profile === undefined) cached.clear();
      else cached.delete(profile);
    },
  };
}

function needsSignIn(session: SsoSession, cause?: unknown): CredentialError {
  return new CredentialError('SIGN_IN_NEEDED', `Nobody is signed in to ${session.name}.`, { cause });
}

function keysOf(section: Section): AwsCredentialIdentity {
  const sessionToken = section['aws_session_token'];
  return {
    accessKeyId: section['aws_access_key_id'] ?? '',
    secretAccessKey: section['aws_secret_access_key'] ?? '',
    ...(sessionToken ? { sessionToken } : {}),
  };
}
