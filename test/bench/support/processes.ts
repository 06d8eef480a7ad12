import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createAws, type Aws } from '../../../src/main/aws/aws';
import { sandboxHome } from '../../../src/main/aws/config';
import { forkSandbox } from '../../../src/main/cli/fork-sandbox';
import { forkHost } from '../../../src/main/host/client';
import type { MeshHost } from '../../../src/main/host/port';
import type { SandboxProcessOptions } from '../../../src/main/sandbox/messages';
import { signInToSandbox } from '../../../src/main/usecases/aws-doors';

const built = (name: string): string => join(process.cwd(), 'out', 'main', `${name}.cjs`);

/** A folder for one run, gone afterwards whatever happens. */
export async function inScratch<T>(use: (home: string) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'heddle-bench-'));
  try {
    return await use(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

export const openHost = (home: string): MeshHost => forkHost(built('host'), { ...process.env, HEDDLE_HOME: home });

export interface OpenSandbox {
  /** A new one for each crawl, signed in through the device flow: pacing starts afresh. */
  signedIn(): Promise<Aws>;
  profiles: readonly string[];
}

/** The built sandbox in a process of its own. */
export async function withSandboxProcess<T>(
  home: string,
  options: SandboxProcessOptions,
  use: (sandbox: OpenSandbox) => Promise<T>,
): Promise<T> {
  const env = { ...process.env, HEDDLE_HOME: home, HEDDLE_SANDBOX_OPTIONS: JSON.stringify(options) };
  const { sandbox: running, stop } = await forkSandbox(built('sandbox'), env);
  const opened: Aws[] = [];
  try {
    const { host } = new URL(running.endpoint);
    return await use({
      profiles: running.profiles,
      async signedIn() {
        const aws = createAws({ home: sandboxHome(running), allowHost: (h) => h === host });
        opened.push(aws);
        aws.prepare();
        const done = await signInToSandbox({ aws, running }, new Date(), new AbortController().signal);
        if (!done.ok) throw new Error(done.error.message);
        return aws;
      },
    });
  } finally {
    for (const aws of opened) aws.close();
    await stop();
  }
}

const RESOLUTION_MS = 5;

/** The longest time, in ms, that this process did not turn its event loop while `work` ran. */
export async function longestStall<T>(work: () => Promise<T>): Promise<{ value: T; stall: number }> {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  const value = await work();
  delays.disable();
  return { value, stall: Math.max(0, delays.max / 1e6 - RESOLUTION_MS) };
}
