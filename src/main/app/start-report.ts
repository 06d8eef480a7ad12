import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, type BrowserWindow } from 'electron';
import type { AppState } from '../../contract/calls';
import type { Trouble } from '../../core/model/result';
import { sumDrawn, type DrawnMesh } from './drawn-mesh';
import { readDrawn } from './read-drawn';

/** A first start is promised within 180 s in all; a mesh that takes longer than this is not coming. */
const PATIENCE_MS = 120_000;

/** What `npm start` reads on standard output, one line of JSON each after this word. */
export type StartReport =
  { phase: 'window' | 'picture' | 'mesh' } | { drew: DrawnMesh; screenshot: string } | { trouble: Trouble };

const print = (report: StartReport): void => void process.stdout.write(`heddle-report ${JSON.stringify(report)}\n`);

interface Watched {
  state: () => Promise<AppState | null>;
  trouble: () => Trouble | null;
  stop: () => Promise<void>;
}

/**
 * Tells `npm start` (HEDDLE_REPORT=1) when the window shows, when it first shows the mesh, be it the picture of the last
 * snapshot, and when the mesh that the host answered is drawn. Without a display
 * (HEDDLE_HEADLESS=1) it also waits for the crawl to end, saves the picture of the window and ends the app.
 */
export async function reportStart(
  window: BrowserWindow,
  shown: Promise<boolean>,
  starting: Promise<Watched>,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (env['HEDDLE_REPORT'] !== '1') return;
  window.once('show', () => {
    print({ phase: 'window' });
  });
  const isSeen = await shown;
  if (isSeen) print({ phase: 'picture' });
  const isHeadless = env['HEDDLE_HEADLESS'] === '1';
  const drew = await waitUntilDrawn(window, isSeen, starting, isHeadless);
  if (window.isDestroyed()) return;
  const watched = await starting;
  if (drew !== null) print({ phase: 'mesh' });
  else print({ trouble: watched.trouble() ?? (await tooLate(watched)) });
  if (!isHeadless) return;
  const screenshot = env['HEDDLE_SCREENSHOT'] ?? 'heddle.png';
  await writeFile(screenshot, (await window.webContents.capturePage()).toPNG());
  if (drew !== null) print({ drew, screenshot });
  await watched.stop();
  app.exit(drew === null ? 1 : 0);
}

/** Where the wait ended: what the window itself would tell a person. */
async function tooLate({ state }: Watched): Promise<Trouble> {
  const now = await state();
  return {
    code: 'MESH_NOT_DRAWN',
    message: 'The mesh was not drawn in time.',
    wayOut: 'See logs/main.log in Heddle’s folder, and the screenshot.',
    detail: [now?.crawling ? `Still at: ${now.crawling.doing}.` : '', ...(now?.notices ?? [])]
      .filter(Boolean)
      .join(' '),
  };
}

/** Null when it took too long or Heddle could not start. With `settled` a crawl under way is waited for. */
async function waitUntilDrawn(
  window: BrowserWindow,
  wasSeen: boolean,
  starting: Promise<Watched>,
  settled: boolean,
): Promise<DrawnMesh | null> {
  const deadline = Date.now() + PATIENCE_MS;
  let watched: Watched | null = null;
  void starting.then((started) => (watched = started));
  const heddle = (): Watched | null => watched;
  let isSeen = wasSeen;
  let before = '';
  while (Date.now() < deadline && !heddle()?.trouble() && !window.isDestroyed()) {
    const reading = await readDrawn(window);
    if (reading && !isSeen) {
      isSeen = true;
      print({ phase: 'picture' });
    }
    const now = settled ? await heddle()?.state() : null;
    const isSettled = !settled || (now?.snapshot != null && now.crawling === null);
    if (reading?.live && heddle() && isSettled && (!now || reading.snapshot === now.snapshot?.id)) {
      // Two equal readings in a row: the page may still be replacing an early picture by the final one.
      const text = JSON.stringify(reading);
      if (!settled || text === before) return sumDrawn(reading);
      before = text;
    }
    await sleep(settled && isSeen ? 250 : 40);
  }
  return null;
}
