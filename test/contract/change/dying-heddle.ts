import { homedir } from 'node:os';
import { readFile } from 'node:fs/promises';
import { runCli } from '../../../src/main/cli/run';
import { createHost } from '../../../src/main/host/create-host';
import { journalStore } from '../../../src/main/store/journal';
import type { OpenJournal } from '../../../src/main/store/journal';

/**
 * The command line in a process of its own that kills itself at one line of the journal: before it is written
 * (`DIE_AT=before:7`) or after it is on the disk (`DIE_AT=after:7`). Bundled by the crash test.
 */
const [when, line] = (process.env['DIE_AT'] ?? 'never:0').split(':');
const home = process.env['HEDDLE_HOME'] ?? homedir();
const now = (): Date => new Date();
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('dead');
};

function mortal(journal: OpenJournal): OpenJournal {
  return {
    ...journal,
    get lines() {
      return journal.lines;
    },
    async write(entry) {
      const number = journal.lines.length;
      if (when === 'before' && number === Number(line)) die();
      const written = await journal.write(entry);
      if (when === 'after' && number === Number(line)) die();
      return written;
    },
  };
}

const store = journalStore(home, now);
void runCli(process.argv.slice(2), {
  env: process.env,
  home,
  signal: new AbortController().signal,
  now,
  print: (text) => void process.stdout.write(`${text}\n`),
  tell: (text) => void process.stderr.write(`${text}\n`),
  readFile: (path) => readFile(path, 'utf8'),
  journals: {
    ...store,
    create: async (id) => mortal(await store.create(id)),
    reopen: async (id) => mortal(await store.reopen(id)),
  },
  startHost: () => createHost({ home, now, random: () => Math.random().toString(36).slice(2, 8).padEnd(6, '0') }),
  startSandbox: () => Promise.reject(new Error('no sandbox in this test')),
}).then((code) => process.exit(code));
