import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
  SSOClient,
} from '@aws-sdk/client-sso';
import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
  type CreateTokenResponse,
  type RegisterClientResponse,
  type StartDeviceAuthorizationResponse,
} from '@aws-sdk/client-sso-oidc';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromIni } from '@aws-sdk/credential-providers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SERVED } from '../../../src/main/sandbox/services';
import { raw } from '../../support/raw-aws';
import { openSandbox, smallWorld, type TestSandbox } from '../../support/sandbox';

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
const START_URL = 'https://small.awsapps.com/start';
const services = SERVED.filter(({ id }) => ['sts', 'sso', 'sso-oidc'].includes(id));

let sandbox: TestSandbox;
let oidc: SSOOIDCClient;
let portal: SSOClient;

async function open(autoApprove: boolean): Promise<void> {
  sandbox = await openSandbox({ world: smallWorld(), services, autoApprove, deviceInterval: 5 });
  const settings = { endpoint: sandbox.endpoint, region: 'eu-central-1', maxAttempts: 1 };
  oidc = new SSOOIDCClient(settings);
  portal = new SSOClient(settings);
}
beforeEach(() => open(false));
afterEach(() => sandbox.stop());

const register = (scopes?: string[]): Promise<RegisterClientResponse> =>
  oidc.send(new RegisterClientCommand({ clientName: 'test', clientType: 'public', ...(scopes ? { scopes } : {}) }));

const device = ({ clientId, clientSecret }: RegisterClientResponse): Promise<StartDeviceAuthorizationResponse> =>
  oidc.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: START_URL }));

const redeem = ({ clientId, clientSecret }: RegisterClientResponse, deviceCode = ''): Promise<CreateTokenResponse> =>
  oidc.send(new CreateTokenCommand({ clientId, clientSecret, grantType: DEVICE, deviceCode }));

const page = (path: string): ReturnType<typeof raw> => raw(sandbox.endpoint, { method: 'GET', path });
const query = (fields: Record<string, string>): string => `/device?${new URLSearchParams(fields).toString()}`;

/** What a browser sends when a person presses a button of the page. */
async function decision(url: string, pressed: string, user = 'ada'): Promise<string> {
  const { pathname, search, searchParams } = new URL(url);
  const { text } = await page(pathname + search);
  const token = /name="page" value="([^"]+)"/.exec(text)?.[1] ?? '';
  return query({ page: token, user_code: searchParams.get('user_code') ?? '', user, decision: pressed });
}

const decide = async (url: string, pressed: string, user?: string): Promise<{ status: number }> =>
  page(await decision(url, pressed, user));

async function token(user = 'ada'): Promise<CreateTokenResponse & RegisterClientResponse> {
  const client = await register(['sso:account:access']);
  const grant = await device(client);
  expect((await decide(grant.verificationUriComplete ?? '', 'allow', user)).status).toBe(200);
  return { ...client, ...(await redeem(client, grant.deviceCode)) };
}

describe('the device flow', () => {
  it('is pending until a person allows it on the page, then gives one token', async () => {
    const client = await register(['sso:account:access']);
    const grant = await device(client);
    expect(grant).toMatchObject({ expiresIn: 600, interval: 5, verificationUri: `${sandbox.endpoint}/device` });
    await expect(redeem(client, grant.deviceCode)).rejects.toMatchObject({
      name: 'AuthorizationPendingException',
      error: 'authorization_pending',
      $metadata: { httpStatusCode: 400 },
    });
    const shown = await page(`/device?user_code=${grant.userCode ?? ''}`);
    expect(shown.text).toContain(`value="${grant.userCode ?? ''}"`);
    expect(shown.headers['content-security-policy']).toContain("default-src 'none'");
    await decide(grant.verificationUriComplete ?? '', 'allow');
    const answer = await redeem(client, grant.deviceCode);
    expect(answer).toMatchObject({ tokenType: 'Bearer', expiresIn: 28_800 });
    expect(answer.accessToken).toBeTruthy();
    expect(answer.refreshToken).toBeTruthy();
    await expect(redeem(client, grant.deviceCode)).rejects.toMatchObject({ name: 'InvalidGrantException' });
  });

  it('takes a decision from its own page alone, and only once', async () => {
    const client = await register();
    const grant = await device(client);
    const url = grant.verificationUriComplete ?? '';
    const fields = { user_code: grant.userCode ?? '', user: 'ada', decision: 'allow' };
    expect((await page(query(fields))).status).toBe(403);
    expect((await page(query({ ...fields, page: 'guessed' }))).status).toBe(403);
    const denied = await decision(url, 'deny');
    expect((await page(denied)).status).toBe(200);
    expect((await page(denied)).status).toBe(403);
    const posted = await raw(sandbox.endpoint, { path: '/device', body: new URLSearchParams(fields).toString() });
    expect(posted.status).toBe(405);
  });

  it('slows down a client that polls too fast', async () => {
    const client = await register();
    const grant = await device(client);
    await expect(redeem(client, grant.deviceCode)).rejects.toMatchObject({ name: 'AuthorizationPendingException' });
    await expect(redeem(client, grant.deviceCode)).rejects.toMatchObject({
      name: 'SlowDownException',
      error: 'slow_down',
    });
    await sandbox.clock(11_000);
    await expect(redeem(client, grant.deviceCode)).rejects.toMatchObject({ name: 'AuthorizationPendingException' });
  });

  it('ends when it is denied or expires', async () => {
    const client = await register();
    const [denied, expired] = [await device(client), await device(client)];
    await decide(denied.verificationUriComplete ?? '', 'deny');
    await expect(redeem(client, denied.deviceCode)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      error: 'access_denied',
    });
    await sandbox.clock(601_000);
    await expect(redeem(client, expired.deviceCode)).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      error: 'expired_token',
    });
    expect((await decide(expired.verificationUriComplete ?? '', 'allow')).status).toBe(400);
  });

  it('refuses other clients, start addresses, kinds of grant and codes', async () => {
    const [client, other] = [await register(), await register()];
    const grant = await device(client);
    await expect(redeem(other, grant.deviceCode)).rejects.toMatchObject({ name: 'InvalidGrantException' });
    await expect(redeem({ ...client, clientSecret: 'x' }, grant.deviceCode)).rejects.toMatchObject({
      name: 'InvalidClientException',
      $metadata: { httpStatusCode: 401 },
    });
    const { clientId, clientSecret } = client;
    const startUrl = 'https://other.awsapps.com/start';
    await expect(
      oidc.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl })),
    ).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
    await expect(
      oidc.send(new CreateTokenCommand({ clientId, clientSecret, grantType: 'password' })),
    ).rejects.toMatchObject({
      name: 'UnsupportedGrantTypeException',
    });
    await expect(oidc.send(new RegisterClientCommand({ clientName: 'x', clientType: 'secret' }))).rejects.toMatchObject(
      {
        name: 'InvalidClientMetadataException',
      },
    );
  });

  it('gives no refresh token to a client without scopes', async () => {
    await sandbox.stop();
    await open(true);
    const client = await register();
    const answer = await redeem(client, (await device(client)).deviceCode);
    expect(answer.accessToken).toBeTruthy();
    expect(answer.refreshToken).toBeUndefined();
  });
});

describe('the portal', () => {
  it('lists the accounts and roles of the person who signed in, in pages', async () => {
    const { accessToken } = await token();
    const first = await portal.send(new ListAccountsCommand({ accessToken, maxResults: 1 }));
    expect(first.accountList).toEqual([
      { accountId: '111122223333', accountName: 'governance', emailAddress: 'governance@example.com' },
    ]);
    const second = await portal.send(
      new ListAccountsCommand({ accessToken, maxResults: 1, nextToken: first.nextToken }),
    );
    expect(second.accountList).toHaveLength(1);
    expect(second.nextToken).toBeUndefined();
    const roles = await portal.send(new ListAccountRolesCommand({ accessToken, accountId: '444455556666' }));
    expect(roles.roleList?.map((role) => role.roleName)).toEqual(['Administrator', 'Reader']);
    const bo = await token('bo');
    const fewer = await portal.send(
      new ListAccountRolesCommand({ accessToken: bo.accessToken, accountId: '444455556666' }),
    );
    expect(fewer.roleList?.map((role) => role.roleName)).toEqual(['Reader']);
    await expect(
      portal.send(new ListAccountsCommand({ accessToken: bo.accessToken, nextToken: first.nextToken })),
    ).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  it('gives credentials of an assigned role that sign as that person', async () => {
    const { accessToken } = await token();
    const answer = await portal.send(
      new GetRoleCredentialsCommand({ accessToken, accountId: '111122223333', roleName: 'Reader' }),
    );
    const { accessKeyId = '', secretAccessKey = '', sessionToken = '', expiration = 0 } = answer.roleCredentials ?? {};
    expect(expiration - Date.now()).toBeGreaterThan(3_500_000);
    const credentials = { accessKeyId, secretAccessKey, sessionToken };
    const sts = new STSClient({ endpoint: sandbox.endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:sts::111122223333:assumed-role/Reader/ada',
    });
  });

  it('answers a role that is not assigned with the unmodelled ForbiddenException', async () => {
    const { accessToken } = await token('bo');
    await expect(
      portal.send(new GetRoleCredentialsCommand({ accessToken, accountId: '111122223333', roleName: 'Administrator' })),
    ).rejects.toMatchObject({ name: 'ForbiddenException', message: 'No access', $metadata: { httpStatusCode: 403 } });
  });

  it('ends a session by logout, by expiry and by the server', async () => {
    const gone = {
      name: 'UnauthorizedException',
      message: 'Session token not found or invalid',
      $metadata: { httpStatusCode: 401 },
    };
    const [one, two] = [await token(), await token()];
    await portal.send(new LogoutCommand({ accessToken: one.accessToken }));
    await expect(portal.send(new ListAccountsCommand({ accessToken: one.accessToken }))).rejects.toMatchObject(gone);
    await sandbox.expireTokens();
    await expect(portal.send(new ListAccountsCommand({ accessToken: two.accessToken }))).rejects.toMatchObject(gone);
    const { clientId, clientSecret, refreshToken } = two;
    const again = await oidc.send(
      new CreateTokenCommand({ clientId, clientSecret, grantType: 'refresh_token', refreshToken }),
    );
    expect((await portal.send(new ListAccountsCommand({ accessToken: again.accessToken }))).accountList).toHaveLength(
      2,
    );
    await expect(
      oidc.send(new CreateTokenCommand({ clientId, clientSecret, grantType: 'refresh_token', refreshToken: 'x' })),
    ).rejects.toMatchObject({ name: 'InvalidGrantException' });
  });
});

describe('the written profiles', () => {
  it('carry the SDK from the token file to a signed call', async () => {
    const home = { ...process.env };
    const { accessToken, refreshToken, clientId, clientSecret } = await token();
    const cache = join(sandbox.home, '.aws', 'sso', 'cache');
    await mkdir(cache, { recursive: true });
    const file = join(cache, `${createHash('sha1').update('small').digest('hex')}.json`);
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    await writeFile(
      file,
      JSON.stringify({
        startUrl: START_URL,
        region: 'eu-central-1',
        accessToken,
        refreshToken,
        clientId,
        clientSecret,
        expiresAt,
      }),
    );
    try {
      Object.assign(process.env, {
        HOME: sandbox.home,
        AWS_CONFIG_FILE: sandbox.configFile,
        AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsFile,
      });
      for (const [profile, arn] of [
        ['sales-orders', 'arn:aws:sts::444455556666:assumed-role/Administrator/ada'],
        ['admin-444455556666', 'arn:aws:sts::444455556666:assumed-role/Administrator/heddle'],
      ] as const) {
        const credentials = fromIni({ profile, ignoreCache: true, clientConfig: { endpoint: sandbox.endpoint } });
        const sts = new STSClient({ endpoint: sandbox.endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
        expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(arn);
      }
    } finally {
      process.env = home;
    }
    expect(sandbox.profiles).toEqual(['governance', 'sales-orders']);
    expect(await readFile(sandbox.configFile, 'utf8')).toContain('[sso-session small]');
  });
});

describe('AssumeRole', () => {
  const assume = (settings: object, RoleArn: string, more: object = {}): Promise<unknown> =>
    new STSClient(settings).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'chain', ...more }));
  const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

  it('follows trust across accounts and refuses what is not trusted or not there alike', async () => {
    const main = sandbox.client('arn:aws:iam::111122223333:role/Administrator');
    const other = sandbox.client('arn:aws:iam::444455556666:role/Administrator');
    await expect(assume(main, 'arn:aws:iam::444455556666:role/Administrator')).resolves.toMatchObject({
      AssumedRoleUser: { Arn: 'arn:aws:sts::444455556666:assumed-role/Administrator/chain' },
    });
    await expect(assume(other, 'arn:aws:iam::111122223333:role/team/Reader')).rejects.toMatchObject(denied);
    await expect(assume(main, 'arn:aws:iam::111122223333:role/Nobody')).rejects.toMatchObject(denied);
    await expect(assume(main, 'arn:aws:iam::111122223333:role/team/Reader')).resolves.toBeTruthy();
    // The path belongs to the ARN.
    await expect(assume(main, 'arn:aws:iam::111122223333:role/Reader')).rejects.toMatchObject(denied);
  });

  it('limits chained roles to an hour and checks names and durations', async () => {
    const role = 'arn:aws:iam::111122223333:role/team/Reader';
    const chained = sandbox.client('arn:aws:iam::111122223333:role/Administrator');
    const user = sandbox.client('arn:aws:iam::111122223333:user/ci');
    await expect(assume(chained, role, { DurationSeconds: 3601 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    });
    await expect(assume(user, role, { DurationSeconds: 3600 })).resolves.toBeTruthy();
    await expect(assume(user, role, { DurationSeconds: 7200 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
    await expect(assume(user, role, { DurationSeconds: 5 })).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(assume(user, role, { RoleSessionName: 'not a name' })).rejects.toMatchObject({
      name: 'ValidationError',
    });
    await expect(assume(user, role, { Policy: '{' })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  });
});
