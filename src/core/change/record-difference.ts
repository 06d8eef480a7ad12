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
    const a = (old.get(key) ?? []).flatMap((part) => part.records as LayerRecords[Layer][]);
    const b = (now.get(key) ?? []).flatMap((part) => part.records as LayerRecords[Layer][]);
    const [inA, inB] = [new Set(a), new Set(b)];
    const removed = a.filter((record) => !inB.has(record));
    const added = b.filter((record) => !inA.has(record));
    const [member = '', layer = ''] = key.split('\n');
    if (removed.length + added.length > 0) found.push({ layer: layer as Layer, member, removed, added });
  }
  return found;
}
