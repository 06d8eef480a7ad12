import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { heddleHome } from '../store/home';

/**
 * Before anything else touches the disk: files are private, and Chromium's own profile lies inside Heddle's folder.
 * Answers that folder.
 */
export function setUpHome(env: NodeJS.ProcessEnv): string {
  process.umask(0o077);
  const home = heddleHome(env, process.platform, homedir());
  app.setPath('userData', join(home, 'window'));
  return home;
}
