import { layoutColumns } from './columns';
import { facetsOf } from './facets';
import { filterGraph, type Kept } from './filter';
import { foldEdges, foldNodes, type Folded } from './fold';
import { graphIndex } from './graph-index';
import { NO_TOTALS, totalsOf } from './totals';
import type { GraphQuery, GraphView, MeshGraph, NodeKind, Totals, ViewNode } from './types';

/**
 * What a person looks at: filtered first (so that counts are right), folded second (so that it is small), laid out last.
 * Totals are those of the filtered graph; `hidden` says how many nodes the filters took away. Pure and deterministic.
 */
export function viewGraph(graph: MeshGraph, query: GraphQuery): GraphView {
  const { kept, counted } = leftBy(graph, query);
  const folded = foldNodes(graph, kept, query);
  const { boxes, lanes } = layoutColumns(folded.rows, graph.nodes);
  const { children } = graphIndex(graph);
  const nodes: ViewNode[] = [];
  folded.rows.forEach((row, at) => {
    const node = graph.nodes[row.at];
    const box = boxes[at];
    if (!node || !box) return;
    const { expandable, expanded } = row;
    if (row.rest !== undefined) {
      const { lane, account } = node;
      nodes.push({
        id: row.id,
        kind: restKind(graph, folded, row.at),
        label: `and ${row.rest} more`,
        parent: node.id,
        lane,
        account,
        ...box,
        expandable,
        expanded,
        aggregated: row.rest,
      });
      return;
    }
    const totals = node.kind === 'domain' || children[row.at]?.length ? counted[row.at] : undefined;
    nodes.push({ ...node, totals, ...box, expandable, expanded });
  });
  return {
    nodes,
    edges: foldEdges(graph, kept, folded),
    totals: sumDomains(graph, kept.nodes, counted),
    lanes,
    hidden: kept.nodes.reduce((hidden, is) => hidden - is, kept.nodes.length),
    focus: query.focus,
    facets: facetsOf(graph),
  };
}

interface Left {
  kept: Kept;
  counted: Totals[];
}

const whole = new WeakMap<MeshGraph, Left>();

/** Without a filter, opening and closing containers leaves the same, so it is counted once. */
function leftBy(graph: MeshGraph, query: GraphQuery): Left {
  const filtered = query.focus !== undefined || Object.values(query.filter ?? {}).some((one) => one?.length);
  const known = filtered ? undefined : whole.get(graph);
  if (known) return known;
  const kept = filterGraph(graph, query);
  const left = { kept, counted: totalsOf(graph, kept) };
  if (!filtered) whole.set(graph, left);
  return left;
}

/** A stand-in takes the kind of the first node it hides. */
function restKind(graph: MeshGraph, { rowOf, rows }: Folded, container: number): NodeKind {
  for (const child of graphIndex(graph).children[container] ?? []) {
    if (rows[rowOf[child] ?? -1]?.rest !== undefined) return graph.nodes[child]?.kind ?? 'table';
  }
  return 'table';
}

function sumDomains(graph: MeshGraph, kept: Uint8Array, counted: readonly Totals[]): GraphView['totals'] {
  const sum = { domains: 0, ...NO_TOTALS };
  graph.nodes.forEach((node, at) => {
    if (node.kind !== 'domain' || !kept[at]) return;
    sum.domains++;
    for (const key of Object.keys(NO_TOTALS) as (keyof Totals)[]) sum[key] += counted[at]?.[key] ?? 0;
  });
  return sum;
}
