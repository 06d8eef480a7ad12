import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHost } from '../../../src/main/host/create-host';
import type { MeshHost } from '../../../src/main/host/port';
import { createSnapshotStore } from '../../../src/main/store/snapshot-store';
import { AHEAD_ROWS } from '../../../src/main/store/ahead-writer';
import { writeParts } from '../../../src/main/store/part-writer';
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

const large = Array.from({ length: 2 * AHEAD_ROWS + 7 }, (_, i) => row(i));
const half = AHEAD_ROWS + 3;
const begun = async (): Promise<string> =>
  (await value(host.ask('snapshot.begin', { connection: 'test', members: [MEMBER] }))).id;
const append = (id: string, records: ReturnType<typeof row>[]): ReturnType<typeof host.ask<'snapshot.append'>> =>
  host.ask('snapshot.append', { id, member: MEMBER.id, layer: 'permissions', records });

test('a large part is on disk before the crawl ends, and comes back as one', async () => {
  const id = await begun();
  await value(append(id, large.slice(0, half)));
  await value(append(id, large.slice(half)));
  const about = { takenAt: '2026-11-23T10:00:00.000Z', members: [MEMBER], coverage: [], calls: {} };
  await value(host.ask('snapshot.commit', { id, ...about }));
  const files = (await readdir(join(home, 'snapshots', id))).filter((file) => file.startsWith('permissions'));
  expect(files).toEqual([
    'permissions-0000.parquet',
    'permissions-ahead-0000.parquet',
    'permissions-ahead-0001.parquet',
  ]);
  const { snapshot } = await createSnapshotStore({ home, now: () => new Date() }).open(id);
  expect(snapshot.parts).toHaveLength(1);
  expect(snapshot.parts[0]?.records).toEqual(large);
});

test('of a crawl that ends early nothing stays on disk', async () => {
  const id = await begun();
  await value(append(id, large));
  await value(host.ask('snapshot.abort', { id }));
  expect(await readdir(join(home, 'snapshots')).catch(() => [])).toEqual([]);
});

test('a disk that fills up while the crawl goes on ends it with the reason', async () => {
  let tried = (): void => undefined;
  const failed = new Promise<void>((resolve) => (tried = resolve));
  host = createHost({
    home,
    now: () => new Date(),
    random: () => 'abc125',
    writeParts: async (...args) => {
      await writeParts(...args);
      setImmediate(tried);
      throw new Error('IO Error: Could not write file: No space left on device');
    },
  });
  const id = await begun();
  await value(append(id, large));
  await failed;
  expect(await append(id, [row(1)])).toMatchObject({ ok: false, error: { code: 'STORE_DISK_FULL' } });
  await value(host.ask('snapshot.abort', { id }));
  expect(await readdir(join(home, 'snapshots'))).toEqual([]);
});
