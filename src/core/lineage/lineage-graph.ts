import { PairTable } from './pair-table';

/**
 * Lineage as two compressed adjacency lists over interned nodes: 100,000 nodes and 400,000 edges take a few megabytes
 * and a closure is a walk over typed arrays. Edges run in the direction in which data flows.
 */
export interface LineageGraph {
  nodes: LineageNode[];
  indexOf: Map<string, number>;
  edges: LineageEdge[];
  down: Adjacency;
  up: Adjacency;
}

export type LineageNodeKind = 'table' | 'product' | 'project' | 'dataset' | 'job' | 'column';

export interface LineageNode {
  /** Table, product and project nodes share their id with the mesh graph; columns are `<table id>#<column>`. */
  id: string;
  kind: LineageNodeKind;
  label: string;
  /** For columns: the table they belong to. */
  parent?: string;
  /** Jobs: when they last ran, how that ended. */
  lastRun?: { at: string; type: string };
  /** More than one table answers to this name: which. */
  ambiguous?: string[];
}

/** Where an edge was learnt. */
export type LineageSource =
  | 'openlineage-file'
  | 'datazone-event'
  | 'datazone-node'
  | 'glue-job'
  | 'glue-crawler'
  | 'view'
  | 'resource-link'
  | 'data-product'
  | 'subscription';

/** What only a definition says: its time is that of the definition, not of data that flowed. */
export const isDefinition = (source: LineageSource): boolean =>
  source !== 'openlineage-file' && source !== 'datazone-event' && source !== 'datazone-node';

/** How a value travels: as it is, only deciding over others (a filter, a join, a sort), or masked on the way. */
export type Derivation = 'direct' | 'indirect' | 'masked';

export interface LineageEdge {
  from: number;
  to: number;
  source: LineageSource;
  /** ISO 8601 of the newest evidence: the run, or the last change of what defines the edge; empty where none is told. */
  at: string;
  /** ISO 8601 of the oldest evidence that is at hand; empty where none is told, which counts as always. */
  since: string;
  /** From a job to a dataset: some event told from which columns the dataset's columns come, so silence means none. */
  columns?: boolean | undefined;
  /** Between columns; absent = direct. */
  how?: Derivation | undefined;
}

/** Neighbours of node n are `targets[starts[n]] … targets[starts[n + 1] - 1]`; `edges` holds the edge numbers alike. */
export interface Adjacency {
  starts: Int32Array;
  targets: Int32Array;
  edges: Int32Array;
}

export interface LineageDraft {
  nodes: LineageNode[];
  indexOf: Map<string, number>;
  edges: LineageEdge[];
  /** Edge numbers by the nodes that they join. */
  edgeOf: PairTable;
}

export const newDraft = (): LineageDraft => ({ nodes: [], indexOf: new Map(), edges: [], edgeOf: new PairTable() });

export function putNode(draft: LineageDraft, node: LineageNode): number {
  const known = draft.indexOf.get(node.id);
  if (known !== undefined) return known;
  const index = draft.nodes.push(node) - 1;
  draft.indexOf.set(node.id, index);
  return index;
}

/**
 * Adds an edge once; further witnesses widen its time, and the newest run, else the newest definition, names its source. A table that feeds itself is true
 * and harmless to a walk that marks what it has seen.
 */
export function putEdge(
  draft: LineageDraft,
  from: number,
  to: number,
  source: LineageSource,
  at = '',
  more: Partial<Pick<LineageEdge, 'columns' | 'how' | 'since'>> = {},
): void {
  const known = draft.edgeOf.put(from, to);
  const edge = known < 0 ? undefined : draft.edges[known];
  if (!edge) {
    const { columns, how, since = at } = more;
    draft.edges.push({ from, to, source, at, since, columns, how });
    return;
  }
  // A run is better evidence than a definition, whichever is newer.
  const isWeaker = isDefinition(source) && !isDefinition(edge.source);
  const isStronger = !isDefinition(source) && isDefinition(edge.source);
  if (isStronger || (at > edge.at && !isWeaker)) {
    edge.at = at;
    edge.source = source;
  }
  const since = more.since ?? at;
  if (since < edge.since) edge.since = since;
  if (more.columns) edge.columns = true;
  // The plainest way in which a value ever travelled counts.
  if (more.how === undefined || (more.how === 'masked' && edge.how === 'indirect')) edge.how = more.how;
}

export function finishGraph(draft: Pick<LineageDraft, 'nodes' | 'indexOf' | 'edges'>): LineageGraph {
  const count = draft.nodes.length;
  const { nodes, indexOf, edges } = draft;
  const down = adjacency(count, edges, (e) => e.from, (e) => e.to); // prettier-ignore
  const up = adjacency(count, edges, (e) => e.to, (e) => e.from); // prettier-ignore
  return { nodes, indexOf, edges, down, up };
}

function adjacency(
  count: number,
  edges: LineageEdge[],
  from: (e: LineageEdge) => number,
  to: (e: LineageEdge) => number,
): Adjacency {
  const starts = new Int32Array(count + 1);
  for (const edge of edges) starts[from(edge) + 1]!++;
  for (let i = 0; i < count; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const targets = new Int32Array(edges.length);
  const numbers = new Int32Array(edges.length);
  for (let e = 0; e < edges.length; e++) {
    const edge = edges[e]!;
    const at = next[from(edge)]!++;
    targets[at] = to(edge);
    numbers[at] = e;
  }
  return { starts, targets, edges: numbers };
}

/** Neighbours on one side with the edges that lead to them. */
export function* neighboursOf(side: Adjacency, node: number): Generator<{ node: number; edge: number }> {
  for (let i = side.starts[node]!; i < side.starts[node + 1]!; i++)
    yield { node: side.targets[i]!, edge: side.edges[i]! };
}

/** The graph as it was on a date: edges of which nothing was known yet are left out; static ones have always been. */
export function graphAsOf(graph: LineageGraph, date: string): LineageGraph {
  const edges = graph.edges.filter((edge) => edge.since <= date);
  const nodes = graph.nodes.map((node) =>
    node.lastRun && node.lastRun.at > date ? { ...node, lastRun: undefined } : node,
  );
  return finishGraph({ nodes, indexOf: graph.indexOf, edges });
}
