import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { electronRuntime, runtimeEnv } from './electron-runtime.mjs';
import { run } from './failure.mjs';
import { createStopwatch } from './phases.mjs';
import { prepare } from './prepare.mjs';
import { PROJECT } from './project.mjs';

const PROJECTS = ['unit', 'arch', 'contract', 'e2e'];

/**
 * `npm test`: prepares, builds, then types, lint and every test project in turn. Goes on after a failure, so that one run
 * tells everything, and ends non-zero if anything failed. Last line: `N passed, N failed, N skipped`.
 */
async function test() {
  const phase = createStopwatch((line) => console.log(line));
  await prepare();
  phase.end('install');
  const runtime = await electronRuntime();
  phase.end('runtime');
  await build();
  phase.end('build');

  const screen = hasDisplay() ? null : await startVirtualDisplay();
  const reports = mkdtempSync(join(tmpdir(), 'heddle-test-'));
  const env = {
    ...process.env,
    ...runtimeEnv(runtime),
    ...(screen ? { DISPLAY: screen.display } : {}),
    HEDDLE_BUILT: '1',
    ...(process.argv.includes('--long') ? { HEDDLE_TEST_LONG: '1' } : {}),
  };
  const failed = [];
  const count = { passed: 0, failed: 0, skipped: 0 };
  const step = async (name, command, args) => {
    const code = await runTool(command, args, env);
    phase.end(name);
    if (code !== 0) failed.push(name);
  };
  try {
    mkdirSync(join(PROJECT, '.cache'), { recursive: true });
    await step('types', 'tsc', ['--build']);
    await step('lint', 'eslint', ['.', '--max-warnings', '0', '--cache', '--cache-location', '.cache/eslint']);
    await step('format', 'prettier', [
      '--check',
      '--log-level',
      'warn',
      '--cache',
      '--cache-location',
      '.cache/prettier',
      '.',
    ]);
    for (const name of PROJECTS) {
      const report = join(reports, `${name}.json`);
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      await step(name, 'vitest', ['run', '--project', name, ...reporters]);
      add(count, report);
    }
  } finally {
    screen?.stop();
    rmSync(reports, { recursive: true, force: true });
  }
  if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  return failed.length > 0 || count.failed > 0 || count.passed === 0 ? 1 : 0;
}

/** Runs a tool of node_modules/.bin and answers its exit code. */
function runTool(tool, args, env) {
  const windows = process.platform === 'win32';
  const path = join(PROJECT, 'node_modules', '.bin', windows ? `${tool}.cmd` : tool);
  return new Promise((done) => {
    const child = spawn(path, args, { cwd: PROJECT, env, stdio: ['ignore', 'inherit', 'inherit'], shell: windows });
    child.on('error', () => done(127));
    child.on('close', (code) => done(code ?? 1));
  });
}

/** A run that died before it could report has no file; its exit code already counts as a failure. */
function add(count, report) {
  if (!existsSync(report)) return;
  const {
    numPassedTests,
    numFailedTests,
    numPendingTests,
    numTodoTests = 0,
  } = JSON.parse(readFileSync(report, 'utf8'));
  count.passed += numPassedTests;
  count.failed += numFailedTests;
  count.skipped += numPendingTests + numTodoTests;
}

await run(test);
