import { ALL_TABLES } from '../../../core/model/keys';
import type { PermissionRow, Resource } from '../../../core/model/lakeformation';
import { withCatalogId } from './resource-key';

const isSelect = (permission: string): boolean => permission.toUpperCase() === 'SELECT';

/** The SELECT twin of a table resource: all columns of it (LP5), or of every table (LP6). */
function selectForm(table: NonNullable<Resource['Table']>): Resource {
  const { CatalogId, DatabaseName, Name, TableWildcard } = table;
  return {
    TableWithColumns: { CatalogId, DatabaseName, Name: TableWildcard ? ALL_TABLES : (Name ?? ''), ColumnWildcard: {} },
  };
}

/** A table resource as ListPermissions writes it: the wildcard carries the name ALL_TABLES (LP6). */
function listedTable(resource: Resource): Resource {
  const table = resource.Table;
  return table?.TableWildcard ? { Table: { ...table, Name: ALL_TABLES, TableWildcard: {} } } : resource;
}

/**
 * Brings one grant into the form in which Lake Formation lists it: catalog ids written out, SELECT on a table split off
 * into its own TableWithColumns row (LP5, G15), all-tables rows named ALL_TABLES (LP6).
 */
export function listingForms(row: PermissionRow, account: string): PermissionRow[] {
  const Resource = listedTable(withCatalogId(row.Resource, account));
  const options = row.PermissionsWithGrantOption ?? [];
  const base: PermissionRow = { ...row, Resource, PermissionsWithGrantOption: options };
  if (!Resource.Table) return [base];
  const selects = row.Permissions.some(isSelect) || options.some(isSelect);
  if (!selects) return [base];
  const rest = row.Permissions.filter((p) => !isSelect(p));
  const restOptions = options.filter((p) => !isSelect(p));
  const select: PermissionRow = {
    ...base,
    Resource: selectForm(Resource.Table),
    Permissions: row.Permissions.filter(isSelect),
    PermissionsWithGrantOption: options.filter(isSelect),
  };
  if (rest.length === 0 && restOptions.length === 0) return [select];
  return [{ ...base, Permissions: rest, PermissionsWithGrantOption: restOptions }, select];
}
