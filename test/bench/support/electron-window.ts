import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron, type Page } from 'playwright-core';

interface Runtime {
  dist: string;
  executable: string;
}

const script = (name: string): string => join(process.cwd(), 'scripts', name);

const runtime = (): Runtime =>
  JSON.parse(execFileSync(process.execPath, [script('electron-runtime.mjs')], { encoding: 'utf8' })) as Runtime;

/** An invisible display where the machine has none. */
export async function withDisplay<T>(use: (display: string) => Promise<T>): Promise<T> {
  const { hasDisplay, startVirtualDisplay } = (await import(
    /* @vite-ignore */ pathToFileURL(script('display.mjs')).href
  )) as {
    hasDisplay: () => boolean;
    startVirtualDisplay: () => Promise<{ display: string; stop: () => void }>;
  };
  if (hasDisplay()) return use(process.env['DISPLAY'] ?? '');
  const screen = await startVirtualDisplay();
  try {
    return await use(screen.display);
  } finally {
    screen.stop();
  }
}

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const flags = ['--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])];
const environment = (home: string, display: string): Record<string, string> => ({
  ...(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >),
  ...(display === '' ? {} : { DISPLAY: display }),
  HEDDLE_HOME: home,
  HEDDLE_REQUEST_MINUTES: '0',
  AWS_CONFIG_FILE: join(home, 'none'),
});

/** Milliseconds since the process was started: until the window shows the mesh, and until the host's answer is drawn. */
export interface Opened {
  picture: number;
  live: number;
}

/** Starts the app, waits until its window has drawn the mesh that the host answered, and ends it. */
export const untilDrawn = (home: string, display: string): Promise<Opened> =>
  withElectron([process.cwd()], { ...environment(home, display), HEDDLE_REPORT: '1' }, async (said) => ({
    picture: await said('"phase":"picture"'),
    live: await said('"phase":"mesh"'),
  }));

/** What Electron alone takes here until an empty window shows: the floor of every start. */
export async function untilEmptyWindow(folder: string, display: string): Promise<number> {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.cjs' }));
  writeFileSync(
    join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
    app.setPath('userData', ${JSON.stringify(join(folder, 'data'))});
    app.whenReady().then(() => {
      const window = new BrowserWindow({ width: 1440, height: 900, show: false, webPreferences: { sandbox: true } });
      window.once('ready-to-show', () => (window.show(), console.log('shown')));
      window.loadURL('data:text/html,<p>empty</p>');
    });`,
  );
  return withElectron([folder], environment(folder, display), (said) => said('shown'));
}

/** Runs `use` beside an Electron and ends that. `said(text)` is the time at which it first wrote the text. */
async function withElectron<T>(
  args: string[],
  env: Record<string, string>,
  use: (said: (text: string) => Promise<number>) => Promise<T>,
): Promise<T> {
  const { executable } = runtime();
  const started = performance.now();
  const app = spawn(executable, [...flags, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  app.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const said = (wanted: string): Promise<number> =>
    new Promise((done) => {
      const look = (): void => {
        if (text.includes(wanted)) done(performance.now() - started);
      };
      app.stdout.on('data', look);
      look();
    });
  const ended = new Promise<void>((done) => app.once('close', () => done()));
  const broken = ended.then(() => {
    throw new Error('Electron ended before its window was drawn.');
  });
  try {
    return await Promise.race([use(said), broken]);
  } finally {
    app.kill();
    await ended;
  }
}

/** The real window with a page to drive. */
export async function withWindow<T>(home: string, display: string, use: (page: Page) => Promise<T>): Promise<T> {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = runtime().dist;
  const app = await _electron.launch({
    args: ['--disable-gpu', process.cwd()],
    chromiumSandbox: !isRoot,
    env: environment(home, display),
    timeout: 60_000,
  });
  try {
    const page = await app.firstWindow();
    await page.waitForSelector('[data-mesh-drawn="true"][data-snapshot]', { timeout: 120_000 });
    return await use(page);
  } finally {
    await app.close().catch(() => undefined);
  }
}
