import type { ParseArgsConfig } from 'node:util';
import type { MeshHost } from '../host/port';
import type { JournalStore } from '../store/journal';
import type { RunningSandbox } from '../usecases/port';
import type { ExitCode } from './exit';

/** What the command line is given from outside; tests give it strings and in-process parts. */
export interface CliWorld {
  env: NodeJS.ProcessEnv;
  /** Heddle's folder, existing. */
  home: string;
  /** Aborts at the first Ctrl-C. */
  signal: AbortSignal;
  now: () => Date;
  /** One line, without its line feed, on standard output. */
  print: (line: string) => void;
  /** One line for a person, on standard error. */
  tell: (line: string) => void;
  readFile: (path: string) => Promise<string>;
  /** Where journals are written; absent = in Heddle's folder. Replaced by tests of crashes. */
  journals?: JournalStore;
  startHost: () => MeshHost;
  /** The embedded sandbox in a process of its own. */
  startSandbox: () => Promise<{ sandbox: RunningSandbox; stop: () => Promise<void> }>;
}

export type Flags = Record<string, string | boolean | (string | boolean)[] | undefined>;

export interface Invocation {
  world: CliWorld;
  flags: Flags;
  /** What stands on the line beside flags, the command's name excepted. */
  operands: string[];
  json: boolean;
}

export interface Command {
  name: string;
  /** One line of `heddle help`. */
  summary: string;
  /** After `heddle NAME`. */
  usage: string;
  options: NonNullable<ParseArgsConfig['options']>;
  run: (invocation: Invocation) => Promise<ExitCode>;
}
