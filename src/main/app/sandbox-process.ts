import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import type { RunningSandbox } from '../usecases/port';

const START_SECONDS = 30;

export interface SandboxProcess {
  /** Starts it on the first call; later calls answer the same one. A sandbox that has ended is started anew. */
  get: () => Promise<RunningSandbox>;
  stop: () => void;
}

/** The embedded AWS, in a process of its own. */
export function sandboxProcess(home: string): SandboxProcess {
  let running: Promise<RunningSandbox> | null = null;
  let stop = (): void => undefined;

  const start = (): Promise<RunningSandbox> =>
    new Promise((serving, reject) => {
      const child = utilityProcess.fork(join(app.getAppPath(), 'out/main/sandbox.cjs'), [], {
        serviceName: 'Heddle sandbox',
        env: { ...process.env, HEDDLE_HOME: home },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const timer = setTimeout(() => {
        reject(new Error(`The sandbox did not start within ${String(START_SECONDS)} seconds.`));
        child.kill();
      }, START_SECONDS * 1000);
      child.on('message', (message: { type: string } & RunningSandbox) => {
        if (message.type !== 'serving') return;
        clearTimeout(timer);
        const { endpoint, configFile, home: ownHome, env, profiles } = message;
        serving({ endpoint, configFile, home: ownHome, env, profiles });
      });
      child.once('exit', (code) => {
        clearTimeout(timer);
        running = null;
        reject(new Error(`The sandbox ended at start with code ${String(code)}.`));
      });
      stop = () => {
        child.postMessage({ type: 'stop' });
      };
    });

  return {
    get: () => (running ??= start()),
    stop: () => {
      stop();
    },
  };
}
