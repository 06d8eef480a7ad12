import { physicalKeyOf } from '../graph/asset-key';
import type * as dz from '../model/datazone';
import { recordsOf, type Layer, type LayerRecords, type Snapshot } from '../model/snapshot';
import type { AccessIndex } from './access-index';
import { DATAZONE_SHAPES } from './datazone-shapes';

/** DataZone's records by key; an id counts within its domain only, so every key has the domain in front. */
export interface DataZoneIndex {
  projects: Map<string, dz.DzProject>;
  environments: Map<string, dz.DzEnvironment>;
  listings: Map<string, dz.DzListing>;
  products: Map<string, dz.DzDataProduct>;
  subscriptions: dz.DzSubscription[];
  grants: dz.DzSubscriptionGrant[];
  targets: dz.DzSubscriptionTarget[];
  userProfiles: Map<string, dz.DzUserProfile>;
  groupProfiles: Map<string, dz.DzGroupProfile>;
  /** Numbers of the Glue tables behind each asset; assets of other stores have none. */
  tablesOfAsset: Map<string, number[]>;
}

export const domainKey = (domainId: string, id: string): string => `${domainId}/${id}`;

const made = new WeakMap<AccessIndex, DataZoneIndex>();

/** The DataZone side of a mesh, joined with its tables (facts/datazone 1.5); made on first use. */
export function dataZoneOf(index: AccessIndex): DataZoneIndex {
  let known = made.get(index);
  if (!known) made.set(index, (known = readDataZone(index)));
  return known;
}

function readDataZone(index: AccessIndex): DataZoneIndex {
  const { snapshot } = index.mesh;
  const listings = byKey(snapshot, 'dz-listings', (r) => r.listingId);
  return {
    projects: byKey(snapshot, 'dz-projects', (r) => r.id),
    environments: byKey(snapshot, 'dz-environments', (r) => r.id),
    listings,
    products: byKey(snapshot, 'dz-products', (r) => r.id),
    subscriptions: [...byKey(snapshot, 'dz-subscriptions', (r) => r.id).values()],
    grants: [...byKey(snapshot, 'dz-grants', (r) => r.id).values()],
    targets: [...byKey(snapshot, 'dz-targets', (r) => `${r.environmentId}/${r.id}`).values()],
    userProfiles: byKey(snapshot, 'dz-profiles', (r) => r.id),
    groupProfiles: byKey(snapshot, 'dz-groups', (r) => r.id),
    tablesOfAsset: tablesOfAssets(index, listings),
  };
}

/** Several members may read one domain: the last reading of a record counts. A damaged record is left out. */
function byKey<L extends Layer>(
  snapshot: Snapshot,
  layer: L,
  idOf: (record: LayerRecords[L] & { domainId: string }) => string,
): Map<string, LayerRecords[L]> {
  const isSound = DATAZONE_SHAPES[layer] ?? (() => false);
  const found = new Map<string, LayerRecords[L]>();
  for (const { record } of recordsOf(snapshot, layer)) {
    if (!isSound(record)) continue;
    const sound = record as LayerRecords[L] & { domainId: string };
    found.set(domainKey(sound.domainId, idOf(sound)), record);
  }
  return found;
}

function tablesOfAssets(index: AccessIndex, listings: Map<string, dz.DzListing>): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const add = (asset: string, forms: dz.DzForms | undefined, external?: string): void => {
    if (found.has(asset)) return;
    const key = physicalKeyOf(forms ?? {}, external);
    const tables = key && 'glue' in key ? tablesByKey(index, key.glue) : [];
    if (tables.length > 0) found.set(asset, tables);
  };
  const assets = byKey(index.mesh.snapshot, 'dz-assets', (r) => r.identifier);
  for (const [key, asset] of assets) add(key, asset.forms, asset.externalIdentifier);
  for (const listing of listings.values()) {
    if (listing.kind === 'asset') add(domainKey(listing.domainId, listing.entityId), listing.forms);
  }
  return found;
}

/** The tables of a key as `tableKey` writes it: one per region where the catalog has it. */
function tablesByKey(index: AccessIndex, key: string): number[] {
  const { catalogs, find } = index.mesh.catalog;
  const parts = key.split('/');
  const [name, database] = [parts.pop() ?? '', parts.pop() ?? ''];
  const catalogId = parts.join('/');
  return catalogs.flatMap((catalog) => {
    if (catalog.catalogId !== catalogId) return [];
    const d = find.findDatabase(catalog.id, database);
    return (d === undefined ? undefined : find.findTable(d, name)) ?? [];
  });
}

/** Tables of a listing: of its asset, or of all assets of its data product, published or not. */
export function tablesOfListing(dataZone: DataZoneIndex, domainId: string, listingId: string): number[] {
  const listing = dataZone.listings.get(domainKey(domainId, listingId));
  if (!listing) return [];
  if (listing.kind !== 'dataProduct') return dataZone.tablesOfAsset.get(domainKey(domainId, listing.entityId)) ?? [];
  const below = (listing.items ?? []).flatMap((item) => tablesOfListing(dataZone, domainId, item.listingId));
  return [...new Set([...below, ...tablesOfProduct(dataZone, domainId, listing.entityId)])];
}

/** Tables of a data product of the inventory. */
export function tablesOfProduct(dataZone: DataZoneIndex, domainId: string, productId: string): number[] {
  const items = dataZone.products.get(domainKey(domainId, productId))?.items ?? [];
  return items.flatMap((item) => dataZone.tablesOfAsset.get(domainKey(domainId, item.identifier)) ?? []);
}
