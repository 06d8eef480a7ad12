import { createHash } from 'node:crypto';
import type { Domain } from '../state';
import type { Dataset, RunEvent } from './open-lineage';
import { datasetId, runId } from './open-lineage';

export type NodeType = 'DatasetLineageNodeType' | 'JobRunLineageNodeType';

/** A node as the newest event that touched it left it. Neighbours are ids. */
export interface LineageNode {
  id: string;
  sourceIdentifier: string;
  type: NodeType;
  name: string;
  /** ISO time of that event. */
  eventTimestamp: string;
  createdAt: string;
  upstream: Set<string>;
  downstream: Set<string>;
  forms: Record<string, unknown>;
}

export interface LineageGraph {
  nodes: Map<string, LineageNode>;
  /** By source identifier, and by the asset's and the listing's own names. */
  bySource: Map<string, LineageNode>;
}

/** Fourteen lower-case letters and digits that depend on the source identifier alone. */
export const nodeId = (sourceIdentifier: string): string =>
  Array.from(createHash('sha256').update(sourceIdentifier).digest().subarray(0, 14), (byte) =>
    (byte % 36).toString(36),
  ).join('');

/** A failed or aborted run moved no data. */
const movesData = (event: RunEvent): boolean => event.eventType !== 'FAIL' && event.eventType !== 'ABORT';

export const eventsOf = (domain: Domain): RunEvent[] =>
  domain.extra.lineage.events.map(({ event }) => event as unknown as RunEvent);

/**
 * The graph as it was at a time (now, without one): dataset → run → dataset from the newest run of each job, and published
 * asset → listing. Earlier runs of a job are versions of the datasets, not further neighbours.
 */
export function buildGraph(domain: Domain, at?: Date): LineageGraph {
  const graph: LineageGraph = { nodes: new Map(), bySource: new Map() };
  const limit = at?.getTime() ?? Number.POSITIVE_INFINITY;
  const events = eventsOf(domain)
    .filter((event) => movesData(event) && Date.parse(event.eventTime) <= limit)
    .sort((a, b) => Date.parse(a.eventTime) - Date.parse(b.eventTime));
  const newestRun = new Map(events.map((event) => [jobKey(event), event.run.runId]));
  for (const event of events) if (newestRun.get(jobKey(event)) === event.run.runId) addRun(graph, event);
  addCatalogue(graph, domain, limit);
  return graph;
}

const jobKey = ({ job }: RunEvent): string => `${job.namespace}\n${job.name}`;

function touch(graph: LineageGraph, sourceIdentifier: string, type: NodeType, name: string, time: string): LineageNode {
  const id = nodeId(sourceIdentifier);
  const present = graph.nodes.get(id);
  if (present) {
    if (present.eventTimestamp < time) present.eventTimestamp = time;
    return present;
  }
  const node = {
    id,
    sourceIdentifier,
    type,
    name,
    eventTimestamp: time,
    createdAt: time,
    upstream: new Set<string>(),
    downstream: new Set<string>(),
    forms: {},
  };
  graph.nodes.set(id, node);
  graph.bySource.set(sourceIdentifier, node);
  return node;
}

function connect(from: LineageNode, to: LineageNode): void {
  from.downstream.add(to.id);
  to.upstream.add(from.id);
}

function addRun(graph: LineageGraph, event: RunEvent): void {
  const time = new Date(event.eventTime).toISOString();
  const run = touch(graph, runId(event), 'JobRunLineageNodeType', event.job.name, time);
  run.forms['JobRunForm'] = {
    jobName: event.job.name,
    jobNamespace: event.job.namespace,
    runId: event.run.runId,
    eventType: event.eventType,
    sql: (event.job.facets?.['sql'] as { query?: string } | undefined)?.query,
  };
  for (const input of event.inputs ?? []) connect(addDataset(graph, input, time), run);
  for (const output of event.outputs ?? []) connect(run, addDataset(graph, output, time));
}

function addDataset(graph: LineageGraph, dataset: Dataset, time: string): LineageNode {
  const name = dataset.name.split(/[/.]/).at(-1) ?? dataset.name;
  const node = touch(graph, datasetId(dataset), 'DatasetLineageNodeType', name, time);
  const { schema, columnLineage } = dataset.facets ?? {};
  if (schema?.fields?.length) node.forms['DatasetFieldsForm'] = { fields: schema.fields };
  if (columnLineage?.fields) node.forms['ColumnLineageForm'] = { fields: columnLineage.fields };
  return node;
}

/** An asset is the dataset that its source identifier names; publishing it leads on to its listing (datazone 3.2). */
function addCatalogue(graph: LineageGraph, domain: Domain, limit: number): void {
  for (const asset of domain.assets) {
    const source = asset.forms['AssetCommonDetailsForm']?.['sourceIdentifier'] ?? asset.externalIdentifier;
    const listing = domain.listings.find((l) => l.kind === 'asset' && l.entityId === asset.identifier);
    const known = typeof source === 'string' ? graph.bySource.get(source) : undefined;
    if (!known && !listing) continue;
    const own = `amazon.datazone.asset/${asset.identifier}`;
    const time = asset.createdAt ?? '2024-01-01T00:00:00.000Z';
    if (Date.parse(time) > limit) continue;
    const node =
      known ?? touch(graph, typeof source === 'string' ? source : own, 'DatasetLineageNodeType', asset.name, time);
    graph.bySource.set(own, node);
    if (!listing) continue;
    const published = `amazon.datazone.listing/${listing.listingId}`;
    connect(node, touch(graph, published, 'DatasetLineageNodeType', listing.name, listing.createdAt ?? time));
  }
}

/** A node by id or source identifier. */
export const findNode = (graph: LineageGraph, identifier: string): LineageNode | undefined =>
  graph.nodes.get(identifier) ?? graph.bySource.get(identifier);
