import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, type WebPreferences } from 'electron';

/** Stated in full though some are defaults: a test compares this literal. `webSecurity` and its like are never touched. */
export const webPreferences = (preload: string, isPackaged: boolean): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  spellcheck: false,
  devTools: !isPackaged,
});

/** The one window, shown once it has something to show. */
export function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Heddle',
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0f1b2a' : '#ffffff',
    webPreferences: webPreferences(join(app.getAppPath(), 'out/preload/index.cjs'), app.isPackaged),
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  return window;
}
