import type { BrowserWindow } from 'electron';
import { READ_DRAWN, type Reading } from './drawn-mesh';

/** What the window shows of the mesh just now; null also where there is no page to ask. */
export async function readDrawn(window: BrowserWindow): Promise<Reading> {
  try {
    return (await window.webContents.executeJavaScript(READ_DRAWN)) as Reading;
  } catch {
    return null;
  }
}
