import { createHash } from 'node:crypto';
import type { Inverse, PlannedCall } from '../../core/change/plan-types';
import type { Discrepancy } from '../../core/change/verify';

/** What a journal says, line by line. The first is `begin`; every call has an `intent` before it and an `outcome` after it. */
export type JournalEntry =
  | {
      kind: 'begin';
      plan: string;
      connection: string;
      snapshot: string;
      /** Who writes where, as GetCallerIdentity answered. */
      callers: Record<string, string>;
      calls: PlannedCall[];
      acknowledged: string[];
      /** The journal before this one and its head at that time, so that a journal that is taken away leaves a gap. */
      after: { journal: string; head: string } | null;
    }
  | { kind: 'intent'; call: number; attempt: number; inverse: Inverse }
  | { kind: 'outcome'; call: number; result: CallResult; error?: CallFailure; made?: string; entries?: EntryFailure[] }
  | { kind: 'resume' }
  | { kind: 'stopped'; reason: string }
  | { kind: 'end'; verified: boolean; differences: Discrepancy[]; snapshot: string | null };

/** `already`: it was so before the call. `partly`: a batch of which some entries failed. */
export type CallResult = 'done' | 'already' | 'partly' | 'failed' | 'unknown';

export interface CallFailure {
  code: string;
  message: string;
}

/** One entry of a batch that was refused; `entry` counts from 0. */
export interface EntryFailure extends CallFailure {
  entry: number;
}

export type JournalLine = JournalEntry & { seq: number; at: string; prev: string; hash: string };

/** What stands before the first line. */
export const GENESIS = '0'.repeat(64);

/** The hash of a line without its own hash, over the text as it stands in the file. */
export const hashOf = (body: object): string => createHash('sha256').update(JSON.stringify(body)).digest('hex');

export function sealed(entry: JournalEntry, seq: number, at: string, prev: string): JournalLine {
  const body = { ...entry, seq, at, prev };
  return { ...body, hash: hashOf(body) };
}

/** The lines of a journal up to the first one that is not whole, and why that one is not. */
export function readLines(text: string): { lines: JournalLine[]; damage?: string } {
  const lines: JournalLine[] = [];
  // Made, and ended before its first line: nothing was sent.
  if (text === '') return { lines };
  let prev = GENESIS;
  const parts = text.split('\n');
  const tail = parts.pop();
  for (const [number, part] of parts.entries()) {
    const damaged = (why: string): { lines: JournalLine[]; damage: string } => ({
      lines,
      damage: `Line ${String(number + 1)} ${why}.`,
    });
    let line: JournalLine;
    try {
      line = JSON.parse(part) as JournalLine;
    } catch {
      return damaged('is no JSON');
    }
    const { hash, ...body } = line;
    if (line.seq !== number) return damaged('is not the next one: a line is missing or was added');
    if (line.prev !== prev) return damaged('does not follow the line before it');
    if (hashOf(body) !== hash) return damaged('was changed after it was written');
    lines.push(line);
    prev = hash;
  }
  if (tail !== '') return { lines, damage: `Line ${String(parts.length + 1)} is cut off.` };
  if (lines[0]?.kind !== 'begin') return { lines, damage: 'The journal does not begin with a plan.' };
  return { lines };
}
