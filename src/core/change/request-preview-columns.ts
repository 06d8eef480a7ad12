import { physicalKeyOf } from '../graph/asset-key';
import { dzKey, type Sources } from '../graph/sources';
import type { DzForms } from '../model/datazone';
import type { RequestAsset, RequestColumn, RequestFilter } from './request-preview-types';

export interface ListedAsset {
  id: string;
  forms: DzForms;
  external?: string;
}

/** The asset as a person sees it: columns with tags and terms, and the filters that may be attached. */
export function describeAsset(
  sources: Sources,
  domainId: string,
  asset: ListedAsset,
  filters: readonly RequestFilter[],
): { described: Omit<RequestAsset, 'access'>; key?: string } {
  const record = sources.assets.get(dzKey(domainId, asset.id));
  const physical = physicalKeyOf(asset.forms, asset.external);
  const key = physical && 'glue' in physical && sources.tables.has(physical.glue) ? physical.glue : undefined;
  const terms = (record?.glossaryTerms ?? []).map((id) => termName(sources, domainId, id));
  return {
    described: {
      assetId: asset.id,
      name: record?.name ?? key?.split('/').at(-1) ?? asset.id,
      ...(key === undefined ? {} : { table: tableWords(key) }),
      columns: columnsOf(sources, domainId, asset.forms, key),
      filters: [...filters],
      terms,
    },
    ...(key === undefined ? {} : { key }),
  };
}

const tableWords = (key: string): string => {
  const parts = key.split('/');
  return `${parts.slice(0, -2).join('/')}/${parts.at(-2) ?? ''}.${parts.at(-1) ?? ''}`;
};

const termName = (sources: Sources, domainId: string, id: string): string =>
  sources.terms.get(dzKey(domainId, id))?.name ?? id;

function columnsOf(sources: Sources, domainId: string, forms: DzForms, key: string | undefined): RequestColumn[] {
  const terms = columnTerms(sources, domainId, forms);
  const table = key === undefined ? undefined : sources.tables.get(key);
  const plain = table
    ? [...(table.StorageDescriptor?.Columns ?? []), ...(table.PartitionKeys ?? [])].map((c) => ({
        name: c.Name,
        type: c.Type ?? '',
      }))
    : columnsOfForms(forms);
  return plain.map(({ name, type }) => {
    const tags = key === undefined ? [] : sources.tags.ofColumn(key, name);
    const own = terms.get(name.toLowerCase()) ?? [];
    return { name, type, tags, terms: own, sensitive: [...tags, ...own].some(isSensitive) };
  });
}

/** Columns of what is not in the catalog, as the asset's own form tells them (facts datazone 1.4). */
function columnsOfForms(forms: DzForms): { name: string; type: string }[] {
  for (const form of Object.values(forms)) {
    const columns: unknown = form['columns'];
    if (!Array.isArray(columns)) continue;
    return (columns as Record<string, unknown>[]).map((c) => ({
      name: String(c['columnName'] ?? ''),
      type: String(c['dataType'] ?? ''),
    }));
  }
  return [];
}

function columnTerms(sources: Sources, domainId: string, forms: DzForms): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const list: unknown = forms['ColumnBusinessMetadataForm']?.['columnsBusinessMetadata'];
  if (!Array.isArray(list)) return found;
  for (const entry of list as Record<string, unknown>[]) {
    const ids = entry['glossaryTerms'];
    if (!Array.isArray(ids)) continue;
    const name = String(entry['columnIdentifier'] ?? '').toLowerCase();
    found.set(
      name,
      ids.map((id) => termName(sources, domainId, String(id))),
    );
  }
  return found;
}

/**
 * A reading of names, not a rule of AWS: tags such as `sensitivity=high`, `pii=direct`, `classification=restricted`, and
 * terms such as `Personal data`. It only draws the eye; it decides nothing.
 */
export function isSensitive(word: string): boolean {
  const [name = '', value] = word.toLowerCase().split('=');
  if (value === undefined) return /personal|sensitive|\bpii\b|\bphi\b|health|patient data/.test(name);
  if (/^(none|no|false|public|low|open|internal)$/.test(value)) return false;
  if (/^(pii|phi|personal|personal[-_ ]?data)$/.test(name)) return true;
  return (
    /sensitiv|classif|confidential|privacy/.test(name) && /high|restrict|secret|strict|personal|pii|phi/.test(value)
  );
}

/** A column whose name alone speaks of a person, where no tag says so. */
export const looksPersonal = (column: string): boolean =>
  /(^|_)(ssn|e?mail|iban|phone|birth|passport|tax_id|surname|last_name|first_name)(_|$)/.test(column.toLowerCase());
