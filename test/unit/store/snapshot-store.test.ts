import { mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countMesh } from '../../../src/main/host/count-mesh';
import { openDuckDb, quoted } from '../../../src/main/store/duckdb';
import { writeParts } from '../../../src/main/store/part-writer';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { createSnapshotStore } from '../../../src/main/store/snapshot-store';
import type { SnapshotStore } from '../../../src/main/store/snapshot-store';
import { MEMBER, ODD_ROW, row, snapshotOf } from './mesh-fixture';

let home: string;
let store: SnapshotStore;
const now = (): Date => new Date('2026-11-23T09:00:00Z');
const idAt = (n: number): string => `20261123T09000000${String(n)}Z-abcdef`;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'heddle-store-'));
  store = createSnapshotStore({ home, now });
});
afterEach(() => rm(home, { recursive: true, force: true }));

const write = (id: string, rows = [row(1)], connection?: string, into = store): ReturnType<SnapshotStore['write']> => {
  const snapshot = snapshotOf(id, rows, connection);
  return into.write(snapshot, { counts: countMesh(snapshot), calls: { lakeformation: 3 } });
};

const troubleOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => (error as { trouble: unknown }).trouble,
  );

test('what was written is read back without loss, in order, empty parts included', async () => {
  const rows = [ODD_ROW, ...Array.from({ length: 5000 }, (_, i) => row(i))];
  const info = await write(idAt(1), rows);
  const again = await store.open(idAt(1));
  expect(again.info).toEqual(info);
  expect(again.snapshot).toEqual(JSON.parse(JSON.stringify(snapshotOf(idAt(1), rows))));
});

test('small parts of a layer share a file, and each comes back as it was', async () => {
  const snapshot = snapshotOf(idAt(1), [row(1), row(2)]);
  const other = { ...MEMBER, id: 'two@eu-central-1', account: '444455556666' };
  const more = snapshot.parts.map((part) => ({ ...part, member: other.id }));
  const many = Array.from({ length: 10_001 }, (_, i) => row(i));
  const third = { ...MEMBER, id: 'three@eu-central-1' };
  const parts = [
    ...snapshot.parts,
    ...more,
    { member: third.id, layer: 'permissions', readAt: now().toISOString(), records: many },
  ];
  const whole = { ...snapshot, members: [MEMBER, other, third], parts } as Snapshot;
  await store.write(whole, { counts: countMesh(whole), calls: {} });
  expect((await store.open(idAt(1))).snapshot).toEqual(JSON.parse(JSON.stringify(whole)));
  const files = (await readdir(join(home, 'snapshots', idAt(1)))).filter((file) => file.startsWith('permissions'));
  expect(files).toHaveLength(2);
  const db = await openDuckDb(join(home, 'tmp'));
  const answer = await db.runAndReadAll(
    `SELECT member, account, count(*)::INT AS n
     FROM read_parquet(${quoted(join(home, 'snapshots', idAt(1), 'permissions-*.parquet'))}) GROUP BY ALL ORDER BY 1`,
  );
  expect(answer.getRowObjectsJson()).toEqual([
    { member: MEMBER.id, account: MEMBER.account, n: 2 },
    { member: third.id, account: MEMBER.account, n: 10_001 },
    { member: other.id, account: other.account, n: 2 },
  ]);
});

test('an auditor can ask the parts in SQL', async () => {
  await write(idAt(1), [ODD_ROW, row(1), row(5001)]);
  const db = await openDuckDb(join(home, 'tmp'));
  const answer = await db.runAndReadAll(
    `SELECT table_name, count(*)::INT AS n, max(last_updated)::VARCHAR AS at, any_value(account) AS account
     FROM read_parquet(${quoted(join(home, 'snapshots', idAt(1), 'permissions-*.parquet'))})
     WHERE principal LIKE '%/R1' GROUP BY ALL ORDER BY 1`,
  );
  expect(answer.getRowObjectsJson()).toEqual([
    { table_name: 't_1', n: 1, at: '2026-11-20 09:00:00', account: '111122223333' },
    { table_name: 't_5001', n: 1, at: '2026-11-20 09:00:00', account: '111122223333' },
  ]);
});

test('names that would break a row are kept in the record and left out of the key columns', async () => {
  const odd = ['new\nline', 'cell\u0001end', '\u0002', 'return\r', '', 'ü, "quoted" \\ \ud800', 7, null, { a: 1 }];
  const long = { ...row(1), Permissions: ['SELECT', 'ü'.repeat(800_000)] };
  const rows = [
    ...odd.map((name) => ({ ...row(1), Principal: { DataLakePrincipalIdentifier: name } })),
    long,
    row(2),
  ] as ReturnType<typeof row>[];
  await write(idAt(1), rows);
  expect((await store.open(idAt(1))).snapshot).toEqual(JSON.parse(JSON.stringify(snapshotOf(idAt(1), rows))));
  const folder = join(home, 'snapshots', idAt(1));
  expect((await readdir(folder)).filter((file) => !/\.parquet$|^manifest\.json$/.test(file))).toEqual([]);
  const db = await openDuckDb(join(home, 'tmp'));
  const answer = await db.runAndReadAll(
    `SELECT principal, account FROM read_parquet(${quoted(join(folder, 'permissions-*.parquet'))}) ORDER BY principal`,
  );
  expect(answer.getRowsJson()).toEqual([
    ['', MEMBER.account],
    [row(1).Principal.DataLakePrincipalIdentifier, MEMBER.account],
    [row(2).Principal.DataLakePrincipalIdentifier, MEMBER.account],
    ['ü, "quoted" \\ \ufffd', MEMBER.account],
    ...Array.from({ length: 7 }, () => [null, MEMBER.account]),
  ]);
});

test.skipIf(process.platform === 'win32')('nobody else may read it', async () => {
  await write(idAt(1));
  const folder = join(home, 'snapshots', idAt(1));
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const file of await readdir(folder))
    expect([file, (await stat(join(folder, file))).mode & 0o777]).toEqual([file, 0o600]);
});

test('newest first, per connection, and only the last ones are kept', async () => {
  for (const n of [1, 2, 3, 4]) await write(idAt(n));
  await write(idAt(5), [row(1)], 'other');
  await store.prune('test', 2);
  const { snapshots, damaged } = await store.list();
  expect(snapshots.map((s) => s.id)).toEqual([idAt(5), idAt(4), idAt(3)]);
  expect((await store.list('test')).snapshots.map((s) => s.id)).toEqual([idAt(4), idAt(3)]);
  expect(damaged).toEqual([]);
});

test('a damaged snapshot is named with the reason, and the others stay readable', async () => {
  for (const n of [1, 2, 3, 4]) await write(idAt(n));
  const file = (n: number, name: string): string => join(home, 'snapshots', idAt(n), name);
  await writeFile(file(1, 'manifest.json'), '{"schema": 1, "id"');
  await truncate(file(2, 'permissions-0000.parquet'), 40);
  const manifest = JSON.parse(await readFile(file(3, 'manifest.json'), 'utf8')) as Record<string, unknown>;
  await writeFile(file(3, 'manifest.json'), JSON.stringify({ ...manifest, schema: 99 }));
  const { snapshots, damaged } = await store.list();
  expect(snapshots.map((s) => s.id)).toEqual([idAt(4)]);
  expect(damaged.map((d) => d.reason)).toEqual([
    expect.stringContaining('newer Heddle (schema 99)'),
    expect.stringContaining('permissions-0000.parquet has 40 of'),
    expect.stringContaining('not complete JSON'),
  ]);
  expect(await troubleOf(store.open(idAt(2)))).toMatchObject({ code: 'SNAPSHOT_DAMAGED' });
});

test('a single altered byte is noticed on opening', async () => {
  await write(idAt(1));
  const path = join(home, 'snapshots', idAt(1), 'permissions-0000.parquet');
  const bytes = await readFile(path);
  bytes[20] = bytes[20]! ^ 1;
  await writeFile(path, bytes);
  expect(await troubleOf(store.open(idAt(1)))).toMatchObject({
    code: 'SNAPSHOT_DAMAGED',
    message: expect.stringContaining('altered') as string,
  });
});

test('a manifest cannot reach outside its folder', async () => {
  await write(idAt(1));
  const path = join(home, 'snapshots', idAt(1), 'manifest.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace('permissions-0000.parquet', '../../secret.parquet'));
  expect((await store.list()).damaged).toHaveLength(1);
  expect(await troubleOf(store.open(idAt(1)))).toMatchObject({ code: 'SNAPSHOT_DAMAGED' });
});

test('a full disk leaves the stored snapshots and nothing half-written', async () => {
  await write(idAt(1));
  let parts = 0;
  const full = createSnapshotStore({
    home,
    now,
    writeParts: (...args) =>
      parts++ === 0
        ? writeParts(...args)
        : Promise.reject(new Error('IO Error: Could not write file: No space left on device')),
  });
  expect(await troubleOf(write(idAt(2), [row(1)], 'test', full))).toMatchObject({
    code: 'STORE_DISK_FULL',
    wayOut: expect.stringContaining('HEDDLE_HOME') as string,
  });
  expect(await readdir(join(home, 'snapshots'))).toEqual([idAt(1)]);
});

test('a file where the folder of snapshots belongs is named, whether rows were written ahead or not', async () => {
  await writeFile(join(home, 'snapshots'), '');
  expect(await troubleOf(write(idAt(1)))).toMatchObject({ wayOut: expect.stringContaining('HEDDLE_HOME') as string });
  await expect(store.ahead(idAt(1)).drop()).resolves.toBeUndefined();
});

test('a write that never ended is not listed', async () => {
  await write(idAt(1));
  await write(idAt(2));
  await rm(join(home, 'snapshots', idAt(2), 'manifest.json'));
  expect(await store.list()).toMatchObject({ snapshots: [{ id: idAt(1) }], damaged: [] });
});

test('an unknown id is a sentence, and no path', async () => {
  expect(await troubleOf(store.open('../../etc'))).toMatchObject({ code: 'SNAPSHOT_UNKNOWN' });
});
