import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildMeshGraph } from '../../../src/core/graph/build';
import { viewGraph } from '../../../src/core/graph/view';
import { countMesh } from '../../../src/main/host/count-mesh';
import { readPicture } from '../../../src/main/store/first-picture';
import { createSnapshotStore } from '../../../src/main/store/snapshot-store';
import { row, snapshotOf } from './mesh-fixture';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'heddle-picture-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const idAt = (n: number): string => `20261123T09000000${String(n)}Z-abcdef`;
const fileOf = (id: string, name: string): string => join(home, 'snapshots', id, name);

async function stored(n: number, { connection = 'test', isDrawn = true } = {}) {
  const store = createSnapshotStore({ home, now: () => new Date('2026-11-23T09:00:00Z') });
  const snapshot = snapshotOf(idAt(n), [row(n), row(n + 1)], connection);
  const info = await store.write(snapshot, { counts: countMesh(snapshot), calls: {} });
  const view = viewGraph(buildMeshGraph(snapshot), { expanded: [] });
  if (isDrawn) await store.keepPicture(info.id, view);
  return { info, view, coverage: snapshot.coverage };
}

test('what was drawn of the newest snapshot of a connection comes back, with what the manifest tells', async () => {
  expect(await readPicture(home, 'test')).toBeNull();
  const older = await stored(1);
  const newer = await stored(2);
  await stored(3, { connection: 'other' });
  expect(newer.view.nodes.length).toBeGreaterThan(0);
  expect(await readPicture(home, 'test')).toEqual({
    info: newer.info,
    coverage: newer.coverage,
    view: JSON.parse(JSON.stringify(newer.view)) as unknown,
  });
  expect(older.info.id).not.toBe(newer.info.id);
});

test('an older picture never stands for a newer snapshot that nobody has looked at', async () => {
  await stored(1);
  await stored(2, { isDrawn: false });
  expect(await readPicture(home, 'test')).toBeNull();
});

test.each<[string, (id: string) => Promise<void>]>([
  [
    'altered',
    async (id) => {
      const text = await readFile(fileOf(id, 'picture.json'), 'utf8');
      await writeFile(fileOf(id, 'picture.json'), text.replace('"lane":', '"Lane":'));
    },
  ],
  ['cut off', (id) => truncate(fileOf(id, 'picture.json'), 300)],
  ['empty', (id) => truncate(fileOf(id, 'picture.json'), 0)],
  ['no JSON', (id) => writeFile(fileOf(id, 'picture.json'), 'null\nnull\n')],
  [
    'of another shape',
    async (id) => {
      const text = await readFile(fileOf(id, 'picture.json'), 'utf8');
      await writeFile(fileOf(id, 'picture.json'), text.replace(/"shape":\d+/, '"shape":0'));
    },
  ],
  [
    'of another manifest',
    async (id) => {
      const text = await readFile(fileOf(id, 'manifest.json'), 'utf8');
      await writeFile(fileOf(id, 'manifest.json'), text.replace('09:00:00.000Z', '09:00:01.000Z'));
    },
  ],
  ['beside a damaged manifest', (id) => truncate(fileOf(id, 'manifest.json'), 100)],
  ['beside a missing part', async (id) => rm(fileOf(id, await partOf(id)))],
  ['beside a shortened part', async (id) => truncate(fileOf(id, await partOf(id)), 10)],
])('a picture that is %s is not shown', async (_, harm) => {
  const { info } = await stored(1);
  expect(await readPicture(home, 'test')).not.toBeNull();
  await harm(info.id);
  expect(await readPicture(home, 'test')).toBeNull();
});

async function partOf(id: string): Promise<string> {
  const { parts } = JSON.parse(await readFile(fileOf(id, 'manifest.json'), 'utf8')) as { parts: { file: string }[] };
  return parts[0]!.file;
}
