import type { Confidence, Note } from '../access/rules';
import { noteText } from '../access/rules';
import type { Snapshot } from '../model/snapshot';
import type { Limits } from './views';

const ORDER: readonly Confidence[] = ['documented', 'observed', 'inferred', 'unverified'];

/** The most remarks that an answer carries; the same remark about each of 10,000 tables helps nobody. */
const REMARKS = 200;

/** What limits an answer over a snapshot. Dormant rows are told apart from the remarks. */
export function limitsOf(snapshot: Snapshot, notes: readonly Note[], confidences: Iterable<Confidence>): Limits {
  const worst = worstOf([...confidences, ...notes.flatMap((note) => note.confidence ?? [])]);
  const told = notes.filter(({ kind }) => kind !== 'dormant').map(noteText);
  return {
    warnings: [...new Set(told)].slice(0, REMARKS),
    coverage: snapshot.coverage,
    read: readOf(snapshot),
    confidence: worst,
  };
}

export const worstOf = (confidences: readonly Confidence[]): Confidence =>
  confidences.reduce<Confidence>((a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a), 'documented');

/** Layers read of those wanted: a layer with a gap counts as not read, wherever part of it came. */
export function readOf({ parts, coverage }: Pick<Snapshot, 'parts' | 'coverage'>): { done: number; of: number } {
  const read = new Set(parts.map(({ member, layer }) => `${member}/${layer}`));
  const gaps = new Set(coverage.map(({ member, layer, account }) => `${account ?? member}/${layer}`));
  for (const { member, layer } of coverage) read.delete(`${member}/${layer}`);
  return { done: read.size, of: read.size + gaps.size };
}
