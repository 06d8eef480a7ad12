import type { AppState, SnapshotInfo } from '../../contract/calls';
import type { Result, Trouble } from '../../core/model/result';
import { fail, ok } from '../../core/model/result';
import type { Layer } from '../../core/model/snapshot';
import type { OpenedSnapshot } from '../host/port';
import type { AppStateHolder } from './app-state';
import type { AwsDoors } from './aws-doors';
import { SANDBOX } from './choose-members';
import type { ConnectionBook } from './connection-book';
import { describeConnection } from './connections-on-screen';
import { atStart, createCrawlRunner } from './crawl-runner';
import type { MemberSeat } from './identify-members';
import type { UseCaseDeps } from './port';
import { reachConnection, seatsOf } from './reach-connection';
import { refreshMesh } from './refresh-mesh';
import type { SettingsFile } from './settings';
import type { SignInDesk } from './sign-in-desk';

interface Deps extends Pick<UseCaseDeps, 'host' | 'now' | 'emit' | 'log'> {
  state: AppStateHolder;
  doors: AwsDoors;
  book: ConnectionBook;
  settings: SettingsFile;
  desk: SignInDesk;
  keep: number;
}

/** Which connection and which snapshot are on screen, and the one crawl that may be under way. */
export interface Screen {
  /** Another connection with its last snapshot, where it has one. */
  use(name: string): Promise<Result<AppState>>;
  /** A stored snapshot of any connection. */
  open(id: string): Promise<Result<AppState>>;
  crawl(wish: { layers?: readonly Layer[] }, signal: AbortSignal): Promise<Result<SnapshotInfo>>;
  /** What each profile's cached sign-in says, read anew. */
  refreshSession(): Promise<void>;
  stop(): Promise<void>;
}

export function openScreen({ host, now, emit, log, state, doors, book, settings, desk, keep }: Deps): Screen {
  const runner = createCrawlRunner<SnapshotInfo>();

  async function show(name: string, seats: readonly MemberSeat[], opened: OpenedSnapshot | null): Promise<AppState> {
    const snapshot = opened?.info ?? null;
    const instead = snapshot
      ? 'The one before it is shown; read the mesh again for a new one.'
      : 'Read the mesh again.';
    const damaged = (opened?.damaged ?? []).map(({ reason }) => `${reason} ${instead}`);
    const notices = [...new Set([...state.get().notices, ...damaged])];
    const next = state.change({
      opening: false,
      connection: describeConnection(name, seats, snapshot),
      snapshot,
      coverage: opened?.coverage ?? [],
      notices,
    });
    // After the picture, which must not wait for the disk.
    await settings.change({ connection: name }).catch((error: unknown) => {
      log(`settings were not kept: ${String(error)}`);
    });
    return next;
  }

  /** The sandbox is not started for its name alone: its last snapshot opens without it. */
  const seatsIfAtHand = (name: string): Promise<Result<readonly MemberSeat[]>> =>
    name === SANDBOX && !doors.sandboxIfOpen() ? Promise.resolve(ok([])) : seatsOf(name, { doors, book });

  async function refreshSession(): Promise<void> {
    const connection = state.get().connection;
    if (!connection) return;
    const aws = connection.kind === 'sandbox' ? doors.sandboxIfOpen()?.aws : doors.person;
    const profiles = await aws?.profiles();
    if (!profiles?.ok) return;
    const mine = new Set(connection.members.map((m) => m.profile));
    state.change({
      session: profiles.value
        .filter((p) => mine.has(p.name) && p.ssoSession !== null)
        .map(({ name, expiresAt }) => ({ profile: name, expiresAt })),
    });
  }

  async function crawl(layers: readonly Layer[] | undefined, signal: AbortSignal): Promise<Result<SnapshotInfo>> {
    const name = state.get().connection?.name ?? SANDBOX;
    const reached = await reachConnection(name, { doors, book, now, signal });
    if (!reached.ok) return reached;
    const { aws, seats } = reached.value;
    const base = state.get().snapshot?.id;
    desk.open();
    const asked = new Set<string>();
    /** Profiles of one session are signed in to together. */
    const askOnce = async (profile: string, { message }: Trouble): Promise<void> => {
      const session = (await aws.startUrl(profile).catch(() => undefined)) ?? profile;
      if (!asked.has(session)) emit('signin.needed', { profile, reason: message });
      asked.add(session);
    };
    const refreshed = await refreshMesh({
      host,
      aws,
      connection: name,
      seats,
      ...(layers && base !== undefined ? { layers, base } : {}),
      keep,
      signal,
      now,
      onProgress(progress) {
        state.note({ crawling: progress });
        emit('crawl.progress', progress);
      },
      onWave: () => {
        emit('crawl.wave', { snapshot: null });
      },
      onSignInNeeded(seat, trouble) {
        void askOnce(seat.profile, trouble);
      },
      async onSignedOut({ profile }, error) {
        const session = await aws.startUrl(profile).catch(() => undefined);
        if (session === undefined) return false;
        const ask = (): void => emit('signin.needed', { profile, reason: error.trouble.message, isPaused: true });
        return desk.wait(session, ask, signal);
      },
    });
    if (!refreshed.ok) return refreshed;
    const { info, coverage } = refreshed.value;
    state.change({ snapshot: info, coverage, crawling: null, connection: describeConnection(name, seats, info) });
    emit('crawl.wave', { snapshot: info.id });
    return ok(info);
  }

  return {
    async use(name) {
      await runner.stop();
      const seats = await seatsIfAtHand(name);
      if (!seats.ok) return seats;
      const opened = await host.ask('snapshot.open', { connection: name });
      if (!opened.ok) return opened;
      const next = await show(name, seats.value, opened.value);
      await refreshSession();
      return ok(next);
    },

    async open(id) {
      const opened = await host.ask('snapshot.open', { id });
      if (!opened.ok) return opened;
      if (!opened.value) return fail({ code: 'SNAPSHOT_UNKNOWN', message: 'This snapshot is not stored any more.' });
      const { connection } = opened.value.info;
      const seats = await seatsIfAtHand(connection);
      return ok(await show(connection, seats.ok ? seats.value : [], opened.value));
    },

    crawl: ({ layers }, signal) =>
      runner.run(async (own) => {
        state.change({ crawling: atStart(now()) });
        try {
          return await crawl(layers, own);
        } finally {
          if (state.get().crawling) state.change({ crawling: null });
          await refreshSession();
        }
      }, signal),

    refreshSession,
    stop: () => runner.stop(),
  };
}
