import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './build/lock.mjs';
import { isFresh, sourcesHash, stampPath } from './build/stamp.mjs';
import { Failure, run, say } from './failure.mjs';
import { checkNodeVersion } from './prepare/node-version.mjs';
import { installNpmPackages } from './prepare/npm-packages.mjs';
import { PROJECT } from './project.mjs';

/** What is built, and the sources each depends on. */
const TARGETS = {
  main: ['src/main', 'src/core', 'src/contract'],
  preload: ['src/preload', 'src/contract', 'src/core/model'],
  renderer: ['src/renderer', 'src/core', 'src/contract'],
};

/**
 * Builds those of `main`, `preload` and `renderer` whose sources have changed since their last build, into `out/`.
 * Answers the names it built. A target is built aside and swapped in, so a failed build leaves the old one.
 */
export async function build(names = Object.keys(TARGETS), { force = false, quiet = false } = {}) {
  const stale = () => names.filter((name) => force || !isFresh(name, sourcesHash(TARGETS[name])));
  if (stale().length === 0) return [];
  return withLock('build', async () => {
    const todo = stale();
    for (const name of todo) {
      if (!quiet) say(`building ${name} …`);
      const hash = sourcesHash(TARGETS[name]);
      await inProject(() => buildTarget(name));
      writeFileSync(stampPath(name), hash);
    }
    return todo;
  });
}

/** Does something from the project's folder on, as its configuration is written, wherever the command was called from. */
async function inProject(work) {
  const from = process.cwd();
  process.chdir(PROJECT);
  try {
    await work();
  } finally {
    process.chdir(from);
  }
}

async function buildTarget(name) {
  const aside = join(PROJECT, '.cache', 'build', `${name}-${process.pid}`);
  const place = join(PROJECT, 'out', name);
  process.env.NODE_ENV_ELECTRON_VITE = 'production';
  const { resolveConfig } = await import('electron-vite');
  const vite = await import('vite');
  const { config } = await resolveConfig({ root: PROJECT, logLevel: 'warn' }, 'build', 'production');
  try {
    const target = vite.mergeConfig(config[name], { build: { outDir: aside, emptyOutDir: true } });
    // Standard output belongs to the command that asked for the build.
    await vite.build({ ...target, customLogger: stderrLogger(vite) });
    mkdirSync(join(PROJECT, 'out'), { recursive: true });
    const old = `${aside}-old`;
    if (existsSync(place)) renameSync(place, old);
    renameSync(aside, place);
    rmSync(old, { recursive: true, force: true });
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw new Failure(`Building ${name} failed: ${error.message}`);
  }
}

function stderrLogger(vite) {
  const write = (message) => void process.stderr.write(`${message}\n`);
  return { ...vite.createLogger('warn'), info: () => undefined, warn: write, warnOnce: write, error: write };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run(async () => {
    checkNodeVersion(process.versions.node);
    await installNpmPackages();
    const built = await build(Object.keys(TARGETS), { force: process.argv.includes('--force') });
    say(built.length ? `built ${built.join(', ')}` : 'nothing has changed since the last build');
  });
}
