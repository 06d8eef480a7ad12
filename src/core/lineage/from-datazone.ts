import { productNodeId, projectNodeId } from '../graph/ids';
import { compareText } from '../graph/order';
import type { DzLineageNode } from '../model/datazone';
import { recordsOf, type Snapshot } from '../model/snapshot';
import type { LineageBuild } from './completeness';
import { columnNode, datasetNode, tableNode } from './dataset-node';
import { beginRun, completeRun, noteRun, putEdge, putNode, type ToldRun } from './lineage-draft';
import { readColumnLineage } from './openlineage';

type Read = Pick<Snapshot, 'members' | 'parts'>;

/**
 * DataZone's own lineage nodes (facts/datazone 3). Edges come from the neighbour lists, never from the direction that was
 * asked. A job run is folded into its job: `<job>/<run id>`; what is not told by a run is put at once, the runs are
 * answered to be told in their turn.
 */
export function dataZoneRuns(build: LineageBuild, snapshot: Read): ToldRun[] {
  const records = [...recordsOf(snapshot, 'lineage-nodes')].map(({ record }) => record);
  const numbers = new Map<string, number>();
  const runs = new Map<string, NodeRun>();
  for (const record of records) {
    const key = keyOf(record, record.id);
    if (numbers.has(key)) continue;
    const identifier = record.sourceIdentifier ?? record.id;
    if (/Job/.test(record.typeName ?? '')) {
      const isRun = /Run/.test(record.typeName ?? '');
      const name = isRun ? identifier.replace(/\/[^/]*$/, '') : identifier;
      const job = putNode(build.draft, { id: `job:${name}`, kind: 'job', label: record.name ?? name });
      numbers.set(key, job);
      if (isRun) runs.set(key, { record, job, inputs: new Set(), outputs: new Set(), facets: [] });
    } else numbers.set(key, datasetNode(build, { namespace: '', name: identifier }));
    if (record.truncated) build.notes.truncated.push(record.name ?? identifier);
  }
  for (const record of records) {
    const own = keyOf(record, record.id);
    for (const id of record.upstream) link(keyOf(record, id), own, record.eventTimestamp);
    for (const id of record.downstream) link(own, keyOf(record, id), record.eventTimestamp);
    if (record.columnLineage !== undefined) claimColumns(record);
  }
  return [...runs.values()].map((run) => ({
    at: run.record.eventTimestamp ?? '',
    rank: 0,
    job: build.draft.nodes[run.job]!.id,
    run: run.record.id,
    tell: () => tellRun(build, run),
  }));

  function link(from: string, to: string, at: string | undefined): void {
    const [source, target] = [numbers.get(from), numbers.get(to)];
    if (source === undefined || target === undefined || source === target) return;
    if (runs.has(from)) runs.get(from)!.outputs.add(target);
    else if (runs.has(to)) runs.get(to)!.inputs.add(source);
    else putEdge(build.draft, source, target, 'datazone-node', at);
  }

  /** Where one job alone writes a dataset, the columns are of its newest run; of several any may be meant. */
  function claimColumns(record: DzLineageNode): void {
    const table = numbers.get(keyOf(record, record.id))!;
    const writers = record.upstream.flatMap((id) => runs.get(keyOf(record, id)) ?? []);
    const newest = writers.sort((a, b) => compareText(timeOf(b), timeOf(a)))[0];
    const isAlone = new Set(record.upstream.map((id) => numbers.get(keyOf(record, id)))).size === 1;
    if (newest && isAlone) newest.facets.push({ table, facet: record.columnLineage });
    else addColumns(build, table, record.columnLineage, record.eventTimestamp ?? '');
  }
}

interface NodeRun {
  record: DzLineageNode;
  job: number;
  inputs: Set<number>;
  outputs: Set<number>;
  facets: { table: number; facet: unknown }[];
}

const keyOf = ({ domainId }: DzLineageNode, id: string): string => `${domainId}/${id}`;
const timeOf = ({ record }: NodeRun): string => record.eventTimestamp ?? '';

/** A run that is a lineage node has moved data, so it did not fail. */
function tellRun(build: LineageBuild, { record, job, inputs, outputs, facets }: NodeRun): void {
  const { draft } = build;
  const at = record.eventTimestamp ?? '';
  noteRun(draft.nodes[job]!, at, 'COMPLETE');
  const named = beginRun(draft, job, record.id);
  for (const input of inputs) putEdge(draft, input, job, 'datazone-node', at);
  for (const output of outputs) putEdge(draft, job, output, 'datazone-node', at);
  for (const { table, facet } of facets) {
    putEdge(draft, job, table, 'datazone-node', at, { columns: true });
    addColumns(build, table, facet, at);
    named.columnsOf.add(table);
  }
  named.inputs = inputs.size > 0;
  named.outputs = outputs.size > 0;
  // Of more than 100 neighbours not all are told, so what is not named may still be there.
  if (!record.truncated) completeRun(draft, at);
}

/** The columns of a dataset as its node tells them; the node does not say which run they are of. */
function addColumns(build: LineageBuild, table: number, facet: unknown, at: string): void {
  for (const { column, from } of readColumnLineage(facet)) {
    const target = columnNode(build, table, column);
    for (const input of from) {
      const origin = columnNode(build, datasetNode(build, input), input.column);
      if (origin !== target) putEdge(build.draft, origin, target, 'datazone-node', at, { how: input.how });
    }
  }
}

/** Data products carry their assets, and an approved subscription carries a product or an asset to a project. */
export function addMeshEdges(build: LineageBuild, snapshot: Read): void {
  const listings = new Map([...recordsOf(snapshot, 'dz-listings')].map(({ record }) => [record.listingId, record]));
  for (const listing of listings.values()) {
    if (listing.kind !== 'dataProduct') continue;
    const product = tableNode(build, productNodeId(listing.domainId, listing.entityId));
    for (const item of listing.items ?? []) {
      const target = build.join.ofIdentifier(`amazon.datazone.listing/${item.listingId}`)[0];
      if (target) putEdge(build.draft, tableNode(build, target), product, 'data-product');
    }
  }
  const projects = new Map(
    [...recordsOf(snapshot, 'dz-projects')].map(({ record: p }) => [projectNodeId(p.domainId, p.id), p.name]),
  );
  for (const { record } of recordsOf(snapshot, 'dz-subscriptions')) {
    const project = record.subscribedPrincipal.project;
    const target = build.join.ofIdentifier(`amazon.datazone.listing/${record.subscribedListing.id}`)[0];
    if (record.status !== 'APPROVED' || !project || !target) continue;
    const id = projectNodeId(record.domainId, project.id);
    const node = putNode(build.draft, { id, kind: 'project', label: projects.get(id) ?? project.name ?? project.id });
    putEdge(build.draft, tableNode(build, target), node, 'subscription', record.createdAt ?? '');
  }
}
