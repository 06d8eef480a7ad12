import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld } from '../../../../src/main/sandbox/open-world';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heddle-state-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([{ input: {} }, { input: null }, { input: { account: 1 } }, { other: 1 }, null, [], 'text'])(
  'a state file of another form is refused with a way out: %j',
  async (value) => {
    const state = join(folder, 'state.json');
    await writeFile(state, JSON.stringify(value));
    expect(await openWorld({ state })).toMatchObject({ ok: false, error: { code: 'SANDBOX_STATE' } });
  },
);
