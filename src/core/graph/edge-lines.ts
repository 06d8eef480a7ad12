import { filterGraph } from './filter';
import { edgeWords, foldNodes } from './fold';
import { EDGE_KINDS, EDGE_STATES, graphIndex } from './graph-index';
import type { EdgeKind, EdgeState, GraphQuery, MeshGraph, NodeKind } from './types';

/** One edge of the whole graph under a drawn line, with its ends by name. */
export interface EdgeLine {
  id: string;
  kind: EdgeKind;
  state: EdgeState;
  source: EdgeEnd;
  target: EdgeEnd;
  permissions: string[];
  /** Why it is dormant or failed, in words. */
  reason?: string;
}

export interface EdgeEnd {
  id: string;
  kind: NodeKind;
  label: string;
}

/** What a drawn line stands for: a sentence, and the edges under it. */
export interface EdgeDetails {
  sentence: string;
  total: number;
  lines: EdgeLine[];
}

/** A drawn line, by its ends and state. */
export interface EdgeAsked {
  source: string;
  target: string;
  state: EdgeState;
}

/** Edges listed in a panel; the rest is a number (`total`). */
export const EDGE_LINES = 200;

/** The edges that the view of a query draws as one line; `undefined` where it draws no such line. */
export function edgeLines(graph: MeshGraph, query: GraphQuery, asked: EdgeAsked): EdgeDetails | undefined {
  const kept = filterGraph(graph, query);
  const { rows, rowOf } = foldNodes(graph, kept, query);
  const { source, target, edges } = graphIndex(graph);
  const [from, to] = [rows.findIndex(({ id }) => id === asked.source), rows.findIndex(({ id }) => id === asked.target)];
  if (from < 0 || to < 0) return undefined;
  const kinds = new Map<EdgeKind, number>();
  const lines: EdgeLine[] = [];
  let total = 0;
  for (let at = 0; at < source.length; at++) {
    const [a, b] = [source[at]!, target[at]!];
    const state = EDGE_STATES[edges.state[at]!] ?? 'granted';
    if (!kept.edges[at] || state !== asked.state || rowOf[a] !== from || rowOf[b] !== to) continue;
    total++;
    const kind = EDGE_KINDS[edges.kind[at]!]!;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const [one, other] = [graph.nodes[a], graph.nodes[b]];
    const edge = lines.length < EDGE_LINES ? graph.edges.at(at) : undefined;
    if (!one || !other || !edge) continue;
    lines.push({
      id: edge.id,
      kind,
      state,
      source: { id: one.id, kind: one.kind, label: one.label },
      target: { id: other.id, kind: other.kind, label: other.label },
      permissions: [...(edge.permissions ?? [])],
      ...(edge.label === undefined ? {} : { reason: edge.label }),
    });
  }
  if (!total) return undefined;
  const name = (row: number): string => {
    const { at = -1, rest } = rows[row] ?? {};
    const label = graph.nodes[at]?.label ?? '';
    return rest === undefined ? label : `${String(rest)} more of ${label}`;
  };
  return { sentence: `${edgeWords(kinds, asked.state)} from ${name(from)} to ${name(to)}.`, total, lines };
}
