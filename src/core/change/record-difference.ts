import type { Layer, LayerRecords, Snapshot } from '../model/snapshot';

/** Records of one layer that a change removed or replaced, and those that stand in their place. */
export interface RecordDifference<L extends Layer = Layer> {
  layer: L;
  member: string;
  removed: LayerRecords[L][];
  added: LayerRecords[L][];
}

/**
 * What a change did to a snapshot, record by record. A draft copies only what it writes, so records that are the same
 * object did not change and parts that are the same object need no look.
 */
export function recordDifference(before: Snapshot, after: Snapshot): RecordDifference[] {
  const found: RecordDifference[] = [];
  const keyOf = (part: Snapshot['parts'][number]): string => `${part.member}\n${part.layer}`;
  const collect = (snapshot: Snapshot, other: Snapshot): Map<string, Snapshot['parts']> => {
    const shared = new Set(other.parts);
    const parts = new Map<string, Snapshot['parts']>();
    for (const part of snapshot.parts)
      if (!shared.has(part)) parts.set(keyOf(part), [...(parts.get(keyOf(part)) ?? []), part]);
    return parts;
  };
  const old = collect(before, after);
  const now = collect(after, before);
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const a = recordsIn(old.get(key) ?? []);
    const b = recordsIn(now.get(key) ?? []);
    const [oldOnes, newOnes] = withoutSameEnds(a, b);
    const [inA, inB] = [new Set(oldOnes), new Set(newOnes)];
    const removed = oldOnes.filter((record) => !inB.has(record));
    const added = newOnes.filter((record) => !inA.has(record));
    const [member = '', layer = ''] = key.split('\n');
    if (removed.length + added.length > 0) found.push({ layer: layer as Layer, member, removed, added });
  }
  return found;
}

/** Most layers are one part: copying it for every edit would cost more than comparing it. */
const recordsIn = (parts: Snapshot['parts']): readonly LayerRecords[Layer][] =>
  parts.length === 1 ? parts[0]!.records : parts.flatMap((part) => part.records as LayerRecords[Layer][]);

/** A change keeps the order of records, so most of a large layer is the same at both ends. */
function withoutSameEnds<T>(a: readonly T[], b: readonly T[]): [readonly T[], readonly T[]] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}
