import type {
  AggregationListItem,
  AggregationOutput,
  DetailedGlossaryTerm,
  GetListingInput,
  GetListingOutput,
  SearchListingsInput,
  SearchListingsOutput,
  SearchResultItem,
} from '@aws-sdk/client-datazone';
import type { DzListing } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { notFound } from './errors';
import { latestDataPoints, listingForms } from './forms';
import { page } from './pages';
import { runQuery, valuesAt } from './search-query';
import type { Searchable } from './search-query';
import { dateOf, domainOf, someDate, stampsOf } from './state';
import type { Domain } from './state';

/** Listings carry glossary terms by name (datazone 1.3). */
export function termsOf(domain: Domain, names: string[] | undefined): DetailedGlossaryTerm[] | undefined {
  if (!names?.length) return undefined;
  return names.map((name) => ({
    name,
    shortDescription: domain.terms.find((term) => term.name === name)?.shortDescription,
  }));
}

/** The published catalogue, visible to every user of the domain. */
export function searchListings(input: SearchListingsInput, call: Call): SearchListingsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const hits = runQuery(input, domain.listings.map(searchable));
  const { items, token } = page(call, input, hits);
  return {
    items: items.map(({ record }) => resultItem(domain, record, input, call)),
    nextToken: token,
    totalMatchCount: hits.length,
    ...(input.aggregations && { aggregates: input.aggregations.map((wanted) => aggregate(wanted, hits)) }),
  };
}

function searchable(listing: DzListing): Searchable<DzListing> {
  const flat = { ...listing, ...listing.forms };
  return {
    record: listing,
    text: [listing.name, listing.description, ...(listing.glossaryTerms ?? [])].join(' '),
    attributes: (attribute) => {
      if (attribute === 'amazonmetadata.sourceCategory') return [listing.kind === 'asset' ? 'asset' : 'dataProduct'];
      if (attribute === '__DataZoneGlossaryTerms') return listing.glossaryTerms ?? [];
      if (attribute === 'creationTime') return [listing.createdAt];
      return valuesAt(flat, attribute.split('.'));
    },
  };
}

function resultItem(domain: Domain, listing: DzListing, input: SearchListingsInput, call: Call): SearchResultItem {
  const wants = new Set(input.additionalAttributes ?? []);
  const points = wants.has('TIME_SERIES_DATA_POINT_FORMS')
    ? latestDataPoints(domain, 'LISTING', listing.listingId)
    : [];
  const base = {
    listingId: listing.listingId,
    listingRevision: listing.listingRevision ?? '1',
    name: listing.name,
    entityId: listing.entityId,
    entityRevision: listing.entityRevision ?? '1',
    description: listing.description,
    createdAt: dateOf(listing.createdAt),
    listingCreatedBy: listing.listingCreatedBy,
    glossaryTerms: termsOf(domain, listing.glossaryTerms),
    owningProjectId: listing.owningProjectId,
    ...(wants.size > 0 && {
      additionalAttributes: {
        ...(wants.has('FORMS') && { forms: listingForms(call, listing.forms) }),
        ...(points.length > 0 && { latestTimeSeriesDataPointForms: points }),
      },
    }),
  };
  if (listing.kind === 'asset') return { assetListing: { ...base, entityType: listing.entityType } };
  return { dataProductListing: { ...base, items: membersOf(domain, listing) } };
}

/** Members of a product listing with their own terms. */
const membersOf = (domain: Domain, listing: DzListing) =>
  (listing.items ?? []).map(({ listingId, listingRevision }) => ({
    listingId,
    listingRevision: listingRevision ?? '1',
    glossaryTerms: termsOf(domain, domain.listings.find((l) => l.listingId === listingId)?.glossaryTerms),
  }));

function aggregate({ attribute, displayValue }: AggregationListItem, hits: Searchable<DzListing>[]): AggregationOutput {
  const counts = new Map<string, number>();
  for (const { attributes } of hits) {
    for (const value of new Set(attributes(attribute ?? '').map(String)))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return {
    attribute,
    displayValue,
    items: [...counts].map(([value, count]) => ({ value, count, displayValue: value })),
  };
}

export function getListing(input: GetListingInput, call: Call): GetListingOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const listing = domain.listings.find((l) => l.listingId === input.identifier);
  const revision = listing?.listingRevision ?? '1';
  if (!listing || (input.listingRevision !== undefined && Number(input.listingRevision) > Number(revision))) {
    throw notFound('Listing', input.identifier ?? '');
  }
  const shared = {
    createdAt: dateOf(listing.createdAt),
    forms: listingForms(call, listing.forms),
    glossaryTerms: termsOf(domain, listing.glossaryTerms),
    owningProjectId: listing.owningProjectId,
  };
  const points = latestDataPoints(domain, 'LISTING', listing.listingId);
  return {
    domainId: domain.domain.id,
    id: listing.listingId,
    listingRevision: input.listingRevision ?? revision,
    createdAt: someDate(listing.createdAt),
    updatedAt: dateOf(stampsOf(listing).updatedAt),
    createdBy: listing.listingCreatedBy,
    name: listing.name,
    description: listing.description,
    status: 'ACTIVE',
    item:
      listing.kind === 'asset'
        ? {
            assetListing: {
              assetId: listing.entityId,
              assetRevision: listing.entityRevision ?? '1',
              assetType: listing.entityType,
              ...shared,
              ...(points.length > 0 && { latestTimeSeriesDataPointForms: points }),
            },
          }
        : {
            dataProductListing: {
              dataProductId: listing.entityId,
              dataProductRevision: listing.entityRevision ?? '1',
              ...shared,
              items: membersOf(domain, listing),
            },
          },
  };
}
