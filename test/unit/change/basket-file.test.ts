import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Edit } from '../../../src/core/change/plan-types';
import { basketFile } from '../../../src/main/usecases/change/basket';

let home: string;
const edit: Edit = { account: '111122223333', service: 'lakeformation', operation: 'DeleteLFTag', request: {} };
const now = () => new Date('2026-11-28T03:00:00Z');
const open = () => basketFile(home, () => 'sandbox', now);
const kept = async (): Promise<string[]> => (await readdir(join(home, 'baskets'))).sort();

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'heddle-basket-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

it('is empty where nothing was kept, and holds what was', async () => {
  expect(await open().read()).toEqual({ edits: [] });
  await open().write([edit]);
  expect(await open().read()).toEqual({ edits: [edit] });
  await open().write([]);
  expect(await open().read()).toEqual({ edits: [] });
});

it.each([
  ['no JSON', '{"half', /holds no JSON/],
  ['no list of edits', '[{"account":"1"}]', /no list of edits: 0\.account: is no account id/],
  ['more than a basket takes', JSON.stringify(Array.from({ length: 10_001 }, () => edit)), /10,001 edits; .* 10,000/],
])('with %s it is put aside and told, until something else is kept', async (_, text, why) => {
  await open().write([edit]);
  const [name] = await kept();
  await writeFile(join(home, 'baskets', name!), text);
  const basket = open();
  const first = await basket.read();
  expect(first).toEqual({ edits: [], remark: expect.stringMatching(why) as string });
  expect(await basket.read()).toEqual(first);
  const [aside] = await kept();
  expect(aside).toMatch(/\.damaged-2026-11-28T03-00-00\.000Z\.json$/);
  expect(first.remark).toContain(aside);
  expect(await readFile(join(home, 'baskets', aside!), 'utf8')).toBe(text);
  await basket.write([edit]);
  expect(await basket.read()).toEqual({ edits: [edit] });
  expect(await kept()).toHaveLength(2);
});

it('is never read whole where it is far too large', async () => {
  await open().write([edit]);
  const [name] = await kept();
  await truncate(join(home, 'baskets', name!), 65 * 1024 * 1024);
  expect((await open().read()).remark).toMatch(/too large for a basket/);
});
