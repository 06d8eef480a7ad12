import type { DataProductResultItem, GetDataProductInput, GetDataProductOutput } from '@aws-sdk/client-datazone';
import type { DzDataProduct } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { notFound, notPermitted } from './errors';
import { dateOf, domainOf, stampsOf } from './state';
import type { Domain } from './state';
import { seesProject } from './visibility';

const common = (domain: Domain, product: DzDataProduct) => {
  const { createdAt, createdBy } = stampsOf(product);
  return {
    domainId: domain.domain.id,
    id: product.id,
    name: product.name,
    owningProjectId: product.owningProjectId,
    description: product.description,
    glossaryTerms: product.glossaryTerms?.length ? product.glossaryTerms : undefined,
    createdAt: dateOf(createdAt),
    createdBy,
    firstRevisionCreatedAt: dateOf(createdAt),
    firstRevisionCreatedBy: createdBy,
  };
};

/** A search hit; its members come from GetDataProduct only (datazone 1.1). */
export const productItem = (domain: Domain, product: DzDataProduct): DataProductResultItem => common(domain, product);

export function getDataProduct(input: GetDataProductInput, call: Call): GetDataProductOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const product = domain.products.find((p) => p.id === input.identifier);
  if (!product) throw notFound('Data product', input.identifier ?? '');
  if (!seesProject(call, domain, product.owningProjectId)) throw notPermitted(call);
  const listing = domain.listings.find((l) => l.entityId === product.id);
  return {
    ...common(domain, product),
    revision: input.revision ?? listing?.entityRevision ?? '1',
    status: (product.status ?? 'CREATED') as GetDataProductOutput['status'],
    items: product.items as GetDataProductOutput['items'],
    formsOutput: [],
  };
}
