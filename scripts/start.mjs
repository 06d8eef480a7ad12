import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from './build.mjs';
import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { electronRuntime, runtimeEnv, runtimeFlags } from './electron-runtime.mjs';
import { Failure, run } from './failure.mjs';
import { createStopwatch } from './phases.mjs';
import { prepare } from './prepare.mjs';
import { PROJECT } from './project.mjs';

/**
 * `npm start`: prepares, builds and opens Heddle, printing the seconds of each phase. Without a display the same app runs
 * on an invisible one until the mesh is drawn, and the last line on standard output tells what the window shows.
 */
async function start() {
  const phase = createStopwatch((line) => console.log(line));
  await prepare();
  phase.end('install');
  const runtime = await electronRuntime();
  phase.end('runtime');
  await build();
  phase.end('build');

  const headless = !hasDisplay();
  const screen = headless ? await startVirtualDisplay() : null;
  try {
    return await open(runtime, headless, screen, phase);
  } finally {
    screen?.stop();
  }
}

function open(runtime, headless, screen, phase) {
  const screenshot = process.env.HEDDLE_SCREENSHOT ?? join(PROJECT, 'out', 'heddle.png');
  mkdirSync(join(screenshot, '..'), { recursive: true });
  const env = {
    ...process.env,
    ...runtimeEnv(runtime),
    HEDDLE_REPORT: '1',
    ...(headless ? { HEDDLE_HEADLESS: '1', HEDDLE_SCREENSHOT: screenshot, DISPLAY: screen.display } : {}),
  };
  // Electron started from an editor's terminal would otherwise behave as plain Node.
  delete env.ELECTRON_RUN_AS_NODE;
  const app = spawn(runtime.executable, [...runtimeFlags(headless), PROJECT, ...process.argv.slice(2)], {
    env,
    stdio: ['inherit', 'pipe', 'pipe'],
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => app.kill(signal));

  let last = null;
  let trouble = null;
  createInterface({ input: app.stdout }).on('line', (line) => {
    if (!line.startsWith('heddle-report ')) return void console.log(line);
    const report = JSON.parse(line.slice('heddle-report '.length));
    if (report.phase) phase.end(report.phase);
    if (report.trouble) trouble = report.trouble;
    if (report.drew) last = lastLine(report);
  });
  createInterface({ input: app.stderr }).on('line', (line) => {
    if (!isChromiumNoise(line)) console.error(line);
  });

  return new Promise((done, reject) => {
    app.on('error', (error) => reject(new Failure(`Electron could not be started: ${error.message}.`)));
    app.on('close', (code, signal) => {
      if (trouble) reject(new Failure([trouble.message, trouble.detail].filter(Boolean).join(' '), trouble.wayOut));
      else if (headless && last === null)
        reject(new Failure(`Heddle ended (${signal ?? code}) before its mesh was drawn.`));
      else {
        if (last !== null) console.log(last);
        done(code ?? 0);
      }
    });
  });
}

const lastLine = ({ drew, screenshot }) =>
  `heddle: drew ${drew.domains} domains, ${drew.products} products, ${drew.tables} tables, ${drew.grants} grants; screenshot ${screenshot}`;

/** What Chromium says on a machine without a session bus or GPU, which concerns nobody. */
const isChromiumNoise = (line) =>
  /^\[\d+:\d+\/[\d.]+:(ERROR|WARNING|INFO)[:(]/.test(line) || /^libva |^MESA/.test(line);

await run(start);
