import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';
import type { Result } from '../../core/model/result';
import { fail, ok } from '../../core/model/result';

/**
 * Where one set of profiles lives. The person's own is `personHome(process.env)`; the sandbox has another one, with an
 * empty environment, so that no variable or file of the person reaches it.
 */
export interface AwsHome {
  configFile: string;
  credentialsFile: string;
  /** Folder of the SSO token files; the AWS CLI's own for the person (facts datazone 5.2). */
  ssoCache: string;
  /** Only AWS_* variables are read from it. */
  env: Readonly<Record<string, string | undefined>>;
}

export type Section = Readonly<Record<string, string | undefined>>;

/** The files as sections: profiles by name, `sso-session` and `services` sections by their own name. */
export interface AwsConfig {
  profiles: Readonly<Record<string, Section>>;
  sessions: Readonly<Record<string, Section>>;
  services: Readonly<Record<string, Section>>;
}

const expand = (path: string, home: string): string => (path.startsWith('~/') ? join(home, path.slice(2)) : path);

/** The home folder as the SDK finds it: HOME, USERPROFILE, else the system's. */
export function personHome(environment: Readonly<Record<string, string | undefined>>): AwsHome {
  // An empty variable counts as unset, as it does for the AWS CLI.
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
  return {
    configFile: expand(env['AWS_CONFIG_FILE'] ?? join(home, '.aws', 'config'), home),
    credentialsFile: expand(env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(home, '.aws', 'credentials'), home),
    ssoCache: join(home, '.aws', 'sso', 'cache'),
    env,
  };
}

/** The sandbox's own profiles: its config file, its token cache, and no variable of the person's environment. */
export function sandboxHome(sandbox: { configFile: string; home: string }): AwsHome {
  return {
    configFile: sandbox.configFile,
    credentialsFile: join(sandbox.home, '.aws', 'credentials'),
    ssoCache: join(sandbox.home, '.aws', 'sso', 'cache'),
    env: {},
  };
}

/**
 * Reads both files anew (the SDK caches them for the life of the process, which hides a profile added later). The SDK's
 * loader takes a broken file for an empty one, so the text is looked at first and the line that is wrong is named.
 */
export async function readConfig(home: AwsHome): Promise<Result<AwsConfig>> {
  let found = false;
  for (const path of [home.configFile, home.credentialsFile]) {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error);
    if (typeof text === 'string') {
      found = true;
      const line = brokenLine(text);
      if (line !== null) {
        return fail({
          code: 'CONFIG_BROKEN',
          message: `Line ${String(line)} of ${path} is neither a section, a setting nor a comment.`,
          wayOut: 'Correct that line; Heddle reads the file again at once.',
        });
      }
    } else if (text.code !== 'ENOENT' && text.code !== 'ENOTDIR') {
      if (text.code === 'EISDIR')
        return fail({
          code: 'CONFIG_UNREADABLE',
          message: `${path} is a folder; the AWS configuration is a file.`,
          wayOut: `Move the folder away, or set ${path === home.configFile ? 'AWS_CONFIG_FILE' : 'AWS_SHARED_CREDENTIALS_FILE'} to the file itself.`,
        });
      return fail({
        code: 'CONFIG_UNREADABLE',
        message: `${path} cannot be read (${text.code ?? text.message}).`,
        wayOut: 'Make the file readable for your user.',
      });
    }
  }
  const fromEnvironment = environmentProfile(home.env);
  if (!found) {
    if (fromEnvironment)
      return ok({ profiles: { [ENVIRONMENT_PROFILE]: fromEnvironment }, sessions: {}, services: {} });
    return fail({
      code: 'CONFIG_MISSING',
      message: `There is no AWS configuration at ${home.configFile}.`,
      wayOut: 'Create a profile with "aws configure sso", or set AWS_CONFIG_FILE.',
    });
  }
  const files = await loadSharedConfigFiles({
    configFilepath: home.configFile,
    filepath: home.credentialsFile,
    ignoreCache: true,
  });
  const config = sortSections(files.configFile, files.credentialsFile);
  return ok(
    fromEnvironment ? { ...config, profiles: { ...config.profiles, [ENVIRONMENT_PROFILE]: fromEnvironment } } : config,
  );
}

/** The name under which keys in the environment (AWS_ACCESS_KEY_ID …) appear among the profiles. */
export const ENVIRONMENT_PROFILE = 'environment';

function environmentProfile(env: AwsHome['env']): Section | null {
  if (!env['AWS_ACCESS_KEY_ID'] || !env['AWS_SECRET_ACCESS_KEY']) return null;
  return {
    aws_access_key_id: env['AWS_ACCESS_KEY_ID'],
    aws_secret_access_key: env['AWS_SECRET_ACCESS_KEY'],
    aws_session_token: env['AWS_SESSION_TOKEN'],
    region: env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'],
  };
}

/** The profile that is meant where none is named, as the AWS CLI decides: keys in the environment, AWS_PROFILE, default. */
export function defaultProfile(home: AwsHome): string {
  return environmentProfile(home.env) ? ENVIRONMENT_PROFILE : (home.env['AWS_PROFILE'] ?? 'default');
}

type Ini = Record<string, Record<string, string | undefined> | undefined>;

function sortSections(config: Ini, credentials: Ini): AwsConfig {
  const profiles: Record<string, Section> = {};
  const sessions: Record<string, Section> = {};
  const services: Record<string, Section> = {};
  for (const [name, section] of Object.entries(config)) {
    if (!section) continue;
    if (name.startsWith('sso-session.')) sessions[name.slice('sso-session.'.length)] = section;
    else if (name.startsWith('services.')) services[name.slice('services.'.length)] = section;
    else profiles[name] = section;
  }
  for (const [name, section] of Object.entries(credentials)) profiles[name] = { ...profiles[name], ...section };
  return { profiles, sessions, services };
}

/** 1-based number of the first line that an INI reader cannot place; null where all is well. */
function brokenLine(text: string): number | null {
  let inSection = false;
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    if (/^\[[^[\]]+\](\s*[#;].*)?$/.test(line)) inSection = true;
    else if (!inSection || !/^[^=\s][^=]*=/.test(line)) return i + 1;
  }
  return null;
}
