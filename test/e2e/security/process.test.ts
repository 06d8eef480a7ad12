import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchHeddle, PROJECT, type HeddleApp } from '../../support/electron-app';

const isRoot = process.getuid?.() === 0;

describe('the main process', () => {
  let heddle: HeddleApp;
  beforeAll(async () => {
    heddle = await launchHeddle();
  });
  afterAll(() => heddle.close());

  it('keeps its folder to its owner', () => {
    if (process.platform === 'win32') return expect(process.platform).toBe('win32');
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect(mode(heddle.home)).toBe('700');
    expect(mode(join(heddle.home, 'window'))).toBe('700');
  });

  it('runs once per folder: a second start ends by itself', () => {
    const second = spawnSync(
      inject('electronRuntime').executable,
      [...(isRoot ? ['--no-sandbox'] : []), '--disable-gpu', PROJECT],
      {
        env: { ...process.env, DISPLAY: inject('display') || process.env['DISPLAY'], HEDDLE_HOME: heddle.home },
        timeout: 20_000,
      },
    );
    expect(second.error).toBeUndefined();
    expect(second.status).toBe(0);
    expect(heddle.page.isClosed()).toBe(false);
  });

  it.skipIf(isRoot)('sandboxes every renderer (skipped as root: Chromium cannot sandbox there)', async () => {
    expect(await heddle.app.evaluate(({ app }) => app.commandLine.hasSwitch('enable-sandbox'))).toBe(true);
  });

  it('serves files of the page only, and only to GET', async () => {
    const statuses = await heddle.app.evaluate(async ({ session }) => {
      const ask = async (url: string, method = 'GET') => (await session.defaultSession.fetch(url, { method })).status;
      return [
        await ask('app://console/'),
        await ask('app://console/a-route/of-the-page'),
        await ask('app://console/%2e%2e/main/index.cjs'),
        await ask('app://console/..%2fmain%2findex.js'),
        await ask('app://console/absent.js'),
        await ask('app://console/', 'POST'),
      ];
    });
    expect(statuses).toEqual([200, 200, 404, 403, 404, 405]);
  });

  it('says what runs it', async () => {
    const state = await heddle.page.evaluate(() =>
      (window as unknown as { heddle: { call: (name: string, input: null) => Promise<unknown> } }).heddle.call(
        'app.state',
        null,
      ),
    );
    const { fallback } = inject('electronRuntime');
    expect(state).toMatchObject({ ok: true, value: { runtime: { fallback } } });
    const said = await heddle.page.locator('.frame-header').innerText();
    if (fallback) expect(said).toContain('fallback runtime');
    else expect(said).not.toContain('fallback runtime');
  });
});
