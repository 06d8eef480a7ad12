import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { distConfig } from './packaging/config.mjs';
import { buildDeb } from './packaging/deb.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { Failure, run, say } from './failure.mjs';
import { prepare } from './prepare.mjs';
import { PROJECT } from './project.mjs';

const UNPACKED = join(PROJECT, 'dist', 'linux-unpacked');

/** `npm run dist`: an unsigned folder, and on Debian a .deb of it, of the current platform, in `dist/`. */
async function dist() {
  await prepare();
  const runtime = await electronRuntime();
  if (runtime.fallback) say('packing the fallback runtime: a trial for this machine, not to be given to anyone.');
  await build();
  rmSync(join(PROJECT, 'dist'), { recursive: true, force: true });
  const { build: pack, Platform } = await import('electron-builder');
  await pack({
    projectDir: PROJECT,
    publish: 'never',
    config: distConfig(runtime),
    targets: Platform.current().createTarget('dir'),
  }).catch((error) => {
    throw new Failure(`Electron could not be packed: ${error.message}.`);
  });
  if (process.platform !== 'linux') {
    console.log(join(PROJECT, 'dist'));
    return;
  }
  console.log(UNPACKED);
  // Debian's own tool: electron-builder would download one, and asks for a homepage, which Heddle has none of.
  if (existsSync('/usr/bin/dpkg-deb')) console.log(await buildDeb(UNPACKED));
  else say('no .deb was made: this machine has no dpkg-deb.');
}

await run(dist);
