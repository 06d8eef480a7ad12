import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { distConfig } from '../../../scripts/packaging/config.mjs';
import { PROJECT } from '../../../scripts/project.mjs';

describe('the packed app', () => {
  it('has exactly these fuses', () => {
    expect(distConfig({ dist: '/electron', fallback: false }).electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      loadBrowserProcessSpecificV8Snapshot: false,
    });
  });

  it('keeps all that the older fallback runtime knows', () => {
    const fuses = (fallback) => distConfig({ dist: '/electron', fallback }).electronFuses;
    const { grantFileProtocolExtraPrivileges: _, ...known } = fuses(false);
    expect(fuses(true)).toEqual(known);
  });

  it('is packed from the runtime at hand, as an archive', () => {
    expect(distConfig({ dist: '/electron', fallback: true })).toMatchObject({
      electronDist: '/electron',
      electronVersion: '25.1.1',
      asar: true,
    });
  });
});

const git = spawnSync('git', ['ls-files', 'scripts'], { cwd: PROJECT, encoding: 'utf8' });

describe('scripts', () => {
  it.skipIf(git.status !== 0)('import only files that are in the repository (skipped outside a git checkout)', () => {
    const tracked = git.stdout.split('\n').filter((name) => name.endsWith('.mjs'));
    expect(tracked.length).toBeGreaterThan(15);
    const missing = tracked
      .filter((name) => existsSync(join(PROJECT, name)))
      .flatMap((name) =>
        [...readFileSync(join(PROJECT, name), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)]
          .map(([, target]) => join(dirname(name), target))
          .filter((target) => !tracked.includes(target)),
      );
    expect(missing).toEqual([]);
  });
});
