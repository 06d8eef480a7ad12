import { ipcMain, type BrowserWindow } from 'electron';
import type { CallName, EventName, Events, FirstPicture } from '../../contract/calls';
import { CALL_CHANNEL, eventChannel } from '../../contract/names';
import { ok, type Result, type Trouble } from '../../core/model/result';
import { createEmitter } from '../ipc/emitter';
import type { Handlers } from '../ipc/router';
import { isTrustedSender } from '../ipc/sender';
import type { Log } from './log';

const FIRST: CallName = 'app.firstPicture';

export interface WindowLink {
  emit: <K extends EventName>(name: K, payload: Events[K]) => void;
  takePicture: () => Promise<Result<FirstPicture | null>>;
  /** Calls wait until this is given, so that the page can load while the rest starts. */
  serve: (handlers: Handlers) => void;
  /** Tells the window that Heddle cannot start, at once and again to a page that loads later. */
  fatal: (trouble: Trouble) => void;
}

/**
 * Joins one window to the calls: the only place that listens on IPC and sends to the page. `picture` is given to the page
 * once, before there are handlers; a page that loads again asks the mesh host.
 */
export function linkWindow(
  window: BrowserWindow,
  origin: string,
  log: Log,
  picture: Promise<FirstPicture | null>,
): WindowLink {
  let ready = (_handlers: Handlers): void => undefined;
  const handlers = new Promise<Handlers>((resolve) => (ready = resolve));
  let trouble: Trouble | null = null;

  const emitter = createEmitter((name, payload) => {
    if (!window.isDestroyed()) window.webContents.send(eventChannel(name), payload);
  });
  const router = handlers.then(async (given) => {
    const { createRouter } = await import('../ipc/router');
    return createRouter<Electron.IpcMainInvokeEvent>({
      handlers: given,
      isTrusted,
      log: log.error,
    });
  });

  const isTrusted = (event: Electron.IpcMainInvokeEvent): boolean =>
    isTrustedSender(event, window.webContents.mainFrame, origin);
  let first: Promise<FirstPicture | null> = picture;
  const takePicture = async (): Promise<Result<FirstPicture | null>> => {
    const taken = first;
    first = Promise.resolve(null);
    return ok(await taken);
  };

  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown, id: unknown) =>
    name === FIRST && isTrusted(event) ? takePicture() : (await router).handle(event, name, input, id),
  );
  window.webContents.on('did-finish-load', () => {
    if (trouble !== null) emitter.emit('app.fatal', trouble);
  });
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument)
      void router.then(({ abortAll }) => {
        abortAll();
      });
  });
  window.once('closed', () => {
    emitter.flush();
    void router.then(({ abortAll }) => {
      abortAll();
    });
  });

  return {
    emit: emitter.emit,
    takePicture,
    serve: (given) => {
      ready(given);
    },
    fatal: (cause) => {
      trouble = cause;
      log.error(`fatal: ${cause.code} ${cause.message} ${cause.detail ?? ''}`);
      emitter.emit('app.fatal', cause);
    },
  };
}
