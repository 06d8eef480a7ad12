import type { Witness } from './witness';

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
  lastRun?: JobRun;
  /** What was told of runs before that, oldest first. */
  earlierRuns?: JobRun[];
  /** More than one table answers to this name: which. */
  ambiguous?: string[];
}

export interface JobRun {
  /** ISO 8601; the empty text where nobody told. */
  at: string;
  /** START, COMPLETE, FAIL … as run events say it. */
  type: string;
}

/** How a value travels: as it is, only deciding over others (a filter, a join, a sort), or masked on the way. */
export type Derivation = 'direct' | 'indirect' | 'masked';

/** An edge is its own first witness; `others` are further ones, of another source or another job. */
export interface LineageEdge extends Witness {
  others?: Witness[] | undefined;
  /** From a job to a dataset: some event told from which columns the dataset's columns come, so silence means none. */
  columns?: boolean | undefined;
  /** Between columns; absent = direct. The plainest way that any witness told. */
  how?: Derivation | undefined;
  /** Of a past date: only a definition tells of it, which has changed since or has no time. */
  unsure?: boolean | undefined;
}

/** Neighbours of node n are `targets[starts[n]] … targets[starts[n + 1] - 1]`; `edges` holds the edge numbers alike. */
export interface Adjacency {
  starts: Int32Array;
  targets: Int32Array;
  edges: Int32Array;
}

export function finishGraph(draft: Pick<LineageGraph, 'nodes' | 'indexOf' | 'edges'>): LineageGraph {
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
