import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueKeys } from '../../../src/main/sandbox/auth/keys';
import type { Service } from '../../../src/main/sandbox/service';
import { SERVED } from '../../../src/main/sandbox/services';
import { raw, signed, type RawAnswer, type RawRequest, type Signing } from '../../support/raw-aws';
import { openSandbox, smallWorld, withSandbox, type TestSandbox } from '../../support/sandbox';

const OWN: Service[] = [
  { id: 'glue', handlers: { GetDatabases: () => ({ DatabaseList: [] }), GetTables: () => ({ TableList: [] }) } },
  {
    id: 'lakeformation',
    handlers: { ListPermissions: () => ({ PrincipalResourcePermissions: [] }), ListLFTags: () => ({}) },
  },
  { id: 'datazone', handlers: { ListDomains: () => ({ items: [] }) } },
];
const services = [...SERVED.filter(({ id }) => ['sts', 'sso', 'sso-oidc'].includes(id)), ...OWN];

const ADMIN = 'arn:aws:iam::111122223333:role/Administrator';
const READER = 'arn:aws:iam::111122223333:role/team/Reader';

const GLUE: RawRequest = {
  headers: { 'x-amz-target': 'AWSGlue.GetDatabases', 'content-type': 'application/x-amz-json-1.1' },
  body: '{}',
};
const LAKE: RawRequest = { path: '/ListPermissions', headers: { 'content-type': 'application/json' }, body: '{}' };
const STS: RawRequest = {
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'Action=GetCallerIdentity&Version=2011-06-15',
};

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ world: smallWorld(), services });
});
afterAll(() => sandbox.stop());

const CASES = [
  { service: 'glue', base: GLUE, status: 400 },
  { service: 'lakeformation', base: LAKE, status: 403 },
  { service: 'sts', base: STS, status: 403 },
] as const;

const QUERY_CODES: Record<string, string> = {
  UnrecognizedClientException: 'InvalidClientTokenId',
  ExpiredTokenException: 'ExpiredToken',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  IncompleteSignatureException: 'IncompleteSignature',
};

/** Is this the service's own error form with this code? Answers the message. */
function failure(service: string, answer: RawAnswer, code: string): string {
  if (service === 'sts') {
    expect(answer.headers['content-type']).toBe('text/xml');
    const found = /<Error><Type>Sender<\/Type><Code>(\w+)<\/Code><Message>(.*)<\/Message><\/Error>/.exec(answer.text);
    expect(found?.[1]).toBe(QUERY_CODES[code]);
    return found?.[2] ?? '';
  }
  const body = JSON.parse(answer.text) as { __type?: string; message?: string; Message?: string };
  if (service === 'glue') expect(body.__type).toBe(code);
  else expect(answer.headers['x-amzn-errortype']).toBe(code);
  return body.message ?? body.Message ?? '';
}

describe.each(CASES)('signatures of $service', ({ service, base, status }) => {
  const send = (change: Partial<Signing> = {}, request: RawRequest = base): Promise<RawAnswer> => {
    const key = issueKeys(sandbox.world, ADMIN);
    return raw(
      sandbox.endpoint,
      signed(sandbox.endpoint, request, { ...key, sessionToken: undefined, service, ...change }),
    );
  };

  it('accepts a good one', async () => {
    expect((await send()).status).toBe(200);
  });

  it('refuses an unknown key', async () => {
    const answer = await send({ accessKeyId: 'AKIAUNKNOWN' });
    expect(answer.status).toBe(status);
    expect(failure(service, answer, 'UnrecognizedClientException')).toBe(
      'The security token included in the request is invalid.',
    );
  });

  it('refuses a wrong secret', async () => {
    const answer = await send({ secretAccessKey: 'wrong' });
    expect(answer.status).toBe(status);
    expect(failure(service, answer, 'InvalidSignatureException')).toContain('does not match');
  });

  it('refuses a body that was changed after signing', async () => {
    const key = issueKeys(sandbox.world, ADMIN);
    const good = signed(sandbox.endpoint, base, { ...key, service });
    const answer = await raw(sandbox.endpoint, { ...good, body: `${String(base.body)} ` });
    failure(service, answer, 'InvalidSignatureException');
  });

  it('refuses the scope of another service', async () => {
    const answer = await send({ service: service === 'glue' ? 'lakeformation' : 'glue' });
    expect(answer.status).toBe(status);
    expect(failure(service, answer, 'InvalidSignatureException')).toContain(`correct service: '${service}'`);
  });

  it.each(['europe', 'eu-nowhere-1', 'eu-central-9', 'aws-global'])(
    'refuses a scope of %s, which is no region',
    async (region) => {
      expect(failure(service, await send({ region }), 'InvalidSignatureException')).toContain('valid region');
    },
  );

  it('refuses a date more than five minutes off', async () => {
    const answer = await send({ date: new Date(Date.now() - 6 * 60_000) });
    expect(failure(service, answer, 'InvalidSignatureException')).toContain('Signature expired');
    expect(
      failure(service, await send({ date: new Date(Date.now() + 6 * 60_000) }), 'InvalidSignatureException'),
    ).toContain('not yet current');
  });

  it('refuses an unsigned request and a broken header', async () => {
    const unsigned = await raw(sandbox.endpoint, base);
    expect(unsigned.status).toBe(status);
    failure(service, unsigned, 'MissingAuthenticationTokenException');
    const broken = await raw(sandbox.endpoint, {
      ...base,
      headers: { ...base.headers, authorization: 'AWS4-HMAC-SHA256 nonsense' },
    });
    failure(service, broken, 'IncompleteSignatureException');
  });

  it('wants the session token of temporary keys, and refuses expired ones', async () => {
    const key = issueKeys(sandbox.world, ADMIN, { sessionName: 'test', expires: new Date(Date.now() + 60_000) });
    expect((await send(key)).status).toBe(200);
    failure(service, await send({ ...key, sessionToken: undefined }), 'UnrecognizedClientException');
    failure(service, await send({ ...key, sessionToken: 'other' }), 'UnrecognizedClientException');
    await sandbox.clock(120_000);
    const expired = await send(key);
    await sandbox.clock(0);
    expect(expired.status).toBe(status);
    expect(failure(service, expired, 'ExpiredTokenException')).toBe(
      'The security token included in the request is expired',
    );
  });
});

describe('IAM', () => {
  const asReader = (request: RawRequest, service: string): Promise<RawAnswer> =>
    raw(sandbox.endpoint, signed(sandbox.endpoint, request, { ...issueKeys(sandbox.world, READER), service }));
  const arn = 'arn:aws:sts::111122223333:assumed-role/Reader/heddle';

  it('lets a role do what it is allowed', async () => {
    expect((await asReader(GLUE, 'glue')).status).toBe(200);
    expect((await asReader(STS, 'sts')).status).toBe(200);
  });

  it('refuses what no policy allows, in the words of IAM', async () => {
    const answer = await asReader({ method: 'GET', path: '/v2/domains' }, 'datazone');
    expect(answer.status).toBe(403);
    expect(failure('datazone', answer, 'AccessDeniedException')).toBe(
      `User: ${arn} is not authorized to perform: datazone:ListDomains on resource: * because no identity-based policy allows the datazone:ListDomains action`,
    );
  });

  it('refuses Lake Formation calls with the status that the variant says', async () => {
    const tags = { path: '/ListLFTags', body: '{}' };
    const world = smallWorld();
    world.accounts[0]?.roles.push({ name: 'Nothing', allow: [] });
    for (const status of ['400', '403'] as const) {
      await withSandbox({ world, services, variants: { 'denied-status': status } }, async (other) => {
        const key = issueKeys(other.world, 'arn:aws:iam::111122223333:role/Nothing');
        const answer = await raw(other.endpoint, signed(other.endpoint, tags, { ...key, service: 'lakeformation' }));
        expect(answer.status).toBe(Number(status));
        expect(failure('lakeformation', answer, 'AccessDeniedException')).toContain('lakeformation:ListLFTags');
      });
    }
  });

  it('lets deny win', async () => {
    const tables = {
      ...GLUE,
      headers: { ...GLUE.headers, 'x-amz-target': 'AWSGlue.GetTables' },
      body: '{"DatabaseName":"x"}',
    };
    const answer = await asReader(tables, 'glue');
    expect(answer.status).toBe(400);
    expect(failure('glue', answer, 'AccessDeniedException')).toContain(
      'with an explicit deny in an identity-based policy',
    );
  });
});
