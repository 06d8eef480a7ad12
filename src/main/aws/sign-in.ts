import type { SignInPrompt } from '../../contract/calls';
import type { Result } from '../../core/model/result';
import { fail, ok } from '../../core/model/result';
import type { Caller } from './call';
import type { AwsConfig, AwsHome } from './config';
import { CallError } from './errors';
import type { Timer } from './pacing';
import { abortError } from './pacing';
import type { SsoSession } from './sso-token';
import { cliTime, ssoSessionBehind, writeToken } from './sso-token';

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';
/** RFC 8628: added to the interval each time the server says slow_down. */
const SLOW_DOWN_SECONDS = 5;

interface Registration {
  clientId: string;
  clientSecret: string;
  /** ISO 8601 */
  expiresAt: string;
}

interface Pending {
  session: SsoSession;
  registration: Registration;
  deviceCode: string;
  intervalSeconds: number;
  expiresAt: Date;
}

export interface SignIn {
  /** Registers, asks for a device code, and answers what to show. Opens nothing itself. */
  start(profile: string, signal?: AbortSignal): Promise<Result<SignInPrompt>>;
  /** Polls until the person has confirmed, then writes the token file that the AWS CLI reads too. */
  finish(profile: string, signal?: AbortSignal): Promise<Result<null>>;
}

interface Deps {
  home: AwsHome;
  config: () => Promise<AwsConfig>;
  caller: Caller;
  timer: Timer;
  now: () => Date;
  /** Called once a session has a new token. */
  signedIn: (config: AwsConfig, session: SsoSession) => void;
}

/** The device authorization flow (facts datazone 5.3), for sso-session and legacy profiles alike. */
export function createSignIn(deps: Deps): SignIn {
  const registrations = new Map<string, Registration>();
  const pending = new Map<string, Pending>();

  async function register(
    session: SsoSession,
    profile: string,
    options: { signal?: AbortSignal },
  ): Promise<Registration> {
    const known = registrations.get(session.cacheKey);
    if (known && new Date(known.expiresAt).getTime() - deps.now().getTime() > 60 * 60_000) return known;
    const answer = await deps.caller.call(
      'sso-oidc:RegisterClient',
      target(session, profile),
      { clientName: 'Heddle', clientType: 'public', ...(session.scopes ? { scopes: session.scopes } : {}) },
      options,
    );
    const registration = {
      clientId: answer.clientId ?? '',
      clientSecret: answer.clientSecret ?? '',
      expiresAt: cliTime(new Date((answer.clientSecretExpiresAt ?? 0) * 1_000)),
    };
    registrations.set(session.cacheKey, registration);
    return registration;
  }

  async function authorize(
    session: SsoSession,
    profile: string,
    options: { signal?: AbortSignal },
  ): Promise<SignInPrompt> {
    const registration = await register(session, profile, options);
    const answer = await deps.caller.call(
      'sso-oidc:StartDeviceAuthorization',
      target(session, profile),
      { clientId: registration.clientId, clientSecret: registration.clientSecret, startUrl: session.startUrl },
      options,
    );
    const expiresAt = new Date(deps.now().getTime() + (answer.expiresIn ?? 600) * 1_000);
    pending.set(session.cacheKey, {
      session,
      registration,
      deviceCode: answer.deviceCode ?? '',
      intervalSeconds: answer.interval ?? 5,
      expiresAt,
    });
    return {
      userCode: answer.userCode ?? '',
      verificationUri: answer.verificationUri ?? '',
      verificationUriComplete: answer.verificationUriComplete ?? answer.verificationUri ?? '',
      expiresAt: expiresAt.toISOString(),
      session: session.name,
      startUrl: session.startUrl,
    };
  }

  async function poll(config: AwsConfig, code: Pending, profile: string, signal?: AbortSignal): Promise<Result<null>> {
    const { session, registration } = code;
    let interval = code.intervalSeconds;
    while (deps.now() < code.expiresAt) {
      try {
        const answer = await deps.caller.call(
          'sso-oidc:CreateToken',
          target(session, profile),
          {
            clientId: registration.clientId,
            clientSecret: registration.clientSecret,
            grantType: DEVICE_CODE,
            deviceCode: code.deviceCode,
          },
          signal ? { signal } : {},
        );
        await writeToken(deps.home, session, {
          startUrl: session.startUrl,
          region: session.region,
          accessToken: answer.accessToken ?? '',
          expiresAt: cliTime(new Date(deps.now().getTime() + (answer.expiresIn ?? 0) * 1_000)),
          clientId: registration.clientId,
          clientSecret: registration.clientSecret,
          registrationExpiresAt: registration.expiresAt,
          ...(answer.refreshToken ? { refreshToken: answer.refreshToken } : {}),
        });
        pending.delete(session.cacheKey);
        deps.signedIn(config, session);
        return ok(null);
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        if (error.code === 'SlowDownException') interval += SLOW_DOWN_SECONDS;
        else if (error.code === 'ExpiredTokenException') break;
        else if (error.code === 'AccessDeniedException') return fail(declined(session));
        else if (error.code !== 'AuthorizationPendingException') throw error;
      }
      await deps.timer.sleep(interval * 1_000, signal);
    }
    pending.delete(session.cacheKey);
    return fail({
      code: 'SIGNIN_EXPIRED',
      message: `The code for ${session.name} was not confirmed in time.`,
      wayOut: 'Start the sign-in again.',
    });
  }

  async function withSession<T>(
    profile: string,
    act: (config: AwsConfig, session: SsoSession) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    try {
      const config = await deps.config();
      const session = ssoSessionBehind(config, profile);
      if (!session) {
        return fail({
          code: 'SIGNIN_NOT_SSO',
          message: `Profile ${profile} does not sign in through IAM Identity Center.`,
          wayOut: 'Choose an SSO profile, or renew the keys of this one outside Heddle.',
        });
      }
      return await act(config, session);
    } catch (error) {
      return fail(error instanceof CallError ? error.trouble : troubleOfAbort(error));
    }
  }

  return {
    start: (profile, signal) =>
      withSession(profile, async (_config, session) => {
        const options = signal ? { signal } : {};
        try {
          return ok(await authorize(session, profile, options));
        } catch (error) {
          const stale =
            error instanceof CallError && /^(InvalidClient|InvalidGrant|UnauthorizedClient)/.test(error.code);
          if (!stale || !registrations.delete(session.cacheKey)) throw error;
          return ok(await authorize(session, profile, options));
        }
      }),
    finish: (profile, signal) =>
      withSession(profile, async (config, session) => {
        const code = pending.get(session.cacheKey);
        if (!code) {
          return fail({
            code: 'SIGNIN_NOT_STARTED',
            message: `No sign-in to ${session.name} is under way.`,
            wayOut: 'Start one.',
          });
        }
        return poll(config, code, profile, signal);
      }),
  };
}

const target = (session: SsoSession, profile: string): { profile: string; region: string; credentials: null } => ({
  profile,
  region: session.region,
  credentials: null,
});

const declined = (session: SsoSession): { code: string; message: string; wayOut: string } => ({
  code: 'SIGNIN_DECLINED',
  message: `The sign-in to ${session.name} was declined in the browser.`,
  wayOut: 'Start it again and allow the request.',
});

function troubleOfAbort(error: unknown): { code: string; message: string; wayOut: string } {
  const aborted = error instanceof Error && error.name === abortError().name;
  if (aborted)
    return { code: 'AWS_CANCELLED', message: 'The sign-in was cancelled.', wayOut: 'Start it again when you like.' };
  return {
    code: 'SIGNIN_FAILED',
    message: `The sign-in failed: ${error instanceof Error ? error.message : String(error)}`,
    wayOut: 'Check that the folder ~/.aws/sso/cache can be written.',
  };
}
