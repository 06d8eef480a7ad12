import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromIni } from '@aws-sdk/credential-providers';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FromSandbox, SandboxProcessOptions } from '../../../src/main/sandbox/messages';

type Serving = Extract<FromSandbox, { type: 'serving' }>;

let folder: string;
let script: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heddle-sandbox-process-'));
  script = join(folder, 'sandbox.cjs');
  // As the application bundles it: CommonJS for Node 18, everything inside.
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: resolve('src/main/sandbox/process.ts'),
      outDir: folder,
      target: 'node18',
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'sandbox.cjs' } },
    },
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(options: SandboxProcessOptions): {
  child: ChildProcess;
  said: Promise<FromSandbox>;
  ended: Promise<number | null>;
} {
  const child = fork(script, [JSON.stringify(options)], { env: { ...process.env, HEDDLE_HOME: join(folder, 'home') } });
  const said = new Promise<FromSandbox>((heard, reject) => {
    child.once('message', (message) => {
      heard(message as FromSandbox);
    });
    child.once('error', reject);
  });
  const ended = new Promise<number | null>((resolved) => child.once('exit', resolved));
  return { child, said, ended };
}

it('serves Halcyon, keeps its profiles private, and cleans up when it is told to stop', async () => {
  const { child, said, ended } = start({});
  const serving = (await said) as Serving;
  expect(serving).toMatchObject({ type: 'serving', name: 'Halcyon Biopharma' });
  expect(serving.profiles).toHaveLength(5);
  expect((await stat(serving.configFile)).mode & 0o777).toBe(0o600);
  expect((await stat(serving.home)).mode & 0o777).toBe(0o700);
  const before = process.env;
  try {
    process.env = { ...before, ...serving.env };
    for (const profile of serving.env['HEDDLE_PROFILES']?.split(',') ?? []) {
      const credentials = fromIni({ profile, ignoreCache: true });
      const sts = new STSClient({ endpoint: serving.endpoint, region: 'eu-central-1', credentials });
      expect(`admin-${(await sts.send(new GetCallerIdentityCommand({}))).Account ?? ''}`).toBe(profile);
    }
  } finally {
    process.env = before;
  }
  child.send({ type: 'stop' });
  expect(await ended).toBe(0);
  expect(existsSync(serving.home)).toBe(false);
});

it('ends with its parent and clears what a killed one left', async () => {
  const killed = start({});
  const { home } = (await killed.said) as Serving;
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(existsSync(home)).toBe(true);
  const next = start({ port: 0 });
  await next.said;
  expect(existsSync(home)).toBe(false);
  expect(await readdir(join(folder, 'home', 'sandbox'))).toHaveLength(1);
  next.child.disconnect();
  expect(await next.ended).toBe(0);
});

it('serves a decision case', async () => {
  const { child, said, ended } = start({ state: 'test/cases/access/C01.json' });
  const serving = (await said) as Serving;
  expect(serving.name).toBe('C01');
  expect(await readFile(serving.configFile, 'utf8')).toContain('[profile admin-111122223333]');
  child.send({ type: 'stop' });
  await ended;
});

it.each([
  [{ variants: ['search-star=maybe'] }, 'SANDBOX_VARIANT', 'The variant search-star has no value "maybe".'],
  [{ variants: ['nonsense'] }, 'SANDBOX_VARIANT', 'There is no variant "nonsense".'],
  [{ state: '/no/such/file.json' }, 'SANDBOX_STATE', 'The state file /no/such/file.json could not be read.'],
])('says in words why %o cannot be served', async (options, code, message) => {
  const { said, ended } = start(options);
  expect(await said).toMatchObject({ type: 'failed', trouble: { code, message } });
  expect(await ended).toBe(1);
});

it('refuses a state file that is neither a case nor a world', async () => {
  const path = join(folder, 'other.json');
  await writeFile(path, '{"a":1}');
  const { said, ended } = start({ state: path });
  expect(await said).toMatchObject({ type: 'failed', trouble: { code: 'SANDBOX_STATE' } });
  await ended;
});
