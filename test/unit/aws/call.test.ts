import { afterEach, describe, expect, it } from 'vitest';
import type { Aws } from '../../../src/main/aws/aws';
import { createAws } from '../../../src/main/aws/aws';
import { CallError } from '../../../src/main/aws/errors';
import type { Timer } from '../../../src/main/aws/pacing';
import { systemTimer } from '../../../src/main/aws/pacing';
import type { TestHome } from './home';
import { testHome } from './home';
import type { StubAnswer, StubAws, StubRequest } from './stub-aws';
import { error, stubAws } from './stub-aws';

const hasty: Timer = { now: systemTimer.now, sleep: (ms, signal) => systemTimer.sleep(Math.min(ms, 2), signal) };

let stub: StubAws;
let home: TestHome;
let aws: Aws;
afterEach(async () => {
  aws.close();
  await stub.stop();
  await home.remove();
});

async function open(
  answer: (request: StubRequest) => StubAnswer | Promise<StubAnswer>,
  more: { mayWrite?: (account: string) => boolean; allowHost?: (host: string) => boolean; timer?: Timer } = {},
): Promise<void> {
  stub = await stubAws(answer);
  home = await testHome(
    `[profile p]\nregion = eu-west-1\naws_access_key_id = AKIA\naws_secret_access_key = s\nendpoint_url = ${stub.endpoint}\n`,
  );
  aws = createAws({ home, allowHost: (host) => host === stub.host, timer: hasty, random: () => 0, ...more });
}

const seat = { profile: 'p', region: 'eu-west-1', account: '111122223333' };

async function failure(promise: Promise<unknown>): Promise<CallError> {
  const thrown = await promise.then(
    () => new Error('it did not fail'),
    (e: unknown) => e,
  );
  if (!(thrown instanceof CallError)) throw thrown as Error;
  return thrown;
}

describe('call', () => {
  it('answers with timestamps as ISO strings and keeps what the SDK does not know', async () => {
    await open(() => ({
      body: { PrincipalResourcePermissions: [{ LastUpdated: 1795428000.5, Permissions: ['SELECT'], Novelty: 1 }] },
    }));
    const answer = await aws.call('lakeformation:ListPermissions', seat, {});
    expect(answer).toEqual({
      PrincipalResourcePermissions: [{ LastUpdated: '2026-11-23T10:00:00.500Z', Permissions: ['SELECT'], Novelty: 1 }],
    });
    expect(stub.requests[0]?.headers.authorization).toMatch(/eu-west-1\/lakeformation\/aws4_request/);
  });

  it('goes on over short and empty pages until the token is absent, and asks for the largest page', async () => {
    const pages = [
      { NextToken: 'a' },
      { PrincipalResourcePermissions: [], NextToken: 'b' },
      { PrincipalResourcePermissions: [{}] },
    ];
    await open(() => ({ body: pages[stub.requests.length - 1] }));
    const seen: number[] = [];
    for await (const page of aws.pages('lakeformation:ListPermissions', seat, {})) {
      seen.push(page.PrincipalResourcePermissions?.length ?? 0);
    }
    expect(seen).toEqual([0, 0, 1]);
    expect(stub.requests.map((r) => JSON.parse(r.body) as unknown)).toEqual([
      { MaxResults: 1000 },
      { MaxResults: 1000, NextToken: 'a' },
      { MaxResults: 1000, NextToken: 'b' },
    ]);
  });

  it('does not follow a token that leads back to itself', async () => {
    await open(() => ({ body: { NextToken: 'a' } }));
    const pages = aws.pages('lakeformation:ListPermissions', seat, {});
    await expect(
      (async () => {
        for await (const page of pages) void page;
      })(),
    ).rejects.toThrow(/same page token/);
    expect(stub.requests).toHaveLength(2);
  });

  it('keeps writes locked until writing is on for that very account', async () => {
    await open(() => ({}), { mayWrite: (account) => account === '222233334444' });
    const grant = {
      Principal: { DataLakePrincipalIdentifier: 'x' },
      Resource: { Catalog: {} },
      Permissions: ['ALL' as const],
    };
    expect(await failure(aws.call('lakeformation:GrantPermissions', seat, grant))).toMatchObject({
      kind: 'WRITE_LOCKED',
    });
    expect(
      await failure(aws.call('lakeformation:GrantPermissions', { ...seat, account: undefined }, grant)),
    ).toMatchObject({
      kind: 'WRITE_LOCKED',
    });
    expect(stub.requests).toHaveLength(0);
    await aws.call('lakeformation:GrantPermissions', { ...seat, account: '222233334444' }, grant);
    expect(stub.requests).toHaveLength(1);
  });

  it('refuses an operation that is not in the table', async () => {
    await open(() => ({}), { mayWrite: () => true });
    const unknown = 'glue:DeleteDatabase' as 'glue:GetDatabase';
    expect(await failure(aws.call(unknown, seat, { Name: 'x' }))).toMatchObject({ kind: 'WRITE_LOCKED' });
    expect(stub.requests).toHaveLength(0);
  });

  it('never sends a request to a host that is not allowed', async () => {
    await open(() => ({}), { allowHost: () => false });
    const thrown = await failure(aws.call('glue:GetDatabases', seat, {}));
    expect(thrown.kind).toBe('FOREIGN_HOST');
    expect(stub.requests).toHaveLength(0);
  });

  it.each([
    ['throttling', error(429, 'ThrottlingException'), 3],
    ['a failure of the service', error(500, 'InternalServiceException'), 3],
    ['a time-out of the service', error(400, 'OperationTimeoutException'), 3],
    ['a dropped connection', { drop: true }, 2],
  ])('tries again after %s', async (_name, fault, times) => {
    await open(() => (stub.requests.length < times ? fault : { body: {} }));
    await aws.call('lakeformation:ListPermissions', seat, {});
    expect(stub.requests).toHaveLength(times);
    expect(aws.counts()['lakeformation:ListPermissions']?.calls).toBe(times);
  });

  it.each([
    ['AccessDeniedException', 400, 'DENIED', 'AWS_DENIED'],
    ['AccessDeniedException', 403, 'DENIED', 'AWS_DENIED'],
    ['EntityNotFoundException', 400, 'NOT_FOUND', 'AWS_NOT_FOUND'],
    ['InvalidInputException', 400, 'INVALID', 'AWS_INVALID'],
    ['UnrecognizedClientException', 403, 'BAD_CREDS', 'AWS_BAD_CREDS'],
  ] as const)('does not try again after %s (%d)', async (name, status, kind, code) => {
    await open(() => error(status, name));
    const thrown = await failure(aws.call('lakeformation:ListPermissions', seat, {}));
    expect(thrown).toMatchObject({ kind, trouble: { code } });
    expect(thrown.trouble.wayOut).toBeTruthy();
    expect(stub.requests).toHaveLength(1);
  });

  it('names the IAM action to ask for', async () => {
    await open(() => error(403, 'AccessDeniedException'));
    expect((await failure(aws.call('datazone:ListDomains', seat, {}))).trouble.wayOut).toContain(
      'datazone:ListDomains',
    );
  });

  it('renews expired credentials once, then says so', async () => {
    await open(() => error(403, 'ExpiredTokenException'));
    expect((await failure(aws.call('datazone:ListDomains', seat, {}))).kind).toBe('CREDS_EXPIRED');
    expect(stub.requests).toHaveLength(2);
  });

  it('counts each kind of failure by itself', async () => {
    const throttled = error(429, 'ThrottlingException');
    const faults = [throttled, { drop: true }, error(403, 'ExpiredTokenException'), throttled, { drop: true }];
    await open(() => faults[stub.requests.length - 1] ?? { body: {} });
    await aws.call('lakeformation:ListPermissions', seat, {});
    expect(stub.requests).toHaveLength(faults.length + 1);
  });

  it('takes an HTML answer for an operation that the endpoint does not know', async () => {
    await open(() => ({ status: 404, type: 'text/html', body: '<html>' }));
    expect((await failure(aws.call('datazone:ListDomains', seat, {}))).kind).toBe('NOT_IMPLEMENTED');
  });

  it('ends within a second when cancelled, in flight or waiting to be sent', async () => {
    await open(() => ({ delayMs: 20_000 }), { timer: systemTimer });
    const abort = new AbortController();
    const calls = Array.from({ length: 30 }, () =>
      failure(aws.call('glue:GetJobs', seat, {}, { signal: abort.signal })),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = performance.now();
    abort.abort();
    expect((await Promise.all(calls)).every((thrown) => thrown.kind === 'CANCELLED')).toBe(true);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(stub.requests.length).toBeLessThan(30);
  });

  it('keeps one idempotency token over the attempts of one intent', async () => {
    await open(() => (stub.requests.length < 3 ? error(500, 'InternalServerException') : { body: {} }), {
      mayWrite: () => true,
    });
    await aws.call('datazone:CreateSubscriptionGrant', seat, {
      domainIdentifier: 'dzd_1',
      environmentIdentifier: 'e',
      grantedEntity: { listing: { identifier: 'l', revision: '1' } },
    });
    const tokens = stub.requests.map((r) => (JSON.parse(r.body) as { clientToken: string }).clientToken);
    expect(tokens).toHaveLength(3);
    expect(new Set(tokens).size).toBe(1);
  });

  it('does not repeat a decision whose answer was lost', async () => {
    await open(() => error(500, 'InternalServerException'), { mayWrite: () => true });
    const accept = { domainIdentifier: 'dzd_1', identifier: 'r' };
    expect((await failure(aws.call('datazone:AcceptSubscriptionRequest', seat, accept))).kind).toBe('SERVER');
    expect(stub.requests).toHaveLength(1);
  });
});
