import { parseArn } from '../model/arn';
import type { DzForms } from '../model/datazone';
import { tableKey } from '../model/keys';

/** What stands behind a DataZone asset: a Glue table, or something outside the catalog named by its own ARN. */
export type PhysicalKey = { glue: string; region?: string } | { other: string };

/**
 * The join of facts/datazone 1.5, first match wins: the Glue form's ARN, its names, the source identifier, the external
 * identifier. Catalog segments of a Glue ARN are split from the right, because federated catalogs put more in front.
 */
export function physicalKeyOf(forms: DzForms, externalIdentifier?: string): PhysicalKey | undefined {
  const glue = forms['GlueTableForm'] ?? forms['GlueViewForm'];
  const fromArn = glueKeyOfArn(text(glue?.['tableArn']));
  if (fromArn) return fromArn;
  const [catalog, database, table] = [
    text(glue?.['catalogId']),
    text(glue?.['databaseName']),
    text(glue?.['tableName']),
  ];
  if (catalog && database && table) return { glue: tableKey(catalog, database, table), region: text(glue?.['region']) };
  const source = text(forms['AssetCommonDetailsForm']?.['sourceIdentifier']);
  const key = glueKeyOfArn(source) ?? glueKeyOfArn(externalIdentifier);
  if (key) return key;
  const bucket = text(forms['S3ObjectCollectionForm']?.['bucketArn']);
  const other = bucket?.replace(/\/$/, '') ?? arnOnly(source) ?? arnOnly(externalIdentifier);
  return other ? { other } : undefined;
}

/** `arn:P:glue:R:ACCT:table/[catalogPath/]db/table` → its table key; `undefined` for any other text. */
export function glueKeyOfArn(arn: string | undefined): { glue: string; region?: string } | undefined {
  const parsed = arn ? parseArn(arn) : undefined;
  if (parsed?.service !== 'glue' || !parsed.resource.startsWith('table/')) return undefined;
  const parts = parsed.resource.slice('table/'.length).split('/');
  const [table, database] = [parts.pop(), parts.pop()];
  if (!table || !database) return undefined;
  const catalog = parts.length ? `${parsed.account}:${parts.join('/')}` : parsed.account;
  return { glue: tableKey(catalog, database, table), region: parsed.region };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
const arnOnly = (value: string | undefined): string | undefined => (value && parseArn(value) ? value : undefined);
