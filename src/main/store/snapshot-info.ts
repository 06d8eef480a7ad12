import type { SnapshotInfo } from '../../contract/calls';
import type { Manifest } from './manifest';

/** What a manifest tells without its records. */
export const infoOf = (m: Manifest): SnapshotInfo => ({
  id: m.id,
  connection: m.connection,
  takenAt: m.takenAt,
  members: m.members,
  counts: m.counts,
  calls: m.calls,
  gaps: m.coverage.length,
});
