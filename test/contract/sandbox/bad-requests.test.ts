import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueKeys } from '../../../src/main/sandbox/auth/keys';
import type { Service } from '../../../src/main/sandbox/service';
import { raw, signed, type RawAnswer, type RawRequest } from '../../support/raw-aws';
import { openSandbox, smallWorld, type TestSandbox } from '../../support/sandbox';
import { SERVED } from '../../../src/main/sandbox/services';

const OWN: Service[] = [
  {
    id: 'glue',
    handlers: {
      GetDatabases: () => ({ DatabaseList: [] }),
      GetTables: () => {
        throw new TypeError('a defect');
      },
    },
  },
  { id: 'lakeformation', handlers: { ListPermissions: () => ({ PrincipalResourcePermissions: [] }) } },
  {
    id: 'datazone',
    handlers: { GetDomain: (input: { identifier: string }) => ({ id: input.identifier, status: 'AVAILABLE' }) },
  },
];
const services = [...SERVED.filter(({ id }) => ['sts', 'sso', 'sso-oidc'].includes(id)), ...OWN];

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ world: smallWorld(), services });
});
afterAll(() => sandbox.stop());

const send = (service: string, request: RawRequest): Promise<RawAnswer> => {
  const key = issueKeys(sandbox.world, 'arn:aws:iam::111122223333:role/Administrator');
  return raw(sandbox.endpoint, signed(sandbox.endpoint, request, { ...key, service }));
};
const glue = (body: string | Buffer, target = 'AWSGlue.GetDatabases'): Promise<RawAnswer> =>
  send('glue', { headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' }, body });
const lake = (body: string, path = '/ListPermissions'): Promise<RawAnswer> => send('lakeformation', { path, body });
const type = ({ text }: RawAnswer): unknown => (JSON.parse(text) as { __type?: string }).__type;

describe('web pages', () => {
  it.each([
    ['an Origin header', { origin: 'https://evil.example' }],
    ['the null Origin', { origin: 'null' }],
    ['a foreign Host', { host: 'evil.example' }],
    ['the Host of another port', { host: '127.0.0.1:1' }],
  ])('are refused by %s, on every path', async (_what, headers) => {
    for (const path of ['/', '/ListPermissions', '/client/register', '/device', '/_heddle/calls']) {
      const answer = await raw(sandbox.endpoint, {
        path,
        headers: { ...headers, 'x-heddle-control': sandbox.controlToken },
      });
      expect(answer.status, path).toBe(403);
      expect(answer.text).toBe('Requests of web pages are refused.\n');
    }
  });

  it('are refused even where the Origin is the sandbox itself, and the control path wants its token', async () => {
    for (const method of ['GET', 'POST']) {
      const own = await raw(sandbox.endpoint, { method, path: '/device', headers: { origin: sandbox.endpoint } });
      expect(own.status).toBe(403);
    }
    expect((await raw(sandbox.endpoint, { path: '/_heddle/calls', method: 'GET' })).status).toBe(403);
    expect((await sandbox.control('PUT', 'faults', [{ kind: 'nonsense' }])).status).toBe(400);
    expect((await sandbox.control('GET', 'secrets')).status).toBe(400);
  });
});

describe('bodies', () => {
  it.each([
    ['no JSON', '{"MaxResults":'],
    ['a list', '[]'],
    ['a string', '"x"'],
    ['a number where a text is', '{"NextToken":5}'],
    ['a text where a number is', '{"MaxResults":"abc"}'],
    ['an object where a number is', '{"MaxResults":{}}'],
    ['a fraction where an integer is', '{"MaxResults":1.5}'],
    ['a list where a structure is', '{"Resource":[]}'],
    ['a null inside a list', '{"Resource":{"TableWithColumns":{"DatabaseName":"d","Name":"t","ColumnNames":[null]}}}'],
  ])('of %s are a SerializationException', async (_what, body) => {
    const answer = await lake(body);
    expect(answer.status).toBe(400);
    expect(answer.headers['x-amzn-errortype']).toBe('SerializationException');
  });

  it('may hold unknown members, nulls and __type without effect', async () => {
    const answer = await lake('{"__type":"x","Unknown":{"a":1},"MaxResults":null,"__proto__":{"CatalogId":"x"}}');
    expect(answer.status).toBe(200);
  });

  it('cannot set a member that travels in the path', async () => {
    const answer = await send('datazone', {
      method: 'GET',
      path: '/v2/domains/dzd_1234',
      body: '{"identifier":"dzd_other"}',
    });
    expect(JSON.parse(answer.text)).toMatchObject({ id: 'dzd_1234' });
  });

  it('nested a thousand times, of broken UTF-8 or too large are refused', async () => {
    expect((await lake('{"Resource":'.repeat(1000))).status).toBe(400);
    expect(type(await glue(Buffer.from([0x7b, 0xff, 0x7d])))).toBe('SerializationException');
    const large = await glue(Buffer.alloc(5 * 1024 * 1024, 32));
    expect(large.status).toBe(413);
    expect(type(large)).toBe('RequestEntityTooLargeException');
  });

  it('that break a constraint answer with the modelled code of the service', async () => {
    const answer = await lake('{"MaxResults":1001}');
    expect(answer.status).toBe(400);
    expect(answer.headers['x-amzn-errortype']).toBe('InvalidInputException');
  });
});

describe('unknown operations', () => {
  it('are the own error of each protocol', async () => {
    const json = await glue('{}', 'AWSGlue.GetEverything');
    expect([json.status, type(json)]).toEqual([400, 'UnknownOperationException']);
    // Known to AWS, not served here.
    expect(type(await glue('{}', 'AWSGlue.GetCrawlerMetrics'))).toBe('UnknownOperationException');
    expect(type(await glue('{}', 'AWSGlue.toString'))).toBe('UnknownOperationException');
    const rest = await lake('{}', '/ListEverything');
    expect([rest.status, rest.headers['x-amzn-errortype']]).toEqual([404, 'UnknownOperationException']);
    const query = await send('sts', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=GetEverything&Version=2011-06-15',
    });
    expect(query.status).toBe(400);
    expect(query.text).toContain('<Code>InvalidAction</Code>');
    expect((await send('s3', { method: 'GET', path: '/bucket/key' })).status).toBeGreaterThanOrEqual(400);
    expect((await raw(sandbox.endpoint, { method: 'GET', path: '/' })).status).toBe(403);
    expect((await raw(sandbox.endpoint, { method: 'GET', path: '/v2/%zz' })).status).toBe(403);
  });

  it('and defects of a handler never end the sandbox', async () => {
    const answer = await glue('{"DatabaseName":"x"}', 'AWSGlue.GetTables');
    expect([answer.status, type(answer)]).toEqual([500, 'InternalServiceException']);
    expect(answer.text).not.toContain('a defect');
    const { calls } = await sandbox.calls();
    expect(calls.at(-1)?.defect).toContain('a defect');
    expect((await glue('{}')).status).toBe(200);
  });

  it('nor does a line that is not HTTP', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(sandbox.endpoint).port), '127.0.0.1', () =>
        socket.write('nonsense\r\n\r\n'),
      );
      let heard = '';
      socket.on('data', (chunk) => (heard += chunk.toString()));
      socket.on('close', () => {
        resolve(heard);
      });
      socket.on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1.1 400/);
    expect((await glue('{}')).status).toBe(200);
  });
});
