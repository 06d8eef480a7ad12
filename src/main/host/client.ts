import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { totalmem } from 'node:os';
import { fail } from '../../core/model/result';
import type { Result, Trouble } from '../../core/model/result';
import { CANCELLED } from '../store/failure';
import { childChannel } from './channel';
import type { Channel } from './channel';
import type { FromHost, ToHost } from './messages';
import type { MeshHost } from './port';

const GONE: Trouble = {
  code: 'HOST_GONE',
  message: 'The process that holds the mesh has ended.',
  wayOut: 'Start Heddle again; stored snapshots are not touched by this.',
};

/** Speaks to a mesh host in another process. A question whose signal aborts answers CALL_CANCELLED at once. */
export function connectHost(channel: Channel): MeshHost {
  const waiting = new Map<number, (result: Result<never>) => void>();
  let next = 1;
  let gone = false;
  let exited = (): void => undefined;
  const exit = new Promise<void>((resolve) => (exited = resolve));

  channel.onMessage((message) => {
    const { type, id, result } = message as FromHost;
    if (type !== 'answer') return;
    waiting.get(id)?.(result as Result<never>);
    waiting.delete(id);
  });
  channel.onExit(() => {
    gone = true;
    for (const answer of waiting.values()) answer(fail(GONE) as Result<never>);
    waiting.clear();
    exited();
  });

  const send = (message: ToHost): void => {
    channel.send(message);
  };

  return {
    ask: (name, input, signal) =>
      new Promise((resolve) => {
        if (gone) return resolve(fail(GONE));
        if (signal?.aborted) return resolve(fail(CANCELLED));
        const id = next++;
        const onAbort = (): void => {
          waiting.delete(id);
          send({ type: 'cancel', id });
          resolve(fail(CANCELLED));
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.set(id, (result) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(result);
        });
        send({ type: 'ask', id, name, input });
      }),
    close: async () => {
      if (gone) return;
      send({ type: 'close' });
      const timer = setTimeout(() => {
        channel.kill();
      }, 2_000);
      await exit;
      clearTimeout(timer);
    },
  };
}

/** Megabytes of heap for a host: a million permission rows take about one gigabyte. */
export const hostHeapMegabytes = (): number => Math.min(8192, Math.floor((totalmem() / 1024 / 1024) * 0.75));

/** Starts the built host (`out/main/host.cjs`) as a child process, for the command line. */
export const forkHost = (script: string, env: NodeJS.ProcessEnv): MeshHost =>
  connectHost(childChannel(forkHostProcess(script, env)));

export const forkHostProcess = (script: string, env: NodeJS.ProcessEnv): ChildProcess =>
  fork(script, [], {
    env,
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${String(hostHeapMegabytes())}`],
    // The command line's standard output belongs to the answer.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
