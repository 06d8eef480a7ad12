import type { NodeDetails, SearchHit } from '../../contract/calls';
import { ALL_OPEN } from '../../core/graph/fold';
import type { EdgeAsked, EdgeDetails } from '../../core/graph/edge-lines';
import type { GraphFilter, GraphQuery, GraphView } from '../../core/graph/types';
import type { Result } from '../../core/model/result';
import { IDLE, loadingAgain, settled, type Async } from './async';
import type { SliceOf } from './create-store';

/** What of the mesh is on screen: the query a person has built up, its answer, and the selected node. */
export interface MeshSlice {
  query: GraphQuery;
  view: Async<GraphView>;
  /** The view was drawn of the last snapshot before Heddle ended; the mesh host has not answered yet. */
  isPicture: boolean;
  selected: string | null;
  details: Async<NodeDetails>;
  /** The selected line; a node and a line are never selected together. */
  selectedEdge: EdgeAsked | null;
  edge: Async<EdgeDetails>;
  meshMode: 'graph' | 'table';
  refreshMesh: () => Promise<void>;
  toggleNode: (id: string) => Promise<void>;
  showMore: (container: string) => Promise<void>;
  setFilter: (filter: GraphFilter) => Promise<void>;
  setFocus: (id: string | undefined) => Promise<void>;
  /** Everything that the node reaches or that reaches it, instead of the mesh. */
  showReach: (id: string) => Promise<void>;
  /** The mesh without filter, neighbourhood or reach. */
  showWhole: () => Promise<void>;
  collapseAll: () => Promise<void>;
  select: (id: string | null) => Promise<void>;
  selectEdge: (edge: EdgeAsked) => Promise<void>;
  /** Opens what contains the node, then selects it. */
  reveal: (id: string) => Promise<void>;
  setMeshMode: (mode: 'graph' | 'table') => void;
  searchMesh: (text: string) => Promise<Result<SearchHit[]>>;
  savePicture: (name: string, format: 'svg' | 'png', data: string) => Promise<Result<{ path: string } | null>>;
}

const START: GraphQuery = { expanded: [] };
const MORE = 60;
const SHOWN_DEFAULT = 40;

export const createMeshSlice: SliceOf<MeshSlice> = (bridge, set, get) => {
  let asked = 0;
  /** Answers of older questions are dropped: a slow one must not overwrite what was asked after it. */
  const load = async (query: GraphQuery): Promise<void> => {
    const turn = ++asked;
    set({ query, view: loadingAgain(get().view) });
    const result = await bridge.call('mesh.graph', query);
    if (turn !== asked) return;
    set({ view: settled(result, get().isPicture ? IDLE : get().view), isPicture: false });
    if (result.ok && query.expanded.includes(ALL_OPEN))
      set({ query: { ...query, expanded: result.value.nodes.filter((node) => node.expanded).map(({ id }) => id) } });
  };
  return {
    query: START,
    view: IDLE,
    isPicture: false,
    selected: null,
    details: IDLE,
    selectedEdge: null,
    edge: IDLE,
    meshMode: 'graph',
    refreshMesh: async () => {
      await load(get().query);
      const { selected } = get();
      if (selected) await get().select(selected);
    },
    toggleNode: (id) => {
      const { query } = get();
      const isOpen = query.expanded.includes(id);
      return load({
        ...query,
        expanded: isOpen ? query.expanded.filter((open) => open !== id) : [...query.expanded, id],
      });
    },
    showMore: (container) => {
      const { query } = get();
      const shown = (query.shown?.[container] ?? SHOWN_DEFAULT) + MORE;
      return load({ ...query, shown: { ...query.shown, [container]: shown } });
    },
    setFilter: (filter) => load({ ...get().query, filter }),
    setFocus: (focus) => load({ ...get().query, reach: undefined, focus }),
    showReach: (reach) => load({ expanded: [ALL_OPEN], reach }),
    showWhole: () => load(START),
    collapseAll: () => load({ ...get().query, expanded: [], focus: undefined }),
    select: async (id) => {
      if (id === null) {
        set({ selected: null, details: IDLE, selectedEdge: null, edge: IDLE });
        return;
      }
      const isSame = get().selected === id;
      set({
        selectedEdge: null,
        edge: IDLE,
        selected: id,
        details: isSame ? loadingAgain(get().details) : { status: 'loading' },
      });
      const result = await bridge.call('mesh.details', { id });
      if (get().selected === id) set({ details: settled(result, get().details) });
    },
    selectEdge: async (asked) => {
      set({ selected: null, details: IDLE, selectedEdge: asked, edge: { status: 'loading' } });
      const { source, target, state } = asked;
      const result = await bridge.call('mesh.edge', { query: get().query, source, target, state });
      if (get().selectedEdge === asked) set({ edge: settled(result, IDLE) });
    },
    reveal: async (id) => {
      get().navigate('mesh');
      await load({ ...get().query, filter: undefined, reach: undefined, focus: id });
      await get().select(id);
    },
    setMeshMode: (meshMode) => set({ meshMode }),
    searchMesh: (text) => bridge.call('mesh.search', { text, limit: 50 }),
    savePicture: (name, format, data) => bridge.call('mesh.savePicture', { name, format, data }),
  };
};
