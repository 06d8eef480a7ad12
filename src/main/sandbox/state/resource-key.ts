import { accountOfCatalog, ALL_TABLES } from '../../../core/model/keys';
import type { LFTagPair, PermissionRow, Resource } from '../../../core/model/lakeformation';

const lower = (text: string | undefined): string => (text ?? '').toLowerCase();
const sorted = (names: readonly string[]): string => names.map(lower).sort().join(',');

/** An S3 ARN without a trailing slash or wildcard, so that prefixes compare equal (facts D1, E6). */
export const trimLocation = (arn: string): string => arn.replace(/\/?\*?$/, '').replace(/\/$/, '');

/** A tag expression in a form where order and case do not matter (T10). */
export const expressionKey = (expression: readonly LFTagPair[] | undefined): string =>
  (expression ?? [])
    .map((pair) => `${lower(pair.TagKey)}=${sorted(pair.TagValues)}`)
    .sort()
    .join('&');

/** The catalog id a resource belongs to; a missing one means `account` (LP16). */
export function catalogIdOf(resource: Resource, account: string): string {
  const r = resource;
  return (
    r.Catalog?.Id ??
    r.Database?.CatalogId ??
    r.Table?.CatalogId ??
    r.TableWithColumns?.CatalogId ??
    r.DataLocation?.CatalogId ??
    r.DataCellsFilter?.TableCatalogId ??
    r.LFTag?.CatalogId ??
    r.LFTagPolicy?.CatalogId ??
    r.LFTagExpression?.CatalogId ??
    account
  );
}

/** The account that owns a resource. */
export const ownerOf = (resource: Resource, account: string): string =>
  accountOfCatalog(catalogIdOf(resource, account));

/** True for `Table` and `TableWithColumns` resources that stand for all tables of a database (LP6). */
export const isAllTables = (resource: Resource): boolean =>
  resource.Table !== undefined
    ? resource.Table.TableWildcard !== undefined
    : resource.TableWithColumns?.Name === ALL_TABLES;

/** `include:a,b`, `except:c` or `all`; the part of a key that tells two column rows apart. */
export function columnsKey(columns: NonNullable<Resource['TableWithColumns']>): string {
  if (columns.ColumnNames?.length) return `include:${sorted(columns.ColumnNames)}`;
  const excluded = columns.ColumnWildcard?.ExcludedColumnNames ?? [];
  return excluded.length > 0 ? `except:${sorted(excluded)}` : 'all';
}

/** The identity of a resource inside one listing: names folded, missing catalog ids filled with `account`. */
export function resourceKey(resource: Resource, account: string): string {
  const catalog = catalogIdOf(resource, account);
  const { Database, Table, TableWithColumns, DataLocation, DataCellsFilter, LFTag, LFTagPolicy } = resource;
  if (resource.Catalog) return `catalog|${catalog}`;
  if (Database) return `database|${catalog}|${lower(Database.Name)}`;
  if (Table) {
    return `table|${catalog}|${lower(Table.DatabaseName)}|${isAllTables(resource) ? '*' : lower(Table.Name)}`;
  }
  if (TableWithColumns) {
    const name = isAllTables(resource) ? '*' : lower(TableWithColumns.Name);
    return `columns|${catalog}|${lower(TableWithColumns.DatabaseName)}|${name}|${columnsKey(TableWithColumns)}`;
  }
  if (DataLocation) return `location|${catalog}|${trimLocation(DataLocation.ResourceArn)}`;
  if (DataCellsFilter) {
    const { DatabaseName, TableName, Name } = DataCellsFilter;
    return `filter|${catalog}|${lower(DatabaseName)}|${lower(TableName)}|${lower(Name)}`;
  }
  if (LFTag) return `tag|${catalog}|${lower(LFTag.TagKey)}|${sorted(LFTag.TagValues)}`;
  if (LFTagPolicy) {
    const body = LFTagPolicy.ExpressionName
      ? `@${lower(LFTagPolicy.ExpressionName)}`
      : expressionKey(LFTagPolicy.Expression);
    return `policy|${catalog}|${LFTagPolicy.ResourceType}|${body}`;
  }
  return `expression|${catalog}|${lower(resource.LFTagExpression?.Name)}`;
}

/** The identity of a row (LP9): principal, resource, condition. */
export const rowKey = (row: Pick<PermissionRow, 'Principal' | 'Resource' | 'Condition'>, account: string): string =>
  `${principalKey(row.Principal.DataLakePrincipalIdentifier)}\n${resourceKey(row.Resource, account)}\n${row.Condition?.Expression ?? ''}`;

/** Gate and IAMPrincipals identifiers compare without case (LP10); ARNs with it. */
export const principalKey = (principal: string): string =>
  principal.startsWith('arn:') ? principal : principal.toUpperCase();

/** The same resource with its catalog id written out, as AWS lists it. */
export function withCatalogId(resource: Resource, account: string): Resource {
  const { Database, Table, TableWithColumns, DataLocation, DataCellsFilter, LFTag, LFTagPolicy } = resource;
  const CatalogId = catalogIdOf(resource, account);
  if (Database) return { Database: { ...Database, CatalogId } };
  if (Table) return { Table: { ...Table, CatalogId } };
  if (TableWithColumns) return { TableWithColumns: { ...TableWithColumns, CatalogId } };
  if (DataLocation) return { DataLocation: { ...DataLocation, CatalogId } };
  if (DataCellsFilter) return { DataCellsFilter: { ...DataCellsFilter, TableCatalogId: CatalogId } };
  if (LFTag) return { LFTag: { ...LFTag, CatalogId } };
  if (LFTagPolicy) return { LFTagPolicy: { ...LFTagPolicy, CatalogId } };
  if (resource.LFTagExpression) return { LFTagExpression: { ...resource.LFTagExpression, CatalogId } };
  return resource;
}

/** The identity of an opt-in. */
export const optInKey = (
  optIn: {
    Principal: { DataLakePrincipalIdentifier: string };
    Resource: Resource;
    Condition?: { Expression?: string };
  },
  account: string,
): string => rowKey(optIn, account);
