import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createAws } from '../../../src/main/aws/aws';
import { defaultProfile, personHome, readConfig } from '../../../src/main/aws/config';
import { listProfiles, regionOf } from '../../../src/main/aws/profiles';
import { ssoSessionBehind, tokenFile, writeToken } from '../../../src/main/aws/sso-token';
import type { TestHome } from './home';
import { testHome } from './home';

const CONFIG = `
[default]
region = eu-west-1

[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1

[sso-session half]
sso_start_url = https://half.awsapps.com/start

[profile modern]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Auditor
region = eu-central-1

[profile legacy]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 222233334444
sso_role_name = Auditor

[profile chain]
role_arn = arn:aws:iam::333344445555:role/team/Reader
source_profile = modern

[profile lost]
sso_session = nowhere
sso_account_id = 111122223333
sso_role_name = Auditor

[profile partly]
sso_session = half

[profile circle]
role_arn = arn:aws:iam::333344445555:role/Reader
source_profile = circle2

[profile circle2]
role_arn = arn:aws:iam::333344445555:role/Reader
source_profile = circle

[profile mfa]
role_arn = arn:aws:iam::333344445555:role/Reader
source_profile = keys
mfa_serial = arn:aws:iam::333344445555:mfa/me

[profile tool]
credential_process = /bin/echo
`;
const CREDENTIALS = `[keys]\naws_access_key_id = AKIA\naws_secret_access_key = s\n[onekey]\naws_access_key_id = AKIA\n`;

let home: TestHome;
afterEach(() => home.remove());

async function profile(name: string) {
  const result = await listProfiles(home);
  if (!result.ok) throw new Error(result.error.message);
  const found = result.value.find((p) => p.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

describe('profiles', () => {
  it('lists every kind with account, role and region', async () => {
    home = await testHome(CONFIG, {}, CREDENTIALS);
    expect(await profile('modern')).toMatchObject({
      kind: 'sso-session',
      account: '111122223333',
      role: 'Auditor',
      region: 'eu-central-1',
      ssoSession: 'corp',
      missing: [],
      expiresAt: null,
    });
    expect(await profile('legacy')).toMatchObject({
      kind: 'sso-legacy',
      ssoSession: 'https://corp.awsapps.com/start',
      missing: [],
    });
    expect(await profile('chain')).toMatchObject({
      kind: 'role-chain',
      account: '333344445555',
      role: 'Reader',
      region: 'eu-central-1',
      ssoSession: 'corp',
      missing: [],
    });
    expect(await profile('keys')).toMatchObject({ kind: 'static', missing: [] });
    expect(await profile('tool')).toMatchObject({ kind: 'process', missing: [] });
  });

  it('says in words what is missing', async () => {
    home = await testHome(CONFIG, {}, CREDENTIALS);
    expect((await profile('lost')).missing).toEqual([
      'Profile "lost" names the sso-session "nowhere", which does not exist.',
    ]);
    expect((await profile('partly')).missing).toEqual([
      'Profile "partly" has no sso_account_id.',
      'Profile "partly" has no sso_role_name.',
      'The sso-session "half" has no sso_region.',
    ]);
    expect((await profile('circle')).missing.join()).toMatch(/runs in a circle/);
    expect((await profile('mfa')).missing.join()).toMatch(/MFA/);
    expect((await profile('onekey')).missing).toEqual(['Profile "onekey" has no aws_secret_access_key.']);
    expect((await profile('default')).missing.join()).toMatch(/nothing about how to sign in/);
  });

  it('sees a profile that is added later', async () => {
    home = await testHome(CONFIG);
    await expect(profile('late')).rejects.toThrow('no late');
    await writeFile(home.configFile, `${CONFIG}\n[profile late]\ncredential_process = x\n`);
    expect((await profile('late')).kind).toBe('process');
  });

  it('reads the expiry of a cached token, and writes one as the CLI does', async () => {
    home = await testHome(CONFIG);
    const config = await readConfig(home);
    if (!config.ok) throw new Error(config.error.message);
    const session = ssoSessionBehind(config.value, 'chain')!;
    // sha1("corp"), as the CLI names it.
    expect(tokenFile(home, session)).toBe(join(home.ssoCache, 'ee0bfd2552fbd840c02cc48b6e823320543c450f.json'));
    await writeToken(home, session, {
      startUrl: session.startUrl,
      region: session.region,
      accessToken: 'secret',
      expiresAt: '2026-11-23T10:00:00Z',
    });
    expect((await stat(tokenFile(home, session))).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(tokenFile(home, session), 'utf8'))).toMatchObject({ accessToken: 'secret' });
    expect((await profile('modern')).expiresAt).toBe('2026-11-23T10:00:00.000Z');
  });

  it.each([
    ['missing', null, 'CONFIG_MISSING', /no AWS configuration at/],
    ['broken', '[profile a]\nregion eu-west-1\n', 'CONFIG_BROKEN', /^Line 2 of /],
    ['setting before any section', 'region = x\n', 'CONFIG_BROKEN', /^Line 1 of /],
  ])('explains a %s config in one sentence', async (_name, text, code, message) => {
    home = await testHome(text);
    const result = await createAws({ home, allowHost: () => false }).profiles();
    expect(result).toMatchObject({ ok: false, error: { code } });
    if (!result.ok) expect(result.error.message).toMatch(message);
  });

  it('explains an unreadable config', async () => {
    home = await testHome(null);
    await mkdir(home.configFile);
    expect(await readConfig(home)).toMatchObject({
      ok: false,
      error: {
        code: 'CONFIG_UNREADABLE',
        message: expect.stringMatching(/is a folder/) as string,
        wayOut: expect.stringMatching(/AWS_CONFIG_FILE/) as string,
      },
    });
  });

  it('refuses an unknown profile and one without a region before any call', async () => {
    home = await testHome(`[profile a]\ncredential_process = /bin/false\n`);
    const aws = createAws({ home, allowHost: () => false });
    expect(await aws.identify('b')).toMatchObject({
      ok: false,
      error: { code: 'PROFILE_UNKNOWN', message: 'There is no profile "b".' },
    });
    expect(await aws.identify('a')).toMatchObject({ ok: false, error: { code: 'PROFILE_NO_REGION' } });
    expect(await aws.identify('a', 'Not a region/')).toMatchObject({
      error: { message: '"Not a region/" is no AWS region.' },
    });
    // No sign-in mends a command that gives no keys.
    expect(await aws.identify('a', 'eu-west-1')).toMatchObject({ ok: false, error: { code: 'AWS_PROVIDER_FAILED' } });
  });

  it('honours the environment as the AWS CLI does', async () => {
    home = await testHome(CONFIG, { AWS_REGION: 'us-east-1' });
    const config = await readConfig(home);
    if (!config.ok) throw new Error(config.error.message);
    expect(regionOf(home, config.value, 'modern')).toBe('us-east-1');
    const env = { HOME: home.folder, AWS_PROFILE: 'x', AWS_CONFIG_FILE: '~/other', AWS_ACCESS_KEY_ID: '' };
    expect(personHome(env)).toMatchObject({ configFile: join(home.folder, 'other') });
    expect(defaultProfile(personHome(env))).toBe('x');
    const keyed = personHome({
      ...env,
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_REGION: 'eu-west-3',
    });
    expect(defaultProfile(keyed)).toBe('environment');
    const listed = await listProfiles(keyed);
    expect(listed).toMatchObject({ ok: true, value: [{ name: 'environment', kind: 'static', region: 'eu-west-3' }] });
  });
});
