import { join } from 'node:path';
import { app, utilityProcess, type UtilityProcess } from 'electron';
import type { FromSandbox, ToSandbox } from '../sandbox/messages';
import { Failure } from '../store/failure';
import type { RunningSandbox } from '../usecases/port';

const START_SECONDS = 60;
const STOP_SECONDS = 2;

export interface SandboxProcess {
  /**
   * Starts it on the first call; later calls answer the same one. A sandbox that has ended is started anew.
   * Rejects with a Failure whose trouble is a sentence.
   */
  get: () => Promise<RunningSandbox>;
  /** Lets it clean up after itself; answers when it has gone. */
  stop: () => Promise<void>;
}

/** The embedded AWS, in a process of its own. */
export function sandboxProcess(home: string): SandboxProcess {
  let current: { child: UtilityProcess; serving: Promise<RunningSandbox> } | null = null;

  const start = (): { child: UtilityProcess; serving: Promise<RunningSandbox> } => {
    const child = utilityProcess.fork(join(app.getAppPath(), 'out/main/sandbox.cjs'), [], {
      serviceName: 'Heddle sandbox',
      env: { ...process.env, HEDDLE_HOME: home },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('exit', () => {
      current = null;
    });
    return { child, serving: untilServing(child) };
  };

  return {
    get: () => (current ??= start()).serving,
    stop: () =>
      new Promise((gone) => {
        if (current === null) {
          gone();
          return;
        }
        const { child } = current;
        const timer = setTimeout(() => child.kill(), STOP_SECONDS * 1000);
        child.once('exit', () => {
          clearTimeout(timer);
          gone();
        });
        child.postMessage({ type: 'stop' } satisfies ToSandbox);
      }),
  };
}

function untilServing(child: UtilityProcess): Promise<RunningSandbox> {
  return new Promise((serving, reject) => {
    const giveUp = (why: string): void => {
      clearTimeout(timer);
      reject(
        new Failure({
          code: 'SANDBOX_NOT_STARTED',
          message: `The embedded sandbox did not start: ${why}.`,
          wayOut: 'Start Heddle again; `heddle sandbox` starts it alone and tells more.',
        }),
      );
    };
    const timer = setTimeout(() => {
      giveUp(`it was silent for ${String(START_SECONDS)} seconds`);
      child.kill();
    }, START_SECONDS * 1000);
    child.once('exit', (code) => {
      giveUp(`it ended with code ${String(code)}`);
    });
    child.on('message', (message: FromSandbox) => {
      clearTimeout(timer);
      switch (message.type) {
        case 'serving': {
          const { endpoint, configFile, home, env, profiles } = message;
          serving({ endpoint, configFile, home, env, profiles });
          return;
        }
        case 'failed':
          reject(new Failure(message.trouble));
      }
    });
  });
}
