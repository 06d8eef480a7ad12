import { productNodeId } from '../graph/ids';
import { recordsOf, type Snapshot } from '../model/snapshot';
import type { LineageBuild } from './completeness';
import { datasetNode, tableNode } from './from-events';
import { putEdge, putNode } from './lineage-graph';

/**
 * DataZone's own lineage nodes (facts/datazone 3). Edges come from the neighbour lists, never from the direction that was
 * asked. A job run is folded into its job: `<job>/<run id>`.
 */
export function addDataZone(build: LineageBuild, snapshot: Snapshot): void {
  const numbers = new Map<string, number>();
  const records = [...recordsOf(snapshot, 'lineage-nodes')].map(({ record }) => record);
  for (const record of records) {
    const key = `${record.domainId}/${record.id}`;
    if (numbers.has(key)) continue;
    const isJob = /Job/.test(record.typeName ?? '');
    const identifier = record.sourceIdentifier ?? record.id;
    if (isJob) {
      const name = /Run/.test(record.typeName ?? '') ? identifier.replace(/\/[^/]*$/, '') : identifier;
      const job = putNode(build.draft, { id: `job:${name}`, kind: 'job', label: record.name ?? name });
      const node = build.draft.nodes[job]!;
      const at = record.eventTimestamp ?? '';
      if (at > (node.lastRun?.at ?? '')) build.draft.nodes[job] = { ...node, lastRun: { at, type: 'COMPLETE' } };
      numbers.set(key, job);
    } else {
      const joined = build.join.ofIdentifier(identifier);
      numbers.set(
        key,
        joined.length === 1 ? tableNode(build, joined[0]!) : datasetNode(build, { namespace: '', name: identifier }),
      );
    }
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
  }
}

/** Data products carry their assets, and a subscription carries a product or an asset to the subscriber. */
export function addMeshEdges(build: LineageBuild, snapshot: Snapshot): void {
  const listings = new Map([...recordsOf(snapshot, 'dz-listings')].map(({ record }) => [record.listingId, record]));
  for (const listing of listings.values()) {
    if (listing.kind !== 'dataProduct') continue;
    const product = putNode(build.draft, {
      id: productNodeId(listing.domainId, listing.entityId),
      kind: 'table',
      label: listing.name,
    });
    for (const item of listing.items ?? []) {
      const target = build.join.ofIdentifier(`amazon.datazone.listing/${item.listingId}`)[0];
      if (target) putEdge(build.draft, tableNode(build, target), product, 'data-product');
    }
  }
}
