import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from '../failure.mjs';
import { PROJECT } from '../project.mjs';
import { lastLines, runCommand } from '../run-command.mjs';

/** What Electron needs of Debian; the names before Debian 13's and Ubuntu's move to 64-bit times are still provided. */
const DEPENDS = 'libgtk-3-0, libnss3, libasound2, libgbm1, libatk-bridge2.0-0, libcups2, libdrm2, libxss1';

const DEBIAN_NAMES = { x64: 'amd64', arm64: 'arm64' };

/** Packs the unpacked app as a .deb with Debian’s own tool. Answers its path. */
export async function buildDeb(unpacked) {
  const { name, version, author, description } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  const tree = join(PROJECT, 'dist', 'deb');
  rmSync(tree, { recursive: true, force: true });
  const at = (...path) => {
    const folder = join(tree, ...path);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const app = join(at('opt'), 'Heddle');
  cpSync(unpacked, app, { recursive: true });
  // Chromium's helper for kernels that keep user namespaces to root; the package's files belong to root.
  if (existsSync(join(app, 'chrome-sandbox'))) chmodSync(join(app, 'chrome-sandbox'), 0o4755);
  symlinkSync(`/opt/Heddle/${name}`, join(at('usr', 'bin'), name));
  for (const icon of readdirSync(join(PROJECT, 'resources', 'icons'))) {
    const size = basename(icon, '.png');
    const icons = at('usr', 'share', 'icons', 'hicolor', size, 'apps');
    cpSync(join(PROJECT, 'resources', 'icons', icon), join(icons, `${name}.png`));
  }
  writeFileSync(join(at('usr', 'share', 'applications'), `${name}.desktop`), desktopEntry(name, description));
  const architecture = DEBIAN_NAMES[process.arch] ?? process.arch;
  writeFileSync(
    join(at('DEBIAN'), 'control'),
    [
      `Package: ${name}`,
      `Version: ${version}`,
      `Architecture: ${architecture}`,
      `Maintainer: ${author} <heddle@localhost>`,
      `Depends: ${DEPENDS}`,
      'Section: devel',
      'Priority: optional',
      `Description: ${description}`,
      '',
    ].join('\n'),
  );
  const file = join(PROJECT, 'dist', `${name}_${version}_${architecture}.deb`);
  const { code, output } = await runCommand('/usr/bin/dpkg-deb', [
    '--build',
    '--root-owner-group',
    '-Zgzip',
    tree,
    file,
  ]);
  rmSync(tree, { recursive: true, force: true });
  if (code !== 0) throw new Failure(`The folder is made, the .deb is not: ${lastLines(output, 1)}.`);
  return file;
}

const desktopEntry = (name, description) =>
  [
    '[Desktop Entry]',
    'Name=Heddle',
    `Comment=${description}`,
    `Exec=/opt/Heddle/${name} %U`,
    `Icon=${name}`,
    'Type=Application',
    'Categories=Development;',
    'StartupWMClass=Heddle',
    '',
  ].join('\n');
