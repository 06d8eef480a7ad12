import { accessOf } from '../access/access-of';
import { caveated } from '../access/caveat';
import { databaseDecisions, otherDecision, tableDecisions, type Decision, type RowRef } from '../access/decision';
import { accountNodeId, consumerNodeId, DIRECT_DOMAIN_ID } from '../graph/ids';
import { isShareTarget } from '../graph/principals';
import { resourceTarget, type ResourceTarget } from '../graph/resource-node';
import type { GraphEdge, GraphNode, MeshGraph } from '../graph/types';
import { accountOfPrincipal } from '../model/arn';
import { counted } from '../model/counted';
import type { Resource } from '../model/lakeformation';
import { accountOfCatalog, isGatePrincipal } from '../model/keys';
import type { RuleId } from '../access/rules';
import { principalScope, resourceScope, type AnswerSource } from './answer-source';
import { principalLabelOf } from './principal-label';
import { questionOfNode } from './question-of-node';
import { decisionsOn } from './who-view';

/** A part of the graph, with how far the reach goes as a sentence. */
export interface Reach {
  graph: MeshGraph;
  sentence: string;
}

/**
 * Everything that a principal reaches, or everybody who reaches a resource, edge by edge, as access is decided: from the
 * table to what of it a row addresses, from there to the row's holder, from the holder to who acts for it. Answers
 * `undefined` for a node about which no such question can be asked.
 */
export function reachGraph(source: AnswerSource, id: string): Reach | undefined {
  const question = questionOfNode(id);
  const label = source.graph.nodes.find((node) => node.id === id)?.label;
  if (!question || label === undefined) return undefined;
  const decisions =
    question.ask === 'who'
      ? ofResource(source, question.resource)
      : question.ask === 'what'
        ? ofPrincipal(source, question.principal)
        : undefined;
  if (!decisions) return undefined;
  const part = emptyPart(source);
  part.keep(id);
  for (const decision of decisions) addDecision(part, decision);
  const said =
    question.ask === 'who'
      ? whoReaches(label, new Set(decisions.map((d) => d.principal)).size)
      : `${label} reaches ${placesText(decisions.map((d) => d.resource))}.`;
  const { coverage } = source.index.mesh.snapshot;
  const sentence = caveated(coverage, { sentence: said, isEmpty: decisions.length === 0 });
  return { graph: part.graph(), sentence };
}

const whoReaches = (label: string, count: number): string =>
  count === 0
    ? `Nobody reaches ${label}.`
    : `${counted(count, 'principal')} ${count === 1 ? 'reaches' : 'reach'} ${label}.`;

const PLACES: readonly (readonly [kind: ResourceTarget['kind'], one: string, many: string])[] = [
  ['table', 'table', 'tables'],
  ['database', 'database', 'databases'],
  ['catalog', 'catalog', 'catalogs'],
  ['location', 'location', 'locations'],
  ['tag-policy', 'LF-Tag or expression', 'LF-Tags or expressions'],
];

/** `3 tables, 1 database and 2 locations`. */
function placesText(resources: readonly Resource[]): string {
  const targets = resources.flatMap((resource) => resourceTarget(resource, { account: '' }) ?? []);
  const parts = PLACES.flatMap(([kind, one, many]) => {
    const count = new Set(targets.filter((target) => target.kind === kind).map(({ id }) => id)).size;
    return count > 0 ? [counted(count, one, many)] : [];
  });
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}` : (parts[0] ?? 'nothing');
}

function ofResource(source: AnswerSource, resource: string): Decision[] | undefined {
  const scope = resourceScope(source, resource);
  return scope.ok
    ? scope.value.refs.flatMap((ref) => decisionsOn(source, ref, undefined, []).map(({ decision }) => decision))
    : undefined;
}

function ofPrincipal(source: AnswerSource, principal: string): Decision[] | undefined {
  const { index } = source;
  const scope = principalScope(source, principal);
  if (!scope.ok) return undefined;
  const { actors, through } = scope.value;
  return actors.flatMap((arn) => {
    const access = accessOf(index, arn);
    return [
      ...access.tables.flatMap((table) => tableDecisions(index, access.actor, table)),
      ...access.databases.flatMap((database) => databaseDecisions(index, access.actor, database)),
      ...access.others.map((row) => otherDecision(index, row)),
    ].filter((d) => through === undefined || d.reasons.some(({ row }) => row?.principal === through));
  });
}

interface Part {
  /** Takes a node over from the whole graph, with what contains it; answers whether it is there. */
  keep(id: string): boolean;
  /** Keeps what a resource addresses, made if no grant of the mesh names it; a table or database is there or is gone. */
  keepTarget(target: ResourceTarget): boolean;
  keepPrincipal(principal: string): string;
  join(edge: Omit<GraphEdge, 'id' | 'state'>): void;
  graph(): MeshGraph;
}

/** Rights that need no row; any other without one is implied by what lies below. */
const ADMINISTERS: ReadonlySet<RuleId> = new Set(['I1', 'I2', 'I3', 'X1']);

function addDecision(part: Part, { principal, resource, permission, reasons }: Decision): void {
  const target = resourceTarget(resource, { account: '' });
  if (!target || !part.keepTarget(target)) return;
  const place = target.id;
  const reader = part.keepPrincipal(principal);
  if (permission === 'IAM_DECIDES') return part.join({ kind: 'iam', source: place, target: reader });
  for (const { row, rules } of reasons) {
    if (row) addRow(part, place, reader, row);
    else {
      const kind = rules.some((rule) => ADMINISTERS.has(rule)) ? 'admin' : 'grant';
      part.join({ kind, source: place, target: reader, permissions: [permission] });
    }
  }
}

function addRow(part: Part, place: string, reader: string, row: RowRef): void {
  const target = resourceTarget(row.resource, { account: row.account });
  const addressed = target && part.keep(target.id) ? target.id : place;
  if (addressed !== place) part.join({ kind: 'match', source: place, target: addressed });
  const holder = part.keepPrincipal(row.principal);
  const kind = isShareTarget(row.principal) ? 'share' : 'grant';
  part.join({ kind, source: addressed, target: holder, permissions: row.permissions });
  if (holder !== reader) part.join({ kind: 'member', source: holder, target: reader });
}

function emptyPart(source: AnswerSource): Part {
  const whole = new Map(source.graph.nodes.map((node) => [node.id, node]));
  const neighbours = firstOfAccounts(source.graph.nodes);
  const made = new Map<string, GraphNode>();
  const kept = new Set<string>();
  const edges = new Map<string, GraphEdge>();
  const keep = (id: string): boolean => {
    if (!whole.has(id) && !made.has(id)) return false;
    for (
      let at: string | undefined = id;
      at !== undefined && !kept.has(at);
      at = (whole.get(at) ?? made.get(at))?.parent
    )
      kept.add(at);
    return true;
  };
  return {
    keep,
    keepTarget({ id, kind, label, catalog }) {
      if (keep(id)) return true;
      if (kind === 'table' || kind === 'database') return false;
      make({ id, kind, label }, accountOfCatalog(catalog));
      return keep(id);
    },
    keepPrincipal(principal) {
      const id = isShareTarget(principal) ? accountNodeId(principal) : consumerNodeId(principal);
      if (!keep(id)) {
        makePrincipal(id, principal);
        keep(id);
      }
      return id;
    },
    join({ kind, source: from, target, permissions }) {
      const id = `${kind}:${from}>${target}`;
      const known = edges.get(id);
      const all = [...new Set([...(known?.permissions ?? []), ...(permissions ?? [])])].sort();
      edges.set(id, { id, kind, source: from, target, state: 'granted', ...(all.length ? { permissions: all } : {}) });
    },
    graph: () => ({
      nodes: [...source.graph.nodes, ...made.values()].filter(({ id }) => kept.has(id)),
      edges: [...edges.values()],
    }),
  };

  /** Who holds no grant of their own, such as the members of a group, is not in the mesh's graph. */
  function makePrincipal(id: string, principal: string): void {
    const label = isGatePrincipal(principal) ? 'IAM_ALLOWED_PRINCIPALS' : principalLabelOf(source, principal);
    make({ id, kind: 'consumer', label }, accountOfPrincipal(principal));
  }

  /** A node of its own, within the domain in which others of its kind and account are. */
  function make(node: Pick<GraphNode, 'id' | 'kind' | 'label'>, account: string | undefined): void {
    const anywhere = node.kind === 'consumer' ? undefined : neighbours.get(account ?? '');
    const neighbour = neighbours.get(`${account ?? ''} ${node.kind}`) ?? anywhere;
    let home = neighbour?.kind === 'domain' ? neighbour.id : neighbour?.parent;
    while (home !== undefined && whole.get(home)?.kind !== 'domain') home = whole.get(home)?.parent;
    const parent = home ?? DIRECT_DOMAIN_ID;
    if (!whole.has(parent) && !made.has(parent))
      made.set(parent, { id: parent, kind: 'domain', label: 'Direct grants', lane: 'consumers' });
    const lane = whole.get(parent)?.lane ?? 'consumers';
    made.set(node.id, { ...node, parent, lane, ...(account === undefined ? {} : { account }) });
  }
}

/** The first node of each account, and of each account and kind as `account kind`. */
function firstOfAccounts(nodes: readonly GraphNode[]): Map<string, GraphNode> {
  const first = new Map<string, GraphNode>();
  for (const node of nodes) {
    if (node.account === undefined) continue;
    for (const key of [node.account, `${node.account} ${node.kind}`]) if (!first.has(key)) first.set(key, node);
  }
  return first;
}
