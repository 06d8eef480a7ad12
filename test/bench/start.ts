import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { untilDrawn, untilEmptyWindow, withDisplay } from './support/electron-window';
import { measure, median, report } from './support/measures';
import { inScratch } from './support/processes';

const RUNS = 5;

/** Seconds of `npm start` without a display: it draws, takes a picture and ends by itself. */
function start(home: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(process.cwd(), 'scripts', 'start.mjs')], {
    env: { ...withoutDisplay(process.env), HEDDLE_HOME: home, HEDDLE_SCREENSHOT: join(home, 'start.png') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0 && /heddle: drew \d+ domains/.test(text)) done((performance.now() - began) / 1000);
      else fail(new Error(`The start ended with ${String(code)}:\n${text}`));
    });
  });
}

const withoutDisplay = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(DISPLAY|WAYLAND_DISPLAY)$/.test(name)));

async function repeated<T>(run: () => Promise<T>): Promise<T[]> {
  const values: T[] = [];
  for (let nth = 0; nth < RUNS; nth++) values.push(await run());
  return values;
}

/** The first start reads the sandbox and stores it; those after it open what is stored. */
await inScratch(async (home) => {
  const first = await start(home);
  const warm = await repeated(() => start(home));
  const { opened, floor } = await withDisplay(async (display) => ({
    opened: await repeated(() => untilDrawn(home, display)),
    floor: await inScratch((folder) => repeated(() => untilEmptyWindow(folder, display))),
  }));
  const seconds = (values: number[]): number => median(values) / 1000;
  report('start', { mesh: 'Halcyon', runs: RUNS }, [
    measure('start warm', median(warm), 's', 8),
    // The mesh on screen: the picture of the last snapshot where one was kept, as here.
    measure('window', seconds(opened.map(({ picture }) => picture)), 's', 2),
    measure('window, answered by the mesh host', seconds(opened.map(({ live }) => live)), 's'),
    measure('an empty Electron window', seconds(floor), 's'),
    measure('start of an empty home', first, 's'),
  ]);
});
