import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAws, type Aws } from '../../../src/main/aws/aws';
import { sandboxHome } from '../../../src/main/aws/config';
import { forkSandbox } from '../../../src/main/cli/fork-sandbox';
import { childChannel } from '../../../src/main/host/channel';
import { connectHost, forkHostProcess } from '../../../src/main/host/client';
import type { MeshHost } from '../../../src/main/host/port';
import type { SandboxProcessOptions } from '../../../src/main/sandbox/messages';
import { signInToSandbox } from '../../../src/main/usecases/aws-doors';
import { cpuSeconds, peakMegabytes } from './process-figures';

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

export interface OpenHost extends MeshHost {
  /** Seconds of CPU that the host has used so far. */
  cpu(): number;
}

/** The built host in a process of its own. */
export function openHost(home: string): OpenHost {
  const child = forkHostProcess(built('host'), { ...process.env, HEDDLE_HOME: home });
  return { ...connectHost(childChannel(child)), cpu: () => cpuSeconds(child.pid) };
}

export interface OpenSandbox {
  /** A new one for each crawl, signed in through the device flow: pacing starts afresh. */
  signedIn(): Promise<Aws>;
  profiles: readonly string[];
  /** Seconds from the start of its process until it served. */
  servedAfter: number;
  /** The most memory that it has held so far, in MB. */
  peakMegabytes(): number;
}

/** The built sandbox in a process of its own. */
export async function withSandboxProcess<T>(
  home: string,
  options: SandboxProcessOptions,
  use: (sandbox: OpenSandbox) => Promise<T>,
): Promise<T> {
  const env = { ...process.env, HEDDLE_HOME: home, HEDDLE_SANDBOX_OPTIONS: JSON.stringify(options) };
  const began = performance.now();
  const { sandbox: running, pid, stop } = await forkSandbox(built('sandbox'), env);
  const servedAfter = (performance.now() - began) / 1000;
  const opened: Aws[] = [];
  try {
    const { host } = new URL(running.endpoint);
    return await use({
      profiles: running.profiles,
      servedAfter,
      peakMegabytes: () => peakMegabytes(pid),
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
