import type { Snapshot } from '../model/snapshot';
import { addEvents } from './from-events';
import { addDataZone, addMeshEdges } from './from-datazone';
import { addGlue } from './from-glue';
import type { Completeness, LineageBuild } from './completeness';
import { buildJoin } from './join';
import { finishGraph, newDraft, type LineageGraph } from './lineage-graph';

/** A lineage graph and what was not understood on the way to it. */
export interface Lineage {
  graph: LineageGraph;
  completeness: Completeness;
}

/**
 * All sources joined into one graph (facts: DataZone 3, Glue 6.2, OpenLineage files). Each edge keeps its newest source
 * and time. What cannot be joined stays as a node of its own and is counted.
 */
export function buildLineage(snapshot: Snapshot): Lineage {
  const build: LineageBuild = {
    draft: newDraft(),
    join: buildJoin(snapshot),
    notes: {
      tablesWithout: [], unjoined: [], ambiguous: [], unreadable: [], ignoredFacets: {}, events: 0, duplicates: 0,
      selfLoops: 0, truncated: [], unjoinedTimes: new Map(), ambiguousNames: new Map(),
    }, // prettier-ignore
  };
  addGlue(build, snapshot);
  addMeshEdges(build, snapshot);
  addDataZone(build, snapshot);
  addEvents(build, snapshot);
  const { unjoinedTimes, ambiguousNames, ...notes } = build.notes;
  const completeness: Completeness = {
    ...notes,
    tablesWithout: build.join.tables.filter((id) => id.startsWith('table:') && !build.draft.indexOf.has(id)),
    unjoined: [...unjoinedTimes].map(([name, times]) => ({ name, times })),
    ambiguous: [...ambiguousNames].map(([name, candidates]) => ({ name, candidates })),
  };
  return { graph: finishGraph(build.draft), completeness };
}
