import { ALL_TABLES } from '../model/keys';
import type { PermissionRow, Resource } from '../model/lakeformation';
import { listedForm, resourceKey } from './resource-key';

/** A grant or revoke request as AWS takes it. */
export interface PermissionRequest {
  Principal?: { DataLakePrincipalIdentifier?: string };
  Resource?: Resource;
  Permissions?: string[];
  PermissionsWithGrantOption?: string[];
  Condition?: { Expression?: string };
  CatalogId?: string;
}

/** One row address with what is to be added to it or taken from it. */
export interface Piece {
  resource: Resource;
  permissions: string[];
  grantable: string[];
}

/** Splits a request into the rows it addresses: SELECT on tables is a row of its own (G15, LP5, LP6). */
export function piecesOf(request: PermissionRequest, account: string): Piece[] {
  const resource = listedForm(request.Resource!, account);
  const permissions = request.Permissions ?? [];
  const grantable = request.PermissionsWithGrantOption ?? [];
  const table = resource.Table;
  if (!table) return [{ resource, permissions, grantable }];
  const rest = (list: string[]): string[] => list.filter((p) => p !== 'SELECT');
  const select = (list: string[]): string[] => list.filter((p) => p === 'SELECT');
  const columns: Resource = {
    TableWithColumns: {
      CatalogId: table.CatalogId,
      DatabaseName: table.DatabaseName,
      Name: table.TableWildcard ? ALL_TABLES : table.Name!,
      ColumnWildcard: {},
    },
  };
  return [
    { resource, permissions: rest(permissions), grantable: rest(grantable) },
    { resource: columns, permissions: select(permissions), grantable: select(grantable) },
  ].filter((piece) => piece.permissions.length > 0 || piece.grantable.length > 0);
}

/** Whether a row is the one that a piece addresses: same principal, resource and condition (LP9, V1). */
export function isRowOf(row: PermissionRow, piece: Piece, request: PermissionRequest, account: string): boolean {
  return (
    samePrincipal(row.Principal.DataLakePrincipalIdentifier, request.Principal?.DataLakePrincipalIdentifier ?? '') &&
    (row.Condition?.Expression ?? '') === (request.Condition?.Expression ?? '') &&
    resourceKey(listedForm(row.Resource, account)) === resourceKey(piece.resource)
  );
}

/** ARNs are compared as they are, other identifiers without regard to case (LP10). */
export const principalKey = (principal: string): string =>
  principal.startsWith('arn:') ? principal : principal.toUpperCase();

export const samePrincipal = (a: string, b: string): boolean => principalKey(a) === principalKey(b);

/** How a TableWithColumns row limits columns. */
export type ColumnForm = 'all' | 'include' | 'exclude';

export function columnForm(resource: Resource): ColumnForm {
  const split = resource.TableWithColumns;
  if (split?.ColumnNames?.length) return 'include';
  return split?.ColumnWildcard?.ExcludedColumnNames?.length ? 'exclude' : 'all';
}
