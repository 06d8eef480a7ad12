import { fork } from 'node:child_process';
import { Failure } from '../store/failure';
import type { FromSandbox } from '../sandbox/messages';
import type { RunningSandbox } from '../usecases/port';

const START_SECONDS = 60;

export interface ForkedSandbox {
  sandbox: RunningSandbox;
  pid: number | undefined;
  stop: () => Promise<void>;
}

/**
 * Starts the built sandbox (`out/main/sandbox.cjs`) as a child process, as the window starts it as a utility process.
 * @throws Failure SANDBOX_NOT_STARTED
 */
export function forkSandbox(script: string, env: NodeJS.ProcessEnv): Promise<ForkedSandbox> {
  const child = fork(script, [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    if (child.connected) child.send({ type: 'stop' });
    const timer = setTimeout(() => child.kill('SIGKILL'), 2_000);
    await ended;
    clearTimeout(timer);
  };
  return new Promise((resolve, reject) => {
    const give = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(
        new Failure({
          code: 'SANDBOX_NOT_STARTED',
          message: `The embedded sandbox did not start: ${why}.`,
          wayOut: 'See the lines above; `heddle sandbox` starts it alone.',
        }),
      );
    };
    const timer = setTimeout(() => {
      give(`it was silent for ${String(START_SECONDS)} seconds`);
    }, START_SECONDS * 1000);
    child.once('error', (error) => {
      give(error.message);
    });
    child.once('exit', (code) => {
      give(`it ended with code ${String(code)}`);
    });
    child.on('message', (message: FromSandbox) => {
      clearTimeout(timer);
      switch (message.type) {
        case 'serving': {
          const { endpoint, configFile, home, env: own, profiles } = message;
          resolve({ sandbox: { endpoint, configFile, home, env: own, profiles }, pid: child.pid, stop });
          return;
        }
        case 'failed':
          reject(new Failure(message.trouble));
      }
    });
  });
}
