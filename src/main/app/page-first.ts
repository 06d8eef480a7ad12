import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';
import type { FirstPicture } from '../../contract/calls';
import { readDrawn } from './read-drawn';

/** A page that never comes must not keep Heddle from starting: what is wrong has to be told. */
const PATIENCE_MS = 3_000;
const LOOK_MS = 20;

/**
 * Resolves when the page has all that it needs from a process with nothing else to do: its picture of the last snapshot is
 * on screen (then true), or where there is none, its scripts have been fetched and have run once.
 */
export async function pageFirst(window: BrowserWindow, picture: Promise<FirstPicture | null>): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  await pageIsIn(window);
  if ((await picture) === null) return false;
  while (Date.now() < deadline && !window.isDestroyed()) {
    if ((await readDrawn(window)) !== null) return true;
    await sleep(LOOK_MS);
  }
  return false;
}

const pageIsIn = ({ webContents }: BrowserWindow): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    for (const event of ['dom-ready', 'did-fail-load'] as const)
      webContents.once(event as 'dom-ready', () => {
        clearTimeout(timer);
        resolve();
      });
  });
