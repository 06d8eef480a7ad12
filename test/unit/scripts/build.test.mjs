import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../../scripts/build/lock.mjs';
import { isFresh, sourcesHash, stampPath } from '../../../scripts/build/stamp.mjs';

let project;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'heddle-build-'));
  mkdirSync(join(project, 'src/core/model'), { recursive: true });
  writeFileSync(join(project, 'src/core/model/a.ts'), '1');
  writeFileSync(join(project, 'package-lock.json'), '{}');
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const hash = () => sourcesHash(['src/core', 'src/absent'], project);

describe('the stamp of a build', () => {
  it.each([
    ['a changed file', () => writeFileSync(join(project, 'src/core/model/a.ts'), '2')],
    ['a new file', () => writeFileSync(join(project, 'src/core/b.ts'), '')],
    ['a removed file', () => rmSync(join(project, 'src/core/model/a.ts'))],
    ['another package', () => writeFileSync(join(project, 'package-lock.json'), '{ }')],
  ])('is void after %s', (_what, change) => {
    const before = hash();
    mkdirSync(join(project, 'out/main'), { recursive: true });
    writeFileSync(stampPath('main', project), before);
    expect(isFresh('main', hash(), project)).toBe(true);
    change();
    expect(isFresh('main', hash(), project)).toBe(false);
  });

  it('does not mind the time of a file', () => {
    const before = hash();
    writeFileSync(join(project, 'src/core/model/a.ts'), '1');
    expect(hash()).toBe(before);
  });
});

describe('the lock of a build', () => {
  it('lets one in at a time', async () => {
    const seen = [];
    const work = (name) => () =>
      new Promise((done) => {
        seen.push(`${name} in`);
        setTimeout(() => done(seen.push(`${name} out`)), 20);
      });
    await Promise.all([withLock('x', work('a'), project), withLock('x', work('b'), project)]);
    expect(seen).toEqual(['a in', 'a out', 'b in', 'b out']);
  });

  it('is taken over from a process that has died, and given back after a failure', async () => {
    mkdirSync(join(project, '.cache'));
    writeFileSync(join(project, '.cache/x.lock'), '999999999');
    await expect(withLock('x', () => Promise.reject(new Error('broken')), project)).rejects.toThrow('broken');
    expect(await withLock('x', () => Promise.resolve('done'), project)).toBe('done');
  });
});
