import type { CreateSubscriptionRequestInput } from '@aws-sdk/client-datazone';
import type { DzListing } from '../../../../core/model/datazone';
import { ServiceError } from '../../service';
import { invalid } from './errors';
import { assetsOfListing } from './listing-assets';
import type { Domain } from './state';
import { unitChain } from './visibility';

/** Filters of one subscription (datazone 1.2). */
const MAX_FILTERS = 5;

/** Forms that the rules of the publisher's units demand before a request may be made (datazone 4.2). */
export function checkForms(domain: Domain, listing: DzListing, input: CreateSubscriptionRequestInput): void {
  const project = domain.projects.find((p) => p.id === listing.owningProjectId);
  const chain = unitChain(domain, project?.domainUnitId);
  const given = new Set((input.metadataForms ?? []).map((form) => form.typeIdentifier ?? form.formName));
  for (const rule of domain.extra.rules) {
    const target = rule.target?.domainUnitTarget;
    const level = chain.findIndex((unit) => unit.id === target?.domainUnitId);
    const reaches = level === 0 || (level > 0 && target?.includeChildDomainUnits === true);
    if (rule.action !== 'CREATE_SUBSCRIPTION_REQUEST' || !reaches || !covers(rule.scope, listing)) continue;
    for (const form of rule.detail?.metadataFormEnforcementDetail?.requiredMetadataForms ?? []) {
      if (!given.has(form.typeIdentifier))
        throw invalid(`Required metadata form ${form.typeIdentifier ?? ''} is missing`);
    }
  }
}

function covers(scope: Domain['extra']['rules'][number]['scope'], listing: DzListing): boolean {
  const projects = scope?.project;
  if (projects?.selectionMode === 'SPECIFIC' && !projects.specificProjects?.includes(listing.owningProjectId))
    return false;
  if (listing.kind === 'dataProduct') return scope?.dataProduct !== false;
  const types = scope?.assetType;
  if (types?.selectionMode !== 'SPECIFIC') return true;
  const bare = (type: string | undefined): string => (type ?? '').replace('amazon.datazone.', '');
  return (types.specificAssetTypes ?? []).some((type) => bare(type) === bare(listing.entityType));
}

/** Every scope names an asset of the listing and valid filters of that asset. */
export function checkScopes(
  domain: Domain,
  listingId: string,
  scopes: { assetId?: string | undefined; filterIds?: string[] | undefined }[] | undefined,
): void {
  if (!scopes) return;
  const assets = new Set(assetsOfListing(domain, listingId).map((asset) => asset.identifier));
  for (const { assetId, filterIds } of scopes) {
    if (!assets.has(assetId ?? '')) throw invalid(`Asset ${assetId ?? ''} is not part of listing ${listingId}`);
    for (const id of filterIds ?? []) {
      const filter = domain.filters.find((f) => f.id === id && f.assetId === assetId);
      if (!filter) throw invalid(`Asset filter ${id} does not exist on asset ${assetId ?? ''}`);
      if (filter.status === 'INVALID') throw invalid(`Asset filter ${id} is not valid`);
    }
  }
  if (scopes.flatMap((scope) => scope.filterIds ?? []).length > MAX_FILTERS) {
    throw new ServiceError('ServiceQuotaExceededException', `A subscription has at most ${MAX_FILTERS} filters`);
  }
}
