import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CliWorld } from '../../../src/main/cli/command';
import { runCli } from '../../../src/main/cli/run';
import { createHost } from '../../../src/main/host/create-host';
import type { SnapshotStore } from '../../../src/main/store/snapshot-store';

export interface CliRun {
  code: number;
  out: string[];
  err: string;
}

export interface TestCli {
  home: string;
  run(...argv: string[]): Promise<CliRun>;
  end(): Promise<void>;
}

/**
 * The command line in this process, over a home of its own. `more` replaces parts of its world; `store` is where snapshots
 * are kept instead of in that home.
 */
export async function testCli(more: Partial<CliWorld> = {}, store?: SnapshotStore): Promise<TestCli> {
  const home = await mkdtemp(join(tmpdir(), 'heddle-cli-'));
  let tick = 0;
  return {
    home,
    end: () => rm(home, { recursive: true, force: true }),
    async run(...argv) {
      const out: string[] = [];
      const err: string[] = [];
      const code = await runCli(argv, {
        env: { HOME: home, HEDDLE_HOME: home },
        home,
        signal: new AbortController().signal,
        now: () => new Date(),
        print: (line) => void out.push(line),
        tell: (line) => void err.push(line),
        readFile: (path) => readFile(path, 'utf8'),
        startHost: () =>
          createHost({
            home,
            now: () => new Date(Date.now() + tick++),
            random: () => 'abc123',
            ...(store ? { store } : {}),
          }),
        startSandbox: () => Promise.reject(new Error('no sandbox in this test')),
        ...more,
      });
      return { code, out, err: err.join('\n') };
    },
  };
}
