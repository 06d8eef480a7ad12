import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname, posix, win32 } from 'node:path';
import { Failure, storageTrouble } from './failure';

/**
 * Heddle's own folder: `HEDDLE_HOME`, else the platform's user-data folder, which is also where Electron puts an app of
 * this name, so the window and the command line share it.
 */
export function heddleHome(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, homeDirectory: string): string {
  if (env['HEDDLE_HOME']) return env['HEDDLE_HOME'];
  switch (platform) {
    case 'win32':
      return win32.join(env['APPDATA'] ?? win32.join(homeDirectory, 'AppData', 'Roaming'), 'Heddle');
    case 'darwin':
      return posix.join(homeDirectory, 'Library', 'Application Support', 'Heddle');
    default:
      return posix.join(env['XDG_CONFIG_HOME'] || posix.join(homeDirectory, '.config'), 'Heddle');
  }
}

/**
 * Creates the folder with mode 0700, and takes the rights of others away where it existed with more.
 * @throws Failure STORE_NOT_WRITABLE, STORE_DISK_FULL, STORE_NOT_A_FOLDER
 */
export async function ensurePrivateFolder(path: string): Promise<void> {
  try {
    await makeFolders(path);
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0) await chmod(path, 0o700);
  } catch (error) {
    throw new Failure(
      storageTrouble(error) ?? {
        code: 'STORE_NOT_A_FOLDER',
        message: `Heddle’s folder ${path} cannot be created.`,
        wayOut: 'Set HEDDLE_HOME to a folder that you may write to.',
        detail: error instanceof Error ? error.message : String(error),
      },
      error,
    );
  }
}

/**
 * Node's own recursive mkdir never ends where a parent exists and yet nothing can be made in it, as below /proc: it takes
 * the missing folder for a missing parent again and again.
 */
async function makeFolders(path: string): Promise<void> {
  const make = (): Promise<unknown> =>
    mkdir(path, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
      // A file of that name is no folder; a folder that another process has just made is.
      if (error.code !== 'EEXIST' || !(await stat(path)).isDirectory()) throw error;
    });
  try {
    await make();
  } catch (error) {
    const parent = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === path) throw error;
    await makeFolders(parent);
    await make();
  }
}
