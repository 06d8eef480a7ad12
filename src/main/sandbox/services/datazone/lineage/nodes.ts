import type {
  FormOutput,
  GetLineageNodeInput,
  GetLineageNodeOutput,
  LineageNodeItem,
  LineageNodeReference,
  ListLineageNodeHistoryInput,
  ListLineageNodeHistoryOutput,
  QueryGraphInput,
  QueryGraphOutput,
} from '@aws-sdk/client-datazone';
import type { Call } from '../../../service';
import { invalid, notFound } from '../errors';
import { formTypeName } from '../forms';
import { page } from '../pages';
import { clauseFits, valuesAt } from '../search-query';
import { domainOf } from '../state';
import type { Domain } from '../state';
import type { LineageGraph, LineageNode } from './graph';
import { buildGraph, eventsOf, findNode } from './graph';
import { datasetId, runId } from './open-lineage';

/** Neighbours of a node on each side; there is no second page (datazone 3.1). */
const MAX_NEIGHBOURS = 100;

/** Reading the graph again and again would build it again; it changes only when an event or an asset comes. */
const built = new WeakMap<Domain, { events: number; assets: number; listings: number; graph: LineageGraph }>();

function graphOf(domain: Domain): LineageGraph {
  const size = { events: eventsOf(domain).length, assets: domain.assets.length, listings: domain.listings.length };
  const known = built.get(domain);
  if (known && known.events === size.events && known.assets === size.assets && known.listings === size.listings) {
    return known.graph;
  }
  const graph = buildGraph(domain);
  built.set(domain, { ...size, graph });
  return graph;
}

const summary = (domain: Domain, node: LineageNode) => ({
  domainId: domain.domain.id,
  id: node.id,
  name: node.name,
  typeName: `amazon.datazone.${node.type}`,
  typeRevision: '1',
  sourceIdentifier: node.sourceIdentifier,
  eventTimestamp: new Date(node.eventTimestamp),
  createdAt: new Date(node.createdAt),
  createdBy: 'SYSTEM',
});

const formsOf = (node: LineageNode, wanted?: string[]): FormOutput[] =>
  Object.entries(node.forms)
    .filter(([name]) => wanted === undefined || wanted.includes(name))
    .slice(0, 10)
    .map(([formName, content]) => ({
      formName,
      typeName: `amazon.datazone.${formTypeName(formName)}`,
      typeRevision: '1',
      content: JSON.stringify(content),
    }));

const references = (graph: LineageGraph, ids: Set<string>): LineageNodeReference[] =>
  [...ids].slice(0, MAX_NEIGHBOURS).map((id) => ({
    id,
    eventTimestamp: new Date(graph.nodes.get(id)?.eventTimestamp ?? 0),
  }));

/** By node id or source identifier; with a time, as the graph was then. */
export function getLineageNode(input: GetLineageNodeInput, call: Call): GetLineageNodeOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const graph = input.eventTimestamp ? buildGraph(domain, input.eventTimestamp) : graphOf(domain);
  const node = findNode(graph, input.identifier ?? '');
  if (!node) throw notFound('Lineage node', input.identifier ?? '');
  return {
    ...summary(domain, node),
    formsOutput: formsOf(node),
    upstreamNodes: references(graph, node.upstream),
    downstreamNodes: references(graph, node.downstream),
  };
}

/** One version for each event that touched the node; with a direction, those that had neighbours on that side. */
export function listLineageNodeHistory(input: ListLineageNodeHistoryInput, call: Call): ListLineageNodeHistoryOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const node = findNode(graphOf(domain), input.identifier ?? '');
  if (!node) throw notFound('Lineage node', input.identifier ?? '');
  const versions = new Set<string>();
  for (const event of eventsOf(domain)) {
    const written = (event.outputs ?? []).some((d) => datasetId(d) === node.sourceIdentifier);
    const read = (event.inputs ?? []).some((d) => datasetId(d) === node.sourceIdentifier);
    const ran = runId(event) === node.sourceIdentifier;
    const upstream = written || (ran && (event.inputs ?? []).length > 0);
    const downstream = read || (ran && (event.outputs ?? []).length > 0);
    const fits =
      input.direction === 'UPSTREAM'
        ? upstream
        : input.direction === 'DOWNSTREAM'
          ? downstream
          : written || read || ran;
    if (fits) versions.add(new Date(event.eventTime).toISOString());
  }
  const list = [...versions]
    .filter((time) => input.eventTimestampGTE === undefined || new Date(time) >= input.eventTimestampGTE)
    .filter((time) => input.eventTimestampLTE === undefined || new Date(time) <= input.eventTimestampLTE)
    .sort();
  if (input.sortOrder !== 'ASCENDING') list.reverse();
  const { items, token } = page(call, input, list);
  const nodes = items.map((time) => ({ ...summary(domain, node), eventTimestamp: new Date(time) }));
  return { nodes, nextToken: token };
}

/** Everything within the asked number of hops, the root first; IN walks upstream (datazone 3.1). */
export function queryGraph(input: QueryGraphInput, call: Call): QueryGraphOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const relation = input.match?.find((clause) => clause.relationPattern)?.relationPattern;
  const entity = input.match?.find((clause) => clause.entityPattern)?.entityPattern;
  if (!relation || !entity) throw invalid('match needs one relationPattern and one entityPattern');
  const graph = graphOf(domain);
  const root = findNode(graph, entity.identifier ?? '');
  const side = relation.relationDirection === 'IN' ? 'upstream' : 'downstream';
  const reached = root ? walk(graph, root, side, relation.maxPathLength ?? 1) : [];
  const hits = reached.filter((node) =>
    clauseFits(entity.filters, (attribute) =>
      valuesAt({ ...summary(domain, node), ...node.forms }, attribute.split('.')),
    ),
  );
  const { items, token } = page(call, input, hits);
  const wanted = input.additionalAttributes?.formNames;
  return {
    nextToken: token,
    items: items.map((node) => ({ lineageNode: item(domain, node, wanted) })),
  };
}

function item(domain: Domain, node: LineageNode, wanted: string[] | undefined): LineageNodeItem {
  return {
    ...summary(domain, node),
    upstreamLineageNodeIds: [...node.upstream],
    downstreamLineageNodeIds: [...node.downstream],
    ...(wanted && { formsOutput: formsOf(node, wanted) }),
  };
}

function walk(graph: LineageGraph, root: LineageNode, side: 'upstream' | 'downstream', hops: number): LineageNode[] {
  const seen = new Map([[root.id, root]]);
  let front = [root];
  for (let hop = 0; hop < hops; hop++) {
    const next: LineageNode[] = [];
    for (const id of front.flatMap((node) => [...node[side]])) {
      const node = graph.nodes.get(id);
      if (!node || seen.has(id)) continue;
      seen.set(id, node);
      next.push(node);
    }
    front = next;
  }
  return [...seen.values()];
}
