import type { MeshCounts } from '../../contract/calls';
import { catalogOf, databaseKey, tableKey } from '../../core/model/keys';
import { recordsOf } from '../../core/model/snapshot';
import type { Layer, LayerRecords, Member, Snapshot } from '../../core/model/snapshot';

/**
 * What a snapshot holds, each thing once however many members listed it: accounts = accounts of members; domains =
 * DataZone domains; products and assets = those of the inventory and those that are only listed; permissions = rows as
 * Lake Formation lists them, once per account and region.
 */
export function countMesh(snapshot: Snapshot): MeshCounts {
  const distinct = <L extends Layer>(
    layer: L,
    key: (record: LayerRecords[L], member: Member) => string | undefined,
  ): Set<string> => {
    const seen = new Set<string>();
    for (const { record, member } of recordsOf(snapshot, layer)) {
      const k = key(record, member);
      if (k !== undefined) seen.add(k);
    }
    return seen;
  };
  const listed = (kind: 'asset' | 'dataProduct'): Set<string> =>
    distinct('dz-listings', (r) => (r.kind === kind ? `${r.domainId}/${r.entityId}` : undefined));
  const union = (a: Set<string>, b: Set<string>): number => a.size + [...b].filter((k) => !a.has(k)).length;

  return {
    accounts: new Set(snapshot.members.map((m) => m.account)).size,
    domains: distinct('dz-domains', (r) => r.id).size,
    projects: distinct('dz-projects', (r) => `${r.domainId}/${r.id}`).size,
    products: union(
      distinct('dz-products', (r) => `${r.domainId}/${r.id}`),
      listed('dataProduct'),
    ),
    assets: union(
      distinct('dz-assets', (r) => `${r.domainId}/${r.identifier}`),
      listed('asset'),
    ),
    databases: distinct('databases', (r, m) => `${m.region}/${databaseKey(catalogOf(r.CatalogId, m), r.Name)}`).size,
    tables: distinct('tables', (r, m) => `${m.region}/${tableKey(catalogOf(r.CatalogId, m), r.DatabaseName, r.Name)}`)
      .size,
    permissions: countPermissions(snapshot),
    tags: distinct('tags', (r, m) => `${m.region}/${catalogOf(r.CatalogId, m)}/${r.TagKey}`).size,
    filters: distinct(
      'data-filters',
      (r, m) => `${m.region}/${tableKey(r.TableCatalogId, r.DatabaseName, r.TableName)}/${r.Name}`,
    ).size,
    requests: distinct('dz-requests', (r) => `${r.domainId}/${r.id}`).size,
    subscriptions: distinct('dz-subscriptions', (r) => `${r.domainId}/${r.id}`).size,
  };
}

/** Two profiles of one account and region list the same rows; only then are rows compared, because it is slow. */
function countPermissions(snapshot: Snapshot): number {
  const place = new Map(snapshot.members.map((m) => [m.id, `${m.account}/${m.region}`]));
  const byPlace = new Map<string, LayerRecords['permissions'][][]>();
  for (const part of snapshot.parts) {
    const where = place.get(part.member);
    if (part.layer !== 'permissions' || where === undefined) continue;
    byPlace.set(where, [...(byPlace.get(where) ?? []), part.records]);
  }
  let total = 0;
  for (const lists of byPlace.values()) {
    if (lists.length === 1) total += lists[0]!.length;
    else total += new Set(lists.flat().map((r) => JSON.stringify([r.Principal, r.Resource, r.Condition]))).size;
  }
  return total;
}
