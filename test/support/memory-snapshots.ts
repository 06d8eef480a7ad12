import type { SnapshotInfo } from '../../src/contract/calls';
import type { Snapshot } from '../../src/core/model/snapshot';
import { Failure } from '../../src/main/store/failure';
import type { SnapshotStore } from '../../src/main/store/snapshot-store';

/**
 * Snapshots in memory, through JSON as on the disk, for tests that are about something else: five commands over a mesh of a
 * few tables spend two thirds of their time on Parquet.
 */
export function memorySnapshots(): SnapshotStore {
  const kept = new Map<string, { info: SnapshotInfo; text: string }>();
  const list = (connection?: string): SnapshotInfo[] =>
    [...kept.values()]
      .map(({ info }) => info)
      .filter((info) => connection === undefined || info.connection === connection)
      .sort((a, b) => (a.id < b.id ? 1 : -1));
  return {
    ahead: () => ({ grown: () => undefined, files: () => Promise.resolve(new Map()), drop: () => Promise.resolve() }),
    write(snapshot, { counts, calls }) {
      const { id, connection, takenAt, members, coverage } = snapshot;
      const info = { id, connection, takenAt, members, counts, calls, gaps: coverage.length };
      kept.set(id, { info, text: JSON.stringify(snapshot) });
      return Promise.resolve(info);
    },
    list: (connection) => Promise.resolve({ snapshots: list(connection), damaged: [] }),
    open(id) {
      const found = kept.get(id);
      if (!found) return Promise.reject(new Failure({ code: 'SNAPSHOT_UNKNOWN', message: `no ${id}`, wayOut: 'none' }));
      return Promise.resolve({ info: found.info, snapshot: JSON.parse(found.text) as Snapshot });
    },
    keepPicture: () => Promise.resolve(),
    prune(connection, keep) {
      for (const { id } of list(connection).slice(Math.max(1, keep))) kept.delete(id);
      return Promise.resolve();
    },
  };
}
