import { finishGraph, type LineageEdge, type LineageGraph, type LineageNode } from './lineage-graph';
import type { Level } from './subgraph';
import { isDefinition, oldestOf, witnessesOf, type Witness } from './witness';

/**
 * The graph as it was at a time (ISO 8601): what the newest complete run of each job before it had named, and what was
 * defined by then. Definitions are known only as they are now; `historyNotes` says where that matters.
 */
export function graphAsOf(graph: LineageGraph, date: string): LineageGraph {
  const edges: LineageEdge[] = [];
  for (const edge of graph.edges) {
    const [first, ...others] = witnessesOf(edge).flatMap((one) => asOf(one, date));
    if (!first) continue;
    const { columns, how } = edge;
    const unsure = witnessesOf(edge).every((one) => asOf(one, date).length === 0 || isDefinedLater(one, date));
    edges.push({ ...first, columns, how, unsure, others: others.length > 0 ? others : undefined });
  }
  const nodes = graph.nodes.map((node) => withRunBefore(node, date));
  return finishGraph({ nodes, indexOf: graph.indexOf, edges });
}

/** The witness as it spoke then, if it did. Of later evidence only the first that made the spell is sure to be older. */
function asOf(witness: Witness, date: string): Witness[] {
  const { since, until, at, earlier } = witness;
  const spell = [...(earlier ?? []), { since, until }].find(
    (one) => one.since <= date && (one.until === undefined || date < one.until),
  );
  if (!spell) return [];
  return [{ ...witness, since: spell.since, at: at <= date ? at : spell.since, until: undefined, earlier: undefined }];
}

/** A definition that has no time, or that has changed since: it may have been another one then. */
const isDefinedLater = ({ source, at }: Witness, date: string): boolean =>
  isDefinition(source) && (at === '' || at > date);

function withRunBefore(node: LineageNode, date: string): LineageNode {
  if (!node.lastRun || node.lastRun.at <= date) return node;
  const lastRun = node.earlierRuns?.findLast(({ at }) => at <= date);
  const { lastRun: _, ...rest } = node;
  return lastRun ? { ...rest, lastRun } : rest;
}

/** How far back a graph tells: its oldest evidence, its oldest run, the oldest run that told of columns. */
export interface HistorySpan {
  since?: string;
  runs?: string;
  columns?: string;
}

export function historySpan({ edges, nodes }: LineageGraph): HistorySpan {
  const span: HistorySpan = {};
  for (const edge of edges) {
    const oldest = oldestOf(edge);
    if (!oldest) continue;
    if (!(oldest >= (span.since ?? '~'))) span.since = oldest;
    if (isDefinition(edge.source) && !edge.others) continue;
    if (nodes[edge.to]!.kind !== 'column') {
      if (!(oldest >= (span.runs ?? '~'))) span.runs = oldest;
    } else if (!(oldest >= (span.columns ?? '~'))) span.columns = oldest;
  }
  return span;
}

/** Where the picture of a date rests on less than was known then; `unsure` links are shown as they are defined now. */
export function historyNotes({ runs, columns }: HistorySpan, unsure: number, date: string, level: Level): string[] {
  const notes: string[] = [];
  if (runs === undefined) notes.push('No run is known, so there is no history: only what is defined is shown.');
  else if (date < runs) notes.push(`No run before ${day(runs)} is known; what ran then is not shown.`);
  if (level === 'column' && runs !== undefined) {
    if (columns === undefined) notes.push('No run told of columns.');
    else if (date < columns) notes.push(`No run before ${day(columns)} is known to have told of columns.`);
  }
  if (unsure === 1) notes.push('1 link shown is known only as it is defined now.');
  if (unsure > 1) notes.push(`${String(unsure)} links shown are known only as they are defined now.`);
  return notes;
}

const day = (at: string): string => at.slice(0, 10);
