import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Edit } from '../../../src/core/change/plan-types';
import type { DecisionCase } from '../../../src/core/model/case';
import { worldFromCase } from '../../../src/main/sandbox/state/from-case';
import { readLines } from '../../../src/main/store/journal-lines';
import { openSandbox } from '../../support/sandbox';
import { rawState } from './raw-state';

const decision = JSON.parse(readFileSync('test/cases/access/C15.json', 'utf8')) as DecisionCase;
const { account } = decision.input;
const [analyst = ''] = decision.evaluate.principals;

/** Thirty calls: fifteen tags, each then put on a table or a column, in turn, so that no batch joins them. */
const edits: Edit[] = Array.from({ length: 30 }, (_, number): Edit => {
  const TagKey = `key${String(Math.floor(number / 2))}`;
  if (number % 2 === 0)
    return { account, service: 'lakeformation', operation: 'CreateLFTag', request: { TagKey, TagValues: ['a'] } };
  if (number === 29)
    return {
      account,
      service: 'lakeformation',
      operation: 'GrantPermissions',
      request: {
        Principal: { DataLakePrincipalIdentifier: analyst },
        Resource: { Table: { CatalogId: account, DatabaseName: 'sales', Name: 't2' } },
        Permissions: ['DESCRIBE'],
      },
    };
  return {
    account,
    service: 'lakeformation',
    operation: 'AddLFTagsToResource',
    request: {
      Resource: { Table: { CatalogId: account, DatabaseName: 'sales', Name: 't1' } },
      LFTags: [{ TagKey, TagValues: ['a'] }],
    },
  };
});

/** begin, then intent and outcome of each call, then end. */
const LINES = 1 + 2 * edits.length + 1;
const everyBoundary = Array.from({ length: LINES }, (_, line) => [
  `before:${String(line)}`,
  `after:${String(line)}`,
]).flat();
/** All of them in the long run; here one of each kind early, amid and late. */
const boundaries = process.env['HEDDLE_TEST_LONG']
  ? everyBoundary
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

async function planned(number: number) {
  const sandbox = await openSandbox({ world: worldFromCase(decision) });
  const home = join(folder, `home-${String(number)}`);
  const env = { ...sandbox.env, HOME: home, HEDDLE_HOME: home };
  const file = join(folder, 'edits.json');
  await writeFile(file, JSON.stringify(edits));
  const crawled = await heddle(env, 'crawl', '--json');
  expect(crawled.code, crawled.err).toBe(0);
  const plan = await heddle(env, 'plan', file, '--json');
  expect(plan.code, plan.err).toBe(0);
  const document = JSON.parse(plan.out) as { plan: string; calls: unknown[] };
  expect(document.calls).toHaveLength(edits.length);
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

test.each(boundaries.map((at, number) => [at, number + 1] as const))(
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
