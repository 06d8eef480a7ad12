import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHost } from '../../../src/main/host/create-host';
import type { MeshHost } from '../../../src/main/host/port';
import { MEMBER, row, table } from '../store/mesh-fixture';

let home: string;
let host: MeshHost;
let clock = 0;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'heddle-host-'));
  host = createHost({ home, now: () => new Date(1_800_000_000_000 + clock++), random: () => 'abc123' });
});
afterEach(async () => {
  await host.close();
  await rm(home, { recursive: true, force: true });
});

async function value<T>(reply: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>): Promise<T> {
  const result = await reply;
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function crawl(rows: number, base?: string): Promise<string> {
  const { id } = await value(host.ask('snapshot.begin', { connection: 'test', members: [MEMBER], base }));
  for (let i = 0; i < rows; i++)
    await value(host.ask('snapshot.append', { id, member: MEMBER.id, layer: 'permissions', records: [row(i)] }));
  const takenAt = '2026-11-23T09:00:00.000Z';
  await value(host.ask('snapshot.commit', { id, takenAt, members: [MEMBER], coverage: [], calls: { glue: 2 } }));
  return id;
}

test('begin, append, commit, list, open', async () => {
  const id = await crawl(3);
  const { snapshots } = await value(host.ask('snapshot.list', {}));
  expect(snapshots).toMatchObject([{ id, counts: { permissions: 3, accounts: 1 }, calls: { glue: 2 }, gaps: 0 }]);
  expect(await value(host.ask('snapshot.open', { id }))).toMatchObject({ info: { id }, coverage: [], damaged: [] });
  expect(await value(host.ask('snapshot.open', { connection: 'none' }))).toBeNull();
});

test('one layer can be read again without the rest', async () => {
  const first = await crawl(3);
  const { id } = await value(host.ask('snapshot.begin', { connection: 'test', members: [MEMBER], base: first }));
  await value(host.ask('snapshot.append', { id, member: MEMBER.id, layer: 'tables', records: [table(1)] }));
  const about = { takenAt: '2026-11-23T10:00:00.000Z', members: [MEMBER], coverage: [], calls: {} };
  const info = await value(host.ask('snapshot.commit', { id, ...about }));
  expect(info.counts).toMatchObject({ permissions: 3, tables: 1 });
});

test('only the last ones are kept', async () => {
  const ids = [await crawl(1), await crawl(1)];
  const { id } = await value(host.ask('snapshot.begin', { connection: 'test', members: [MEMBER] }));
  const about = { takenAt: '2026-11-23T10:00:00.000Z', members: [MEMBER], coverage: [], calls: {}, keep: 2 };
  await value(host.ask('snapshot.commit', { id, ...about }));
  const { snapshots } = await value(host.ask('snapshot.list', {}));
  expect(snapshots.map((s) => s.id)).toEqual([id, ids[1]]);
});

test('the latest that can be read is opened where the newest is damaged', async () => {
  const older = await crawl(1);
  const newest = await crawl(2);
  await writeFile(join(home, 'snapshots', newest, 'permissions-0000.parquet'), 'no parquet');
  host = createHost({ home, now: () => new Date(), random: () => 'abc124' });
  const opened = await value(host.ask('snapshot.open', { connection: 'test' }));
  expect(opened).toMatchObject({ info: { id: older }, damaged: [{ path: expect.stringContaining(newest) as string }] });
});

test('a crawl that is given up leaves no snapshot and cannot be continued', async () => {
  const { id } = await value(host.ask('snapshot.begin', { connection: 'test', members: [MEMBER] }));
  await value(host.ask('snapshot.preview', { id }));
  await value(host.ask('snapshot.abort', { id }));
  expect(await host.ask('snapshot.append', { id, member: MEMBER.id, layer: 'tables', records: [] })).toMatchObject({
    ok: false,
    error: { code: 'SNAPSHOT_NOT_BEGUN' },
  });
  expect((await value(host.ask('snapshot.list', {}))).snapshots).toEqual([]);
});

test('a question that does not exist and a cancelled one answer in the envelope', async () => {
  expect(await host.ask('toString' as 'graph.full', null)).toMatchObject({
    ok: false,
    error: { code: 'HOST_UNKNOWN_CALL' },
  });
  expect(await host.ask('snapshot.list', {}, AbortSignal.abort())).toMatchObject({
    ok: false,
    error: { code: 'CALL_CANCELLED' },
  });
});
