import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { inject } from 'vitest';

export const PROJECT = join(import.meta.dirname, '../..');

export interface LaunchOptions {
  /** Heddle's folder; kept after `close` when given, so that a second start can use it. */
  home?: string;
  env?: Record<string, string>;
  /** Text of the person's AWS config; none by default. */
  awsConfig?: string;
}

export interface HeddleApp {
  app: ElectronApplication;
  page: Page;
  home: string;
  /** Everything the page reported as an error, content-security violations included. */
  pageErrors: string[];
  /** What the main process wrote. */
  output: () => string;
  close: () => Promise<void>;
}

/**
 * Starts the built app on the Electron that was found, with a home, an AWS config and a HOME of its own. Nothing of the
 * person who runs the tests is read, and no AWS variable of theirs gets through.
 */
export async function launchHeddle(options: LaunchOptions = {}): Promise<HeddleApp> {
  const scratch = mkdtempSync(join(tmpdir(), 'heddle-e2e-'));
  const home = options.home ?? join(scratch, 'heddle');
  const awsConfig = join(scratch, 'person', '.aws', 'config');
  mkdirSync(join(awsConfig, '..'), { recursive: true });
  writeFileSync(awsConfig, options.awsConfig ?? '');

  // Not `executablePath`: only an Electron that Playwright finds through the electron package is held back until it is
  // attached; one that runs ahead is now and then never seen.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = inject('electronRuntime').dist;
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const app = await _electron.launch({
    args: ['--disable-gpu', PROJECT],
    chromiumSandbox: !isRoot,
    cwd: scratch,
    env: {
      ...withoutAws(process.env),
      ...(inject('display') === '' ? {} : { DISPLAY: inject('display') }),
      HEDDLE_HOME: home,
      HEDDLE_REQUEST_MINUTES: '0',
      HOME: join(scratch, 'person'),
      AWS_CONFIG_FILE: awsConfig,
      AWS_SHARED_CREDENTIALS_FILE: join(scratch, 'person', '.aws', 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      ...options.env,
    },
    timeout: 60_000,
  });

  let output = '';
  for (const stream of [app.process().stdout, app.process().stderr])
    stream?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-100_000)));
  const pageErrors: string[] = [];
  const page = await app.firstWindow();
  page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text());
  });
  page.on('pageerror', (error) => pageErrors.push(String(error)));
  await page.waitForLoadState('domcontentloaded');

  return {
    app,
    page,
    home,
    pageErrors,
    output: () => output,
    close: async () => {
      await closeOrKill(app);
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

/** A window that does not close within ten seconds is a defect, but must not hold the whole run. */
async function closeOrKill(app: ElectronApplication): Promise<void> {
  const child = app.process();
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await app.close().catch(() => undefined);
  clearTimeout(timer);
}

/** Calls through the page's own bridge, as the page would. */
export function callFromPage(page: Page, name: string, input: unknown): Promise<{ ok: boolean; value?: unknown }> {
  return page.evaluate(
    ([calledName, calledInput]) =>
      (
        window as unknown as {
          heddle: { call: (name: unknown, input: unknown) => Promise<{ ok: boolean; value?: unknown }> };
        }
      ).heddle.call(calledName, calledInput),
    [name, input],
  );
}

/** Waits until the mesh is drawn, a snapshot is on screen and no crawl runs any more. */
export async function waitForMesh(page: Page, timeout = 60_000): Promise<void> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const { value } = await callFromPage(page, 'app.state', null);
    const state = value as { crawling: unknown; snapshot: unknown; notices: string[] } | undefined;
    if (state?.crawling === null && state.snapshot !== null) break;
    if (Date.now() > deadline) throw new Error(`no mesh after ${String(timeout)} ms: ${JSON.stringify(state)}`);
    await page.waitForTimeout(100);
  }
  await page.waitForSelector('[data-mesh-drawn="true"]', { timeout: Math.max(1000, deadline - Date.now()) });
}

/** Serious accessibility violations as `rule: targets`, empty when there are none. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  return results.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(' | ')}`,
  );
}

/** Saves a picture of the page under `.cache/screenshots`, for a person to look at. */
export async function saveScreenshot(page: Page, name: string): Promise<string> {
  const folder = join(PROJECT, '.cache', 'screenshots');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  return path;
}

/** The main process's log of a home, for assertions about what must not be in it. */
export function readLog(home: string): string {
  const path = join(home, 'logs', 'main.log');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

const withoutAws = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/^(AWS_|HEDDLE_|ELECTRON_RUN_AS_NODE$|NODE_OPTIONS$|VITEST)/.test(entry[0]),
    ),
  );
