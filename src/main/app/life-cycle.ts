import { app, type BrowserWindow } from 'electron';

/** A second start shows the window of the first instead of a second writer on the same folder. Answers whether to go on. */
export function claimSingleInstance(window: () => BrowserWindow | null): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const first = window();
    if (first === null) return;
    if (first.isMinimized()) first.restore();
    first.focus();
  });
  return true;
}

/** Closing the window ends Heddle, after what runs has been ended in order. */
export function endWithWindow(stop: () => Promise<void>): void {
  let isStopped = false;
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    isStopped = true;
    void stop().finally(() => {
      app.quit();
    });
  });
}
