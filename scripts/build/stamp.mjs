import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../project.mjs';

const ALWAYS = ['package-lock.json', 'electron.vite.config.ts', 'tsconfig.base.json'];

export const stampPath = (name, project = PROJECT) => join(project, 'out', name, '.sources');

/** Was this target built from sources of this hash? */
export function isFresh(name, hash, project = PROJECT) {
  const stamp = stampPath(name, project);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/** Hash over names and contents: times differ after every checkout. A few hundred files take some 20 ms. */
export function sourcesHash(folders, project = PROJECT) {
  const hash = createHash('sha256');
  const files = folders.flatMap((folder) => filesUnder(join(project, folder)));
  for (const file of [...files.sort(), ...ALWAYS.map((name) => join(project, name))]) {
    if (!existsSync(file)) continue;
    hash.update(file.slice(project.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
