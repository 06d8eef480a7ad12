import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../project.mjs';

/** Where downloads that several checkouts share are kept: the person's cache folder, else `.cache` of this project. */
export function cacheFolder(env = process.env) {
  const wished = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'heddle');
  try {
    mkdirSync(wished, { recursive: true });
    accessSync(wished, constants.W_OK);
    return wished;
  } catch {
    const own = join(PROJECT, '.cache', 'heddle');
    mkdirSync(own, { recursive: true });
    return own;
  }
}
