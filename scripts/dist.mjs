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

/** `npm run dist`: an unsigned folder, and on Linux a .deb, of the current platform, in `dist/`. */
async function dist() {
  await prepare();
  const runtime = await electronRuntime();
  if (runtime.fallback) say('packing the fallback runtime: a trial for this machine, not to be given to anyone.');
  await build();
  rmSync(join(PROJECT, 'dist'), { recursive: true, force: true });
  const { build: pack, Platform } = await import('electron-builder');
  const makes = (...targets) =>
    pack({
      projectDir: PROJECT,
      publish: 'never',
      config: distConfig(runtime),
      targets: Platform.current().createTarget(targets),
    });
  if (process.platform !== 'linux') {
    await makes('dir');
    console.log(join(PROJECT, 'dist'));
    return;
  }
  const files = await makes('dir', 'deb').catch(async (error) => {
    if (!existsSync(UNPACKED)) throw error;
    if (!existsSync('/usr/bin/dpkg-deb')) throw new Failure(`The folder is made, the .deb is not: ${error.message}.`);
    say(`electron-builder could not get its packaging tool (${error.message.split('\n')[0]}); using dpkg-deb.`);
    return [await buildDeb(UNPACKED)];
  });
  for (const file of [UNPACKED, ...files]) console.log(file);
}

await run(dist);
