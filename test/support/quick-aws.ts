import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { once } from 'node:events';
import { run } from './outside';

/** The AWS CLI on a `PATH` of its own, loaded once for many calls. */
export interface QuickAws {
  /** Put in front of `PATH`, its `aws` is the installed AWS CLI. */
  folder: string;
  stop(): Promise<void>;
}

/** Where `aws` is no Python package that can be loaded once, the installed program itself is used: undefined. */
export async function quickAws(): Promise<QuickAws | undefined> {
  const found = await run('python3', ['-c', 'import sys, awscli.clidriver; print(sys.executable)']).catch(
    () => undefined,
  );
  if (found?.code !== 0) return undefined;
  const python = found.stdout.trim();
  const folder = await mkdtemp(join(tmpdir(), 'heddle-aws-'));
  const socket = join(folder, 'calls');
  const scripts = resolve('test/support/python');
  const server = spawn(python, [join(scripts, 'aws_server.py'), socket], { stdio: ['pipe', 'pipe', 'inherit'] });
  await writeFile(
    join(folder, 'aws'),
    `#!/bin/sh\nexec '${python}' -I -S '${join(scripts, 'aws_call.py')}' '${socket}' "$@"\n`,
    { mode: 0o755 },
  );
  await once(server.stdout, 'data');
  return {
    folder,
    async stop() {
      const ended = once(server, 'close');
      server.stdin.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
