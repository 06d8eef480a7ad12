import { compareText } from '../graph/order';
import type { Derivation, LineageGraph, LineageNodeKind } from './lineage-graph';
import { derivedPlaces } from './derived-places';
import { reachOf } from './reach';
import { isDefinition, witnessesOf } from './witness';

/** Something that would feel it if the source changed or vanished. */
export interface Affected {
  id: string;
  kind: LineageNodeKind;
  label: string;
  /** Columns known to hold what came from the source; absent where the whole table may. */
  columns?: string[];
  /** Steps between datasets. */
  distance: number;
  how: Derivation;
  /** ISO 8601 of the newest evidence that data flowed into it; absent where only a definition says that it does. */
  lastUpdate?: string;
  /** The newest run of a job that writes it. */
  lastRun?: { job: string; at: string; type: string };
}

/**
 * Everything downstream of a table, or of one of its columns: tables with the columns that are known to hold its data, data
 * products and subscribed projects. Jobs on the way count through their last run. Nearest first.
 */
export function impactOf(graph: LineageGraph, table: string, column?: string): Affected[] {
  const rows = new Map<string, Affected>();
  for (const place of derivedPlaces(graph, table, column)) {
    if (place.table === table) continue;
    const row = rows.get(place.table);
    if (!row) rows.set(place.table, affected(graph, place.table, place.distance, place.how, place.column));
    else {
      if (place.column === undefined) delete row.columns;
      else if (row.columns && !row.columns.includes(place.column)) row.columns.push(place.column);
      if (place.distance < row.distance) row.distance = place.distance;
      if (place.how === 'direct' || (place.how === 'masked' && row.how === 'indirect')) row.how = place.how;
    }
  }
  // Whoever subscribed to something affected is affected one step on.
  const reached = [table, ...rows.keys()];
  const projects = new Map<string, number>();
  for (const id of reached) {
    const at = graph.indexOf.get(id);
    if (at === undefined) continue;
    const base = rows.get(id)?.distance ?? 0;
    for (const node of reachOf(graph, [at], 'downstream', 1).nodes) {
      const { kind, id: target } = graph.nodes[node]!;
      if (kind === 'project' && base + 1 < (projects.get(target) ?? Infinity)) projects.set(target, base + 1);
    }
  }
  for (const [id, distance] of projects) rows.set(id, affected(graph, id, distance, 'direct'));
  for (const row of rows.values()) row.columns?.sort(compareText);
  return [...rows.values()].sort(
    (a, b) => a.distance - b.distance || compareText(a.label, b.label) || compareText(a.id, b.id),
  );
}

function affected(graph: LineageGraph, id: string, distance: number, how: Derivation, column?: string): Affected {
  const at = graph.indexOf.get(id)!;
  const { kind, label } = graph.nodes[at]!;
  let lastUpdate = '';
  let lastRun: Affected['lastRun'];
  for (let i = graph.up.starts[at]!; i < graph.up.starts[at + 1]!; i++) {
    const edge = graph.edges[graph.up.edges[i]!]!;
    const from = graph.nodes[edge.from]!;
    for (const one of witnessesOf(edge)) if (one.at > lastUpdate && !isDefinition(one.source)) lastUpdate = one.at;
    if (from.kind === 'job' && from.lastRun && from.lastRun.at > (lastRun?.at ?? ''))
      lastRun = { job: from.label, ...from.lastRun };
  }
  return {
    id,
    kind,
    label,
    ...(column === undefined ? {} : { columns: [column] }),
    distance,
    how,
    ...(lastUpdate ? { lastUpdate } : {}),
    ...(lastRun ? { lastRun } : {}),
  };
}
