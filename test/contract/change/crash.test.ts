import { spawn } from 'node:child_process';
import { appendFile, cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLines } from '../../../src/main/store/journal-lines';
import { openSandbox } from '../../support/sandbox';
import type { TestSandbox } from '../../support/sandbox';
import { rawState } from './raw-state';
import { account, boundaries, thirtyCalls, worldBefore } from './thirty-calls';

/*
 * Real SIGKILLs of a process of its own. All of the 124 boundaries in the long run; here one of each kind early, amid and
 * late. What a kill at any of the others leaves is put together and resumed in crash-at-every-boundary.test.ts.
 */
const killed = process.env['HEDDLE_TEST_LONG']
  ? boundaries
  : [
      'before:0',
      'after:0',
      'before:1',
      'after:1',
      'before:2',
      'after:2',
      'after:29',
      'before:30',
      'before:60',
      'after:60',
      'before:61',
    ];

let folder: string;
let script: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heddle-crash-'));
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: resolve('.'),
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@duckdb/node-api'] },
    build: {
      ssr: resolve('test/contract/change/dying-heddle.ts'),
      // Below the project, so that the one native package is found.
      outDir: resolve('.cache/crash'),
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rollupOptions: {
        output: { format: 'es', entryFileNames: 'dying-heddle.mjs', chunkFileNames: 'dying-[hash].mjs' },
      },
    },
  });
  script = resolve('.cache/crash/dying-heddle.mjs');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Run {
  code: number | null;
  signal: string | null;
  out: string;
  err: string;
}

function heddle(env: NodeJS.ProcessEnv, ...argv: string[]): Promise<Run> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [script, ...argv], { env: { ...process.env, ...env } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    child.on('close', (code, signal) => done({ code, signal, out, err }));
  });
}

interface Planned {
  sandbox: TestSandbox;
  home: string;
  env: NodeJS.ProcessEnv;
  id: string;
}

/** The mesh is read and planned once; every other Heddle starts from a copy of that folder and a sandbox as it was then. */
let first: Pick<Planned, 'home' | 'id'> | undefined;

async function planned(number: number): Promise<Planned> {
  const home = join(folder, `home-${String(number)}`);
  const sandbox = await openSandbox({ world: worldBefore() });
  const env = { ...sandbox.env, HOME: home, HEDDLE_HOME: home };
  if (first) {
    await cp(first.home, home, { recursive: true });
    return { sandbox, home, env, id: first.id };
  }
  const file = join(folder, 'edits.json');
  await writeFile(file, JSON.stringify(thirtyCalls));
  const crawled = await heddle(env, 'crawl', '--json');
  expect(crawled.code, crawled.err).toBe(0);
  const plan = await heddle(env, 'plan', file, '--json');
  expect(plan.code, plan.err).toBe(0);
  const document = JSON.parse(plan.out) as { plan: string; calls: unknown[] };
  expect(document.calls).toHaveLength(thirtyCalls.length);
  first = { home: join(folder, 'planned'), id: document.plan };
  await cp(home, first.home, { recursive: true });
  return { sandbox, home, env, id: document.plan };
}

let undisturbed: string | undefined;

test('without a crash: the state that every crash must end in', async () => {
  const { sandbox, env, id } = await planned(0);
  try {
    const applied = await heddle(env, 'apply', id, '--write', account, '--json');
    expect(JSON.parse(applied.out), applied.err).toMatchObject({ done: 30, failed: [], verified: true });
    undisturbed = rawState(sandbox.world);
  } finally {
    await sandbox.stop();
  }
});

test.each(killed.map((at, number) => [at, number + 1] as const))(
  'killed %s, then resumed: the planned state, and the journal holds',
  async (at, number) => {
    const { sandbox, home, env, id } = await planned(number);
    try {
      const killed = await heddle({ ...env, DIE_AT: at }, 'apply', id, '--write', account, '--json');
      expect(killed.signal).toBe('SIGKILL');
      const before = await heddle(env, 'journal', '--json');
      expect(before.code, before.err).toBe(0);
      const resumed = await heddle(env, 'apply', id, '--write', account, '--json');
      expect(JSON.parse(resumed.out || 'null'), resumed.err).toMatchObject({ done: 30, failed: [], verified: true });
      expect(rawState(sandbox.world)).toBe(undisturbed);
      const [name = ''] = (await readdir(join(home, 'journal'))).filter((file) => file.endsWith('.jsonl'));
      const { lines, damage } = readLines(await readFile(join(home, 'journal', name), 'utf8'));
      expect(damage).toBeUndefined();
      const sent = lines.filter((line) => line.kind === 'intent').map((line) => line.call);
      expect(new Set(sent).size).toBe(30);
      expect(lines.at(-1)?.kind).toBe('end');
      expect((await heddle(env, 'apply', id, '--write', account)).code).toBe(1);
    } finally {
      await sandbox.stop();
    }
  },
);

test('a journal that was cut or changed is reported and never rewritten', async () => {
  const { sandbox, home, env, id } = await planned(99);
  try {
    await heddle({ ...env, DIE_AT: 'after:9' }, 'apply', id, '--write', account);
    const [name = ''] = (await readdir(join(home, 'journal'))).filter((file) => file.endsWith('.jsonl'));
    const path = join(home, 'journal', name);
    await appendFile(path, '{"kind":"outcome","call":4');
    const text = await readFile(path, 'utf8');
    const calls = (await sandbox.calls()).total;
    const resumed = await heddle(env, 'apply', id, '--write', account);
    expect(resumed.code).not.toBe(0);
    expect(resumed.err).toContain('damaged');
    expect(
      (await sandbox.calls()).calls.slice(calls).filter((c) => /^(Create|Add|Grant)LFT?/.test(c.operation)),
    ).toEqual([]);
    expect(await readFile(path, 'utf8')).toBe(text);
    const listed = await heddle(env, 'journal', '--json');
    expect(listed.code).toBe(1);
    expect(listed.err).toContain('cut off');
  } finally {
    await sandbox.stop();
  }
});
