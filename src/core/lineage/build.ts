import type { LineageEventRecord } from '../model/datazone';
import type { Snapshot } from '../model/snapshot';
import { newNotes, type Completeness, type LineageBuild } from './completeness';
import { addMeshEdges, dataZoneRuns } from './from-datazone';
import { eventRuns } from './from-events';
import { addGlue } from './from-glue';
import { buildJoin } from './join';
import { newDraft, tellRuns } from './lineage-draft';
import { finishGraph, type LineageGraph } from './lineage-graph';
import { witnessesOf } from './witness';

/** A lineage graph and what was not understood on the way to it. */
export interface Lineage {
  graph: LineageGraph;
  completeness: Completeness;
}

/**
 * All sources joined into one graph (facts: DataZone 3, Glue 6.2, OpenLineage files). Each edge keeps every
 * source that tells of it, with its times. What cannot be joined stays as a node of its own and is counted. `imported` are
 * events of files that a person gave, beside those of the snapshot.
 */
export function buildLineage(
  snapshot: Pick<Snapshot, 'members' | 'parts'>,
  imported: Iterable<LineageEventRecord> = [],
): Lineage {
  const build: LineageBuild = {
    draft: newDraft(),
    join: buildJoin(snapshot),
    notes: newNotes(),
    unjoined: new Map(),
    ambiguous: new Map(),
    known: new Map(),
    columns: [],
  };
  addGlue(build, snapshot);
  addMeshEdges(build, snapshot);
  tellRuns(build.draft, [...dataZoneRuns(build, snapshot), ...eventRuns(build, snapshot, imported)]);
  const graph = finishGraph(build.draft);
  return {
    graph,
    completeness: {
      ...build.notes,
      tablesWithout: withoutLineage(graph, build.join.tables),
      unjoined: [...build.unjoined].map(([name, times]) => ({ name, times })),
      ambiguous: [...build.ambiguous].map(([name, candidates]) => ({ name, candidates })),
    },
  };
}

/** Being sold in a product or subscribed to says nothing of where a table comes from. */
function withoutLineage({ edges, nodes }: LineageGraph, tables: readonly string[]): string[] {
  const touched = new Uint8Array(nodes.length);
  for (const edge of edges)
    if (witnessesOf(edge).some(({ source }) => source !== 'data-product' && source !== 'subscription'))
      touched[edge.from] = touched[edge.to] = 1;
  const told = new Set<string>();
  nodes.forEach((node, at) => {
    if (touched[at] === 1) told.add(node.parent ?? node.id);
  });
  return tables.filter((id) => !told.has(id));
}
