import type { AppState, CrawlProgress, SignInPrompt } from '../../contract/calls';
import type { Trouble } from '../../core/model/result';
import { IDLE, loadingAgain, settled, type Async } from './async';
import type { SliceOf } from './create-store';
import { meshBound } from './mesh-bound';

/** What the application is doing: connection, snapshot, crawl, sign-in, and anything fatal. */
export interface AppSlice {
  app: Async<AppState>;
  fatal: Trouble | null;
  progress: CrawlProgress | null;
  /** The last crawl that ended badly, until dismissed. */
  crawlTrouble: Trouble | null;
  signIn: { profile: string; reason: string; prompt: Async<SignInPrompt>; finishing: boolean } | null;
  /** The state as main tells it; another connection, or another snapshot of it, is drawn anew. */
  takeApp: (app: AppState) => void;
  /** Shows what was drawn of the last snapshot, where it was kept; the first thing a window does. */
  showFirstPicture: () => Promise<void>;
  /** Listens to main and reads the first state; answers how to stop listening. */
  connect: () => () => void;
  crawl: () => Promise<void>;
  cancelCrawl: () => Promise<void>;
  dismissTrouble: () => void;
  startSignIn: (profile: string, reason?: string) => Promise<void>;
  closeSignIn: () => void;
  openLink: (url: string) => Promise<void>;
}

const CRAWL_ID = 'crawl';
const SIGN_IN_ID = 'sign-in';

export const createAppSlice: SliceOf<AppSlice> = (bridge, set, get, api) => {
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
        bridge.on('signin.needed', ({ profile, reason }) => void get().startSignIn(profile, reason)),
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
      const result = await bridge.call('mesh.crawl', {}, CRAWL_ID);
      set({ progress: null });
      if (!result.ok && !/CANCEL/.test(result.error.code)) set({ crawlTrouble: result.error });
    },
    cancelCrawl: async () => {
      await bridge.call('call.cancel', { id: CRAWL_ID });
    },
    dismissTrouble: () => set({ crawlTrouble: null }),
    startSignIn: async (profile, reason = '') => {
      if (get().signIn?.profile === profile) return;
      set({ signIn: { profile, reason, prompt: { status: 'loading' }, finishing: false } });
      const prompt = await bridge.call('signin.start', { profile }, SIGN_IN_ID);
      const isOpen = (): boolean => get().signIn?.profile === profile;
      if (!isOpen()) return;
      set({ signIn: { profile, reason, prompt: settled(prompt, IDLE), finishing: prompt.ok } });
      if (!prompt.ok) return;
      const finished = await bridge.call('signin.finish', { profile }, SIGN_IN_ID);
      if (!isOpen()) return;
      if (!finished.ok) {
        set({ signIn: { profile, reason, prompt: { status: 'failed', trouble: finished.error }, finishing: false } });
        return;
      }
      set({ signIn: null });
      void get().loadConnections();
    },
    closeSignIn: () => {
      void bridge.call('call.cancel', { id: SIGN_IN_ID });
      set({ signIn: null });
    },
    openLink: async (url) => {
      await bridge.call('app.openLink', { url });
    },
  };
};
