import type { FormOutput, TimeSeriesDataPointSummaryFormOutput } from '@aws-sdk/client-datazone';
import type { DzForms } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import type { TimeSeriesRecord } from './extra';
import type { Domain } from './state';

/** Forms whose type is DataZone's own; the type of any other form is `<form name>Type`. */
const SYSTEM_FORMS = new Set([
  'GlueTableForm',
  'GlueViewForm',
  'RedshiftTableForm',
  'RedshiftViewForm',
  'S3ObjectCollectionForm',
  'AssetCommonDetailsForm',
  'DataSourceReferenceForm',
  'ColumnBusinessMetadataForm',
  'SubscriptionTermsForm',
  'RelationalTableForm',
]);

export const formTypeName = (formName: string): string =>
  SYSTEM_FORMS.has(formName) ? `amazon.datazone.${formName}Type` : `${formName}Type`;

/** Search and GetAsset: one entry per form, its content a JSON string (datazone 1.4). */
export const formsOutput = (forms: DzForms): FormOutput[] =>
  Object.entries(forms).map(([formName, content]) => ({
    formName,
    typeName: formTypeName(formName),
    typeRevision: '1',
    content: JSON.stringify(content),
  }));

/** SearchListings and GetListing: ONE JSON string keyed by form name; its values are objects or JSON strings again. */
export function listingForms(call: Call, forms: DzForms): string {
  if (call.variants['dz-forms'] === 'objects') return JSON.stringify(forms);
  return JSON.stringify(
    Object.fromEntries(Object.entries(forms).map(([name, value]) => [name, JSON.stringify(value)])),
  );
}

export const dataPoint = (record: TimeSeriesRecord): TimeSeriesDataPointSummaryFormOutput => ({
  formName: record.formName,
  typeIdentifier: record.typeIdentifier,
  typeRevision: '1',
  timestamp: new Date(record.timestamp),
  contentSummary: JSON.stringify(record.content).slice(0, 20_000),
  id: record.id,
});

/** The newest point of each form. */
export function latestDataPoints(
  domain: Domain,
  type: 'ASSET' | 'LISTING',
  id: string,
): TimeSeriesDataPointSummaryFormOutput[] {
  const newest = new Map<string, TimeSeriesRecord>();
  for (const record of domain.extra.timeSeries) {
    if (record.entityType !== type || record.entityIdentifier !== id) continue;
    const known = newest.get(record.formName);
    if (!known || known.timestamp < record.timestamp) newest.set(record.formName, record);
  }
  return [...newest.values()].map(dataPoint);
}
