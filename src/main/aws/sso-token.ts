import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AwsConfig, AwsHome } from './config';

/** The token file that Heddle shares with the AWS CLI, under the CLI's member names (facts datazone 5.2). */
export interface SsoToken {
  startUrl: string;
  region: string;
  accessToken: string;
  /** UTC with seconds and `Z`. */
  expiresAt: string;
  clientId?: string;
  clientSecret?: string;
  registrationExpiresAt?: string;
  refreshToken?: string;
}

/** What a profile signs in to. `cacheKey` names the token file: the session's name, else the start URL as written. */
export interface SsoSession {
  name: string;
  cacheKey: string;
  startUrl: string;
  region: string;
  /** Scopes to register with; legacy profiles register without any and get no refresh token. */
  scopes: string[] | null;
}

/** The session a profile uses directly, or undefined where it is not an SSO profile or is incomplete. */
export function ssoSessionOf(config: AwsConfig, profile: string): SsoSession | undefined {
  const section = config.profiles[profile];
  if (!section) return undefined;
  const name = section['sso_session'];
  if (name) {
    const session = config.sessions[name];
    const startUrl = session?.['sso_start_url'];
    const region = session?.['sso_region'];
    if (!startUrl || !region) return undefined;
    const scopes = (session['sso_registration_scopes'] ?? 'sso:account:access').split(/[\s,]+/).filter(Boolean);
    return { name, cacheKey: name, startUrl, region, scopes };
  }
  const startUrl = section['sso_start_url'];
  const region = section['sso_region'];
  return startUrl && region ? { name: startUrl, cacheKey: startUrl, startUrl, region, scopes: null } : undefined;
}

/** The session behind a profile, through its role chain; undefined where no sign-in can help. */
export function ssoSessionBehind(config: AwsConfig, profile: string): SsoSession | undefined {
  const visited = new Set<string>();
  let name: string | undefined = profile;
  while (name !== undefined && !visited.has(name)) {
    visited.add(name);
    const session = ssoSessionOf(config, name);
    if (session) return session;
    name = config.profiles[name]?.['source_profile'];
  }
  return undefined;
}

export const tokenFile = (home: AwsHome, session: SsoSession): string =>
  join(home.ssoCache, `${createHash('sha1').update(session.cacheKey).digest('hex')}.json`);

/** The cached token, or undefined where there is none or the file is not one. */
export async function readToken(home: AwsHome, session: SsoSession): Promise<SsoToken | undefined> {
  try {
    const token = JSON.parse(await readFile(tokenFile(home, session), 'utf8')) as Partial<SsoToken>;
    return token.accessToken && token.expiresAt ? (token as SsoToken) : undefined;
  } catch {
    return undefined;
  }
}

/** Written beside and renamed, so that a CLI reading at the same moment sees the old or the new one. Mode 0600. */
export async function writeToken(home: AwsHome, session: SsoSession, token: SsoToken): Promise<void> {
  const path = tokenFile(home, session);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomUUID()}`;
  await writeFile(beside, `${JSON.stringify(token, null, 2)}\n`, { mode: 0o600 });
  await rename(beside, path).catch(async (error: unknown) => {
    await unlink(beside).catch(() => undefined);
    throw error;
  });
}

/** The CLI's spelling of a moment: seconds and `Z`. */
export const cliTime = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, 'Z');
