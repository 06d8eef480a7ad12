import type { GlueTable } from '../model/glue';
import { isLink, type TableEntry } from '../model/mesh/catalog';
import { registrationOf, s3Path } from '../model/mesh/locations';
import type { DataPath } from '../model/case';
import type { AccessIndex } from './access-index';
import { isView } from './permissions';

/** How data of a table is reached (E6, W1, W2); undefined for links, whose target answers. */
export function dataPathOf(index: AccessIndex, table: TableEntry): DataPath | undefined {
  const { catalog, locations } = index.mesh;
  const record = table.record;
  if (!record || isLink(record)) return undefined;
  if (isView(table)) return record.ViewDefinition || record.IsMultiDialectView ? 'VIEW_DEFINER' : 'VIEW_INVOKER';
  const database = catalog.databases[table.database]!;
  const home = catalog.catalogs[database.catalog]!;
  const federated =
    record.FederatedTable ??
    database.record?.FederatedDatabase ??
    home.record?.FederatedCatalog ??
    home.record?.TargetRedshiftCatalog ??
    (home.record?.CatalogProperties?.DataLakeAccessProperties?.CatalogType as string | undefined);
  if (federated) return 'FEDERATED';
  const location = locationOf(table);
  if (isStream(record)) return 'NOT_S3';
  if (s3Path(location) === undefined || /^arn:/i.test(location ?? '')) return 'NOT_S3';
  return registrationOf(locations, location, home.account) ? 'LF_VENDED' : 'S3_IAM';
}

/** A stream is no S3 table, whatever its location says (facts 6.1). */
const isStream = (record: GlueTable): boolean =>
  [record.Parameters?.typeOfData, record.StorageDescriptor?.Parameters?.typeOfData].some((type) =>
    /^(?:kafka|kinesis)$/i.test(type ?? ''),
  );

/** The S3 address of a table's data: its location, or where Iceberg and Delta keep it. */
export function locationOf(table: TableEntry): string | undefined {
  const storage = table.record?.StorageDescriptor;
  return storage?.Location || storage?.SerdeInfo?.Parameters?.path || table.record?.Parameters?.metadata_location;
}

/** Where IAM decides: S3 rights of the principal's own, unless the location is registered without hybrid mode (facts 2.1). */
export function pathLeftToIam(index: AccessIndex, table: TableEntry): DataPath | undefined {
  const path = dataPathOf(index, table);
  if (path !== 'LF_VENDED') return path;
  const { catalog, locations } = index.mesh;
  const { account } = catalog.catalogs[catalog.databases[table.database]!.catalog]!;
  return registrationOf(locations, locationOf(table), account)?.record.HybridAccessEnabled === true ? 'S3_IAM' : path;
}
