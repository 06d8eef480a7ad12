import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkNodeVersion } from '../../../scripts/prepare/node-version.mjs';
import { installNpmPackages, isInstalled } from '../../../scripts/prepare/npm-packages.mjs';
import { installSystemPackages } from '../../../scripts/prepare/system-packages.mjs';

describe('the version of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('%s will do', (version) => {
    expect(() => checkNodeVersion(version)).not.toThrow();
  });
  it.each(['18.20.0', '20.18.3', '19.9.0'])('%s is refused with a way out', (version) => {
    expect(() => checkNodeVersion(version)).toThrow(/needs Node 20\.19 or later .*nodejs\.org/);
  });
});

describe('npm packages', () => {
  const lock = (version) => JSON.stringify({ packages: { '': {}, 'node_modules/a': { version } } });
  let project;
  let calls;
  const npm = (_project, args) => {
    calls.push(args.join(' '));
    mkdirSync(join(project, 'node_modules'), { recursive: true });
  };

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'heddle-npm-'));
    calls = [];
    writeFileSync(join(project, 'package-lock.json'), lock('1.0.0'));
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  it('are installed into a fresh copy, then left alone', async () => {
    await installNpmPackages(project, npm);
    await installNpmPackages(project, npm);
    expect(calls).toEqual(['ci']);
  });

  it('are updated after the lock file has changed', async () => {
    await installNpmPackages(project, npm);
    writeFileSync(join(project, 'package-lock.json'), lock('1.0.1'));
    await installNpmPackages(project, npm);
    await installNpmPackages(project, npm);
    expect(calls).toEqual(['ci', 'install --no-save']);
  });

  it('that somebody installed by hand are recognised', async () => {
    mkdirSync(join(project, 'node_modules'));
    writeFileSync(join(project, 'node_modules', '.package-lock.json'), lock('1.0.0'));
    await installNpmPackages(project, npm);
    expect(calls).toEqual([]);
    expect(existsSync(join(project, 'node_modules', '.heddle-stamp'))).toBe(true);
  });

  it('are installed again after an installation that failed', async () => {
    const failing = () => Promise.reject(new Error('no registry'));
    await expect(installNpmPackages(project, failing)).rejects.toThrow('no registry');
    await installNpmPackages(project, npm);
    expect(calls).toEqual(['ci']);
  });

  it('may lack optional ones, and only those', () => {
    const wanted = JSON.stringify({
      packages: { '': {}, 'node_modules/a': { version: '1' }, 'node_modules/b': { version: '1', optional: true } },
    });
    expect(isInstalled(wanted, JSON.stringify({ packages: { 'node_modules/a': { version: '1' } } }))).toBe(true);
    expect(isInstalled(wanted, JSON.stringify({ packages: { 'node_modules/b': { version: '1' } } }))).toBe(false);
    expect(isInstalled(wanted, null)).toBe(false);
  });

  it('match the lock file of this very project', () => {
    const own = readFileSync('package-lock.json', 'utf8');
    expect(Object.keys(JSON.parse(own).packages).length).toBeGreaterThan(300);
    expect(isInstalled(own, own)).toBe(true);
  });
});

describe('system packages', () => {
  const bare = {
    platform: 'linux',
    isDebian: true,
    isRoot: true,
    hasDisplay: false,
    hasFont: false,
    hasLibrary: () => false,
    hasProgram: () => false,
  };
  const ALL =
    'xvfb xauth libgtk-3-0 libnss3 libasound2 libgbm1 libatk-bridge2.0-0 libcups2 libdrm2 libxss1 fonts-dejavu-core';

  const installOn = async (system) => {
    const ran = [];
    await installSystemPackages({
      ...bare,
      run: (program, args) => {
        ran.push([program, ...args].join(' '));
        return Promise.resolve({ code: 0, output: '' });
      },
      ...system,
    });
    return ran;
  };

  it('are all installed on a bare Debian as root, after an update of the lists', async () => {
    expect(await installOn({})).toEqual(['apt-get update', `apt-get install -y --no-install-recommends ${ALL}`]);
  });

  it('do not include a display where there is one', async () => {
    const [, install] = await installOn({ hasDisplay: true, hasFont: true });
    expect(install).not.toMatch(/xvfb|xauth|fonts/);
  });

  it('are left alone when nothing is missing, and off Linux', async () => {
    const complete = { hasLibrary: () => true, hasProgram: () => true, hasFont: true };
    expect(await installOn(complete)).toEqual([]);
    expect(await installOn({ platform: 'darwin' })).toEqual([]);
  });

  it('are named in the one command to run when not root', async () => {
    await expect(installOn({ isRoot: false })).rejects.toThrow(
      `Run: sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends ${ALL}'`,
    );
  });

  it('that cannot be fetched end in a sentence with a way out', async () => {
    const run = () => Promise.resolve({ code: 100, output: 'E: Unable to fetch' });
    await expect(installOn({ run })).rejects.toThrow(/apt-get update` failed:\s+E: Unable to fetch\s+Make the Debian/);
  });

  it('do not stop a start on another kind of Linux', async () => {
    expect(await installOn({ isDebian: false })).toEqual([]);
  });
});
