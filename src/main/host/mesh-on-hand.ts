import type { SnapshotInfo } from '../../contract/calls';
import type { Snapshot } from '../../core/model/snapshot';

/** Names a derived structure and its type: `const GRAPH = derivation<MeshGraph>('graph')`. */
export interface Derivation<T> {
  readonly name: string;
  readonly type?: T;
}

export const derivation = <T>(name: string): Derivation<T> => ({ name });

/** A snapshot in memory with everything computed from it so far. */
export interface MeshOnHand {
  readonly snapshot: Snapshot;
  /** Null while a crawl's early picture is shown: it is not stored yet. */
  readonly info: SnapshotInfo | null;
  /** Builds a structure once per snapshot and keeps it. A build that throws is tried again by the next question. */
  derive<T>(what: Derivation<T>, build: (snapshot: Snapshot) => T): T;
}

export function meshOnHand(snapshot: Snapshot, info: SnapshotInfo | null): MeshOnHand {
  const derived = new Map<string, unknown>();
  return {
    snapshot,
    info,
    derive<T>(what: Derivation<T>, build: (snapshot: Snapshot) => T): T {
      if (!derived.has(what.name)) derived.set(what.name, build(snapshot));
      return derived.get(what.name) as T;
    },
  };
}
