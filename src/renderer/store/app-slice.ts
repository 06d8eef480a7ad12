import type { AppState, CrawlProgress, SignInPrompt } from '../../contract/calls';
import type { Trouble } from '../../core/model/result';
import { IDLE, settled, type Async } from './async';
import type { SliceOf } from './create-store';

/** What the application is doing: connection, snapshot, crawl, sign-in, and anything fatal. */
export interface AppSlice {
  app: Async<AppState>;
  fatal: Trouble | null;
  progress: CrawlProgress | null;
  /** The last crawl that ended badly, until dismissed. */
  crawlTrouble: Trouble | null;
  signIn: { profile: string; reason: string; prompt: Async<SignInPrompt>; finishing: boolean } | null;
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

export const createAppSlice: SliceOf<AppSlice> = (bridge, set, get) => {
  const take = (app: AppState): void => {
    const before = get().app.value?.snapshot?.id;
    set({ app: { status: 'ready', value: app }, progress: app.crawling });
    if (app.snapshot?.id !== before || get().view.status === 'idle') void get().refreshMesh();
  };
  return {
    app: IDLE,
    fatal: null,
    progress: null,
    crawlTrouble: null,
    signIn: null,
    connect: () => {
      const stops = [
        bridge.on('app.fatal', (fatal) => set({ fatal })),
        bridge.on('app.changed', take),
        bridge.on('crawl.progress', (progress) => set({ progress })),
        bridge.on('crawl.wave', () => void get().refreshMesh()),
        bridge.on('signin.needed', ({ profile, reason }) => void get().startSignIn(profile, reason)),
        bridge.on('navigate', ({ to }) => get().navigate(to)),
      ];
      set({ app: { status: 'loading' } });
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
