import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';

const PROJECT = join(import.meta.dirname, '../..');

export interface ElectronRuntime {
  dist: string;
  executable: string;
  fallback: boolean;
}

declare module 'vitest' {
  export interface ProvidedContext {
    electronRuntime: ElectronRuntime;
    /** `DISPLAY` for the window; empty where the machine has its own. */
    display: string;
  }
}

let screen: { display: string; stop: () => void } | null = null;

/** Once per e2e run: a fresh build, an Electron, and an invisible display where there is none. */
export async function setup(project: TestProject): Promise<void> {
  if (process.env['HEDDLE_BUILT'] !== '1') node('build.mjs');
  project.provide('electronRuntime', JSON.parse(node('electron-runtime.mjs')) as ElectronRuntime);

  const { hasDisplay, startVirtualDisplay } = (await import(
    pathToFileURL(join(PROJECT, 'scripts/display.mjs')).href
  )) as { hasDisplay: () => boolean; startVirtualDisplay: () => Promise<{ display: string; stop: () => void }> };
  screen = hasDisplay() ? null : await startVirtualDisplay();
  project.provide('display', screen?.display ?? '');
}

export function teardown(): void {
  screen?.stop();
}

const node = (script: string): string =>
  execFileSync(process.execPath, [join(PROJECT, 'scripts', script)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
