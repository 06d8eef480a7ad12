import type { SearchInput, SearchInventoryResultItem, SearchOutput } from '@aws-sdk/client-datazone';
import type { Call } from '../../service';
import { assetItem } from './assets';
import { productItem } from './data-products';
import { invalid } from './errors';
import { glossaryItem, termItem } from './glossaries';
import { page } from './pages';
import { runQuery, valuesAt } from './search-query';
import type { Searchable } from './search-query';
import { domainOf, stampsOf } from './state';
import type { Domain } from './state';
import { projectOf, visibleProjects } from './visibility';

type Build = () => SearchInventoryResultItem;

/**
 * Inventory of the projects that the caller sees (datazone 1.3). Whether a search over all of them is allowed at once is
 * the variant `dz-search-needs-project`.
 */
export function search(input: SearchInput, call: Call): SearchOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const owned = input.searchScope === 'ASSET' || input.searchScope === 'DATA_PRODUCT';
  const project = input.owningProjectIdentifier;
  if (owned && project === undefined && call.variants['dz-search-needs-project'] === 'yes') {
    throw invalid('owningProjectIdentifier must be specified');
  }
  if (project !== undefined) projectOf(call, domain, project);
  const visible = owned ? visibleProjects(call, domain) : undefined;
  const sees = (owner: string): boolean =>
    (project === undefined || owner === project) && (visible === undefined || visible.has(owner));
  const hits = runQuery<Build>(input, inventory(domain, input, sees));
  const { items, token } = page(call, input, hits);
  return { items: items.map(({ record }) => record()), nextToken: token, totalMatchCount: hits.length };
}

function inventory(domain: Domain, input: SearchInput, sees: (owner: string) => boolean): Searchable<Build>[] {
  switch (input.searchScope) {
    case 'ASSET':
      return domain.assets
        .filter((asset) => sees(asset.owningProjectId))
        .map((asset) =>
          searchable({ ...asset, ...asset.forms }, asset.glossaryTerms, () => ({
            assetItem: assetItem(domain, asset, input.additionalAttributes),
          })),
        );
    case 'DATA_PRODUCT':
      return domain.products
        .filter((product) => sees(product.owningProjectId))
        .map((product) =>
          searchable(product, product.glossaryTerms, () => ({ dataProductItem: productItem(domain, product) })),
        );
    case 'GLOSSARY':
      return domain.glossaries
        .filter((glossary) => sees(glossary.owningProjectId))
        .map((glossary) => searchable(glossary, [], () => ({ glossaryItem: glossaryItem(domain, glossary) })));
    case 'GLOSSARY_TERM': {
      const owners = new Map(domain.glossaries.map((glossary) => [glossary.id, glossary.owningProjectId]));
      return domain.terms
        .filter((term) => sees(owners.get(term.glossaryId) ?? input.owningProjectIdentifier ?? ''))
        .map((term) =>
          searchable({ ...term, BusinessGlossaryTermForm: { businessGlossaryId: term.glossaryId } }, [], () => ({
            glossaryTermItem: termItem(domain, term),
          })),
        );
    }
    default:
      throw invalid(`Search scope ${String(input.searchScope)} is not supported`);
  }
}

/** `__DataZoneGlossaryTerms` and `creationTime` are documented names; the rest are members and form members. */
function searchable(record: object, terms: string[] | undefined, build: Build): Searchable<Build> {
  const { name, description, shortDescription } = record as Record<string, string | undefined>;
  return {
    record: build,
    text: [name, description, shortDescription].join(' '),
    attributes: (attribute) => {
      if (attribute === '__DataZoneGlossaryTerms') return terms ?? [];
      if (attribute === 'creationTime') return [stampsOf(record).createdAt];
      return valuesAt(record, attribute.split('.'));
    },
  };
}
