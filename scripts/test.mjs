import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, setPriority, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from './build.mjs';
import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { electronRuntime, runtimeEnv } from './electron-runtime.mjs';
import { run } from './failure.mjs';
import { createStopwatch } from './phases.mjs';
import { prepare } from './prepare.mjs';
import { PROJECT } from './project.mjs';

/**
 * `npm test`: prepares, builds, then types, lint and every test project. Windows are waited for more than they compute, so
 * they are driven beside everything else, which gives way to them. Goes on after a failure, so that one run tells
 * everything, and ends non-zero if anything failed. Last line: `N passed, N failed, N skipped`.
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
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
    HEDDLE_BUILT: '1',
    ...(process.argv.includes('--long') ? { HEDDLE_TEST_LONG: '1' } : {}),
  };
  const failed = [];
  const causes = [];
  const count = { passed: 0, failed: 0, skipped: 0 };
  const step = (name, tool, args, niceness) => async () => {
    const own = createStopwatch((line) => console.log(line));
    const code = await runTool(name, tool, args, env, niceness);
    own.end(name);
    if (code !== 0) failed.push(name);
  };
  const project = (name, niceness) => async () => {
    const report = join(reports, `${name}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    await step(name, 'vitest', ['run', '--project', name, ...reporters], niceness)();
    if (!existsSync(report)) return;
    const results = JSON.parse(readFileSync(report, 'utf8'));
    add(count, results);
    causes.push(...causesOf(name, results));
  };
  const cached = (name) => ['--cache', '--cache-location', `.cache/${name}`];
  const windows = [project('e2e', 0)];
  const rest = [
    step('types', 'tsc', ['--build'], GIVES_WAY),
    step('lint', 'eslint', ['.', '--max-warnings', '0', ...cached('eslint')], GIVES_WAY),
    step('format', 'prettier', ['--check', '--log-level', 'warn', ...cached('prettier'), '.'], GIVES_WAY),
    ...['unit', 'arch', 'contract'].map((name) => project(name, GIVES_WAY)),
  ];
  try {
    mkdirSync(join(PROJECT, '.cache'), { recursive: true });
    await Promise.all((availableParallelism() > 1 ? [windows, rest] : [[...rest, ...windows]]).map(inTurn));
  } finally {
    screen?.stop();
    rmSync(reports, { recursive: true, force: true });
  }
  phase.end('tests');
  for (const cause of causes) console.log(cause);
  if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  return failed.length > 0 || count.failed > 0 || count.passed === 0 ? 1 : 0;
}

/** A third of the processor where a window wants it, all of it where none does. */
const GIVES_WAY = 5;

async function inTurn(steps) {
  for (const step of steps) await step();
}

/** Runs a tool of node_modules/.bin, each of its lines after `name`, and answers its exit code. */
function runTool(name, tool, args, env, niceness) {
  const windows = process.platform === 'win32';
  const path = join(PROJECT, 'node_modules', '.bin', windows ? `${tool}.cmd` : tool);
  return new Promise((done) => {
    const child = spawn(path, args, { cwd: PROJECT, env, stdio: ['ignore', 'pipe', 'pipe'], shell: windows });
    if (niceness > 0 && child.pid !== undefined) setPriority(child.pid, niceness);
    for (const [stream, print] of [
      [child.stdout, console.log],
      [child.stderr, console.error],
    ])
      createInterface({ input: stream }).on('line', (line) => print(line && `${name.padEnd(8)} | ${line}`));
    child.on('error', () => done(127));
    child.on('close', (code) => done(code ?? 1));
  });
}

/** A run that died before it could report has no file; its exit code already counts as a failure. */
function add(count, { numPassedTests, numFailedTests, numPendingTests, numTodoTests = 0 }) {
  count.passed += numPassedTests;
  count.failed += numFailedTests;
  count.skipped += numPendingTests + numTodoTests;
}

/** What failed and why, told again at the end: two lanes print thousands of lines, of which a log keeps the last. */
function causesOf(name, { testResults }) {
  return testResults.flatMap((file) => {
    const where = `${name}: ${relative(PROJECT, file.name)}`;
    const tests = file.assertionResults.filter(({ status }) => status === 'failed');
    if (tests.length === 0) return file.status === 'failed' ? [`\n${where}\n${file.message}`] : [];
    return tests.map((test) => `\n${where} > ${test.fullName}\n${short(test.failureMessages.join('\n'))}`);
  });
}

const short = (text) => (text.length > 3000 ? `${text.slice(0, 2000)}\n…\n${text.slice(-1000)}` : text);

await run(test);
