import type { AssetItem, GetAssetInput, GetAssetOutput, SearchInput } from '@aws-sdk/client-datazone';
import type { DzAsset } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { notFound, notPermitted } from './errors';
import { formsOutput, latestDataPoints } from './forms';
import { dateOf, domainOf, stampsOf } from './state';
import type { Domain } from './state';
import { seesProject } from './visibility';

const revisionOf = (domain: Domain, asset: DzAsset): string =>
  domain.listings.find((l) => l.entityId === asset.identifier)?.entityRevision ?? '1';

const common = (domain: Domain, asset: DzAsset) => {
  const { createdAt, createdBy } = stampsOf(asset);
  return {
    name: asset.name,
    typeIdentifier: asset.typeIdentifier ?? 'amazon.datazone.GlueTableAssetType',
    typeRevision: '1',
    externalIdentifier: asset.externalIdentifier,
    description: asset.description,
    createdAt: dateOf(createdAt),
    createdBy,
    firstRevisionCreatedAt: dateOf(createdAt),
    firstRevisionCreatedBy: createdBy,
    glossaryTerms: asset.glossaryTerms?.length ? asset.glossaryTerms : undefined,
    owningProjectId: asset.owningProjectId,
    domainId: domain.domain.id,
  };
};

/** An inventory item; forms come only when asked for (datazone 1.1). */
export function assetItem(domain: Domain, asset: DzAsset, attributes: SearchInput['additionalAttributes']): AssetItem {
  const wants = new Set(attributes ?? []);
  const points = wants.has('TIME_SERIES_DATA_POINT_FORMS') ? latestDataPoints(domain, 'ASSET', asset.identifier) : [];
  return {
    identifier: asset.identifier,
    ...common(domain, asset),
    ...(wants.size > 0 && {
      additionalAttributes: {
        ...(wants.has('FORMS') && { formsOutput: formsOutput(asset.forms) }),
        ...(points.length > 0 && { latestTimeSeriesDataPointFormsOutput: points }),
      },
    }),
  };
}

/** By id, or by `externalIdentifier/<value>` (datazone 1.3). Consumers see an asset only through its listing. */
export function getAsset(input: GetAssetInput, call: Call): GetAssetOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const external = /^externalIdenti(?:fi)?er(?:\/|%2F)(.+)$/i.exec(input.identifier ?? '')?.[1];
  const asset = domain.assets.find((a) =>
    external === undefined ? a.identifier === input.identifier : a.externalIdentifier === external,
  );
  if (!asset) throw notFound('Asset', input.identifier ?? '');
  if (!seesProject(call, domain, asset.owningProjectId)) throw notPermitted(call);
  const revision = revisionOf(domain, asset);
  if (input.revision !== undefined && Number(input.revision) > Number(revision))
    throw notFound('Asset revision', input.revision);
  const listing = domain.listings.find((l) => l.kind === 'asset' && l.entityId === asset.identifier);
  const points = latestDataPoints(domain, 'ASSET', asset.identifier);
  return {
    id: asset.identifier,
    ...common(domain, asset),
    revision: input.revision ?? revision,
    ...(listing && { listing: { listingId: listing.listingId, listingStatus: 'ACTIVE' } }),
    formsOutput: formsOutput(asset.forms),
    ...(points.length > 0 && { latestTimeSeriesDataPointFormsOutput: points }),
  };
}
