import { accessOf } from '../access/access-of';
import { databaseDecisions, tableDecisions, type Decision, type RowRef } from '../access/decision';
import { accountNodeId, consumerNodeId, DIRECT_DOMAIN_ID } from '../graph/ids';
import { isShareTarget } from '../graph/principals';
import { resourceTarget } from '../graph/resource-node';
import type { GraphEdge, GraphNode, MeshGraph } from '../graph/types';
import { accountOfPrincipal } from '../model/arn';
import { counted } from '../model/counted';
import { isGatePrincipal } from '../model/keys';
import { resourceNode } from './access-line';
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
  const reached = new Set(
    decisions.map((d) => (question.ask === 'who' ? d.principal : resourceNode(d.resource))).filter(Boolean),
  ).size;
  const sentence =
    question.ask === 'who'
      ? `${counted(reached, 'principal')} ${reached === 1 ? 'reaches' : 'reach'} ${label}`
      : `${label} reaches ${counted(reached, 'table and database').replace('table and databases', 'tables and databases')}`;
  return { graph: part.graph(), sentence };
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
    ].filter((d) => through === undefined || d.reasons.some(({ row }) => row?.principal === through));
  });
}

interface Part {
  /** Takes a node over from the whole graph, with what contains it; answers whether it is there. */
  keep(id: string): boolean;
  keepPrincipal(principal: string): string;
  join(edge: Omit<GraphEdge, 'id' | 'state'>): void;
  graph(): MeshGraph;
}

function addDecision(part: Part, { principal, resource, permission, reasons }: Decision): void {
  const place = resourceNode(resource);
  if (!place || !part.keep(place)) return;
  const reader = part.keepPrincipal(principal);
  if (permission === 'IAM_DECIDES') return part.join({ kind: 'iam', source: place, target: reader });
  for (const { row } of reasons) {
    if (row) addRow(part, place, reader, row);
    else part.join({ kind: 'admin', source: place, target: reader, permissions: [permission] });
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
    keepPrincipal(principal) {
      const id = isShareTarget(principal) ? accountNodeId(principal) : consumerNodeId(principal);
      if (!keep(id)) {
        make(id, principal);
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
  function make(id: string, principal: string): void {
    const account = accountOfPrincipal(principal);
    const neighbour = source.graph.nodes.find(
      (node) => node.kind === 'consumer' && account !== undefined && node.account === account,
    );
    let home = neighbour?.parent;
    while (home !== undefined && whole.get(home)?.kind !== 'domain') home = whole.get(home)?.parent;
    const parent = home ?? DIRECT_DOMAIN_ID;
    if (!whole.has(parent) && !made.has(parent))
      made.set(parent, { id: parent, kind: 'domain', label: 'Direct grants', lane: 'consumers' });
    const label = isGatePrincipal(principal) ? 'IAM_ALLOWED_PRINCIPALS' : principalLabelOf(source, principal);
    const lane = whole.get(parent)?.lane ?? 'consumers';
    made.set(id, { id, kind: 'consumer', label, parent, lane, ...(account === undefined ? {} : { account }) });
  }
}
