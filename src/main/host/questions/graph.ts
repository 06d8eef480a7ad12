import { buildMeshGraph } from '../../../core/graph/build';
import { describeNode } from '../../../core/graph/details';
import { edgeLines } from '../../../core/graph/edge-lines';
import { searchGraph } from '../../../core/graph/search';
import type { GraphQuery, GraphView, MeshGraph } from '../../../core/graph/types';
import { viewGraph } from '../../../core/graph/view';
import { wholeGraph } from '../../../core/graph/whole-graph';
import { reachGraph, type Reach } from '../../../core/report/reach-graph';
import { Failure } from '../../store/failure';
import { derivation } from '../mesh-on-hand';
import type { MeshOnHand } from '../mesh-on-hand';
import type { HostContext, HostHandlers } from '../question';
import { accessIndexOf } from './access';

const GRAPH = derivation<MeshGraph>('graph');

/** Hits of a search that asks for no number of its own. */
const DEFAULT_HITS = 50;

export const graphOf = (mesh: MeshOnHand): MeshGraph => mesh.derive(GRAPH, buildMeshGraph);

/** The last reach that somebody asked for: opening and closing its containers does not decide it anew. */
const lastReach = new WeakMap<MeshOnHand, { id: string; reach: Reach }>();

function reachOf(mesh: MeshOnHand, id: string): Reach {
  const last = lastReach.get(mesh);
  if (last?.id === id) return last.reach;
  const reach = reachGraph({ index: accessIndexOf(mesh), graph: graphOf(mesh) }, id);
  if (!reach)
    throw new Failure({
      code: 'GRAPH_NO_REACH',
      message: 'Heddle cannot tell what reaches this.',
      wayOut: 'Choose a table, a database, a data product, a principal or a project.',
    });
  lastReach.set(mesh, { id, reach });
  return reach;
}

const shown = (mesh: MeshOnHand, { reach }: GraphQuery): MeshGraph =>
  reach === undefined ? graphOf(mesh) : reachOf(mesh, reach).graph;

/** Meshes whose first picture has been kept. */
const kept = new WeakSet<MeshOnHand>();

/** Nobody waits for the disk, and a picture that could not be kept only makes the next start slower. */
function keepFirst({ store }: HostContext, mesh: MeshOnHand, query: GraphQuery, view: GraphView): void {
  const isFirst = query.expanded.length === 0 && !query.shown && !query.focus && !query.reach && !query.filter;
  if (!isFirst || !mesh.info || kept.has(mesh)) return;
  kept.add(mesh);
  store.keepPicture(mesh.info.id, view).catch(() => undefined);
}

export const graphQuestions = {
  'graph.view': (context, query) => {
    const mesh = context.current();
    const view = viewGraph(shown(mesh, query), query);
    keepFirst(context, mesh, query, view);
    const { reach: id } = query;
    return id === undefined ? view : { ...view, reach: { id, sentence: reachOf(mesh, id).sentence } };
  },
  'graph.edge': (context, { query, ...asked }) => {
    const details = edgeLines(shown(context.current(), query), query, asked);
    if (details) return details;
    throw new Failure({
      code: 'GRAPH_UNKNOWN_EDGE',
      message: 'This line is not in the mesh on screen any more.',
      wayOut: 'Go back to the mesh and choose another.',
    });
  },
  'graph.full': (context) => wholeGraph(graphOf(context.current())),
  'graph.details': (context, { id }) => {
    const mesh = context.current();
    const details = describeNode(mesh.snapshot, graphOf(mesh), id);
    if (details) return details;
    throw new Failure({
      code: 'GRAPH_UNKNOWN_NODE',
      message: 'This is not in the mesh on screen any more.',
      wayOut: 'Go back to the mesh and search for it.',
    });
  },
  'graph.search': (context, { text, limit = DEFAULT_HITS }) => searchGraph(graphOf(context.current()), text, limit),
} satisfies Partial<HostHandlers>;
