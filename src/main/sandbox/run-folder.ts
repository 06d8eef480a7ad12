import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * A folder of this process below `parent`, so that two sandboxes never share profiles or tokens; those of processes that
 * have ended are removed.
 */
export async function openRunFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  for (const name of await readdir(parent)) {
    const pid = Number(/^run-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && pid !== process.pid && !alive(pid)) await rm(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `run-${String(process.pid)}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
