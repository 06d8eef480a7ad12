import { describe, expect, it } from 'vitest';
import { createHeddleStore } from '../../../src/renderer/store/create-store';
import { fail, ok, type Result } from '../../../src/core/model/result';
import { buildMeshGraph } from '../../../src/core/graph/build';
import type { GraphView } from '../../../src/core/graph/types';
import { viewGraph } from '../../../src/core/graph/view';
import { appState, fakeBridge, snapshotInfo } from '../../support/fake-bridge';
import { SALES, smallSnapshot } from '../../support/small-mesh';

const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 0));
const SALES_DOMAIN = 'domain:dzd_mesh/u-sales';

const PROMPT = {
  userCode: 'ABCD-EFGH',
  verificationUri: 'https://x',
  verificationUriComplete: 'https://x?c',
  expiresAt: '',
  session: 'corp',
  startUrl: 'https://start',
};

const viewOf = (query: Parameters<typeof viewGraph>[1]): GraphView => viewGraph(buildMeshGraph(smallSnapshot()), query);

async function started(bridge = fakeBridge(smallSnapshot())) {
  const store = createHeddleStore(bridge);
  const stop = store.getState().connect();
  await settle();
  return { store, bridge, stop };
}

describe('the store', () => {
  it('reads its state and draws the mesh once it is connected', async () => {
    const { store } = await started();
    expect(store.getState().app.value?.connection?.name).toBe('Halcyon');
    expect(store.getState().view.value?.nodes.length).toBeGreaterThan(3);
  });

  it('keeps what is open when the mesh is read again', async () => {
    const { store, bridge } = await started();
    await store.getState().toggleNode(SALES_DOMAIN);
    const open = store.getState().view.value?.nodes.length ?? 0;
    const snapshot = smallSnapshot();
    bridge.emit('app.changed', appState(snapshot, { snapshot: { ...snapshotInfo(snapshot), id: 'newer' } }));
    await settle();
    expect(store.getState().query.expanded).toEqual([SALES_DOMAIN]);
    expect(store.getState().view.value?.nodes).toHaveLength(open);
  });

  it('starts anew with another connection: nothing of the mesh before stays on screen', async () => {
    const isOther = { current: false };
    const none = { code: 'MESH_NONE', message: 'There is no mesh yet.' };
    const { store, bridge } = await started(
      fakeBridge(smallSnapshot(), {
        'mesh.graph': (query) => Promise.resolve(isOther.current ? fail(none) : ok(viewOf(query))),
      }),
    );
    await store.getState().select(SALES_DOMAIN);
    store.setState({ pending: 6 });
    expect(store.getState().view.value?.nodes.length).toBeGreaterThan(3);
    isOther.current = true;
    const { connection } = appState(smallSnapshot());
    bridge.emit(
      'app.changed',
      appState(smallSnapshot(), { snapshot: null, connection: connection && { ...connection, name: 'mine' } }),
    );
    await settle();
    const { view, selected, pending } = store.getState();
    expect(view).toEqual({ status: 'failed', trouble: none });
    expect({ selected, pending }).toEqual({ selected: null, pending: 0 });
  });

  it('drops the answer of an older question', async () => {
    const answers: ((view: Result<GraphView>) => void)[] = [];
    const view = (hidden: number): Result<GraphView> =>
      ok({
        nodes: [],
        edges: [],
        lanes: [],
        hidden,
        totals: { domains: 0, products: 0, tables: 0, projects: 0, consumers: 0, grants: 0 },
      });
    const { store } = await started(
      fakeBridge(smallSnapshot(), { 'mesh.graph': () => new Promise((done) => answers.push(done)) }),
    );
    const slow = store.getState().setFilter({ text: 'a' });
    const fast = store.getState().setFilter({ text: 'ab' });
    answers[2]?.(view(2));
    await fast;
    answers[1]?.(view(1));
    await slow;
    expect(store.getState().view.value?.hidden).toBe(2);
  });

  it('keeps the last picture beside the trouble when a view fails', async () => {
    let isBroken = false;
    const fine = fakeBridge(smallSnapshot());
    const { store } = await started(
      fakeBridge(smallSnapshot(), {
        'mesh.graph': (query) =>
          isBroken ? fail({ code: 'HOST_GONE', message: 'The mesh host ended.' }) : fine.call('mesh.graph', query),
      }),
    );
    isBroken = true;
    await store.getState().toggleNode(SALES_DOMAIN);
    const { view } = store.getState();
    expect(view.status).toBe('failed');
    expect(view.value?.nodes.length).toBeGreaterThan(0);
  });

  it('reveals a found node: page, neighbourhood, details', async () => {
    const { store } = await started();
    store.getState().navigate('history');
    await store.getState().reveal(`table:${SALES}/sales/returns`);
    const { page, query, selected, details } = store.getState();
    expect([page, query.focus, selected, details.value?.label]).toEqual([
      'mesh',
      `table:${SALES}/sales/returns`,
      `table:${SALES}/sales/returns`,
      'returns',
    ]);
  });

  it('names the crawl so that Cancel ends it, and tells no trouble for a cancelled one', async () => {
    const { store, bridge } = await started(
      fakeBridge(smallSnapshot(), { 'mesh.crawl': () => fail({ code: 'CALL_CANCELLED', message: 'Cancelled.' }) }),
    );
    await store.getState().crawl();
    await store.getState().cancelCrawl();
    expect(bridge.calls.find((c) => c.name === 'mesh.crawl')?.id).toBe(
      (bridge.calls.find((c) => c.name === 'call.cancel')?.input as { id: string }).id,
    );
    expect(store.getState().crawlTrouble).toBeNull();
  });

  it('tells the trouble of a crawl that failed', async () => {
    const { store } = await started(
      fakeBridge(smallSnapshot(), {
        'mesh.crawl': () => fail({ code: 'SIGNIN_EXPIRED', message: 'The session has expired.' }),
      }),
    );
    await store.getState().crawl();
    expect(store.getState().crawlTrouble?.message).toBe('The session has expired.');
  });

  it('signs in with a code and waits for the person, until it is finished or closed', async () => {
    let finish: (result: Result<null>) => void = () => undefined;
    const { store, bridge } = await started(
      fakeBridge(smallSnapshot(), {
        'signin.start': () => ok(PROMPT),
        'signin.finish': () => new Promise((done) => (finish = done)),
      }),
    );
    bridge.emit('signin.needed', { profile: 'analyst', reason: 'The session has expired.' });
    await settle();
    expect(store.getState().signIn).toMatchObject({
      profile: 'analyst',
      finishing: true,
      prompt: { status: 'ready', value: { userCode: 'ABCD-EFGH' } },
    });
    finish(ok(null));
    await settle();
    expect(store.getState().signIn).toBeNull();
  });

  it('signs in to one session at a time, and reads again what could not be begun without', async () => {
    const finishes: ((result: Result<null>) => void)[] = [];
    const asked: unknown[] = [];
    let crawls = 0;
    const { store, bridge } = await started(
      fakeBridge(smallSnapshot(), {
        'signin.start': (input) => {
          asked.push(input);
          return ok(PROMPT);
        },
        'signin.finish': () => new Promise((done) => finishes.push(done)),
        'mesh.crawl': () => {
          crawls++;
          return ok(snapshotInfo(smallSnapshot()));
        },
      }),
    );
    for (const profile of ['analyst', 'ci']) bridge.emit('signin.needed', { profile, reason: 'Not signed in.' });
    await settle();
    expect(store.getState().signIn).toMatchObject({ profile: 'analyst', prompt: { status: 'ready' } });
    finishes[0]?.(ok(null));
    await settle();
    expect(store.getState().signIn).toMatchObject({ profile: 'ci', prompt: { status: 'ready' } });
    expect(crawls).toBe(0);
    finishes[1]?.(ok(null));
    await settle();
    expect(store.getState().signIn).toBeNull();
    expect({ asked, crawls }).toEqual({ asked: [{ profile: 'analyst' }, { profile: 'ci' }], crawls: 1 });
    // A crawl that paused for it goes on by itself.
    bridge.emit('signin.needed', { profile: 'analyst', reason: 'The session has expired.', isPaused: true });
    await settle();
    finishes[2]?.(ok(null));
    await settle();
    expect(crawls).toBe(1);
  });

  it('reads again after a second try to sign in: the crawl did not wait for it', async () => {
    let [starts, crawls] = [0, 0];
    const { store, bridge } = await started(
      fakeBridge(smallSnapshot(), {
        'signin.start': () => (starts++ === 0 ? fail({ code: 'AWS_NETWORK', message: 'No way there.' }) : ok(PROMPT)),
        'signin.finish': () => ok(null),
        'mesh.crawl': () => {
          crawls++;
          return ok(snapshotInfo(smallSnapshot()));
        },
      }),
    );
    bridge.emit('signin.needed', { profile: 'analyst', reason: 'The session has expired.', isPaused: true });
    await settle();
    const failed = store.getState().signIn;
    expect(failed).toMatchObject({ profile: 'analyst', prompt: { status: 'failed' } });
    await store.getState().startSignIn(failed!);
    expect({ signIn: store.getState().signIn, crawls }).toEqual({ signIn: null, crawls: 1 });
  });

  it('shows what is fatal', async () => {
    const { store, bridge } = await started();
    bridge.emit('app.fatal', { code: 'STORE_BROKEN', message: 'The folder cannot be written.' });
    expect(store.getState().fatal?.code).toBe('STORE_BROKEN');
  });

  it('listens no more once it is stopped', async () => {
    const { store, bridge, stop } = await started();
    stop();
    bridge.emit('app.fatal', { code: 'LATE', message: 'late' });
    expect(store.getState().fatal).toBeNull();
  });
});

describe('the picture of the last start', () => {
  const snapshot = smallSnapshot();
  const view = viewGraph(buildMeshGraph(snapshot), { expanded: [] });
  const picture = { app: appState(snapshot, { opening: true }), view: { ...view, hidden: 7 } };
  const opening = appState(null, { opening: true, connection: null });

  async function withPicture(answers: Parameters<typeof fakeBridge>[1] = {}) {
    const bridge = fakeBridge(snapshot, {
      'app.firstPicture': () => ok(picture),
      'app.state': () => ok(opening),
      ...answers,
    });
    const store = createHeddleStore(bridge);
    await store.getState().showFirstPicture();
    store.getState().connect();
    await settle();
    return { store, bridge };
  }

  it('is shown as of its snapshot while nothing has been opened, and asks nothing', async () => {
    const { store, bridge } = await withPicture();
    bridge.emit('app.changed', opening);
    await settle();
    expect(store.getState()).toMatchObject({ isPicture: true, view: { status: 'ready', value: { hidden: 7 } } });
    expect(store.getState().app.value).toEqual(picture.app);
    expect(bridge.calls.map(({ name }) => name)).toEqual(['app.firstPicture', 'app.state']);
  });

  it('gives way to the mesh once that is open', async () => {
    const { store, bridge } = await withPicture();
    bridge.emit('app.changed', appState(snapshot));
    expect(store.getState().view.value?.hidden).toBe(7);
    await settle();
    expect(store.getState()).toMatchObject({ isPicture: false, view: { status: 'ready', value: { hidden: 0 } } });
  });

  it('goes at once where another snapshot was opened', async () => {
    const { store, bridge } = await withPicture();
    bridge.emit('app.changed', appState(snapshot, { snapshot: { ...snapshotInfo(snapshot), id: 'newer' } }));
    expect(store.getState().view.value).toBeUndefined();
    await settle();
    expect(store.getState()).toMatchObject({ isPicture: false, view: { status: 'ready', value: { hidden: 0 } } });
  });

  it('does not stay beside a mesh that could not be opened', async () => {
    const { store, bridge } = await withPicture({
      'mesh.graph': () => fail({ code: 'HOST_GONE', message: 'The mesh host ended.' }),
    });
    bridge.emit('app.changed', appState(snapshot));
    await settle();
    expect(store.getState().view).toMatchObject({ status: 'failed' });
    expect(store.getState().view.value).toBeUndefined();
  });
});
