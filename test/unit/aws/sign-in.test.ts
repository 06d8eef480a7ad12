import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Aws } from '../../../src/main/aws/aws';
import { createAws } from '../../../src/main/aws/aws';
import { readConfig } from '../../../src/main/aws/config';
import type { Timer } from '../../../src/main/aws/pacing';
import { systemTimer } from '../../../src/main/aws/pacing';
import type { SsoToken } from '../../../src/main/aws/sso-token';
import { ssoSessionBehind, tokenFile, writeToken } from '../../../src/main/aws/sso-token';
import type { TestHome } from './home';
import { testHome } from './home';
import type { StubAnswer, StubAws, StubRequest } from './stub-aws';
import { error, stubAws } from './stub-aws';

const NOW = new Date('2026-11-23T10:00:00Z');

let stub: StubAws;
let home: TestHome;
let aws: Aws;
let slept: number[];
afterEach(async () => {
  aws.close();
  await stub.stop();
  await home.remove();
});

/** Waits pass at once but are written down. */
const timer: Timer = {
  now: systemTimer.now,
  sleep: (ms, signal) => {
    slept.push(ms);
    return systemTimer.sleep(0, signal);
  },
};

const PORTAL: Record<string, StubAnswer> = {
  '/client/register': {
    body: { clientId: 'id', clientSecret: 'shh', clientSecretExpiresAt: NOW.getTime() / 1000 + 90 * 86_400 },
  },
  '/device_authorization': {
    body: {
      deviceCode: 'dev',
      userCode: 'ABCD-EFGH',
      verificationUri: 'https://x/device',
      verificationUriComplete: 'https://x/device?user_code=ABCD-EFGH',
      expiresIn: 600,
      interval: 3,
    },
  },
  '/federation/credentials': {
    body: {
      roleCredentials: {
        accessKeyId: 'ASIA',
        secretAccessKey: 's',
        sessionToken: 't',
        expiration: NOW.getTime() + 3_600_000,
      },
    },
  },
  GetCallerIdentity: {
    type: 'text/xml',
    body: '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:sts::111122223333:assumed-role/Auditor/me</Arn><UserId>x</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
  },
  AssumeRole: {
    type: 'text/xml',
    body: '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIACHAIN</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t2</SessionToken><Expiration>2026-11-23T11:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>',
  },
};

async function open(answers: (request: StubRequest) => StubAnswer | undefined): Promise<void> {
  slept = [];
  stub = await stubAws(
    (request) =>
      answers(request) ?? PORTAL[request.operation.split('?')[0] ?? ''] ?? error(404, 'Unexpected', request.operation),
  );
  home = await testHome(`
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
[profile modern]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Auditor
region = ap-south-1
endpoint_url = ${stub.endpoint}
[profile second]
sso_session = corp
sso_account_id = 222233334444
sso_role_name = Auditor
region = ap-south-1
endpoint_url = ${stub.endpoint}
[profile chain]
role_arn = arn:aws:iam::333344445555:role/Reader
source_profile = modern
external_id = ext
region = ap-south-1
endpoint_url = ${stub.endpoint}
[profile keys]
aws_access_key_id = A
aws_secret_access_key = s
`);
  aws = createAws({ home, allowHost: (host) => host === stub.host, timer, now: () => NOW, random: () => 0 });
}

const counted = (path: string): number => stub.requests.filter((r) => r.operation.startsWith(path)).length;

async function path(): Promise<string> {
  const config = await readConfig(home);
  if (!config.ok) throw new Error(config.error.message);
  return tokenFile(home, ssoSessionBehind(config.value, 'modern')!);
}

async function putToken(token: Partial<SsoToken>): Promise<void> {
  const config = await readConfig(home);
  if (!config.ok) throw new Error(config.error.message);
  await writeToken(home, ssoSessionBehind(config.value, 'modern')!, {
    startUrl: 'https://corp.awsapps.com/start',
    region: 'eu-west-1',
    accessToken: 'good',
    expiresAt: '2026-11-23T18:00:00Z',
    ...token,
  });
}

describe('device sign-in', () => {
  it('shows the code, polls as the server says, writes the CLI token file, and the profile works', async () => {
    const replies = [
      error(400, 'AuthorizationPendingException'),
      error(400, 'SlowDownException'),
      { body: { accessToken: 'fresh', expiresIn: 28_800, refreshToken: 'again' } },
    ];
    let polls = 0;
    await open((r) => (r.operation === '/token' ? replies[polls++] : undefined));
    expect(await aws.identify('modern')).toMatchObject({ ok: false, error: { code: 'AWS_SIGN_IN_NEEDED' } });
    expect(await aws.signIn.start('chain')).toEqual({
      ok: true,
      value: {
        userCode: 'ABCD-EFGH',
        verificationUri: 'https://x/device',
        verificationUriComplete: 'https://x/device?user_code=ABCD-EFGH',
        expiresAt: '2026-11-23T10:10:00.000Z',
        session: 'corp',
        startUrl: 'https://corp.awsapps.com/start',
      },
    });
    expect(await aws.signIn.finish('modern')).toEqual({ ok: true, value: null });
    expect(slept.filter((ms) => ms >= 1_000)).toEqual([3_000, 8_000]);
    expect(JSON.parse(await readFile(await path(), 'utf8'))).toEqual({
      startUrl: 'https://corp.awsapps.com/start',
      region: 'eu-west-1',
      accessToken: 'fresh',
      expiresAt: '2026-11-23T18:00:00Z',
      clientId: 'id',
      clientSecret: 'shh',
      registrationExpiresAt: '2027-02-21T10:00:00Z',
      refreshToken: 'again',
    });
    expect(await aws.identify('modern')).toMatchObject({
      ok: true,
      value: { account: '111122223333', region: 'ap-south-1' },
    });
    const portal = stub.requests.find((r) => r.operation.startsWith('/federation'));
    expect(portal?.headers['x-amz-sso_bearer_token']).toBe('fresh');
  });

  it.each([
    ['declined', 'AccessDeniedException', 'SIGNIN_DECLINED'],
    ['expired', 'ExpiredTokenException', 'SIGNIN_EXPIRED'],
  ])('says when it was %s', async (_name, exception, code) => {
    await open((r) => (r.operation === '/token' ? error(400, exception) : undefined));
    await aws.signIn.start('modern');
    expect(await aws.signIn.finish('modern')).toMatchObject({ ok: false, error: { code } });
  });

  it('registers anew once when the registration is no longer known', async () => {
    let refused = 0;
    await open((r) =>
      r.operation === '/device_authorization' && stub.requests.length > 2 && refused++ === 0
        ? error(401, 'InvalidClientException')
        : undefined,
    );
    await aws.signIn.start('modern');
    expect(await aws.signIn.start('modern')).toMatchObject({ ok: true });
    expect(counted('/client/register')).toBe(2);
  });

  it('is cancelled at once', async () => {
    await open((r) => (r.operation === '/token' ? error(400, 'AuthorizationPendingException') : undefined));
    await aws.signIn.start('modern');
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    expect(await aws.signIn.finish('modern', abort.signal)).toMatchObject({
      ok: false,
      error: { code: 'AWS_CANCELLED' },
    });
  });

  it('is not offered for a profile with keys', async () => {
    await open(() => undefined);
    expect(await aws.signIn.start('keys')).toMatchObject({ ok: false, error: { code: 'SIGNIN_NOT_SSO' } });
    expect(await aws.signIn.finish('modern')).toMatchObject({ ok: false, error: { code: 'SIGNIN_NOT_STARTED' } });
  });
});

describe('credentials', () => {
  it('come once per profile, from the region of the session, and serve a role chain', async () => {
    await open(() => undefined);
    await putToken({});
    expect(await aws.identify('chain')).toMatchObject({ ok: true });
    await Promise.all([aws.identify('modern'), aws.identify('modern'), aws.identify('chain')]);
    expect(counted('/federation')).toBe(1);
    expect(counted('AssumeRole')).toBe(1);
    const assume = stub.requests.find((r) => r.operation === 'AssumeRole');
    expect(new URLSearchParams(assume?.body).get('ExternalId')).toBe('ext');
    const last = stub.requests.filter((r) => r.operation === 'GetCallerIdentity').map((r) => r.headers.authorization);
    expect(last.some((header) => header?.includes('ASIACHAIN'))).toBe(true);
  });

  it('refresh a token that is about to end, once for all profiles of its session', async () => {
    await open((r) =>
      r.operation === '/token' ? { body: { accessToken: 'newer', expiresIn: 3_600 }, delayMs: 50 } : undefined,
    );
    await putToken({
      expiresAt: '2026-11-23T10:03:00Z',
      clientId: 'id',
      clientSecret: 'shh',
      refreshToken: 'again',
      registrationExpiresAt: '2027-01-01T00:00:00Z',
    });
    const both = await Promise.all([aws.identify('modern'), aws.identify('second')]);
    expect(both.map((r) => r.ok)).toEqual([true, true]);
    expect(counted('/token')).toBe(1);
    const kept = JSON.parse(await readFile(await path(), 'utf8')) as SsoToken;
    expect(kept).toMatchObject({ accessToken: 'newer', refreshToken: 'again', expiresAt: '2026-11-23T11:00:00Z' });
  });

  it.each([
    [
      'the token ran out and cannot be refreshed',
      { expiresAt: '2026-11-23T09:00:00Z' },
      undefined,
      'AWS_SIGN_IN_NEEDED',
    ],
    ['the portal does not know the token', {}, error(401, 'UnauthorizedException'), 'AWS_SIGN_IN_NEEDED'],
    ['the role is not assigned', {}, error(403, 'ForbiddenException', 'No access'), 'AWS_ROLE_NOT_ASSIGNED'],
  ])('say in words that %s', async (_name, token, portal, code) => {
    await open((r) => (r.operation.startsWith('/federation') ? portal : undefined));
    await putToken(token);
    const result = await aws.identify('modern');
    expect(result).toMatchObject({ ok: false, error: { code } });
  });
});
