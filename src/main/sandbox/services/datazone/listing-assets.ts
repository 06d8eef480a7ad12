import type { DzAsset, DzSubscriptionTarget } from '../../../../core/model/datazone';
import type { Domain } from './state';

/** Assets that a listing stands for: itself, or the members of a data product. */
export function assetsOfListing(domain: Domain, listingId: string): DzAsset[] {
  const listing = domain.listings.find((l) => l.listingId === listingId);
  const ids =
    listing?.kind === 'dataProduct'
      ? (listing.items ?? []).map((item) => domain.listings.find((l) => l.listingId === item.listingId)?.entityId)
      : [listing?.entityId];
  return ids.flatMap((id) => domain.assets.filter((asset) => asset.identifier === id));
}

/** Type names come with and without DataZone's prefix (datazone 1.4). */
export const bareType = (type: string | undefined): string => (type ?? '').replace('amazon.datazone.', '');

/** Does a target take assets of this type? */
export const applies = (target: DzSubscriptionTarget, asset: DzAsset): boolean =>
  (target.applicableAssetTypes ?? []).some((type) => bareType(type) === bareType(asset.typeIdentifier));

export interface TableName {
  catalogId: string;
  region: string;
  database: string;
  table: string;
}

/** The Glue table behind an asset, if its form names one. */
export function tableOf(asset: DzAsset): TableName | undefined {
  const form = asset.forms['GlueTableForm'] ?? asset.forms['GlueViewForm'];
  const { catalogId, region, databaseName, tableName } = (form ?? {}) as Record<string, string | undefined>;
  if (catalogId === undefined || databaseName === undefined || tableName === undefined) return undefined;
  return { catalogId, region: region ?? '', database: databaseName, table: tableName };
}
