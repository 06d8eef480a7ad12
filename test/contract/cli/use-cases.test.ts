import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppState, EventName } from '../../../src/contract/calls';
import type { DecisionCase } from '../../../src/core/model/case';
import { createHost } from '../../../src/main/host/create-host';
import { halcyonWorld } from '../../../src/main/sandbox/halcyon/halcyon';
import { startSandbox } from '../../../src/main/sandbox/start';
import type { Sandbox } from '../../../src/main/sandbox/start';
import { worldFromCase } from '../../../src/main/sandbox/state/from-case';
import type { WorldData } from '../../../src/main/sandbox/world';
import { createUseCases } from '../../../src/main/usecases/create-use-cases';
import type { RunningSandbox, UseCases } from '../../../src/main/usecases/port';

let home: string;
let server: Sandbox;
let running: RunningSandbox;
let sandboxStarts: number;
let events: { name: EventName; payload: unknown }[];
const opened: UseCases[] = [];
const never = new AbortController().signal;

/** Crawled in a tenth of Halcyon's time. */
const small = (): WorldData =>
  worldFromCase(JSON.parse(readFileSync('test/cases/access/C15.json', 'utf8')) as DecisionCase);

beforeEach(async () => {
  await serve(small());
});

async function serve(world: WorldData): Promise<void> {
  home = await mkdtemp(join(tmpdir(), 'heddle-use-cases-'));
  server = await startSandbox({ world, autoApprove: true });
  const folder = join(home, 'sandbox');
  const { env, configFile, profiles } = await server.writeProfiles(folder);
  running = { endpoint: server.endpoint, configFile, home: folder, env, profiles };
  sandboxStarts = 0;
  events = [];
}
afterEach(end);

async function end(): Promise<void> {
  for (const one of opened.splice(0)) await one.close();
  await server.stop();
  await rm(home, { recursive: true, force: true });
}

/** Heddle as the window starts it, over the same home each time. */
async function heddle(env: NodeJS.ProcessEnv = { HOME: home }, allowHost = (): boolean => false): Promise<UseCases> {
  let tick = 0;
  const useCases = await createUseCases({
    host: createHost({ home, now: () => new Date(Date.now() + tick++), random: () => 'abc123' }),
    home,
    env,
    sandbox: () => {
      sandboxStarts++;
      return Promise.resolve(running);
    },
    emit: (name, payload) => void events.push({ name, payload }),
    allowHost,
    runtime: { electron: '0', fallback: false, version: '0' },
    notices: [],
    askSavePath: ({ name }) => Promise.resolve(join(home, name)),
    now: () => new Date(),
    log: () => undefined,
  });
  opened.push(useCases);
  return useCases;
}

async function stateOf(useCases: UseCases): Promise<AppState> {
  const state = await useCases['app.state'](null, never);
  if (!state.ok) throw new Error(state.error.message);
  return state.value;
}

const storedSnapshots = async (): Promise<string[]> => readdir(join(home, 'snapshots')).catch(() => []);

test('the first start draws the sandbox; the next one opens the last mesh without starting it', async () => {
  await end();
  await serve(halcyonWorld());
  const first = await heddle();
  await first.start();
  const state = await stateOf(first);
  expect(state).toMatchObject({
    connection: { name: 'sandbox', kind: 'sandbox' },
    crawling: null,
    coverage: [],
    notices: [],
  });
  expect(state.connection?.members).toHaveLength(5);
  expect(state.session).toHaveLength(5);
  expect(events.map((e) => e.name)).toEqual(expect.arrayContaining(['crawl.progress', 'crawl.wave', 'app.changed']));
  const graph = await first['mesh.graph']({ expanded: [] }, never);
  expect(graph).toMatchObject({ ok: true });

  sandboxStarts = 0;
  const second = await heddle();
  await second.start();
  expect(await stateOf(second)).toMatchObject({
    snapshot: { id: state.snapshot?.id },
    connection: { members: { length: 5 } },
  });
  expect(sandboxStarts).toBe(0);
});

test('a cancelled crawl ends within a second, stores nothing and leaves the old mesh on screen', async () => {
  const useCases = await heddle();
  await useCases.start();
  const before = await stateOf(useCases);
  await fetch(`${server.endpoint}/_heddle/latency`, {
    method: 'PUT',
    headers: { 'x-heddle-control': server.controlToken },
    body: JSON.stringify({ ms: 300 }),
  });
  const cancel = new AbortController();
  const crawl = useCases['mesh.crawl']({}, cancel.signal);
  const joined = useCases['mesh.crawl']({}, never);
  await new Promise((resolve) => setTimeout(resolve, 900));
  expect((await stateOf(useCases)).crawling).not.toBeNull();
  const asked = performance.now();
  cancel.abort();
  expect(await crawl).toMatchObject({ ok: false, error: { code: 'CALL_CANCELLED' } });
  expect(performance.now() - asked).toBeLessThan(1_000);
  expect(await joined).toMatchObject({ ok: false });
  expect(await stateOf(useCases)).toMatchObject({ crawling: null, snapshot: { id: before.snapshot?.id } });
  expect(await storedSnapshots()).toEqual([before.snapshot?.id]);
  expect(await useCases['mesh.full'](null, never)).toMatchObject({ ok: true });
});

test('one layer is read again and the rest is taken over', async () => {
  const useCases = await heddle();
  await useCases.start();
  const before = (await stateOf(useCases)).snapshot!;
  const again = await useCases['mesh.crawl']({ layers: ['permissions'] }, never);
  if (!again.ok) throw new Error(again.error.message);
  expect(again.value.counts).toEqual(before.counts);
  const sum = (calls: Record<string, number>): number => Object.values(calls).reduce((a, b) => a + b, 0);
  expect(sum(again.value.calls)).toBeLessThan(sum(before.calls) / 2);
  expect(await useCases['mesh.crawl']({ layers: ['nonsense'] }, never)).toMatchObject({
    error: { code: 'CRAWL_UNKNOWN_LAYER' },
  });
});

test('an expired session of the sandbox mends itself', async () => {
  const useCases = await heddle();
  await useCases.start();
  await fetch(`${server.endpoint}/_heddle/expire-tokens`, {
    method: 'POST',
    headers: { 'x-heddle-control': server.controlToken },
  });
  expect(await useCases['mesh.crawl']({}, never)).toMatchObject({ ok: true, value: { gaps: 0 } });
});

test('a profile that is not signed in asks for it; after the device flow the crawl goes on', async () => {
  // As a person with SSO profiles: the configuration is there, a token is not.
  const useCases = await heddle({ HOME: home, AWS_CONFIG_FILE: running.configFile }, () => true);
  const profile = running.profiles[0]!;
  await useCases['connections.save']({ name: 'mine', members: [{ profile, region: 'eu-central-1' }] }, never);
  await useCases['connections.use']({ name: 'mine' }, never);
  expect(await useCases['mesh.crawl']({}, never)).toMatchObject({ ok: false, error: { code: 'AWS_SIGN_IN_NEEDED' } });
  expect(events).toContainEqual({ name: 'signin.needed', payload: expect.objectContaining({ profile }) as object });
  expect(await useCases['signin.start']({ profile }, never)).toMatchObject({
    ok: true,
    value: { userCode: expect.any(String) as string },
  });
  expect(await useCases['signin.finish']({ profile }, never)).toMatchObject({ ok: true });
  expect((await stateOf(useCases)).session).toMatchObject([{ profile, expiresAt: expect.any(String) as string }]);
  expect(await useCases['mesh.crawl']({}, never)).toMatchObject({ ok: true, value: { connection: 'mine', gaps: 0 } });
});

test('connections are saved, listed, used and removed; unknown and reserved ones are refused', async () => {
  const useCases = await heddle();
  const members = [{ profile: 'dev', region: 'eu-central-1' }];
  expect(await useCases['connections.save']({ name: 'mine', members }, never)).toMatchObject({
    ok: true,
    value: { kind: 'aws' },
  });
  expect(await useCases['connections.save']({ name: 'sandbox', members }, never)).toMatchObject({
    error: { code: 'CONNECTION_RESERVED' },
  });
  const list = await (await heddle())['connections.list'](null, never);
  expect(list).toMatchObject({
    value: [{ name: 'sandbox' }, { name: 'mine', members: [{ id: 'dev@eu-central-1', account: null }] }],
  });
  expect(await useCases['connections.use']({ name: 'mine' }, never)).toMatchObject({
    value: { snapshot: null, connection: { name: 'mine' } },
  });
  expect(await useCases['mesh.full'](null, never)).toMatchObject({ error: { code: 'MESH_NONE' } });
  expect(await useCases['connections.remove']({ name: 'mine' }, never)).toMatchObject({ ok: true });
  expect(await useCases['connections.use']({ name: 'mine' }, never)).toMatchObject({
    error: { code: 'CONNECTION_UNKNOWN' },
  });
});

test('a broken file of connections is reported and never overwritten', async () => {
  const path = join(home, 'connections.json');
  await writeFile(path, '[{');
  const useCases = await heddle();
  expect(await useCases['connections.list'](null, never)).toMatchObject({ error: { code: 'CONNECTIONS_BROKEN' } });
  const members = [{ profile: 'dev', region: 'eu-central-1' }];
  expect(await useCases['connections.save']({ name: 'mine', members }, never)).toMatchObject({ ok: false });
});

test('history opens an older snapshot, and names a damaged one', async () => {
  const useCases = await heddle();
  await useCases.start();
  const first = (await stateOf(useCases)).snapshot!.id;
  await useCases['mesh.crawl']({}, never);
  const second = (await stateOf(useCases)).snapshot!.id;
  expect(await useCases['history.open']({ id: first }, never)).toMatchObject({ value: { snapshot: { id: first } } });
  await writeFile(join(home, 'snapshots', second, 'manifest.json'), '{');
  expect(await useCases['history.list'](null, never)).toMatchObject({ value: [{ id: first }] });
  expect((await stateOf(useCases)).notices.join()).toContain('not complete JSON');
});
