import { productNodeId, projectNodeId } from '../graph/ids';
import { recordsOf, type Snapshot } from '../model/snapshot';
import type { LineageBuild } from './completeness';
import { columnNode, datasetNode, tableNode } from './dataset-node';
import { putEdge, putNode } from './lineage-graph';
import { readColumnLineage } from './openlineage';

type Read = Pick<Snapshot, 'members' | 'parts'>;

/**
 * DataZone's own lineage nodes (facts/datazone 3). Edges come from the neighbour lists, never from the direction that was
 * asked. A job run is folded into its job: `<job>/<run id>`.
 */
export function addDataZone(build: LineageBuild, snapshot: Read): void {
  const numbers = new Map<string, number>();
  const records = [...recordsOf(snapshot, 'lineage-nodes')].map(({ record }) => record);
  for (const record of records) {
    const key = `${record.domainId}/${record.id}`;
    if (numbers.has(key)) continue;
    const identifier = record.sourceIdentifier ?? record.id;
    if (/Job/.test(record.typeName ?? '')) {
      const name = /Run/.test(record.typeName ?? '') ? identifier.replace(/\/[^/]*$/, '') : identifier;
      const job = putNode(build.draft, { id: `job:${name}`, kind: 'job', label: record.name ?? name });
      const node = build.draft.nodes[job]!;
      const at = record.eventTimestamp ?? '';
      // A run that is a lineage node has moved data, so it did not fail.
      if (at > (node.lastRun?.at ?? '')) node.lastRun = { at, type: 'COMPLETE' };
      numbers.set(key, job);
    } else numbers.set(key, datasetNode(build, { namespace: '', name: identifier }));
    if (record.truncated) build.notes.truncated.push(record.name ?? identifier);
  }
  for (const record of records) {
    const self = numbers.get(`${record.domainId}/${record.id}`);
    const at = record.eventTimestamp ?? '';
    const edge = (from: number | undefined, to: number | undefined): void => {
      if (from !== undefined && to !== undefined && from !== to) putEdge(build.draft, from, to, 'datazone-node', at);
    };
    for (const id of record.upstream) edge(numbers.get(`${record.domainId}/${id}`), self);
    for (const id of record.downstream) edge(self, numbers.get(`${record.domainId}/${id}`));
    if (self === undefined || record.columnLineage === undefined) continue;
    addColumns(build, self, record.columnLineage, at);
    // Where one job alone writes it, the columns are that job's; of several any may be meant.
    const writers = new Set(record.upstream.map((id) => numbers.get(`${record.domainId}/${id}`)));
    const [writer] = writers;
    if (writers.size === 1 && writer !== undefined && build.draft.nodes[writer]!.kind === 'job')
      putEdge(build.draft, writer, self, 'datazone-node', at, { columns: true });
  }
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
