import type { Direction } from './closure';
import type { LineageEdge, LineageGraph, LineageNode } from './lineage-graph';
import { reachOf } from './reach';

export type Level = 'table' | 'column';

export interface SubgraphQuery {
  /** Node number; absent = the whole graph. */
  start?: number;
  direction: Direction | 'both';
  /** Steps between datasets; absent = all the way. */
  depth?: number;
  level: Level;
}

export interface Subgraph {
  nodes: LineageNode[];
  edges: LineageEdge[];
}

/**
 * A part of the graph. At table level columns are left out. At column level a start that is a column brings the columns
 * before and after it with their tables; a start that is a table brings its neighbourhood with all their columns.
 */
export function subgraphOf(graph: LineageGraph, { start, direction, depth, level }: SubgraphQuery): Subgraph {
  const kept = new Uint8Array(graph.nodes.length);
  if (start === undefined) kept.fill(1);
  else
    for (const side of direction === 'both' ? (['upstream', 'downstream'] as const) : [direction])
      for (const node of reachOf(graph, [start], side, depth).nodes) kept[node] = 1;
  const isColumn = start !== undefined && graph.nodes[start]!.kind === 'column';
  graph.nodes.forEach((node, at) => {
    if (node.kind !== 'column') return;
    const parent = graph.indexOf.get(node.parent ?? '');
    if (level === 'table') kept[at] = 0;
    else if (isColumn) {
      if (kept[at] && parent !== undefined) kept[parent] = 1;
    } else if (parent !== undefined && kept[parent]) kept[at] = 1;
  });
  return {
    nodes: graph.nodes.filter((_, at) => kept[at]),
    edges: graph.edges.filter(
      ({ from, to }) =>
        kept[from] &&
        kept[to] &&
        (!isColumn || (graph.nodes[from]!.kind === 'column' && graph.nodes[to]!.kind === 'column')),
    ),
  };
}

/** The nodes given, with every edge between them. */
export function inducedSubgraph(graph: LineageGraph, numbers: readonly number[]): Subgraph {
  const kept = new Set(numbers);
  return {
    nodes: graph.nodes.filter((_, at) => kept.has(at)),
    edges: graph.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)),
  };
}
