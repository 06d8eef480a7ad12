import type { CrawlProgress, SnapshotInfo } from '../../contract/calls';
import type { Result, Trouble } from '../../core/model/result';
import { fail, ok } from '../../core/model/result';
import type { CoverageGap, Layer, UnitKey } from '../../core/model/snapshot';
import type { Aws } from '../aws/aws';
import type { MeshHost } from '../host/port';
import { CANCELLED, troubleOf } from '../store/failure';
import type { CrawlDeps } from './crawl/crawl';
import { crawl } from './crawl/crawl';
import { identifyMembers } from './identify-members';
import type { MemberSeat } from './identify-members';

export interface Refresh {
  host: MeshHost;
  aws: Aws;
  /** What the snapshot is filed under. */
  connection: string;
  seats: readonly MemberSeat[];
  /** Absent = all. With layers, the rest is taken over from `base`. */
  layers?: readonly Layer[];
  base?: string;
  /** Of policies and rules, only those of these units. */
  units?: readonly UnitKey[];
  /** Snapshots kept per connection. */
  keep: number;
  signal: AbortSignal;
  now: () => Date;
  onProgress: (progress: CrawlProgress) => void;
  /** What has come so far can be looked at. */
  onWave: () => void;
  onSignInNeeded: (seat: MemberSeat, trouble: Trouble) => void;
  onSignedOut?: CrawlDeps['onSignedOut'];
}

export interface Refreshed {
  info: SnapshotInfo;
  coverage: CoverageGap[];
}

/**
 * Reads a mesh into a new snapshot, which becomes the one on screen. Cancelled or failed, it leaves the old one there and
 * nothing stored.
 */
export async function refreshMesh(refresh: Refresh): Promise<Result<Refreshed>> {
  const { host, aws, connection, layers, base, units, keep, signal, now, onProgress, onWave } = refresh;
  try {
    aws.prepare();
    const identified = await identifyMembers(aws, refresh.seats, signal);
    if (signal.aborted) return fail(CANCELLED);
    const { members, gaps, signInNeeded, firstTrouble } = identified;
    for (const { seat, trouble } of signInNeeded) refresh.onSignInNeeded(seat, trouble);
    if (members.length === 0 && firstTrouble) return fail(firstTrouble);
    const crawled = await crawl(
      {
        connection,
        members,
        unidentified: gaps,
        ...(layers ? { layers, base } : {}),
        ...(units ? { units } : {}),
        keep,
      },
      {
        host,
        aws,
        clock: now,
        signal,
        onProgress,
        onWave,
        ...(refresh.onSignedOut ? { onSignedOut: refresh.onSignedOut } : {}),
      },
    );
    if (signal.aborted) return fail(CANCELLED);
    if (!crawled.ok) return crawled;
    const opened = await host.ask('snapshot.open', { id: crawled.value.id });
    if (!opened.ok) return opened;
    return ok({ info: crawled.value, coverage: opened.value?.coverage ?? [] });
  } catch (error) {
    return fail(troubleOf(error, 'CRAWL_FAILED', 'The crawl ended because of a fault in Heddle.'));
  }
}
