import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHost } from '../../../src/main/host/create-host';
import type { MeshHost } from '../../../src/main/host/port';
import { lakesOf } from '../../../src/main/sandbox/state/lake';
import type { Lake } from '../../../src/main/sandbox/state/lake';
import { journalStore } from '../../../src/main/store/journal';
import type { JournalStore, OpenJournal } from '../../../src/main/store/journal';
import { readLines } from '../../../src/main/store/journal-lines';
import type { JournalLine } from '../../../src/main/store/journal-lines';
import { planStore } from '../../../src/main/store/plan-store';
import type { StoredPlan } from '../../../src/main/store/plan-store';
import { openAwsDoors } from '../../../src/main/usecases/aws-doors';
import { applyPlan } from '../../../src/main/usecases/change/apply-plan';
import { callStates } from '../../../src/main/usecases/change/journal-state';
import { openSandbox } from '../../support/sandbox';
import type { TestSandbox } from '../../support/sandbox';
import { testCli } from '../../unit/cli/cli-world';
import { rawState } from './raw-state';
import { account, boundaries, thirtyCalls, worldBefore } from './thirty-calls';

/*
 * Crashes at every boundary of the journal, simulated: one application is watched, and at each of the 124 boundaries the
 * bytes of the journal's file and the sandbox's state are kept, which is all that a process killed there leaves behind
 * (every line is synced, every call is answered or not yet sent). Each is then put back into a folder of its own and a new
 * journal store goes on from it. Real SIGKILLs of a process of its own, at some of these boundaries, are in crash.test.ts.
 */

interface Remains {
  at: string;
  /** Null where the file was not made yet. */
  journal: string | null;
  lakes: Map<string, Lake>;
}

let sandbox: TestSandbox;
let folder: string;
let stored: StoredPlan;
let host: MeshHost;
let doors: ReturnType<typeof openAwsDoors>;
let planned: string;
const remains: Remains[] = [];

const now = (): Date => new Date();
const pathIn = (home: string): string => join(home, 'journal', `j-${stored.id}.jsonl`);
const textOf = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);

function putBack(lakes: Map<string, Lake>): void {
  const live = lakesOf(sandbox.world);
  live.clear();
  for (const [key, lake] of structuredClone(lakes)) live.set(key, lake);
}

const apply = (journals: JournalStore) =>
  applyPlan(
    {
      aws: doors.person,
      host,
      journals,
      signal: new AbortController().signal,
      now,
      keep: 3,
      onProgress: () => undefined,
    },
    stored,
    [],
  );

/** Keeps what is there on both sides of each line. */
function watched(home: string): JournalStore {
  const store = journalStore(home, now);
  const keep = async (at: string): Promise<void> =>
    void remains.push({ at, journal: await textOf(pathIn(home)), lakes: structuredClone(lakesOf(sandbox.world)) });
  const over = (journal: OpenJournal): OpenJournal => ({
    ...journal,
    async write(entry) {
      const line = String(journal.lines.length);
      await keep(`before:${line}`);
      const written = await journal.write(entry);
      await keep(`after:${line}`);
      return written;
    },
  });
  return { ...store, create: async (id) => over(await store.create(id)) };
}

beforeAll(async () => {
  sandbox = await openSandbox({ world: worldBefore() });
  folder = await mkdtemp(join(tmpdir(), 'heddle-boundaries-'));
  const cli = await testCli({ env: { ...sandbox.env, HOME: folder } });
  const file = join(folder, 'edits.json');
  await writeFile(file, JSON.stringify(thirtyCalls));
  expect((await cli.run('crawl', '--json')).code).toBe(0);
  const { out, err } = await cli.run('plan', file, '--json');
  const { plan } = JSON.parse(out[0] ?? 'null') as { plan: string };
  expect(plan, err).toBeTruthy();
  await cp(cli.home, folder, { recursive: true });
  await cli.end();
  stored = await planStore(folder).open(plan);
  let tick = 0;
  host = createHost({ home: folder, now: () => new Date(Date.now() + tick++), random: () => 'abc123' });
  doors = openAwsDoors({
    env: { ...sandbox.env, HOME: folder },
    now,
    allowHost: () => true,
    sandbox: () => Promise.reject(new Error('no sandbox in this test')),
    mayWrite: (id) => id === account,
  });
  expect(await apply(watched(folder))).toMatchObject({ ok: true, value: { done: 30, failed: [], verified: true } });
  planned = rawState(sandbox.world);
});

afterAll(async () => {
  doors.close();
  await host.close();
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the boundaries that were watched are all there are', () => {
  expect(remains.map(({ at }) => at)).toEqual(boundaries);
});

/** Boundaries that leave something else than the one before: nothing happens between the end of a call and the next. */
function distinct(): Remains[] {
  const seen = new Set<string>();
  return remains.filter(({ journal, lakes }) => {
    putBack(lakes);
    const left = `${journal ?? ''}${rawState(sandbox.world)}`;
    return !seen.has(left) && seen.add(left);
  });
}

/** A folder that holds what a crash left, and the lock of a process that is gone. */
async function leftAt({ at, journal, lakes }: Remains): Promise<string> {
  putBack(lakes);
  const home = await mkdtemp(join(folder, `${at.replace(':', '-')}-`));
  await mkdir(join(home, 'journal'));
  if (journal !== null) await writeFile(pathIn(home), journal);
  await writeFile(pathIn(home).replace('.jsonl', '.lock'), '999999999');
  return home;
}

test('a crash before and after every call, after every outcome, and of nothing, begun and ended differ', () => {
  expect(distinct()).toHaveLength(3 * thirtyCalls.length + 3);
});

/*
 * From each of them, resuming makes the next call and leaves what the undisturbed run had then: the same calls done, the
 * same state of AWS. So what follows is what follows there, and the end is the planned one.
 */
test('after a crash at any boundary, resuming brings the next call to where the undisturbed run had it', async () => {
  for (const left of distinct().filter(({ journal }) => !isEnded(journal))) {
    const home = await leftAt(left);
    const done = callStates(linesOf(left.journal)).filter((one) => one.state === 'done').length;
    await untilCall(done + 1, home);
    const text = await textOf(pathIn(home));
    const undisturbed = remains.find(({ at }) => at === `before:${String(2 * Math.min(done + 1, 30) + 1)}`)!;
    expect.soft(statesOf(text), left.at).toEqual(statesOf(undisturbed.journal));
    expect.soft(text?.startsWith(left.journal ?? ''), left.at).toBe(true);
    const now = rawState(sandbox.world);
    putBack(undisturbed.lakes);
    expect.soft(now, left.at).toBe(rawState(sandbox.world));
  }
});

const everyState = process.env['HEDDLE_TEST_LONG'] !== undefined;

test('resumed to the end: the planned state, every call intended, the journal verifies and is not applied again', async () => {
  for (const left of distinct().filter(
    (_, number, all) => everyState || number % 10 === 0 || number > all.length - 4,
  )) {
    const home = await leftAt(left);
    const applied = await apply(journalStore(home, now));
    if (isEnded(left.journal)) expect.soft(applied).toMatchObject({ ok: false, error: { code: 'PLAN_APPLIED' } });
    else expect.soft(applied, left.at).toMatchObject({ ok: true, value: { done: 30, failed: [], verified: true } });
    const text = await textOf(pathIn(home));
    const lines = linesOf(text);
    expect.soft(new Set(lines.flatMap((line) => (line.kind === 'intent' ? line.call : []))).size, left.at).toBe(30);
    expect.soft(lines.at(-1)?.kind, left.at).toBe('end');
    expect.soft(text?.startsWith(left.journal ?? ''), left.at).toBe(true);
    expect.soft(rawState(sandbox.world), left.at).toBe(planned);
    expect.soft(await apply(journalStore(home, now))).toMatchObject({ ok: false, error: { code: 'PLAN_APPLIED' } });
    expect.soft((await readdir(join(home, 'journal'))).filter((name) => name.endsWith('.lock'))).toEqual([]);
  }
});

const isEnded = (journal: string | null): boolean => linesOf(journal).at(-1)?.kind === 'end';
const statesOf = (journal: string | null): string[] => callStates(linesOf(journal)).map(({ state }) => state);

/** The lines of a journal whose chain holds. */
function linesOf(journal: string | null): JournalLine[] {
  const { lines, damage } = readLines(journal ?? '');
  expect(damage).toBeUndefined();
  return lines;
}

/** Resumes until so many calls are done, or all, and stops there for good, as a process does that dies. */
async function untilCall(calls: number, home: string): Promise<void> {
  const store = journalStore(home, now);
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  let open: OpenJournal | undefined;
  const over = (journal: OpenJournal): OpenJournal => {
    open = journal;
    return {
      ...journal,
      write(entry) {
        if (
          entry.kind !== 'resume' &&
          callStates(journal.lines).filter(({ state }) => state === 'done').length >= calls
        ) {
          stop();
          return new Promise(() => undefined);
        }
        if (entry.kind !== 'end') return journal.write(entry);
        stop();
        return new Promise(() => undefined);
      },
    };
  };
  const journals: JournalStore = {
    ...store,
    create: async (id) => over(await store.create(id)),
    reopen: async (id) => over(await store.reopen(id)),
  };
  await Promise.race([stopped, apply(journals).then((applied) => expect(applied).toBe('still going on'))]);
  await open?.close();
}
