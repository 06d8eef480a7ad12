import { ALL_TABLES } from '../model/keys';
import type { PermissionRow, Resource } from '../model/lakeformation';
import type { Edit } from './plan-types';
import { listedForm, resourceKey } from './resource-key';

/**
 * Calls that bring permission rows back from `after` to `before`: what is new is revoked first, then what is gone is
 * granted (V9: a column-limited row and its opposite exclude each other). Addressed row by row (V1).
 */
export function restoreRows(
  before: readonly PermissionRow[],
  after: readonly PermissionRow[],
  account: string,
): Edit[] {
  const old = new Map(before.map((row) => [addressOf(row, account), row]));
  const now = new Map(after.map((row) => [addressOf(row, account), row]));
  const revokes: Edit[] = [];
  const grants: Edit[] = [];
  for (const [address, row] of now) {
    const held = old.get(address);
    const edit = request('RevokePermissions', account, row, surplus(row, held));
    if (edit) revokes.push(edit);
  }
  for (const [address, row] of old) {
    const left = now.get(address);
    const edit = request('GrantPermissions', account, row, surplus(row, left));
    if (edit) grants.push(edit);
  }
  return [...revokes, ...grants];
}

interface Surplus {
  permissions: string[];
  option: string[];
  /** Columns of an include list that only one side has; undefined = the row's own form. */
  columns?: string[];
}

/** What `row` has beyond `other`. */
function surplus(row: PermissionRow, other: PermissionRow | undefined): Surplus {
  const option = row.PermissionsWithGrantOption ?? [];
  const columns = row.Resource.TableWithColumns?.ColumnNames;
  const otherColumns = other?.Resource.TableWithColumns?.ColumnNames;
  if (columns && otherColumns) {
    const extra = columns.filter((name) => !otherColumns.some((o) => o.toLowerCase() === name.toLowerCase()));
    if (extra.length > 0) return { permissions: row.Permissions, option, columns: extra };
  }
  const held = new Set(other?.Permissions ?? []);
  const heldOption = new Set(other?.PermissionsWithGrantOption ?? []);
  return {
    permissions: row.Permissions.filter((p) => !held.has(p)),
    option: option.filter((p) => !heldOption.has(p)),
  };
}

function request(operation: string, account: string, row: PermissionRow, what: Surplus): Edit | undefined {
  if (what.permissions.length + what.option.length === 0) return undefined;
  return {
    account,
    service: 'lakeformation',
    operation,
    request: {
      Principal: row.Principal,
      Resource: inputForm(row.Resource, what.columns),
      // The member is required even where only the option moves; a grant needs what it makes grantable.
      Permissions:
        operation === 'GrantPermissions' ? [...new Set([...what.permissions, ...what.option])] : what.permissions,
      ...(what.option.length > 0 ? { PermissionsWithGrantOption: what.option } : {}),
      ...(row.Condition?.Expression === undefined ? {} : { Condition: { Expression: row.Condition.Expression } }),
    },
  };
}

/** LP6: the listed form of an all-tables grant is refused as input. */
export function inputForm(resource: Resource, columns?: string[]): Resource {
  const { Table: table, TableWithColumns: split } = resource;
  if (split?.Name === ALL_TABLES)
    return { Table: { CatalogId: split.CatalogId, DatabaseName: split.DatabaseName, TableWildcard: {} } };
  if (split && columns) {
    return {
      TableWithColumns: {
        CatalogId: split.CatalogId,
        DatabaseName: split.DatabaseName,
        Name: split.Name,
        ColumnNames: columns,
      },
    };
  }
  if (table?.TableWildcard)
    return { Table: { CatalogId: table.CatalogId, DatabaseName: table.DatabaseName, TableWildcard: {} } };
  return resource;
}

const addressOf = (row: PermissionRow, account: string): string =>
  [
    row.Principal.DataLakePrincipalIdentifier,
    row.Condition?.Expression ?? '',
    resourceKey(listedForm(row.Resource, account)),
    // Two forms of columns on one table are two rows.
    row.Resource.TableWithColumns?.ColumnNames
      ? 'include'
      : JSON.stringify(row.Resource.TableWithColumns?.ColumnWildcard ?? {}),
  ].join('\n');
