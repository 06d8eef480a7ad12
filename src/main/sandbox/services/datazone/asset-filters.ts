import type {
  AssetFilterConfiguration,
  GetAssetFilterInput,
  GetAssetFilterOutput,
  ListAssetFiltersInput,
  ListAssetFiltersOutput,
} from '@aws-sdk/client-datazone';
import type { Call } from '../../service';
import { notFound, notPermitted } from './errors';
import { page } from './pages';
import { dateOf, domainOf, stampsOf } from './state';
import type { Domain } from './state';
import { seesProject } from './visibility';

type Filter = Domain['filters'][number];

const common = (domain: Domain, filter: Filter) => ({
  id: filter.id,
  domainId: domain.domain.id,
  assetId: filter.assetId,
  name: filter.name,
  description: filter.description,
  status: (filter.status ?? 'VALID') as GetAssetFilterOutput['status'],
  effectiveColumnNames: filter.effectiveColumnNames,
  effectiveRowFilter: filter.effectiveRowFilter,
  createdAt: dateOf(stampsOf(filter).createdAt),
});

/** Only the publishing project reads the filters of its asset. */
function mustSeeAsset(call: Call, domain: Domain, assetId: string | undefined): void {
  const asset = domain.assets.find((a) => a.identifier === assetId);
  if (!asset) throw notFound('Asset', assetId ?? '');
  if (!seesProject(call, domain, asset.owningProjectId)) throw notPermitted(call);
}

export function listAssetFilters(input: ListAssetFiltersInput, call: Call): ListAssetFiltersOutput {
  const domain = domainOf(call, input.domainIdentifier);
  mustSeeAsset(call, domain, input.assetIdentifier);
  const list = domain.filters.filter(
    (f) =>
      f.assetId === input.assetIdentifier && (input.status === undefined || (f.status ?? 'VALID') === input.status),
  );
  const { items, token } = page(call, input, list);
  return { items: items.map((filter) => common(domain, filter)), nextToken: token };
}

/** The only read with the filter's configuration (datazone 1.2). */
export function getAssetFilter(input: GetAssetFilterInput, call: Call): GetAssetFilterOutput {
  const domain = domainOf(call, input.domainIdentifier);
  mustSeeAsset(call, domain, input.assetIdentifier);
  const filter = domain.filters.find((f) => f.assetId === input.assetIdentifier && f.id === input.identifier);
  if (!filter) throw notFound('Asset filter', input.identifier ?? '');
  const fallback = { columnConfiguration: { includedColumnNames: filter.effectiveColumnNames ?? [] } };
  return { ...common(domain, filter), configuration: (filter.configuration ?? fallback) as AssetFilterConfiguration };
}
