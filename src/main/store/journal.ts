import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './atomic-file';
import { Failure } from './failure';
import { ensurePrivateFolder } from './home';
import { GENESIS, readLines, sealed } from './journal-lines';
import type { JournalEntry, JournalLine } from './journal-lines';

/** A journal as it was read; `damage` tells what is wrong with it, in a sentence. */
export interface ReadJournal {
  id: string;
  path: string;
  lines: JournalLine[];
  /** Hash of the last whole line: kept elsewhere, it proves that nothing was changed. */
  head: string;
  damage?: string;
}

/** A journal being written. Each line is on the disk before `write` answers. */
export interface OpenJournal {
  id: string;
  lines: readonly JournalLine[];
  write(entry: JournalEntry): Promise<JournalLine>;
  close(): Promise<void>;
}

export interface JournalStore {
  /** Oldest first, damaged ones included. */
  list(): Promise<ReadJournal[]>;
  /** @throws Failure JOURNAL_UNKNOWN */
  read(id: string): Promise<ReadJournal>;
  exists(id: string): Promise<boolean>;
  /** @throws Failure JOURNAL_EXISTS, JOURNAL_BUSY */
  create(id: string): Promise<OpenJournal>;
  /** Goes on with one that ended early. @throws Failure JOURNAL_UNKNOWN, JOURNAL_DAMAGED, JOURNAL_BUSY */
  reopen(id: string): Promise<OpenJournal>;
}

const SUFFIX = '.jsonl';
const isJournalId = (id: string): boolean => /^j-\d{8}T\d{9}Z-[a-z0-9]{6}$/.test(id);

/** Journals under `journal/` of Heddle's folder: one append-only file per applied plan, never rewritten. */
export function journalStore(home: string, now: () => Date): JournalStore {
  const folder = join(home, 'journal');
  const pathOf = (id: string): string => join(folder, `${id}${SUFFIX}`);

  async function read(id: string): Promise<ReadJournal> {
    if (!isJournalId(id) || !(await isThere(pathOf(id))))
      throw new Failure({
        code: 'JOURNAL_UNKNOWN',
        message: `There is no journal ${JSON.stringify(id.slice(0, 80))}.`,
        wayOut: '`heddle journal` lists what there is.',
      });
    const { lines, damage } = readLines(await readFile(pathOf(id), 'utf8'));
    const head = lines.at(-1)?.hash ?? GENESIS;
    return { id, path: pathOf(id), lines, head, ...(damage === undefined ? {} : { damage }) };
  }

  async function list(): Promise<ReadJournal[]> {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(SUFFIX)).sort();
    const ids = names.map((name) => name.slice(0, -SUFFIX.length)).filter(isJournalId);
    const journals = await Promise.all(ids.map(read));
    return journals.map((journal) => withGap(journal, journals));
  }

  return {
    list,
    read: async (id) => withGap(await read(id), await list()),
    exists: (id) => isThere(pathOf(id)),
    async create(id) {
      await ensurePrivateFolder(folder);
      const release = await lock(join(folder, `${id}.lock`));
      try {
        const file = await open(pathOf(id), 'ax', 0o600);
        await syncFolder(folder);
        return writer(id, file, [], release, now);
      } catch (error) {
        await release();
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        throw new Failure({ code: 'JOURNAL_EXISTS', message: `The plan of journal ${id} was applied before.` });
      }
    },
    async reopen(id) {
      const release = await lock(join(folder, `${id}.lock`));
      try {
        const { lines, damage, path } = await read(id);
        if (damage !== undefined)
          throw new Failure({
            code: 'JOURNAL_DAMAGED',
            message: `The journal ${id} is damaged and is left as it is. ${damage}`,
            wayOut: 'Crawl again to see what was done, and make a new plan for the rest.',
            detail: path,
          });
        return writer(id, await open(path, 'a', 0o600), lines, release, now);
      } catch (error) {
        await release();
        throw error;
      }
    },
  };
}

function writer(
  id: string,
  file: FileHandle,
  read: readonly JournalLine[],
  release: () => Promise<void>,
  now: () => Date,
): OpenJournal {
  const lines = [...read];
  return {
    id,
    lines,
    async write(entry) {
      const line = sealed(entry, lines.length, now().toISOString(), lines.at(-1)?.hash ?? GENESIS);
      await file.appendFile(`${JSON.stringify(line)}\n`);
      await file.sync();
      lines.push(line);
      return line;
    },
    async close() {
      await file.close();
      await release();
    },
  };
}

/** A journal names the one before it; where that is gone or shorter than it was, the later one says so. */
function withGap(journal: ReadJournal, all: readonly ReadJournal[]): ReadJournal {
  const [first] = journal.lines;
  if (journal.damage !== undefined || first?.kind !== 'begin' || first.after === null) return journal;
  const { journal: id, head } = first.after;
  const before = all.find((other) => other.id === id);
  if (before?.lines.some((line) => line.hash === head)) return journal;
  return { ...journal, damage: `The journal before it, ${id}, is ${before ? 'not as it was' : 'missing'}.` };
}

/** One writer per journal; a lock whose process is gone is taken over. */
async function lock(path: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(await readFile(path, 'utf8').catch(() => ''));
      if (isAlive(owner))
        throw new Failure({
          code: 'JOURNAL_BUSY',
          message: `Another Heddle (process ${String(owner)}) is applying this plan.`,
          wayOut: 'Wait until it ends.',
        });
      await rm(path, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
