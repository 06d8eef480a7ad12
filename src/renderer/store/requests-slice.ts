import type { RequestDetails, RequestOutcome, RequestPolling, RequestSummary } from '../../contract/requests';
import type { Edit } from '../../core/change/plan-types';
import type { Trouble } from '../../core/model/result';
import { IDLE, loadingAgain, settled, type Async } from './async';
import type { SliceOf } from './create-store';

/** What became of one decision: AWS is asked until no grant moves any more. */
export interface Watched {
  outcome: RequestOutcome | null;
  trouble: Trouble | null;
  isWatching: boolean;
}

/** The inbox: requests, the one that is open, what a person has chosen for it, and the decisions being watched. */
export interface RequestsSlice {
  requests: Async<RequestSummary[]>;
  pending: number;
  /** `domain/request` */
  openRequest: string | null;
  requestDetails: Async<RequestDetails>;
  /** Marked to be decided together. */
  marked: readonly string[];
  /** Request → asset → filters. */
  chosenFilters: Readonly<Record<string, Record<string, string[]>>>;
  comments: Readonly<Record<string, string>>;
  watched: Readonly<Record<string, Watched>>;
  /** How often AWS is asked for new requests. */
  polling: RequestPolling | null;
  /** Without minutes only asks. */
  setPolling: (minutes?: number) => Promise<void>;
  connectRequests: () => () => void;
  loadRequests: () => Promise<void>;
  chooseRequest: (key: string) => Promise<void>;
  markRequest: (key: string, isMarked: boolean) => void;
  chooseFilters: (key: string, asset: string, filters: string[]) => Promise<void>;
  setComment: (key: string, text: string) => void;
  /** `common` is the comment of those that have none of their own. */
  decide: (kind: 'approve' | 'reject', keys: readonly string[], action: string, common?: string) => Promise<void>;
}

export const requestKey = ({ domainId, id }: { domainId: string; id: string }): string => `${domainId}/${id}`;

const split = (key: string): { domainId: string; id: string } => {
  const slash = key.indexOf('/');
  return { domainId: key.slice(0, slash), id: key.slice(slash + 1) };
};

/** AWS takes seconds to minutes over a grant (facts datazone 2.3). */
const WATCH_EVERY = 1_000;
const WATCH_AT_MOST = 120;
/** Layers in which an approval shows. */
const TOUCHED = ['dz-requests', 'dz-subscriptions', 'dz-grants', 'permissions', 'data-filters', 'tables', 'shares'];

export const createRequestsSlice: SliceOf<RequestsSlice> = (bridge, set, get) => {
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  const put = (key: string, part: Partial<Watched>): void => {
    const before = get().watched[key] ?? { outcome: null, trouble: null, isWatching: false };
    set({ watched: { ...get().watched, [key]: { ...before, ...part } } });
  };

  const watch = async (key: string): Promise<void> => {
    put(key, { isWatching: true, trouble: null });
    for (let turn = 0; turn < WATCH_AT_MOST; turn++) {
      const result = await bridge.call('requests.outcome', split(key));
      if (result.ok) put(key, { outcome: result.value });
      else put(key, { trouble: result.error });
      if (!result.ok || result.value.settled) break;
      await wait(WATCH_EVERY);
    }
    put(key, { isWatching: false });
  };

  const load = async (key: string): Promise<void> => {
    set({ requestDetails: get().openRequest === key ? loadingAgain(get().requestDetails) : { status: 'loading' } });
    const filters = get().chosenFilters[key] ?? {};
    const result = await bridge.call('requests.details', { ...split(key), filters });
    if (get().openRequest === key && (get().chosenFilters[key] ?? {}) === filters)
      set({ requestDetails: settled(result, get().requestDetails) });
  };

  return {
    requests: IDLE,
    pending: 0,
    openRequest: null,
    requestDetails: IDLE,
    marked: [],
    chosenFilters: {},
    comments: {},
    watched: {},
    polling: null,
    setPolling: async (minutes) => {
      const result = await bridge.call('requests.polling', minutes === undefined ? null : { minutes });
      if (result.ok) set({ polling: result.value });
    },
    connectRequests: () => bridge.on('requests.changed', ({ pending }) => set({ pending })),
    loadRequests: async () => {
      set({ requests: loadingAgain(get().requests) });
      const result = await bridge.call('requests.list', null);
      set({ requests: settled(result, get().requests) });
      if (!result.ok) return;
      set({ pending: result.value.filter(({ status }) => status === 'PENDING').length });
      const { openRequest } = get();
      if (openRequest !== null && result.value.some((r) => requestKey(r) === openRequest)) await load(openRequest);
      else set({ openRequest: null, requestDetails: IDLE });
    },
    chooseRequest: async (key) => {
      const isSame = get().openRequest === key;
      set({ openRequest: key, ...(isSame ? {} : { requestDetails: { status: 'loading' } }) });
      if (get().chosenFilters[key] === undefined) set({ chosenFilters: { ...get().chosenFilters, [key]: {} } });
      await load(key);
    },
    markRequest: (key, isMarked) => {
      const others = get().marked.filter((other) => other !== key);
      set({ marked: isMarked ? [...others, key] : others });
    },
    chooseFilters: async (key, asset, filters) => {
      set({ chosenFilters: { ...get().chosenFilters, [key]: { ...get().chosenFilters[key], [asset]: filters } } });
      await load(key);
    },
    setComment: (key, text) => set({ comments: { ...get().comments, [key]: text } }),
    decide: async (kind, keys, action, common = '') => {
      const edits: Edit[] = [];
      for (const key of keys) {
        const filters = get().chosenFilters[key] ?? {};
        const details = await bridge.call('requests.details', { ...split(key), filters });
        if (!details.ok) {
          set({ requestDetails: settled(details, get().requestDetails) });
          return;
        }
        edits.push(decision(kind, details.value.account, key, filters, get().comments[key]?.trim() || common.trim()));
      }
      const outcome = await get().reviewEdits(action, edits);
      if (!outcome || outcome.done === 0) return;
      set({ marked: get().marked.filter((key) => !keys.includes(key)) });
      await Promise.all(keys.map(watch));
      await bridge.call('mesh.crawl', { layers: TOUCHED }, 'crawl');
      await get().loadRequests();
    },
  };
};

/** A comment is never sent empty (facts datazone 2.1). */
function decision(
  kind: 'approve' | 'reject',
  account: string,
  key: string,
  filters: Record<string, string[]>,
  comment: string,
): Edit {
  const { domainId, id } = split(key);
  const scopes = Object.entries(filters).filter(([, chosen]) => chosen.length > 0);
  return {
    account,
    service: 'datazone',
    operation: kind === 'approve' ? 'AcceptSubscriptionRequest' : 'RejectSubscriptionRequest',
    request: {
      domainIdentifier: domainId,
      identifier: id,
      ...(comment ? { decisionComment: comment } : {}),
      ...(kind === 'approve' && scopes.length > 0
        ? { assetScopes: scopes.map(([assetId, filterIds]) => ({ assetId, filterIds })) }
        : {}),
    },
  };
}
