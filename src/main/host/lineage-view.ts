import { compareText } from '../../core/graph/order';
import type { Lineage } from '../../core/lineage/build';
import { sideOf } from '../../core/lineage/closure';
import { columnsByTable } from '../../core/lineage/derived-places';
import { graphAsOf, historyNotes, historySpan, type HistorySpan } from '../../core/lineage/history';
import type { Adjacency, LineageGraph, LineageNode } from '../../core/lineage/lineage-graph';
import { looksSensitive, lostTags } from '../../core/lineage/lost-tags';
import { viewLineage, type ViewContext } from '../../core/lineage/view';
import type {
  LineageColumns,
  LineageView,
  LineageViewEdge,
  LineageViewQuery,
  NodeAudience,
} from '../../core/lineage/view-types';
import { lineageAccessOf, shortNameOf, subjectOf } from './lineage-on-hand';
import { derivation, type MeshOnHand } from './mesh-on-hand';

const LOST = derivation<ReadonlyMap<string, string[]>>('lineage-lost');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The lineage page's picture. Without a focus it begins at the dataset on which most depends. */
export function lineageView(mesh: MeshOnHand, lineage: Lineage, version: string, query: LineageViewQuery): LineageView {
  const graph = query.asOf ? graphAsOf(lineage.graph, query.asOf) : lineage.graph;
  const named = query.focus === undefined ? busiest(mesh, graph) : subjectOf(mesh, lineage, query.focus);
  const none = { nodes: [], edges: [], totals: { upstream: 0, downstream: 0 } };
  if (!named) return { label: '', sentence: 'There is no lineage in this mesh yet.', ...none };
  const focus = graph.indexOf.get(named.id);
  const told = historySpan(lineage.graph);
  const { since } = told;
  const span = since === undefined ? {} : { since, until: mesh.snapshot.takenAt };
  if (focus === undefined)
    return {
      label: named.label,
      sentence: `Nothing is known of where ${named.label} comes from or goes${asOfWords(query)}.`,
      ...none,
      ...span,
      ...(query.asOf ? { notes: historyNotes(told, 0, query.asOf, query.level) } : {}),
    };
  const end = query.pathTo === undefined ? undefined : subjectOf(mesh, lineage, query.pathTo);
  const other = end && graph.indexOf.get(end.id);
  const context = contextOf(mesh, lineage, version, query, graph.nodes[focus]!, named.column);
  const subject = { focus, column: named.column, pathTo: other, pathToColumn: end?.column };
  const view = viewLineage(graph, subject, query, context);
  return {
    focus: named.id,
    ...(named.column === undefined ? {} : { column: named.column }),
    label: named.label,
    ...(end ? { pathLabel: end.label } : {}),
    sentence: sentenceOf(named.label, query, view, other === undefined ? undefined : end?.label),
    ...view,
    ...span,
    ...notesOf(told, query, view.edges),
  };
}

/** What a picture of a date, or of now, does not say by itself. */
function notesOf(told: HistorySpan, query: LineageViewQuery, edges: readonly LineageViewEdge[]): { notes?: string[] } {
  if (query.asOf) {
    const notes = historyNotes(told, edges.filter(({ isUnsure }) => isUnsure).length, query.asOf, query.level);
    return notes.length > 0 ? { notes } : {};
  }
  const former = edges.filter(({ until }) => until).length;
  if (former === 0) return {};
  return {
    notes: [
      former === 1
        ? '1 link shown is former: the newest run of its job does not name it any more.'
        : `${String(former)} links shown are former: the newest runs of their jobs do not name them any more.`,
    ],
  };
}

/** The table or dataset with most neighbours that runs lead to; ties by label. */
function busiest(mesh: MeshOnHand, graph: LineageGraph): { id: string; label: string; column?: string } | undefined {
  let best: number | undefined;
  let most = 0;
  const degree = (at: number): number =>
    (['upstream', 'downstream'] as const).reduce((sum, direction) => {
      const { starts } = sideOf(graph, direction);
      return sum + starts[at + 1]! - starts[at]!;
    }, 0);
  graph.nodes.forEach((node, at) => {
    if (node.kind !== 'table' && node.kind !== 'dataset') return;
    const own = degree(at);
    if (
      own < most ||
      own === 0 ||
      (own === most && best !== undefined && compareText(graph.nodes[best]!.label, node.label) <= 0)
    )
      return;
    most = own;
    best = at;
  });
  return best === undefined
    ? undefined
    : { id: graph.nodes[best]!.id, label: shortNameOf(mesh, graph.nodes[best]!.id, graph.nodes[best]!.label) };
}

const asOfWords = ({ asOf }: LineageViewQuery): string => (asOf ? ` as of ${asOf.slice(0, 10)}` : '');

function sentenceOf(
  label: string,
  query: LineageViewQuery,
  view: Pick<LineageView, 'nodes' | 'totals' | 'hidden'>,
  other: string | undefined,
): string {
  const when = asOfWords(query);
  if (other !== undefined) {
    if (view.nodes.length < 2) return `No data is known to flow between ${label} and ${other}${when}.`;
    const left = view.hidden ? `; ${String(view.hidden)} nodes on longer ways are not shown` : '';
    return `Every way between ${label} and ${other}${when}${left}.`;
  }
  const count = (n: number): string => `${String(n)} dataset${n === 1 ? '' : 's'}`;
  const { upstream, downstream } = view.totals;
  if (query.direction === 'upstream') return `${label} is made from ${count(upstream)}${when}.`;
  if (query.direction === 'downstream') return `${count(downstream)} depend on ${label}${when}.`;
  return `${label} is made from ${count(upstream)}, and ${count(downstream)} depend${downstream === 1 ? 's' : ''} on it${when}.`;
}

function contextOf(
  mesh: MeshOnHand,
  lineage: Lineage,
  version: string,
  query: LineageViewQuery,
  focus: LineageNode,
  column: string | undefined,
): ViewContext {
  const shown = {
    words: (node: LineageNode): string => wordsOf(mesh, node),
    where: (node: LineageNode): string | undefined => whereOf(mesh, node),
    label: labelOf,
  };
  if (!query.audience) return shown;
  const access = lineageAccessOf(mesh);
  const own = access.readers(focus.id, column);
  const audience = (node: LineageNode, columns: readonly string[]): NodeAudience | undefined => {
    if (node.kind === 'job' || node.kind === 'product' || node.kind === 'project') return undefined;
    if (!access.knows(node.id)) return { tone: 'unknown', words: 'readers unknown' };
    const readers = columns.length
      ? new Set(columns.flatMap((one) => [...access.readers(node.id, one)]))
      : access.readers(node.id);
    const beyond = [...readers].filter((one) => !own.has(one)).length;
    if (node.id === focus.id) return { tone: 'source', words: `${String(readers.size)} read it` };
    if (readers.size === 0) return { tone: 'nobody', words: 'nobody reads it' };
    if (beyond === 0) return { tone: 'same', words: `${String(readers.size)} read it, none new` };
    return { tone: 'wider', words: `${String(readers.size)} read it, ${String(beyond)} new` };
  };
  const lost = mesh.derive(derivation<ReadonlyMap<string, string[]>>(`${LOST.name} ${version}`), () =>
    lostByPlace(mesh, lineage),
  );
  return { ...shown, audience, lost: (id) => lost.get(id) ?? [] };
}

/** Every column of a node that lineage knows, with how many columns feed it and come from it. */
export function lineageColumns({ graph }: Lineage, id: string): LineageColumns {
  const table = graph.indexOf.get(id);
  const rows = (table === undefined ? undefined : columnsByTable(graph).get(table)) ?? [];
  const degree = ({ starts }: Adjacency, at: number): number => starts[at + 1]! - starts[at]!;
  const columns = rows.map((at) => {
    const { id: column, label } = graph.nodes[at]!;
    return { id: column, label, up: degree(graph.up, at), down: degree(graph.down, at) };
  });
  return { columns: columns.sort((a, b) => compareText(a.label, b.label)) };
}

/** Where tags were lost first, by table and column node. */
function lostByPlace(mesh: MeshOnHand, { graph }: Lineage): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const { derived, tags, first } of lostTags(graph, lineageAccessOf(mesh), looksSensitive)) {
    if (!first) continue;
    for (const id of derived.column === undefined
      ? [derived.table]
      : [`${derived.table}#${derived.column}`, derived.table]) {
      const list = places.get(id) ?? [];
      for (const tag of tags) if (!list.includes(tag)) list.push(tag);
      places.set(id, list);
    }
  }
  return places;
}

/** A table's own name: its database stands in the second line. */
const labelOf = ({ kind, label }: LineageNode): string =>
  kind === 'table' ? label.slice(label.indexOf('.') + 1) : label;

function wordsOf(mesh: MeshOnHand, node: LineageNode): string {
  if (node.kind === 'job')
    return node.lastRun ? `${runWords(node.lastRun.type)} ${timeWords(node.lastRun.at)}` : 'no run known';
  if (node.kind === 'product') return 'data product';
  if (node.kind === 'project') return 'subscribed project';
  const table = lineageAccessOf(mesh).tableOf(node.id);
  if (table === undefined)
    return node.ambiguous
      ? 'fits several tables'
      : node.kind === 'dataset'
        ? node.id.startsWith('dataset:glue|')
          ? 'not found in the catalog'
          : 'outside the mesh'
        : 'asset';
  return node.label.split('.')[0] ?? '';
}

/** The account of a table of the mesh, by its name where it has one. */
function whereOf(mesh: MeshOnHand, { id }: LineageNode): string | undefined {
  if (lineageAccessOf(mesh).tableOf(id) === undefined) return undefined;
  const account = id.slice('table:'.length).split('/')[0]!.split(':')[0]!;
  return mesh.snapshot.members.find((one) => one.account === account)?.accountName ?? account;
}

const runWords = (type: string): string =>
  ({ COMPLETE: 'ran', FAIL: 'failed', ABORT: 'aborted', START: 'started', RUNNING: 'running' })[type] ?? 'ran';
/** `22 Nov 03:10`, in UTC: the picture must not depend on the machine. */
const timeWords = (at: string): string =>
  at ? `${String(Number(at.slice(8, 10)))} ${MONTHS[Number(at.slice(5, 7)) - 1] ?? ''} ${at.slice(11, 16)}` : '';
