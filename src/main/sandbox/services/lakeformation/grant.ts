import type { GrantPermissionsRequest } from '@aws-sdk/client-lakeformation';
import { createHash } from 'node:crypto';
import type { PermissionRow } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { listingForms } from '../../state/listing-form';
import { resourceKey } from '../../state/resource-key';
import { findRow, putRow, removeRow, rowsOf } from '../../state/rows';
import type { RowStore } from '../../state/rows';
import { invalid } from './authority';
import { requireExisting } from './existence';
import { requireAuthority } from './grant-authority';
import { readGrant, rowOf } from './grant-request';
import type { GrantRequest } from './grant-request';
import {
  isExternal,
  requireColumns,
  requireCrossAccount,
  requireExclusivity,
  requirePrincipal,
  requireRegistered,
  requireTags,
} from './grant-rules';
import { inFlight } from './in-flight';
import { requireAccepted } from './matrix';

const union = (a: readonly string[] | undefined, b: readonly string[] | undefined): string[] => [
  ...new Set([...(a ?? []), ...(b ?? [])]),
];

/** The RAM share behind a named cross-account grant (LP12): one per grant in version 1, pooled per recipient afterwards. */
function shareArn({ owner, principal, resource }: GrantRequest): string {
  const pooled = (owner.settings.Parameters?.CROSS_ACCOUNT_VERSION ?? '1') !== '1';
  const hex = createHash('sha256')
    .update(`${principal}|${pooled ? '' : resourceKey(resource, owner.account)}`)
    .digest('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  return `arn:${owner.partition}:ram:${owner.region}:${owner.account}:resource-share/${id}`;
}

/** An include list of the same principal and table that a new one joins (V3, open point 4). */
function joinable(call: Call, store: RowStore, part: PermissionRow): PermissionRow | undefined {
  const columns = part.Resource.TableWithColumns;
  if (!columns?.ColumnNames?.length || call.variants['include-list-merges'] === 'no') return undefined;
  const place = { ...columns, ColumnNames: ['*'] };
  for (const { row } of rowsOf(store, part.Principal.DataLakePrincipalIdentifier)) {
    const other = row.Resource.TableWithColumns;
    if (!other?.ColumnNames?.length || row.Condition?.Expression !== part.Condition?.Expression) continue;
    const same = resourceKey({ TableWithColumns: { ...other, ColumnNames: ['*'] } }, store.account);
    if (same === resourceKey({ TableWithColumns: place }, store.account)) return row;
  }
  return undefined;
}

/** Stores one listed row: later grants merge into the one with its key (LP9). */
function store(call: Call, rows: RowStore, part: PermissionRow): void {
  const joined = joinable(call, rows, part);
  const found = joined ?? findRow(rows, part)?.row;
  if (!found) {
    putRow(rows, part);
    return;
  }
  const merged: PermissionRow = {
    ...found,
    ...part,
    Permissions: union(found.Permissions, part.Permissions),
    PermissionsWithGrantOption: union(found.PermissionsWithGrantOption, part.PermissionsWithGrantOption),
  };
  if (!joined) {
    putRow(rows, merged);
    return;
  }
  const columns = part.Resource.TableWithColumns;
  const ColumnNames = union(joined.Resource.TableWithColumns?.ColumnNames, columns?.ColumnNames);
  removeRow(rows, joined);
  putRow(rows, { ...merged, Resource: columns ? { TableWithColumns: { ...columns, ColumnNames } } : part.Resource });
}

/** Checks and stores one grant, in one synchronous step. */
export function applyGrant(call: Call, request: GrantRequest): void {
  const { permissions, options } = request;
  if (permissions.length === 0) throw invalid('Permissions must not be empty.');
  if (options.some((p) => !permissions.includes(p)))
    throw invalid('PermissionsWithGrantOption must be a subset of Permissions.');
  requirePrincipal(request);
  requireAccepted(call, request.owner, request.resource, permissions);
  requireExisting(call, request.resource);
  requireRegistered(request);
  requireColumns(request);
  requireTags(request);
  requireAuthority(call, request);
  requireCrossAccount(call, request);
  const named = !request.resource.LFTagPolicy && !request.resource.LFTag;
  const shared = isExternal(request) && !request.local && named;
  const row: PermissionRow = {
    ...rowOf(call, request),
    ...(shared && { AdditionalDetails: { ResourceShare: [shareArn(request)] } }),
  };
  const parts = listingForms(row, request.home.account);
  requireExclusivity(request, parts);
  for (const part of parts) store(call, request.home.rows, part);
  call.world.version += 1;
}

/** GrantPermissions. */
export async function grantPermissions(input: GrantPermissionsRequest, call: Call): Promise<object> {
  const request = readGrant(call, input, input.CatalogId);
  await inFlight(call, [`principal:${request.principal}`], () => applyGrant(call, request));
  return {};
}
