import { closureOf } from './closure';
import { columnsByTable } from './derived-places';
import { edgeTold } from './edge-told';
import { edgePath, type Point } from './edge-path';
import { layeredLayout } from './layered-layout';
import type { LineageEdge, LineageGraph, LineageNode } from './lineage-graph';
import { waysBetween } from './paths';
import { reachOf } from './reach';
import { MOST_SHOWN, neighbours, visibleNodes, type Visible } from './visible';
import { bestWitness, endOf } from './witness';
import type { LineageView, LineageViewColumn, LineageViewEdge, LineageViewNode, LineageViewQuery } from './view-types';

/** What the view needs from outside of lineage; the mesh host fills it. */
export interface ViewContext {
  /** The second line of a node. */
  words: (node: LineageNode) => string;
  /** The account that holds it, where it is a table. */
  where?: (node: LineageNode) => string | undefined;
  /** The first line. */
  label?: (node: LineageNode) => string;
  /** `columns` are those that are listed, where the view is about a column. */
  audience?: (node: LineageNode, columns: readonly string[]) => LineageViewNode['audience'];
  /** Tags lost at a table or column node. */
  lost?: (id: string) => string[];
}

export interface ViewSubject {
  /** Node number. */
  focus: number;
  column?: string;
  /** Node number of the other end of a path, and its column where the path is one of columns. */
  pathTo?: number;
  pathToColumn?: string;
}

const CARD = { width: 208, height: 54 };
const JOB = { width: 124, height: 88 };
const REST = { width: 160, height: 32 };
export const HEAD = 54;
export const ROW = 24;
const FOOT = 8;
/** A wide table lists its first linked columns; the details of the node list and find them all. */
const MOST_COLUMNS = 12;

/** The visible part, laid out. At column level jobs are left out and their ends joined, for the columns tell more. */
export function viewLineage(
  graph: LineageGraph,
  subject: ViewSubject,
  query: LineageViewQuery,
  context: ViewContext,
): Pick<LineageView, 'nodes' | 'edges' | 'totals' | 'hidden'> {
  const ways = subject.pathTo === undefined ? undefined : waysBetween(graph, subject.focus, subject.pathTo, MOST_SHOWN);
  const visible = ways
    ? onlyThese(ways.nodes.length ? ways.nodes : [subject.focus])
    : visibleNodes(graph, subject.focus, query);
  const byColumn = query.level === 'column';
  const columns = byColumn ? shownColumns(graph, visible, subject) : new Map<number, Listed>();
  const nodes = visible.nodes
    .filter((at) => !byColumn || graph.nodes[at]!.kind !== 'job')
    .map((at) => viewNode(graph, at, visible, subject, query, context, columns.get(at)));
  const kept = new Set(nodes.map(({ id }) => id));
  const links = byColumn ? contracted(graph, visible) : visibleEdges(graph, visible);
  const flow: Flow[] = links.map(({ from, to }) => ({ source: graph.nodes[from]!.id, target: graph.nodes[to]!.id }));
  if (byColumn) flow.push(...columnFlow(graph, columns, flow));
  for (const rest of visible.rests) {
    const near = graph.nodes[rest.near]!.id;
    if (!kept.has(near)) continue;
    const id = `rest:${rest.side}`;
    nodes.push(restNode(id, rest));
    flow.push(rest.up ? { source: id, target: near } : { source: near, target: id });
  }
  const { at, bends } = layeredLayout(nodes, flow);
  nodes.forEach((node, n) => Object.assign(node, at[n]));
  const placed = new Map(nodes.map((node) => [node.id, node]));
  const edges: LineageViewEdge[] = [];
  flow.forEach(({ source, target, isHidden }, n) => {
    const [a, b] = [placed.get(source), placed.get(target)];
    const link = links[n];
    if (a && b && !isHidden) edges.push(viewEdge(graph, a, b, link, edgePath(exit(a), entry(b), bends[n])));
  });
  if (byColumn) edges.push(...columnEdges(graph, columns, placed));
  const count = (direction: 'upstream' | 'downstream'): number =>
    reachOf(graph, [subject.focus], direction).nodes.filter(
      (n) => n !== subject.focus && graph.nodes[n]!.kind !== 'job',
    ).length;
  return {
    nodes,
    edges,
    totals: { upstream: count('upstream'), downstream: count('downstream') },
    ...(ways?.hidden ? { hidden: ways.hidden } : {}),
  };
}

/** An edge for the layout; hidden where only columns are drawn between its ends. */
interface Flow {
  source: string;
  target: string;
  isHidden?: boolean;
}

/** Tables whose columns feed each other although the job between them is not shown: they must not stand in one layer. */
function columnFlow(graph: LineageGraph, columns: ReadonlyMap<number, Listed>, flow: readonly Flow[]): Flow[] {
  const known = new Set(flow.map(({ source, target }) => `${source}\n${target}`));
  const owner = new Map([...columns].flatMap(([table, { rows }]) => rows.map((row) => [row, table] as const)));
  const found: Flow[] = [];
  for (const [from, table] of owner) {
    const { starts, targets } = graph.down;
    for (let i = starts[from]!; i < starts[from + 1]!; i++) {
      const other = owner.get(targets[i]!);
      if (other === undefined || other === table) continue;
      const [source, target] = [graph.nodes[table]!.id, graph.nodes[other]!.id];
      if (known.has(`${source}\n${target}`)) continue;
      known.add(`${source}\n${target}`);
      found.push({ source, target, isHidden: true });
    }
  }
  return found;
}

interface Listed {
  rows: number[];
  more: number;
}

const onlyThese = (nodes: number[]): Visible => ({ nodes, shown: new Set(nodes), rests: [] });

function visibleEdges(graph: LineageGraph, { nodes, shown }: Visible): LineageEdge[] {
  const found: LineageEdge[] = [];
  for (const from of nodes) {
    const { starts, targets, edges } = graph.down;
    for (let i = starts[from]!; i < starts[from + 1]!; i++)
      if (shown.has(targets[i]!)) found.push(graph.edges[edges[i]!]!);
  }
  return found;
}

/** Dataset to dataset, with the job between them dropped. */
function contracted(graph: LineageGraph, visible: Visible): LineageEdge[] {
  const direct = visibleEdges(graph, visible);
  const isJob = (at: number): boolean => graph.nodes[at]!.kind === 'job';
  const links = new Map<string, LineageEdge>();
  const add = (edge: LineageEdge): void => {
    if (edge.from !== edge.to) links.set(`${String(edge.from)}>${String(edge.to)}`, edge);
  };
  for (const edge of direct) {
    if (isJob(edge.from)) continue;
    if (!isJob(edge.to)) add(edge);
    else for (const next of direct) if (next.from === edge.to) add({ ...next, from: edge.from });
  }
  return [...links.values()];
}

/** Columns of visible tables that another visible column feeds or is fed by; around a column only its own kin. */
function shownColumns(graph: LineageGraph, { shown }: Visible, subject: ViewSubject): Map<number, Listed> {
  const kin = kinOf(graph, subject);
  const parentOf = (at: number): number => graph.indexOf.get(graph.nodes[at]!.parent ?? '') ?? -1;
  const isLinked = (at: number): boolean =>
    [graph.up, graph.down].some(({ starts, targets }) => {
      for (let i = starts[at]!; i < starts[at + 1]!; i++) if (shown.has(parentOf(targets[i]!))) return true;
      return false;
    });
  const listed = new Map<number, Listed>();
  for (const [table, all] of columnsByTable(graph)) {
    if (!shown.has(table)) continue;
    const rows = all
      .filter((at) => (kin ? kin.has(at) : isLinked(at)))
      .sort((a, b) => (graph.nodes[a]!.label < graph.nodes[b]!.label ? -1 : 1));
    listed.set(table, { rows: rows.slice(0, MOST_COLUMNS), more: Math.max(0, rows.length - MOST_COLUMNS) });
  }
  return listed;
}

/** What a column comes from and goes to; between two columns only what lies on a way from one to the other. */
function kinOf(graph: LineageGraph, { focus, column, pathTo, pathToColumn }: ViewSubject): Set<number> | undefined {
  const numberOf = (table: number, name: string | undefined): number | undefined =>
    name === undefined ? undefined : graph.indexOf.get(`${graph.nodes[table]!.id}#${name}`);
  const own = numberOf(focus, column);
  if (own === undefined) return undefined;
  const other = pathTo === undefined ? undefined : numberOf(pathTo, pathToColumn);
  if (other !== undefined) return new Set(waysBetween(graph, own, other, Infinity).nodes);
  return new Set([own, ...closureOf(graph, own, 'upstream').nodes, ...closureOf(graph, own, 'downstream').nodes]);
}

function viewNode(
  graph: LineageGraph,
  at: number,
  { shown }: Visible,
  { focus, column }: ViewSubject,
  query: LineageViewQuery,
  context: ViewContext,
  listed: Listed | undefined,
): LineageViewNode {
  const node = graph.nodes[at]!;
  const hidden = (side: 'up' | 'down'): number =>
    (query.direction === 'both' || (query.direction === 'upstream') === (side === 'up')) && query.pathTo === undefined
      ? neighbours(graph, side, at).filter((next) => !shown.has(next)).length
      : 0;
  const columns: LineageViewColumn[] | undefined = listed?.rows.map((row) => {
    const { id, label } = graph.nodes[row]!;
    const lost = context.lost?.(id) ?? [];
    return { id, label, isFocus: at === focus && label === column, ...(lost.length ? { lost } : {}) };
  });
  const rows = (columns?.length ?? 0) + (listed?.more ? 1 : 0);
  const size = node.kind === 'job' ? JOB : { width: CARD.width, height: rows ? HEAD + rows * ROW + FOOT : CARD.height };
  const lost = context.lost?.(node.id) ?? [];
  const grown = (['up', 'down'] as const).filter((side) => query.grown.includes(`${side}:${node.id}`));
  const audience = context.audience?.(node, column === undefined ? [] : (columns ?? []).map((one) => one.label));
  return {
    id: node.id,
    kind: node.kind,
    label: context.label?.(node) ?? node.label,
    words: context.words(node),
    x: 0,
    y: 0,
    ...size,
    isFocus: at === focus,
    ...(node.lastRun ? { lastRun: node.lastRun } : {}),
    more: { up: hidden('up'), down: hidden('down') },
    ...(grown.length > 0 ? { grown } : {}),
    ...(context.where?.(node) ? { where: context.where(node)! } : {}),
    ...(columns?.length ? { columns } : {}),
    ...(listed?.more ? { moreColumns: listed.more } : {}),
    ...(audience ? { audience } : {}),
    ...(lost.length ? { lost } : {}),
    ...(node.ambiguous ? { ambiguous: node.ambiguous } : {}),
  };
}

const restNode = (id: string, { side, count }: Visible['rests'][number]): LineageViewNode => ({
  id,
  kind: 'rest',
  label: `and ${String(count)} more`,
  words: '',
  x: 0,
  y: 0,
  ...REST,
  isFocus: false,
  more: { up: 0, down: 0 },
  rest: { side, count },
});

/** Lines meet a job at its circle and a card at its head, however many columns it lists. */
const JOB_RADIUS = 16;
const middle = (node: LineageViewNode): number =>
  node.y + (node.kind === 'job' ? JOB_RADIUS + 4 : Math.min(node.height, HEAD) / 2);
const exit = (node: LineageViewNode): Point => ({
  x: node.kind === 'job' ? node.x + node.width / 2 + JOB_RADIUS : node.x + node.width,
  y: middle(node),
});
const entry = (node: LineageViewNode): Point => ({
  x: node.kind === 'job' ? node.x + node.width / 2 - JOB_RADIUS : node.x,
  y: middle(node),
});

function viewEdge(
  graph: LineageGraph,
  from: LineageViewNode,
  to: LineageViewNode,
  edge: LineageEdge | undefined,
  path: string,
): LineageViewEdge {
  const failed = [from, to].some((end) => /^(FAIL|ABORT)$/.test(end.lastRun?.type ?? ''));
  return {
    id: `${from.id}->${to.id}`,
    kind: edge ? bestWitness(edge).source : 'datazone-event',
    source: from.id,
    target: to.id,
    ...factsOf(graph, edge),
    ...(failed ? { failed } : {}),
    isColumn: false,
    path,
  };
}

function factsOf(
  graph: LineageGraph,
  edge: LineageEdge | undefined,
): Pick<LineageViewEdge, 'told' | 'until' | 'how' | 'isUnsure'> {
  if (!edge) return { told: [] };
  const { how, unsure } = edge;
  const until = endOf(edge);
  return {
    told: edgeTold(graph, edge),
    ...(until ? { until } : {}),
    ...(how ? { how } : {}),
    ...(unsure ? { isUnsure: true } : {}),
  };
}

function columnEdges(
  graph: LineageGraph,
  columns: ReadonlyMap<number, Listed>,
  placed: ReadonlyMap<string, LineageViewNode>,
): LineageViewEdge[] {
  const spot = new Map<number, { node: LineageViewNode; y: number }>();
  for (const [table, { rows }] of columns) {
    const node = placed.get(graph.nodes[table]!.id);
    if (node) rows.forEach((row, nth) => spot.set(row, { node, y: node.y + HEAD + nth * ROW + ROW / 2 }));
  }
  const edges: LineageViewEdge[] = [];
  for (const [from, a] of spot) {
    const { starts, targets, edges: numbers } = graph.down;
    for (let i = starts[from]!; i < starts[from + 1]!; i++) {
      const b = spot.get(targets[i]!);
      if (!b) continue;
      const edge = graph.edges[numbers[i]!]!;
      const [s, t] = [graph.nodes[from]!.id, graph.nodes[targets[i]!]!.id];
      edges.push({
        id: `${s}->${t}`,
        kind: bestWitness(edge).source,
        source: s,
        target: t,
        ...factsOf(graph, edge),
        isColumn: true,
        path: edgePath({ x: a.node.x + a.node.width, y: a.y }, { x: b.node.x, y: b.y }),
      });
    }
  }
  return edges;
}
