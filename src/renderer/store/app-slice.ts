import type { AppState, CrawlProgress, SignInPrompt } from '../../contract/calls';
import type { Trouble } from '../../core/model/result';
import { IDLE, loadingAgain, settled, type Async } from './async';
import type { SliceOf } from './create-store';
import { meshBound } from './mesh-bound';

/** Who is to sign in and why; without a reason a person chose to. `isPaused`: the crawl that asked goes on by itself. */
export interface SignInAsked {
  profile: string;
  reason?: string;
  isPaused?: boolean;
}

/** What the application is doing: connection, snapshot, crawl, sign-in, and anything fatal. */
export interface AppSlice {
  app: Async<AppState>;
  fatal: Trouble | null;
  progress: CrawlProgress | null;
  /** The last crawl that ended badly, until dismissed. */
  crawlTrouble: Trouble | null;
  signIn: (SignInAsked & { prompt: Async<SignInPrompt>; finishing: boolean }) | null;
  /** The state as main tells it; another connection, or another snapshot of it, is drawn anew. */
  takeApp: (app: AppState) => void;
  /** Shows what was drawn of the last snapshot, where it was kept; the first thing a window does. */
  showFirstPicture: () => Promise<void>;
  /** Listens to main and reads the first state; answers how to stop listening. */
  connect: () => () => void;
  crawl: () => Promise<void>;
  cancelCrawl: () => Promise<void>;
  dismissTrouble: () => void;
  startSignIn: (asked: SignInAsked) => Promise<void>;
  closeSignIn: () => void;
  openLink: (url: string) => Promise<void>;
}

const CRAWL_ID = 'crawl';

export const createAppSlice: SliceOf<AppSlice> = (bridge, set, get, api) => {
  /** Sessions that wait for their turn: a person signs in to one at a time. */
  const waiting: SignInAsked[] = [];
  let signIns = 0;
  const signInId = (): string => `sign-in-${signIns}`;
  let crawling: Promise<unknown> = Promise.resolve();
  const take = (app: AppState): void => {
    const { isPicture } = get();
    // Main has not come as far as the picture yet.
    if (isPicture && app.opening) return;
    const before = get().app.value;
    const isElsewhere = before !== undefined && before.connection?.name !== app.connection?.name;
    const isOther = isElsewhere || app.snapshot?.id !== before?.snapshot?.id;
    set({
      ...(isElsewhere ? meshBound(api.getInitialState()) : {}),
      app: { status: 'ready', value: app },
      progress: app.crawling,
    });
    if (isPicture && isOther) set({ view: { status: 'loading' } });
    if (isOther || isPicture || get().view.status === 'idle') void get().refreshMesh();
  };
  return {
    takeApp: take,
    app: IDLE,
    fatal: null,
    progress: null,
    crawlTrouble: null,
    signIn: null,
    showFirstPicture: async () => {
      const result = await bridge.call('app.firstPicture', null);
      if (!result.ok || result.value === null) return;
      const { app, view } = result.value;
      set({ app: { status: 'ready', value: app }, view: { status: 'ready', value: view }, isPicture: true });
    },
    connect: () => {
      const stops = [
        bridge.on('app.fatal', (fatal) => set({ fatal })),
        bridge.on('app.changed', take),
        bridge.on('crawl.progress', (progress) => set({ progress })),
        bridge.on('crawl.wave', () => void get().refreshMesh()),
        bridge.on('signin.needed', (asked) => {
          const { signIn } = get();
          if (signIn && signIn.profile !== asked.profile) waiting.push(asked);
          else void get().startSignIn(asked);
        }),
        bridge.on('navigate', ({ to }) => get().navigate(to)),
      ];
      set({ app: loadingAgain(get().app) });
      void bridge.call('app.state', null).then((result) => {
        if (result.ok) take(result.value);
        else set({ app: settled(result, get().app) });
      });
      return () => stops.forEach((stop) => stop());
    },
    crawl: async () => {
      set({ crawlTrouble: null });
      const call = bridge.call('mesh.crawl', {}, CRAWL_ID);
      crawling = call;
      const result = await call;
      set({ progress: null });
      if (!result.ok && !/CANCEL/.test(result.error.code)) set({ crawlTrouble: result.error });
    },
    cancelCrawl: async () => {
      await bridge.call('call.cancel', { id: CRAWL_ID });
    },
    dismissTrouble: () => set({ crawlTrouble: null }),
    startSignIn: async (asked) => {
      const { profile } = asked;
      const open = get().signIn;
      if (open?.profile === profile && open.prompt.status !== 'failed') return;
      set({ signIn: { ...asked, prompt: { status: 'loading' }, finishing: false } });
      // One that is being cancelled may still hold the id before.
      signIns++;
      const id = signInId();
      const isOpen = (): boolean => get().signIn !== null && id === signInId();
      const prompt = await bridge.call('signin.start', { profile }, id);
      if (!isOpen()) return;
      // A crawl does not wait for a second try: it then begins anew.
      const again = { ...asked, isPaused: false };
      set({ signIn: { ...(prompt.ok ? asked : again), prompt: settled(prompt, IDLE), finishing: prompt.ok } });
      if (!prompt.ok) return;
      const finished = await bridge.call('signin.finish', { profile }, id);
      if (!isOpen()) return;
      if (!finished.ok) {
        set({ signIn: { ...again, prompt: { status: 'failed', trouble: finished.error }, finishing: false } });
        return;
      }
      const next = waiting.shift();
      set({ signIn: null });
      void get().loadConnections();
      if (next) void get().startSignIn(next);
      else if (asked.reason !== undefined && !asked.isPaused) {
        await crawling;
        await get().crawl();
      }
    },
    closeSignIn: () => {
      void bridge.call('call.cancel', { id: signInId() });
      set({ signIn: null });
      const next = waiting.shift();
      if (next) void get().startSignIn(next);
    },
    openLink: async (url) => {
      await bridge.call('app.openLink', { url });
    },
  };
};
