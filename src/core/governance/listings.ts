import { physicalKeyOf } from '../graph/asset-key';
import { dzKey, type Sources } from '../graph/sources';
import type { DzListing } from '../model/datazone';
import type { ListingLine } from './unit-types';

/** As many as a person looks through; a longer text narrows them. */
const MOST = 50;

/**
 * What can be asked for: published listings whose name, publisher or table holds the text, or those that a node of the
 * graph stands for (`table:KEY`, `table:asset/DOMAIN/ASSET`, `product:DOMAIN/PRODUCT`). By name.
 */
export function listingsOf(sources: Sources, asked: { text: string } | { node: string }): ListingLine[] {
  const wanted = 'text' in asked ? asked.text.trim().toLowerCase() : '';
  const found = [...sources.listings.values()].flatMap((listing) => {
    const line = lineOf(sources, listing);
    const isIt =
      'node' in asked
        ? isNode(asked.node, listing, line)
        : [line.name, line.publisher, line.table ?? ''].some((text) => text.toLowerCase().includes(wanted));
    return isIt ? [line] : [];
  });
  return found.sort((a, b) => a.name.localeCompare(b.name) || a.publisher.localeCompare(b.publisher)).slice(0, MOST);
}

const isNode = (node: string, { domainId, listingId, entityId }: DzListing, { table }: ListingLine): boolean =>
  (table !== undefined && node === `table:${table}`) ||
  [listingId, entityId].some((id) => node === `product:${domainId}/${id}` || node === `table:asset/${domainId}/${id}`);

function lineOf(sources: Sources, listing: DzListing): ListingLine {
  const { domainId, listingId, name, kind, entityId, owningProjectId } = listing;
  const asset = sources.assets.get(dzKey(domainId, entityId));
  const key = kind === 'asset' ? physicalKeyOf(asset?.forms ?? listing.forms, asset?.externalIdentifier) : undefined;
  return {
    domainId,
    listingId,
    name,
    kind,
    publisher: sources.projects.get(dzKey(domainId, owningProjectId))?.name ?? owningProjectId,
    domainName: sources.dzDomains.get(domainId)?.name ?? domainId,
    ...(key && 'glue' in key ? { table: key.glue } : {}),
  };
}
