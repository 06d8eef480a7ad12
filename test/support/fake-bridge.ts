import type { AppState, Bridge, Calls, Events, SnapshotInfo } from '../../src/contract/calls';
import { buildMeshGraph } from '../../src/core/graph/build';
import { describeNode } from '../../src/core/graph/details';
import { searchGraph } from '../../src/core/graph/search';
import { viewGraph } from '../../src/core/graph/view';
import { wholeGraph } from '../../src/core/graph/whole-graph';
import { fail, ok, type Result } from '../../src/core/model/result';
import type { Snapshot } from '../../src/core/model/snapshot';

type Answers = {
  [K in keyof Calls]?: (input: Calls[K]['in']) => Result<Calls[K]['out']> | Promise<Result<Calls[K]['out']>>;
};

export interface FakeBridge extends Bridge {
  /** Names and inputs of the calls made so far. */
  calls: { name: string; input: unknown; id?: string }[];
  emit<K extends keyof Events>(name: K, payload: Events[K]): void;
}

const COUNTS = {
  accounts: 4,
  domains: 1,
  projects: 5,
  products: 4,
  assets: 4,
  databases: 2,
  tables: 8,
  permissions: 14,
  tags: 2,
  filters: 0,
  requests: 2,
  subscriptions: 3,
};

export function snapshotInfo(snapshot: Snapshot): SnapshotInfo {
  const { id, connection, takenAt, members, coverage } = snapshot;
  return {
    id,
    connection,
    takenAt,
    members,
    counts: COUNTS,
    calls: { glue: 12, lakeformation: 20, datazone: 40 },
    gaps: coverage.length,
  };
}

export function appState(snapshot: Snapshot | null, more: Partial<AppState> = {}): AppState {
  const members = snapshot?.members ?? [];
  return {
    opening: false,
    connection: { name: 'Halcyon', kind: 'sandbox', members },
    snapshot: snapshot && snapshotInfo(snapshot),
    crawling: null,
    coverage: snapshot?.coverage ?? [],
    notices: [],
    runtime: { electron: '45.4.1', fallback: false, version: '0.1.0' },
    theme: 'light',
    session: [{ profile: 'halcyon', expiresAt: new Date(Date.now() + 47 * 60_000).toISOString() }],
    ...more,
  };
}

/** The window's other side without Electron: the graph of one snapshot, and whatever a test answers instead. */
export function fakeBridge(snapshot: Snapshot | null, answers: Answers = {}): FakeBridge {
  const graph = snapshot ? buildMeshGraph(snapshot) : { nodes: [], edges: [] };
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const state = appState(snapshot);
  const standard: Answers = {
    'app.state': () => ok(state),
    'connections.list': () => ok(state.connection ? [state.connection] : []),
    'connections.profiles': () =>
      ok([
        {
          name: 'analyst',
          kind: 'sso-session',
          account: '222222222222',
          role: 'DataAnalyst',
          region: 'eu-central-1',
          ssoSession: 'corp',
          missing: ['The SSO session has expired: sign in.'],
          expiresAt: null,
        },
        {
          name: 'ci',
          kind: 'static',
          account: null,
          role: null,
          region: null,
          ssoSession: null,
          missing: ['No region is set.'],
          expiresAt: null,
        },
      ]),
    'history.list': () => ok(snapshot ? [snapshotInfo(snapshot)] : []),
    'mesh.graph': (query) => ok(viewGraph(graph, query)),
    'mesh.full': () => ok(wholeGraph(graph)),
    'mesh.search': ({ text, limit }) => ok(searchGraph(graph, text, limit)),
    'mesh.details': ({ id }) => {
      const found = snapshot && describeNode(snapshot, graph, id);
      return found ? ok(found) : fail({ code: 'NODE_UNKNOWN', message: 'This node is not in the mesh.' });
    },
    'mesh.savePicture': ({ name, format }) => ok({ path: `/tmp/${name}.${format}` }),
    'call.cancel': () => ok(null),
  };
  const calls: FakeBridge['calls'] = [];
  return {
    calls,
    call: async (name, input, id) => {
      calls.push({ name, input, id });
      const answer = answers[name] ?? standard[name];
      return answer
        ? await answer(input)
        : fail({ code: 'FAKE_UNANSWERED', message: `The fake bridge does not answer ${name}.` });
    },
    on: (name, listener) => {
      const of = listeners.get(name) ?? new Set();
      listeners.set(name, of.add(listener as (payload: never) => void));
      return () => of.delete(listener as (payload: never) => void);
    },
    emit: (name, payload) => listeners.get(name)?.forEach((listener) => listener(payload as never)),
  };
}
