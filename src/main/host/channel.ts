import type { ChildProcess } from 'node:child_process';

/** Two ends of a conversation with another process, whichever way it was started. */
export interface Channel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the other process is gone. */
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

/** A child of `child_process.fork` with `serialization: 'advanced'`, so that typed arrays survive. */
export const childChannel = (child: ChildProcess): Channel => ({
  send: (message) => {
    if (child.connected) child.send(message as object);
  },
  onMessage: (listener) => void child.on('message', listener),
  onExit: (listener) => {
    child.once('exit', (code) => {
      listener(code);
    });
    child.once('error', () => {
      listener(null);
    });
  },
  kill: () => void child.kill(),
});

/** The part of Electron's UtilityProcess that is used, named here so that only the composition root imports Electron. */
export interface UtilityProcessLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

export const utilityChannel = (child: UtilityProcessLike): Channel => ({
  send: (message) => {
    child.postMessage(message);
  },
  onMessage: (listener) => void child.on('message', listener),
  onExit: (listener) => void child.once('exit', listener),
  kill: () => void child.kill(),
});

interface ElectronParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
}

/** The other end, as the started process sees it: `process.parentPort` under Electron, `process.send` under Node. */
export function parentChannel(): Pick<Channel, 'send' | 'onMessage'> & { onGone(listener: () => void): void } {
  const electron = (process as NodeJS.Process & { parentPort?: ElectronParentPort }).parentPort;
  if (electron)
    return {
      send: (message) => {
        electron.postMessage(message);
      },
      onMessage: (listener) =>
        void electron.on('message', (event) => {
          listener(event.data);
        }),
      // Electron ends its utility processes itself.
      onGone: () => undefined,
    };
  return {
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    onMessage: (listener) => void process.on('message', listener),
    onGone: (listener) => void process.on('disconnect', listener),
  };
}
