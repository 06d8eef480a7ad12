import { buildMeshGraph } from '../../../core/graph/build';
import { describeNode } from '../../../core/graph/details';
import { searchGraph } from '../../../core/graph/search';
import type { MeshGraph } from '../../../core/graph/types';
import { viewGraph } from '../../../core/graph/view';
import { Failure } from '../../store/failure';
import { derivation } from '../mesh-on-hand';
import type { MeshOnHand } from '../mesh-on-hand';
import type { HostHandlers } from '../question';

const GRAPH = derivation<MeshGraph>('graph');

/** Hits of a search that asks for no number of its own. */
const DEFAULT_HITS = 50;

export const graphOf = (mesh: MeshOnHand): MeshGraph => mesh.derive(GRAPH, buildMeshGraph);

export const graphQuestions = {
  'graph.view': (context, query) => viewGraph(graphOf(context.current()), query),
  'graph.full': (context) => graphOf(context.current()),
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
