import type * as dz from '../../../core/model/datazone';
import type { Output } from '../../aws/services';
import { parseForms } from './forms';

type SearchItem = NonNullable<Output<'datazone:Search'>['items']>[number];
type ListingHit = NonNullable<Output<'datazone:SearchListings'>['items']>[number];

/**
 * Wire items to records: the SDK's members that Heddle keeps, under their own names. Timestamps are ISO strings already.
 * `undefined` for an item of a kind that was not asked for.
 */
export function assetOf(domainId: string, item: SearchItem): dz.DzAsset | undefined {
  const asset = item.assetItem;
  if (!asset?.identifier) return undefined;
  const { additionalAttributes, ...rest } = asset;
  const series = additionalAttributes?.latestTimeSeriesDataPointFormsOutput;
  return {
    ...(rest as Omit<dz.DzAsset, 'forms'>),
    domainId,
    forms: {
      ...parseForms(additionalAttributes?.readOnlyFormsOutput),
      ...parseForms(additionalAttributes?.formsOutput),
      ...(series?.length ? { latestTimeSeries: { forms: series } } : {}),
    },
  };
}

export function productOf(domainId: string, item: SearchItem): dz.DzDataProduct | undefined {
  const product = item.dataProductItem;
  if (!product?.id) return undefined;
  const { additionalAttributes: _, ...rest } = product;
  return { ...(rest as dz.DzDataProduct), domainId };
}

export function termOf(domainId: string, item: SearchItem): dz.DzGlossaryTerm | undefined {
  const term = item.glossaryTermItem;
  return term?.id ? ({ ...term, domainId } as dz.DzGlossaryTerm) : undefined;
}

export function listingOf(domainId: string, item: ListingHit): dz.DzListing | undefined {
  const hit = item.assetListing ?? item.dataProductListing;
  if (!hit?.listingId) return undefined;
  const { additionalAttributes, glossaryTerms, ...rest } = hit;
  const members = item.dataProductListing?.items;
  const { governedGlossaryTerms: _, ...kept } = rest as typeof rest & { governedGlossaryTerms?: unknown };
  return {
    ...(kept as Omit<dz.DzListing, 'forms' | 'kind' | 'glossaryTerms'>),
    domainId,
    kind: item.assetListing ? 'asset' : 'dataProduct',
    ...(glossaryTerms ? { glossaryTerms: glossaryTerms.flatMap((term) => (term.name ? [term.name] : [])) } : {}),
    forms: parseForms(additionalAttributes?.forms),
    ...(members
      ? {
          items: members.flatMap(({ listingId, listingRevision }) =>
            listingId ? [{ listingId, ...(listingRevision ? { listingRevision } : {}) }] : [],
          ),
        }
      : {}),
  };
}

/** Requests, subscriptions, grants and the like keep all their members. */
export const withDomain = <T extends { domainId: string }>(
  domainId: string,
  items: readonly unknown[] | undefined,
): T[] => (items ?? []).map((item) => ({ ...(item as T), domainId }));

/** The forms inside a subscribed listing come in the encodings of any listing; they are kept parsed like all others. */
export function subscribedListing<T extends dz.DzSubscribedListing>(listing: T): T {
  const { item } = listing;
  if (!item) return listing;
  const asset = item['assetListing'] as { forms?: unknown } | undefined;
  return asset?.forms === undefined
    ? listing
    : { ...listing, item: { ...item, assetListing: { ...asset, forms: parseForms(asset.forms) } } };
}

/** Assets named by a subscription or a grant: those whose filters matter. */
export function assetsOfListing(listing: dz.DzSubscribedListing | undefined): string[] {
  const item = listing?.item as
    { assetListing?: { entityId?: string }; productListing?: { assetListings?: { entityId?: string }[] } } | undefined;
  const ids = [item?.assetListing?.entityId, ...(item?.productListing?.assetListings ?? []).map((a) => a.entityId)];
  return ids.filter((id): id is string => id !== undefined);
}
