import { execFileSync, spawn } from 'node:child_process';
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

/** Starts the app, waits until its window has drawn the mesh and ends it; milliseconds since the process was started. */
export async function untilDrawn(home: string, display: string): Promise<number> {
  const began = performance.now();
  const app = spawn(runtime().executable, [...flags, process.cwd()], {
    env: { ...environment(home, display), HEDDLE_REPORT: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const started = performance.now();
  const ended = new Promise<void>((done) => app.once('close', () => done()));
  try {
    return await new Promise<number>((done, fail) => {
      let text = '';
      app.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('"phase":"mesh"')) done(performance.now() - started);
      });
      app.once('close', () =>
        fail(new Error(`Heddle ended before its mesh was drawn (after ${String(performance.now() - began)} ms).`)),
      );
    });
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
