import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensurePrivateFolder } from '../../../src/main/store/home';

let parent: string;
beforeEach(async () => (parent = await mkdtemp(join(tmpdir(), 'heddle-home-'))));
afterEach(() => rm(parent, { recursive: true, force: true }));

const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test.skipIf(process.platform === 'win32')('the folder and its missing parents are made for nobody else', async () => {
  await ensurePrivateFolder(join(parent, 'a', 'b', 'c'));
  expect(await Promise.all(['a', 'a/b', 'a/b/c'].map((path) => mode(join(parent, path))))).toEqual([
    0o700, 0o700, 0o700,
  ]);
  await mkdir(join(parent, 'open'));
  await chmod(join(parent, 'open'), 0o755);
  await ensurePrivateFolder(join(parent, 'open'));
  expect(await mode(join(parent, 'open'))).toBe(0o700);
});

test('two that make it at once both have it', async () => {
  const path = join(parent, 'x', 'y', 'z');
  await Promise.all(Array.from({ length: 8 }, () => ensurePrivateFolder(path)));
  expect((await stat(path)).isDirectory()).toBe(true);
});

test('a file in its place is a sentence', async () => {
  await writeFile(join(parent, 'file'), '');
  for (const path of [join(parent, 'file'), join(parent, 'file', 'below')])
    await expect(ensurePrivateFolder(path)).rejects.toMatchObject({
      trouble: { code: 'STORE_NOT_A_FOLDER', message: expect.stringContaining(path) as string },
    });
});

test.skipIf(!existsSync('/proc/self'))(
  'a place where nothing can be made is a sentence, not an endless search',
  async () => {
    for (const path of ['/proc/heddle', '/proc/heddle/below/it'])
      await expect(ensurePrivateFolder(path)).rejects.toMatchObject({
        trouble: { code: 'STORE_NOT_A_FOLDER', wayOut: expect.stringContaining('HEDDLE_HOME') as string },
      });
  },
);
