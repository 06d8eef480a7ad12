import { app } from 'electron';

/**
 * Sandboxes every renderer, whatever a window asks for. The exception is `--no-sandbox`, without which Chromium does not
 * start as root; `enableSandbox` would take that switch away again. A packaged app knows no exception.
 */
export function enforceSandbox(): void {
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}
