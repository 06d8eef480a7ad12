import type { DataPath } from '../../../../../core/model/case';
import type { GlueTable } from '../../../../../core/model/glue';
import type { ResourceInfo } from '../../../../../core/model/lakeformation';
import { findDatabase } from '../../../state/lake';
import type { Lake } from '../../../state/lake';
import { trimLocation } from '../../../state/resource-key';

/** `s3://bucket/key` as the ARN under which locations are registered; undefined for anything that is not S3. */
export function s3Arn(location: string | undefined, partition: string): string | undefined {
  const match = /^s3[an]?:\/\/(.+)$/i.exec(location ?? '');
  return match?.[1] === undefined ? undefined : trimLocation(`arn:${partition}:s3:::${match[1]}`);
}

/** Does a prefix cover a path? Only at slash boundaries (D1, E6). */
export const isUnder = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

/** The longest registered prefix over an S3 ARN. */
export function registeredPrefix(lake: Lake, arn: string | undefined): ResourceInfo | undefined {
  if (arn === undefined) return undefined;
  let best: ResourceInfo | undefined;
  for (const info of lake.locations.values()) {
    const prefix = trimLocation(info.ResourceArn);
    if (isUnder(arn, prefix) && prefix.length > trimLocation(best?.ResourceArn ?? '').length) best = info;
  }
  return best;
}

/** The registration that covers a table's own location. */
export const registrationOf = (lake: Lake, table: GlueTable): ResourceInfo | undefined =>
  registeredPrefix(lake, s3Arn(table.StorageDescriptor?.Location, lake.partition));

const isStream = (table: GlueTable): boolean =>
  [table.Parameters?.typeOfData, table.StorageDescriptor?.Parameters?.typeOfData].some(
    (t) => t === 'kafka' || t === 'kinesis',
  );

/** By which way data is reached once Lake Formation allows it (E6, W1, W2, facts 6.1). */
export function dataPathOf(lake: Lake, table: GlueTable): DataPath {
  if (!table.IsMaterializedView) {
    if (table.ViewDefinition ?? table.IsMultiDialectView) return 'VIEW_DEFINER';
    if (table.TableType === 'VIRTUAL_VIEW') return 'VIEW_INVOKER';
  }
  const catalog = lake.catalogs.get(table.CatalogId ?? lake.account);
  const database = findDatabase(lake, table.CatalogId ?? lake.account, table.DatabaseName);
  if (
    table.FederatedTable ??
    database?.FederatedDatabase ??
    catalog?.FederatedCatalog ??
    catalog?.TargetRedshiftCatalog
  )
    return 'FEDERATED';
  if (catalog?.CatalogProperties?.DataLakeAccessProperties?.CatalogType === 'aws:redshift') return 'FEDERATED';
  const arn = s3Arn(table.StorageDescriptor?.Location, lake.partition);
  if (arn === undefined || isStream(table)) return 'NOT_S3';
  return registrationOf(lake, table) ? 'LF_VENDED' : 'S3_IAM';
}
