import { GetDatabasesCommand, GlueClient } from '@aws-sdk/client-glue';
import { LakeFormationClient, ListPermissionsCommand } from '@aws-sdk/client-lakeformation';
import { ListRolesCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../src/main/sandbox/server/faults';
import type { Service } from '../../../src/main/sandbox/service';
import { openSandbox, smallWorld, withSandbox, type ClientSettings, type TestSandbox } from '../../support/sandbox';

const services: Service[] = [
  { id: 'glue', handlers: { GetDatabases: () => ({ DatabaseList: [{ Name: 'x'.repeat(200) }] }) } },
  { id: 'lakeformation', handlers: { ListPermissions: () => ({ PrincipalResourcePermissions: [] }) } },
  { id: 'iam', handlers: { ListRoles: () => ({ Roles: [], IsTruncated: false }) } },
];
const ADMIN = 'arn:aws:iam::111122223333:role/Administrator';

let sandbox: TestSandbox;
let settings: ClientSettings;
beforeAll(async () => {
  sandbox = await openSandbox({ world: smallWorld(), services, seed: 3 });
  settings = sandbox.client(ADMIN);
});
beforeEach(async () => {
  await sandbox.faults([]);
  await sandbox.resetCalls();
});
afterAll(() => sandbox.stop());

const glue = (maxAttempts = 1): Promise<unknown> =>
  new GlueClient({ ...settings, maxAttempts }).send(new GetDatabasesCommand({}));
const lake = (maxAttempts = 1): Promise<unknown> =>
  new LakeFormationClient({ ...settings, maxAttempts }).send(new ListPermissionsCommand({}));
const iam = (maxAttempts = 1): Promise<unknown> =>
  new IAMClient({ ...settings, maxAttempts }).send(new ListRolesCommand({}));

describe('a fault', () => {
  it.each<[FaultKind, object, object, object]>([
    ['throttle', { name: 'ThrottlingException' }, { name: 'ThrottledException' }, { name: 'Throttling' }],
    [
      '500',
      { name: 'InternalServiceException' },
      { name: 'InternalServiceException' },
      { name: 'ServiceFailureException' },
    ],
    ['expired-token', { name: 'ExpiredTokenException' }, { name: 'ExpiredTokenException' }, { name: 'ExpiredToken' }],
    ['denied', { name: 'AccessDeniedException' }, { name: 'AccessDeniedException' }, { name: 'AccessDenied' }],
  ])('%s is the own error of each service', async (kind, ofGlue, ofLake, ofIam) => {
    await sandbox.faults([{ kind }]);
    await expect(glue()).rejects.toMatchObject(ofGlue);
    await expect(lake()).rejects.toMatchObject(ofLake);
    await expect(iam()).rejects.toMatchObject(ofIam);
  });

  it.each<FaultKind>(['throttle', '500', '503-html', 'reset', 'truncated'])(
    '%s once is survived by a client that retries',
    async (kind) => {
      for (const [service, call] of [
        ['glue', glue],
        ['lakeformation', lake],
        ['iam', iam],
      ] as const) {
        await sandbox.faults([{ kind, service, times: 1 }]);
        await expect(call(1), `${service} alone`).rejects.toBeTruthy();
        await sandbox.faults([{ kind, service, times: 1 }]);
        await expect(call(3), `${service} retried`).resolves.toBeTruthy();
      }
      const { counts } = await sandbox.calls();
      expect(counts).toEqual({ 'glue:GetDatabases': 3, 'lakeformation:ListPermissions': 3, 'iam:ListRoles': 3 });
    },
  );

  it('strikes only what it selects', async () => {
    await sandbox.faults([
      { kind: 'denied', service: 'glue', account: '444455556666' },
      { kind: 'denied', operation: 'ListPermissions', region: 'us-east-1' },
    ]);
    await expect(glue()).resolves.toBeTruthy();
    await expect(lake()).resolves.toBeTruthy();
    const other = sandbox.client('arn:aws:iam::444455556666:role/Administrator');
    await expect(new GlueClient(other).send(new GetDatabasesCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    const elsewhere = { ...settings, region: 'us-east-1' };
    await expect(new LakeFormationClient(elsewhere).send(new ListPermissionsCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('of a probability comes the same way on every run', async () => {
    const run = async (): Promise<number[]> => {
      await sandbox.resetCalls();
      await sandbox.faults([{ kind: 'throttle', probability: 0.5 }]);
      for (let i = 0; i < 20; i++) await glue().catch(() => undefined);
      return (await sandbox.calls()).calls.map((call) => call.status);
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 400]));
    expect(await run()).toEqual(first);
  });

  it('slow answers late', async () => {
    await sandbox.faults([{ kind: 'slow', delayMs: 300 }]);
    const started = performance.now();
    await glue();
    expect(performance.now() - started).toBeGreaterThan(295);
  });
});

describe('published limits', () => {
  it('allow a burst of one second and then throttle, per account and operation', async () => {
    await withSandbox({ world: smallWorld(), services, limits: 'published' }, async (limited) => {
      const [main, other] = [limited.client(ADMIN), limited.client('arn:aws:iam::444455556666:role/Administrator')];
      const client = new GlueClient(main);
      const started = performance.now();
      const results = await Promise.allSettled(
        Array.from({ length: 150 }, () => client.send(new GetDatabasesCommand({}))),
      );
      const seconds = (performance.now() - started) / 1000;
      const good = results.filter((result) => result.status === 'fulfilled').length;
      expect(good).toBeGreaterThanOrEqual(20);
      expect(good).toBeLessThanOrEqual(21 + 20 * seconds);
      await expect(new GlueClient(other).send(new GetDatabasesCommand({}))).resolves.toBeTruthy();
      await expect(new IAMClient(main).send(new ListRolesCommand({}))).resolves.toBeTruthy();
      await limited.control('PUT', 'limits', { mode: 'off' });
      await expect(client.send(new GetDatabasesCommand({}))).resolves.toBeTruthy();
    });
  });

  it('and latency are switched for one operation, one service or everywhere', async () => {
    await withSandbox({ world: smallWorld(), services }, async (one) => {
      const glue = new GlueClient(one.client(ADMIN));
      const get = (): Promise<unknown> => glue.send(new GetDatabasesCommand({}));
      const at = { service: 'glue', operation: 'GetDatabases' };
      expect((await one.control('PUT', 'limits', { perSecond: 0.001, ...at })).status).toBe(200);
      await get();
      await expect(get()).rejects.toMatchObject({ name: 'ThrottlingException' });
      const roles = (): Promise<unknown> => new IAMClient(one.client(ADMIN)).send(new ListRolesCommand({}));
      await Promise.all([roles(), roles()]);
      await one.control('PUT', 'limits', { mode: 'off', service: 'glue' });
      await get();
      await expect(get()).rejects.toMatchObject({ name: 'ThrottlingException' });
      await one.control('PUT', 'limits', { mode: 'off' });
      await Promise.all([get(), get()]);
      await one.control('PUT', 'latency', { ms: 60_000 });
      await one.control('PUT', 'latency', { ms: 0, service: 'glue' });
      await one.control('PUT', 'latency', { ms: 120, ...at });
      const started = performance.now();
      await get();
      expect(performance.now() - started).toBeGreaterThan(115);
      for (const wrong of [{ ms: 1, service: 's3' }, { ms: 1, operation: 'GetDatabases' }, { ms: 'x' }])
        expect((await one.control('PUT', 'latency', wrong)).status).toBe(400);
    });
  });

  it('and latency holds every answer back', async () => {
    await withSandbox({ world: smallWorld(), services, latencyMs: 150 }, async (late) => {
      const client = new GlueClient(late.client(ADMIN));
      const started = performance.now();
      await client.send(new GetDatabasesCommand({}));
      const took = performance.now() - started;
      expect(took).toBeGreaterThan(145);
      expect(took).toBeLessThan(5000);
    });
  });
});
