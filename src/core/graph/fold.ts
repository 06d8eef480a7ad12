import { restNodeId } from './ids';
import { graphIndex } from './graph-index';
import type { Kept } from './filter';
import { STATE_RANK } from './draft';
import type { EdgeState, GraphEdge, GraphQuery, MeshGraph, ViewEdge } from './types';

/** Children shown before the stand-in, where a person asked for no other number. */
export const SHOWN_DEFAULT = 40;
/** React Flow draws DOM nodes: beyond about 300 a pan drops frames (measured: 33 ms at 200, 50 ms at 500). */
export const MOUNTED_MAX = 300;

/** One thing to draw: a node at a depth, or the stand-in for the rest of a container. */
export interface Row {
  id: string;
  /** Position of the node, or of the container whose rest this stands for. */
  at: number;
  depth: number;
  expandable: boolean;
  expanded: boolean;
  rest?: number;
}

/** Rows in drawing order (a container before its children), and for every node the row that represents it, -1 = none. */
export interface Folded {
  rows: Row[];
  rowOf: Int32Array;
}

/** Opens what the query opens, bounded: with many containers open each shows fewer children, never more than asked. */
export function foldNodes(graph: MeshGraph, kept: Kept, query: GraphQuery, mounted = MOUNTED_MAX): Folded {
  const opened = new Set(query.expanded);
  if (query.focus) for (const id of ancestors(graph, query.focus)) opened.add(id);
  const asked = (id: string): number => Math.max(1, query.shown?.[id] ?? SHOWN_DEFAULT);
  for (let limit = Number.MAX_SAFE_INTEGER; ; limit = nextLimit(limit)) {
    const folded = fold(graph, kept, opened, (id) => Math.min(limit, asked(id)));
    if (folded.rows.length <= mounted || limit <= 1) return folded;
  }
}

const nextLimit = (limit: number): number => (limit > 160 ? 160 : Math.floor(limit * 0.8));

function ancestors(graph: MeshGraph, id: string): string[] {
  const index = graphIndex(graph);
  const found: string[] = [];
  for (let up = index.parent[index.position.get(id) ?? -1] ?? -1; up >= 0; up = index.parent[up] ?? -1) {
    found.push(graph.nodes[up]?.id ?? '');
  }
  return found;
}

function fold(graph: MeshGraph, kept: Kept, opened: ReadonlySet<string>, shown: (id: string) => number): Folded {
  const { children } = graphIndex(graph);
  const rows: Row[] = [];
  const rowOf = new Int32Array(graph.nodes.length).fill(-1);
  const hide = (at: number, row: number): void => {
    rowOf[at] = row;
    for (const child of children[at] ?? []) hide(child, row);
  };
  const show = (at: number, depth: number): void => {
    const node = graph.nodes[at];
    if (!node || !kept.nodes[at]) return;
    const inside = (children[at] ?? []).filter((child) => kept.nodes[child]);
    const expanded = inside.length > 0 && opened.has(node.id);
    const row = rows.push({ id: node.id, at, depth, expandable: inside.length > 0, expanded }) - 1;
    if (!expanded) return hide(at, row);
    rowOf[at] = row;
    const limit = shown(node.id);
    // A stand-in for a single node would hide it for nothing.
    const cut = inside.length <= limit + 1 ? inside.length : limit;
    for (const child of inside.slice(0, cut)) show(child, depth + 1);
    const rest = inside.slice(cut);
    if (!rest.length) return;
    const standIn =
      rows.push({
        id: restNodeId(node.id),
        at,
        depth: depth + 1,
        expandable: true,
        expanded: false,
        rest: rest.length,
      }) - 1;
    for (const child of rest) hide(child, standIn);
  };
  graph.nodes.forEach((node, at) => {
    if (node.kind === 'domain') show(at, 0);
  });
  return { rows, rowOf };
}

/** Which rows contain each other needs no edge: membership is already drawn. */
function isInside(graph: MeshGraph, inner: Row, outer: Row): boolean {
  const { parent } = graphIndex(graph);
  const start = inner.rest === undefined ? (parent[inner.at] ?? -1) : inner.at;
  for (let up = start; up >= 0; up = parent[up] ?? -1) if (up === outer.at && outer.rest === undefined) return true;
  return false;
}

/** All states and none. */
const STATES = Object.keys(STATE_RANK).length + 1;

/** Edges between rows, merged by their two ends and their state; `count` says how many, `label` of which kinds. */
export function foldEdges(graph: MeshGraph, kept: Kept, { rows, rowOf }: Folded): ViewEdge[] {
  const { source, target } = graphIndex(graph);
  const merged = new Map<
    number,
    {
      first: GraphEdge;
      from: Row;
      to: Row;
      kinds: Map<GraphEdge['kind'], number>;
      lists: Set<readonly string[]>;
      count: number;
    }
  >();
  graph.edges.forEach((edge, at) => {
    if (!kept.edges[at]) return;
    const [a, b] = [rowOf[source[at] ?? 0] ?? -1, rowOf[target[at] ?? 0] ?? -1];
    if (a < 0 || b < 0 || a === b) return;
    const key = (a * rows.length + b) * STATES + (edge.state ? STATE_RANK[edge.state] : STATES - 1);
    let of = merged.get(key);
    if (!of) {
      const [from, to] = [rows[a], rows[b]];
      if (!from || !to || isInside(graph, from, to) || isInside(graph, to, from)) return;
      of = { first: edge, from, to, kinds: new Map(), lists: new Set(), count: 0 };
      merged.set(key, of);
    }
    of.count++;
    of.kinds.set(edge.kind, (of.kinds.get(edge.kind) ?? 0) + 1);
    if (edge.permissions) of.lists.add(edge.permissions);
  });
  return [...merged.values()].map(({ first, from, to, kinds, lists, count }) => ({
    id: count === 1 ? first.id : `${from.id}>${to.id}:${first.state ?? ''}`,
    kind: [...kinds].sort((a, b) => b[1] - a[1])[0]?.[0] ?? first.kind,
    source: from.id,
    target: to.id,
    state: first.state,
    permissions: lists.size ? [...new Set([...lists].flat())].sort() : undefined,
    label: edgeWords(kinds, first.state, count === 1 ? first.label : undefined),
    count,
  })).sort((a, b) => (STATE_RANK[b.state ?? 'granted'] - STATE_RANK[a.state ?? 'granted']) || (a.id < b.id ? -1 : 1)); // prettier-ignore
}

const KIND_WORDS: Record<GraphEdge['kind'], [string, string]> = {
  grant: ['grant', 'grants'],
  subscribe: ['subscription', 'subscriptions'],
  share: ['share', 'shares'],
  publish: ['publication', 'publications'],
  link: ['link', 'links'],
};

const STATE_WORDS: Record<EdgeState, string> = {
  granted: '',
  requested: 'requested',
  failed: 'failed',
  dormant: 'dormant',
  revoked: 'revoked',
};

/** `12 grants`, `1 subscription, failed`: a word for every state, for no meaning may hang on colour alone. */
export function edgeWords(
  kinds: ReadonlyMap<GraphEdge['kind'], number>,
  state: EdgeState | undefined,
  reason?: string,
): string {
  const parts = [...kinds].sort((a, b) => b[1] - a[1]).map(([kind, n]) => `${n} ${KIND_WORDS[kind][n === 1 ? 0 : 1]}`);
  const word = STATE_WORDS[state ?? 'granted'];
  return [parts.join(' + '), word, reason].filter(Boolean).join(', ');
}
