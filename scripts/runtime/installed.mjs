import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../project.mjs';

/** Folder of the npm package `electron`, whose install.js downloads the binary. */
export const ELECTRON_PACKAGE = join(PROJECT, 'node_modules', 'electron');

export const electronVersion = () => JSON.parse(readFileSync(join(ELECTRON_PACKAGE, 'package.json'), 'utf8')).version;

/** The `dist` folder that the electron package downloaded for its own version, or null. */
export function installedDist() {
  const dist = join(ELECTRON_PACKAGE, 'dist');
  const versionFile = join(dist, 'version');
  const pathFile = join(ELECTRON_PACKAGE, 'path.txt');
  if (!existsSync(versionFile) || !existsSync(pathFile)) return null;
  if (readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') !== electronVersion()) return null;
  return existsSync(join(dist, readFileSync(pathFile, 'utf8').trim())) ? dist : null;
}
