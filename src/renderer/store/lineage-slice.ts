import type { LineageCalls } from '../../contract/lineage';
import type { LineageView, LineageViewQuery } from '../../core/lineage/view-types';
import type { Result } from '../../core/model/result';
import { IDLE, loadingAgain, settled, type Async } from './async';
import type { SliceOf } from './create-store';

/** The list beside the picture; null = closed. */
export type LineageList = 'node' | 'impact' | 'audience' | 'lost-tags' | 'known';

/** What of the lineage is on screen. */
export interface LineageSlice {
  lineageQuery: LineageViewQuery;
  lineage: Async<LineageView>;
  lineageMode: 'graph' | 'table';
  lineageList: LineageList | null;
  /** The node that the panel tells of. */
  lineageNode: string | null;
  /** What became of the last import or export; null = nothing to say. */
  lineageSaid: string | null;
  sayLineage: (words: string | null) => void;
  /** Changes the query; another focus closes what had grown. */
  changeLineage: (change: Partial<LineageViewQuery>) => Promise<void>;
  growLineage: (side: string) => Promise<void>;
  /** Closes a side that was opened. */
  shrinkLineage: (side: string) => Promise<void>;
  /** More neighbours of a side that is shown in part. */
  moreLineage: (side: string) => Promise<void>;
  refreshLineage: () => Promise<void>;
  setLineageMode: (mode: 'graph' | 'table') => void;
  openLineageList: (list: LineageList | null, node?: string | null) => void;
  askLineage: <K extends keyof LineageCalls>(
    name: K,
    input: LineageCalls[K]['in'],
  ) => Promise<Result<LineageCalls[K]['out']>>;
}

const SHOWN_DEFAULT = 10;
const MORE = 25;

export const createLineageSlice: SliceOf<LineageSlice> = (bridge, set, get) => {
  let asked = 0;
  /** Answers of older questions are dropped: a slow one must not overwrite what was asked after it. */
  const load = async (lineageQuery: LineageViewQuery): Promise<void> => {
    const turn = ++asked;
    set({ lineageQuery, lineage: loadingAgain(get().lineage) });
    const result = await bridge.call('lineage.view', lineageQuery);
    if (turn === asked) set({ lineage: settled(result, get().lineage) });
  };
  return {
    lineageQuery: { direction: 'both', level: 'table', grown: [] },
    lineage: IDLE,
    lineageMode: 'graph',
    lineageList: null,
    lineageNode: null,
    lineageSaid: null,
    sayLineage: (lineageSaid) => set({ lineageSaid: lineageSaid || null }),
    changeLineage: (change) => {
      const before = get().lineageQuery;
      const isElsewhere = change.focus !== undefined && change.focus !== before.focus;
      return load({ ...before, ...(isElsewhere ? { grown: [], shown: {}, pathTo: undefined } : {}), ...change });
    },
    growLineage: (side) => {
      const { lineageQuery: query } = get();
      return load({ ...query, grown: [...query.grown.filter((one) => one !== side), side] });
    },
    shrinkLineage: (side) => {
      const { lineageQuery: query } = get();
      return load({ ...query, grown: query.grown.filter((one) => one !== side) });
    },
    moreLineage: (side) => {
      const { lineageQuery: query } = get();
      const shown = (query.shown?.[side] ?? SHOWN_DEFAULT) + MORE;
      return load({ ...query, shown: { ...query.shown, [side]: shown } });
    },
    refreshLineage: () => load(get().lineageQuery),
    setLineageMode: (lineageMode) => set({ lineageMode }),
    openLineageList: (lineageList, node) => set({ lineageList, ...(node === undefined ? {} : { lineageNode: node }) }),
    askLineage: (name, input) => bridge.call(name, input),
  };
};
