import { setMaxListeners } from 'node:events';
import type { CrawlProgress, SnapshotInfo } from '../../../contract/calls';
import type { Result } from '../../../core/model/result';
import { fail } from '../../../core/model/result';
import type { CoverageGap, Layer, Member, UnitKey } from '../../../core/model/snapshot';
import type { Aws } from '../../aws/aws';
import type { MeshHost } from '../../host/port';
import { collect } from './collect';
import type { RunDeps } from './run';

export interface CrawlRequest {
  connection: string;
  /** As `identify` answered them. */
  members: readonly Member[];
  /** Members that could not even be identified (`resolveMembers`); they become part of the coverage. */
  unidentified?: readonly CoverageGap[];
  /** Layers to read again; absent = all. The others are taken over from `base`. */
  layers?: readonly Layer[];
  base?: string;
  /** Of policies and rules, only those of these units; the others are taken over from `base`. */
  units?: readonly UnitKey[];
  keep?: number;
}

export interface CrawlDeps {
  host: Pick<MeshHost, 'ask'>;
  aws: Aws;
  clock: () => Date;
  signal: AbortSignal;
  onProgress: (progress: CrawlProgress) => void;
  /** The first picture can be asked for. */
  onWave?: (snapshot: string) => void;
  /** A session ended under way; true = somebody signed in again. Absent = what is left becomes part of the coverage. */
  onSignedOut?: RunDeps['onSignedOut'];
}

/** A sink that refused: the host's trouble, carried through the crawl. */
class HostError extends Error {
  override readonly name = 'HostError';
  readonly trouble: { code: string; message: string };
  constructor(trouble: { code: string; message: string }) {
    super(trouble.message);
    this.trouble = trouble;
  }
}

/** At most this many progress events a second reach the window. */
const PROGRESS_MS = 100;

/**
 * Crawls a connection into a new snapshot: begin, pages as they arrive, an early preview, commit with coverage and call
 * counts. Cancelled or failed, nothing of it stays; what was stored before is untouched.
 */
export async function crawl(request: CrawlRequest, deps: CrawlDeps): Promise<Result<SnapshotInfo>> {
  const { host, aws, signal } = deps;
  const members = [...request.members];
  const begun = await host.ask('snapshot.begin', {
    connection: request.connection,
    members,
    ...(request.base ? { base: request.base } : {}),
    ...(request.units ? { units: [...request.units] } : {}),
  });
  if (!begun.ok) return begun;
  const { id } = begun.value;
  const before = aws.counts();
  // Aborted with the person's signal, and to end the calls still under way when the host refuses.
  const inner = new AbortController();
  // Every call under way listens; hundreds are no leak.
  setMaxListeners(0, inner.signal);
  const onAbort = (): void => inner.abort();
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    const coverage = await collect({
      aws,
      members,
      signal: inner.signal,
      clock: deps.clock,
      onProgress: throttled(deps.onProgress),
      ...(deps.onSignedOut ? { onSignedOut: deps.onSignedOut } : {}),
      ...(request.layers ? { layers: request.layers } : {}),
      ...(request.units ? { units: request.units } : {}),
      sink: {
        async append(member, layer, records) {
          const kept = await host.ask('snapshot.append', { id, member, layer, records });
          if (!kept.ok) throw new HostError(kept.error);
        },
      },
      async onEarly(gaps) {
        const shown = await host.ask('snapshot.preview', { id, coverage: [...(request.unidentified ?? []), ...gaps] });
        if (shown.ok) deps.onWave?.(id);
      },
    });
    const stored = await host.ask('snapshot.commit', {
      id,
      takenAt: deps.clock().toISOString(),
      members,
      coverage: [...(request.unidentified ?? []), ...coverage],
      calls: callsSince(before, aws.counts()),
      ...(request.keep ? { keep: request.keep } : {}),
    });
    // What cannot be stored must not stay on screen: the preview of it knows only the gaps of its first part.
    if (!stored.ok) await host.ask('snapshot.abort', { id });
    return stored;
  } catch (error) {
    inner.abort();
    await host.ask('snapshot.abort', { id });
    if (error instanceof HostError) return fail(error.trouble);
    if (signal.aborted) {
      return fail({
        code: 'CRAWL_CANCELLED',
        message: 'The crawl was cancelled; what was stored before is unchanged.',
        wayOut: 'Crawl again when you like.',
      });
    }
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

type Counts = ReturnType<Aws['counts']>;

/** Calls per service between two readings. */
export function callsSince(before: Counts, after: Counts): Record<string, number> {
  const calls: Record<string, number> = {};
  for (const [id, count] of Object.entries(after)) {
    const made = count.calls - (before[id]?.calls ?? 0);
    const service = id.split(':')[0] ?? id;
    if (made > 0) calls[service] = (calls[service] ?? 0) + made;
  }
  return calls;
}

/** Passes the first progress at once and then at most one per interval, the last one always. */
function throttled(report: (progress: CrawlProgress) => void): (progress: CrawlProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - last < PROGRESS_MS && progress.done < progress.known) return;
    last = now;
    report(progress);
  };
}
