import type { ProfileInfo } from '../../contract/calls';
import { parseArn } from '../../core/model/arn';
import type { Result } from '../../core/model/result';
import { ok } from '../../core/model/result';
import type { AwsConfig, AwsHome, Section } from './config';
import { readConfig } from './config';
import { readToken, ssoSessionBehind } from './sso-token';

/** Every profile of a home with what is missing before it can be used, in words. Order as in the files. */
export async function listProfiles(home: AwsHome): Promise<Result<ProfileInfo[]>> {
  const config = await readConfig(home);
  if (!config.ok) return config;
  return ok(await Promise.all(Object.keys(config.value.profiles).map((name) => describe(home, config.value, name))));
}

async function describe(home: AwsHome, config: AwsConfig, name: string): Promise<ProfileInfo> {
  const section = config.profiles[name] ?? {};
  const session = ssoSessionBehind(config, name);
  const token = session ? await readToken(home, session) : undefined;
  const arn = section['role_arn'] ? parseArn(section['role_arn']) : undefined;
  return {
    name,
    kind: kindOf(section),
    account: section['sso_account_id'] ?? arn?.account ?? null,
    role: section['sso_role_name'] ?? arn?.resource.split('/').at(-1) ?? null,
    region: regionOf(home, config, name) ?? null,
    ssoSession: session?.name ?? null,
    missing: missingOf(config, name),
    expiresAt: token ? new Date(token.expiresAt).toISOString() : null,
  };
}

/** The region a profile works in: AWS_REGION, then its own setting, then its role chain's. */
export function regionOf(home: AwsHome, config: AwsConfig, profile: string): string | undefined {
  const section = config.profiles[profile];
  return (
    home.env['AWS_REGION'] ??
    home.env['AWS_DEFAULT_REGION'] ??
    section?.['region'] ??
    (section?.['source_profile'] ? config.profiles[section['source_profile']]?.['region'] : undefined)
  );
}

/** The order in which the SDK takes them: a role before keys, keys before a process, SSO last (facts datazone 5.1). */
export function kindOf(section: Section): ProfileInfo['kind'] {
  if (section['role_arn'] && section['web_identity_token_file']) return 'web-identity';
  if (section['role_arn']) return 'role-chain';
  if (section['aws_access_key_id'] ?? section['aws_secret_access_key']) return 'static';
  if (section['credential_process']) return 'process';
  if (section['sso_session']) return 'sso-session';
  if (section['sso_start_url'] ?? section['sso_account_id'] ?? section['sso_role_name']) return 'sso-legacy';
  return 'unknown';
}

/** One sentence per thing that is missing; empty where the profile is complete. Says nothing about sign-in. */
export function missingOf(config: AwsConfig, name: string, visited: readonly string[] = []): string[] {
  const section = config.profiles[name];
  if (!section) return [`There is no profile "${name}".`];
  const lacks = (keys: string[]): string[] =>
    keys.filter((key) => !section[key]).map((key) => `Profile "${name}" has no ${key}.`);
  switch (kindOf(section)) {
    case 'sso-session': {
      const session = config.sessions[section['sso_session'] ?? ''];
      const own = lacks(['sso_account_id', 'sso_role_name']);
      if (!session) {
        return [
          ...own,
          `Profile "${name}" names the sso-session "${section['sso_session'] ?? ''}", which does not exist.`,
        ];
      }
      const keys = ['sso_start_url', 'sso_region'].filter((key) => !session[key]);
      return [...own, ...keys.map((key) => `The sso-session "${section['sso_session'] ?? ''}" has no ${key}.`)];
    }
    case 'sso-legacy':
      return lacks(['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name']);
    case 'static':
      return lacks(['aws_access_key_id', 'aws_secret_access_key']);
    case 'role-chain':
      return missingOfChain(config, name, section, visited);
    case 'process':
    case 'web-identity':
      return [];
    case 'unknown':
      return [
        `Profile "${name}" says nothing about how to sign in (no sso_session, role_arn, keys or credential_process).`,
      ];
  }
}

function missingOfChain(config: AwsConfig, name: string, section: Section, visited: readonly string[]): string[] {
  const source = section['source_profile'];
  if (section['mfa_serial']) {
    return [`Profile "${name}" asks for an MFA code (mfa_serial), which Heddle cannot enter; use an SSO profile.`];
  }
  if (section['credential_source']) return [];
  if (!source) return [`Profile "${name}" has a role_arn but neither source_profile nor credential_source.`];
  if (visited.includes(name)) return [`The role chain of profile "${name}" runs in a circle.`];
  if (source === name) return hasKeys(section) ? [] : [`Profile "${name}" is its own source but has no keys.`];
  return missingOf(config, source, [...visited, name]);
}

const hasKeys = (section: Section): boolean =>
  Boolean(section['aws_access_key_id'] && section['aws_secret_access_key']);
