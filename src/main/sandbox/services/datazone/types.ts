import type {
  GetFormTypeInput,
  GetFormTypeOutput,
  SearchTypesInput,
  SearchTypesOutput,
  SearchTypesResultItem,
} from '@aws-sdk/client-datazone';
import type { Call } from '../../service';
import { notFound } from './errors';
import type { TypeRecord } from './extra';
import { page } from './pages';
import { runQuery, valuesAt } from './search-query';
import { dateOf, domainOf } from './state';
import type { Domain } from './state';

const typesOf = (domain: Domain, scope: SearchTypesInput['searchScope']): TypeRecord[] =>
  scope === 'ASSET_TYPE'
    ? domain.extra.assetTypes
    : scope === 'FORM_TYPE'
      ? domain.extra.formTypes
      : domain.extra.lineageNodeTypes.map((type) => ({ managed: true, ...type }));

/** Asset, form and lineage node types; `managed` separates DataZone's own from the company's. */
export function searchTypes(input: SearchTypesInput, call: Call): SearchTypesOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const records = typesOf(domain, input.searchScope).filter((type) => (type.managed ?? false) === input.managed);
  const hits = runQuery(
    input,
    records.map((record) => ({
      record,
      text: `${record.name} ${record.description ?? ''}`,
      attributes: (attribute: string) => valuesAt(record, attribute.split('.')),
    })),
  );
  const { items, token } = page(call, input, hits);
  return {
    items: items.map(({ record }) => resultItem(domain, input.searchScope, record)),
    nextToken: token,
    totalMatchCount: hits.length,
  };
}

const base = (domain: Domain, type: TypeRecord) => ({
  domainId: domain.domain.id,
  name: type.name,
  revision: type.revision,
  description: type.description,
  createdAt: dateOf(type.createdAt),
  createdBy: type.createdBy,
});

function resultItem(domain: Domain, scope: SearchTypesInput['searchScope'], type: TypeRecord): SearchTypesResultItem {
  const formsOutput = type.formsOutput ?? {};
  if (scope === 'ASSET_TYPE') {
    return {
      assetTypeItem: { ...base(domain, type), formsOutput, owningProjectId: type.owningProjectId ?? 'amazon.datazone' },
    };
  }
  if (scope === 'LINEAGE_NODE_TYPE') return { lineageNodeTypeItem: { ...base(domain, type), formsOutput } };
  return {
    formTypeItem: {
      ...base(domain, type),
      model: type.model as { smithy: string },
      status: (type.status ?? 'ENABLED') as 'ENABLED',
      owningProjectId: type.owningProjectId,
    },
  };
}

/** A form's schema as Smithy text. */
export function getFormType(input: GetFormTypeInput, call: Call): GetFormTypeOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const type = domain.extra.formTypes.find(
    (t) => t.name === input.formTypeIdentifier && (input.revision === undefined || t.revision === input.revision),
  );
  if (!type) throw notFound('Form type', input.formTypeIdentifier ?? '');
  return {
    ...base(domain, type),
    model: type.model as { smithy: string },
    owningProjectId: type.owningProjectId,
    status: (type.status ?? 'ENABLED') as 'ENABLED',
  };
}
