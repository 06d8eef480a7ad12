import type { RevokePermissionsRequest } from '@aws-sdk/client-lakeformation';
import type { PermissionRow } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { listingForms } from '../../state/listing-form';
import { resourceKey } from '../../state/resource-key';
import { findRow, putRow, removeRow, rowsOf } from '../../state/rows';
import type { RowStore } from '../../state/rows';
import { invalid, notFound } from './authority';
import { missing } from './existence';
import { requireAuthority } from './grant-authority';
import { readGrant, rowOf } from './grant-request';
import type { GrantRequest } from './grant-request';
import { inFlight } from './in-flight';

const minus = (a: readonly string[] | undefined, b: readonly string[] | undefined): string[] =>
  (a ?? []).filter((p) => !b?.includes(p));

/** Takes permissions and options off one row; false if it had none of them (V1, V4). */
function takeFrom(call: Call, rows: RowStore, row: PermissionRow, part: PermissionRow): boolean {
  const Permissions = minus(row.Permissions, part.Permissions);
  const PermissionsWithGrantOption = minus(row.PermissionsWithGrantOption, part.PermissionsWithGrantOption);
  const before = row.Permissions.length + (row.PermissionsWithGrantOption ?? []).length;
  if (Permissions.length + PermissionsWithGrantOption.length === before) return false;
  if (Permissions.length + PermissionsWithGrantOption.length === 0) removeRow(rows, row);
  else putRow(rows, { ...row, Permissions, PermissionsWithGrantOption, ...stamp(call) });
  return true;
}

const stamp = (call: Call) => ({ LastUpdated: call.now.toISOString(), LastUpdatedBy: call.caller.principal });

/** Column rows of the same principal, condition and table. */
function columnRows(rows: RowStore, part: PermissionRow): PermissionRow[] {
  const asked = part.Resource.TableWithColumns;
  const place = (columns: NonNullable<typeof asked>): string =>
    resourceKey({ TableWithColumns: { ...columns, ColumnNames: ['*'], ColumnWildcard: undefined } }, rows.account);
  if (!asked) return [];
  return [...rowsOf(rows, part.Principal.DataLakePrincipalIdentifier)]
    .map(({ row }) => row)
    .filter(
      ({ Resource: { TableWithColumns: own }, Condition }) =>
        own && place(own) === place(asked) && Condition?.Expression === part.Condition?.Expression,
    );
}

/**
 * Some columns of an include list (V3, open point 4): the rest stays, or the service refuses. Columns cannot be taken from a
 * row that means all columns or all but some.
 */
function takeColumns(call: Call, rows: RowStore, part: PermissionRow): boolean {
  const asked = part.Resource.TableWithColumns?.ColumnNames?.map((c) => c.toLowerCase());
  if (!asked?.length) return false;
  const candidates = columnRows(rows, part).filter(
    (row) => row.Permissions.length + (row.PermissionsWithGrantOption ?? []).length > 0,
  );
  const row = candidates.find(({ Resource: { TableWithColumns: own } }) => {
    const names = own?.ColumnNames?.map((c) => c.toLowerCase());
    return names !== undefined && asked.every((c) => names.includes(c));
  });
  const columns = row?.Resource.TableWithColumns;
  if (!row || !columns) {
    if (candidates.some((r) => r.Resource.TableWithColumns?.ColumnWildcard))
      throw invalid('Permissions modification is invalid.');
    return false;
  }
  if (call.variants['include-list-partial-revoke'] === 'no') throw invalid('Permissions modification is invalid.');
  const ColumnNames = (columns.ColumnNames ?? []).filter((c) => !asked.includes(c.toLowerCase()));
  removeRow(rows, row);
  putRow(rows, { ...row, Resource: { TableWithColumns: { ...columns, ColumnNames } }, ...stamp(call) });
  return true;
}

/** Checks and carries out one revoke, in one synchronous step. */
export function applyRevoke(call: Call, request: GrantRequest): void {
  const { home, resource, permissions, options } = request;
  if (request.actor.kind === 'invalid') throw invalid('Invalid principal');
  if (permissions.length + options.length === 0) throw invalid('Permissions must not be empty.');
  requireAuthority(call, request);
  const parts = listingForms(rowOf(call, request), home.account);
  const known = parts.some((part) => findRow(home.rows, part) !== undefined);
  const gone = known ? undefined : missing(call, resource);
  if (gone !== undefined) throw notFound(gone);
  let changed = false;
  for (const part of parts) {
    const row = findRow(home.rows, part)?.row;
    changed = (row ? takeFrom(call, home.rows, row, part) : takeColumns(call, home.rows, part)) || changed;
  }
  if (!changed) {
    throw invalid(
      resource.LFTag
        ? 'No permissions revoked. Revoking Tag permissions on Tags that grantee does not have permissions on.'
        : 'No permissions revoked. Grantee has no permissions and no grantable permissions on resource.',
    );
  }
  call.world.version += 1;
}

/** RevokePermissions: one row is addressed (V1); what is not there is an error (V5). */
export async function revokePermissions(input: RevokePermissionsRequest, call: Call): Promise<object> {
  const request = readGrant(call, input, input.CatalogId);
  await inFlight(call, [`principal:${request.principal}`], () => applyRevoke(call, request));
  return {};
}
