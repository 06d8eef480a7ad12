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

export type LineageNodeKind = 'table' | 'dataset' | 'job' | 'column';

export interface LineageNode {
  /** Table nodes share their id with the mesh graph; columns are `<table id>#<column>`. */
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

/** Where an edge was learnt, oldest knowledge last. */
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

export interface LineageEdge {
  from: number;
  to: number;
  source: LineageSource;
  /** ISO 8601 of the newest evidence; the empty text for static sources. */
  at: string;
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
  edgeOf: Map<number, number>;
}

export const newDraft = (): LineageDraft => ({ nodes: [], indexOf: new Map(), edges: [], edgeOf: new Map() });

export function putNode(draft: LineageDraft, node: LineageNode): number {
  const known = draft.indexOf.get(node.id);
  if (known !== undefined) return known;
  const index = draft.nodes.push(node) - 1;
  draft.indexOf.set(node.id, index);
  return index;
}

/**
 * Adds an edge once; a second witness only moves its time forward. Self-loops are dropped by the caller's count, not here:
 * a table that feeds itself is true and harmless to a walk that marks what it has seen.
 */
export function putEdge(draft: LineageDraft, from: number, to: number, source: LineageSource, at = ''): void {
  // 2^26 nodes is far beyond any mesh, and keeps the pair an exact integer.
  const key = from * 67_108_864 + to;
  const known = draft.edgeOf.get(key);
  if (known === undefined) {
    draft.edgeOf.set(key, draft.edges.push({ from, to, source, at }) - 1);
    return;
  }
  const edge = draft.edges[known];
  if (edge && at > edge.at) draft.edges[known] = { ...edge, source, at };
}

export function finishGraph(draft: LineageDraft): LineageGraph {
  const count = draft.nodes.length;
  return {
    nodes: draft.nodes,
    indexOf: draft.indexOf,
    edges: draft.edges,
    down: adjacency(
      count,
      draft.edges,
      (e) => e.from,
      (e) => e.to,
    ),
    up: adjacency(
      count,
      draft.edges,
      (e) => e.to,
      (e) => e.from,
    ),
  };
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
