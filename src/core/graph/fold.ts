import { restNodeId } from './ids';
import { EDGE_KINDS, EDGE_STATES, NO_STATE, graphIndex, type EdgeColumns } from './graph-index';
import type { Kept } from './filter';
import { STATE_RANK } from './draft';
import type { EdgeState, GraphEdge, GraphQuery, MeshGraph, ViewEdge } from './types';

/** In `expanded`: every container. */
export const ALL_OPEN = '*';
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
  const opened = new Set(query.expanded.includes(ALL_OPEN) ? graph.nodes.map(({ id }) => id) : query.expanded);
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

const STATES = EDGE_STATES.length;
const GRANTED = EDGE_STATES.indexOf('granted');

/** Edges that are drawn as one line. */
interface Bundle {
  first: GraphEdge;
  from: Row;
  to: Row;
  /** By number of the kind; `order` says which came first. */
  kinds: number[];
  order: number[];
  lists: Set<number>;
  count: number;
}

/**
 * Edges between rows, merged by their two ends and their state (what has none is there, so it counts as granted); `count`
 * says how many, `label` of which kinds.
 */
export function foldEdges(graph: MeshGraph, kept: Kept, { rows, rowOf }: Folded): ViewEdge[] {
  const { source, target, edges } = graphIndex(graph);
  const bundles = new Map<number, Bundle | null>();
  /** Neighbouring edges often belong together. */
  let last = -1;
  let bundle: Bundle | null = null;
  for (let at = 0; at < source.length; at++) {
    if (!kept.edges[at]) continue;
    const [a, b] = [rowOf[source[at]!] ?? -1, rowOf[target[at]!] ?? -1];
    if (a < 0 || b < 0 || a === b) continue;
    const key = (a * rows.length + b) * STATES + (edges.state[at] === NO_STATE ? GRANTED : edges.state[at]!);
    if (key !== last) {
      last = key;
      const known = bundles.get(key);
      bundle = known === undefined ? begin(graph, rows[a]!, rows[b]!, graph.edges.at(at)!) : known;
      if (known === undefined) bundles.set(key, bundle);
    }
    if (!bundle) continue;
    const kind = edges.kind[at]!;
    bundle.count++;
    if (bundle.kinds[kind]!++ === 0) bundle.order.push(kind);
    if (edges.list[at]! >= 0) bundle.lists.add(edges.list[at]!);
  }
  return [...bundles.values()]
    .filter((one) => one !== null)
    .map((one) => lineOf(one, edges.lists))
    .sort((a, b) => (STATE_RANK[b.state ?? 'granted'] - STATE_RANK[a.state ?? 'granted']) || (a.id < b.id ? -1 : 1)); // prettier-ignore
}

/** Null where one row is drawn inside the other. */
function begin(graph: MeshGraph, from: Row, to: Row, first: GraphEdge): Bundle | null {
  if (isInside(graph, from, to) || isInside(graph, to, from)) return null;
  return { first, from, to, kinds: EDGE_KINDS.map(() => 0), order: [], lists: new Set(), count: 0 };
}

function lineOf({ first, from, to, kinds, order, lists, count }: Bundle, all: EdgeColumns['lists']): ViewEdge {
  const counted = new Map(order.map((kind) => [EDGE_KINDS[kind]!, kinds[kind]!]));
  return {
    id: count === 1 ? first.id : `${from.id}>${to.id}:${first.state ?? 'granted'}`,
    kind: [...counted].sort((a, b) => b[1] - a[1])[0]?.[0] ?? first.kind,
    source: from.id,
    target: to.id,
    state: first.state,
    permissions: lists.size ? [...new Set([...lists].flatMap((list) => all[list] ?? []))].sort() : undefined,
    label: edgeWords(counted, first.state, count === 1 ? first.label : undefined),
    count,
  };
}

const KIND_WORDS: Record<GraphEdge['kind'], [string, string]> = {
  grant: ['grant', 'grants'],
  subscribe: ['subscription', 'subscriptions'],
  share: ['share', 'shares'],
  publish: ['publication', 'publications'],
  link: ['link', 'links'],
  match: ['match', 'matches'],
  member: ['membership', 'memberships'],
  admin: ['administrator right', 'administrator rights'],
  iam: ['access left to IAM', 'accesses left to IAM'],
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
