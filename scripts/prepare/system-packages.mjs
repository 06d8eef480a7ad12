import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, say } from '../failure.mjs';
import { hasDisplay } from '../display.mjs';
import { lastLines, runCommand } from '../run-command.mjs';

/** What Electron loads at start; a desktop has them all. The name Debian gives each library → the file that proves it. */
const LIBRARIES = {
  'libgtk-3-0': 'libgtk-3.so.0',
  libnss3: 'libnss3.so',
  libasound2: 'libasound.so.2',
  libgbm1: 'libgbm.so.1',
  'libatk-bridge2.0-0': 'libatk-bridge-2.0.so.0',
  libcups2: 'libcups.so.2',
  libdrm2: 'libdrm.so.2',
  libxss1: 'libXss.so.1',
};

/** Needed only where there is no display. */
const DISPLAY_PROGRAMS = { xvfb: 'Xvfb', xauth: 'xauth' };

/**
 * Installs what Electron needs from Debian: itself as root on a Debian-like system, otherwise by telling the one command.
 * Looks for the files, not for package names (Ubuntu and later Debians call some of them `…t64`), which takes milliseconds.
 */
export async function installSystemPackages(system = thisSystem()) {
  if (system.platform !== 'linux') return;
  const missing = missingPackages(system);
  if (missing.length === 0) return;
  const install = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!system.isDebian) {
    say(
      `these are missing and Electron needs them: ${missing.join(', ')} (Debian's names); install your system's equivalents.`,
    );
    return;
  }
  if (!system.isRoot) {
    throw new Failure(
      `Electron needs system packages that are missing: ${missing.join(', ')}.`,
      `Run: sudo sh -c 'apt-get update && ${install}'`,
    );
  }
  say(`installing ${missing.length} system packages: ${missing.join(' ')} …`);
  for (const command of ['apt-get update', install]) {
    const [program, ...args] = command.split(' ');
    const { code, output } = await system.run(program, args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (code !== 0) {
      throw new Failure(
        `\`${command}\` failed:\n${lastLines(output)}\n`,
        'Make the Debian package mirror reachable, or install these packages yourself, and run the command again.',
      );
    }
  }
}

/** Debian package names of what is not there. */
export function missingPackages({ hasLibrary, hasProgram, hasFont, hasDisplay: display }) {
  const libraries = Object.entries(LIBRARIES).filter(([, file]) => !hasLibrary(file));
  const programs = display ? [] : Object.entries(DISPLAY_PROGRAMS).filter(([, file]) => !hasProgram(file));
  const names = [...programs, ...libraries].map(([name]) => name);
  return hasFont ? names : [...names, 'fonts-dejavu-core'];
}

function thisSystem() {
  if (process.platform !== 'linux') return { platform: process.platform };
  const triplet = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch] ?? '';
  const folders = ['/usr/lib', '/lib', '/usr/lib64', '/lib64', '/usr/local/lib'];
  const libraryFolders = [...folders.map((folder) => join(folder, triplet)), ...folders, ...ldPath()];
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return {
    platform: process.platform,
    isDebian: /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release) && existsSync('/usr/bin/apt-get'),
    isRoot: process.getuid() === 0,
    hasLibrary: (file) => libraryFolders.some((folder) => existsSync(join(folder, file))),
    hasProgram: (file) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, file))),
    hasFont: ['/usr/share/fonts', '/usr/local/share/fonts', join(process.env.HOME ?? '/', '.fonts')].some(hasFontFile),
    hasDisplay: hasDisplay(),
    run: runCommand,
  };
}

const ldPath = () => (process.env.LD_LIBRARY_PATH ?? '').split(':').filter(Boolean);

const hasFontFile = (folder) =>
  existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => /\.(ttf|otf|ttc|pfb)$/i.test(name));
