import type { PermissionRow, Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { ServiceError } from '../../service';
import { lakeOf, lakesIn } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { actorOf } from '../../state/principals';
import type { Actor } from '../../state/principals';
import { isAllTables } from '../../state/resource-key';
import { scanOutward, scanRows } from '../../state/rows';
import { reaches, sharesWith } from './oracle/principals';

const lists = (list: { DataLakePrincipalIdentifier: string }[] | undefined, principal: string): boolean =>
  (list ?? []).some((p) => p.DataLakePrincipalIdentifier === principal);

export const isOperator = (call: Call): boolean => (call.world.data.operators ?? []).includes(call.caller.principal);

/** Data lake administrator of this lake (I1). */
export const isAdmin = (call: Call, lake: Lake): boolean =>
  call.caller.account === lake.account &&
  (lists(lake.settings.DataLakeAdmins, call.caller.principal) || isOperator(call));

/** Read-only administrator of this lake (I2). */
export const isReadOnlyAdmin = (call: Call, lake: Lake): boolean =>
  call.caller.account === lake.account && lists(lake.settings.ReadOnlyAdmins, call.caller.principal);

/** Sees every principal, resource and permission of the account's own lake (I1, I2). */
export const seesAll = (call: Call, lake: Lake): boolean => isAdmin(call, lake) || isReadOnlyAdmin(call, lake);

/** The caller's own lake in the call's region. */
export const callerLake = (call: Call): Lake => lakeOf(call.world, call.caller.account, call.region);

export const callerActor = (call: Call): Actor => actorOf(call.world, call.caller.principal);

export const denied = (): ServiceError =>
  new ServiceError(
    'AccessDeniedException',
    'Resource does not exist or requester is not authorized to access requested permissions.',
  );

export const invalid = (message: string): ServiceError => new ServiceError('InvalidInputException', message);

export const notFound = (message: string): ServiceError => new ServiceError('EntityNotFoundException', message);

/** Reads `CatalogId`: twelve digits, with a sub-catalog path at most. Default: the caller's account. */
export function requestedCatalog(call: Call, catalogId: string | undefined): string {
  if (catalogId === undefined || catalogId === '') return call.caller.account;
  if (!/^\d{12}(:.+)?$/.test(catalogId)) throw invalid('Catalog id must be a valid AWS account id.');
  return catalogId;
}

const tablePlace = (resource: Resource): string | undefined => {
  const table = resource.Table ?? resource.TableWithColumns;
  if (!table) return undefined;
  const name = isAllTables(resource) ? '*' : (table.Name ?? '').toLowerCase();
  return `${table.CatalogId ?? ''}/${table.DatabaseName.toLowerCase()}/${name}`;
};

/** Does a grant on `wide` reach `narrow`? Both carry catalog ids. */
export function covers(wide: Resource, narrow: Resource): boolean {
  const place = tablePlace(narrow);
  const own = tablePlace(wide);
  if (place !== undefined && own !== undefined) {
    return own === place || (own.endsWith('/*') && place.startsWith(own.slice(0, -1)));
  }
  return JSON.stringify(wide) === JSON.stringify(narrow);
}

/**
 * What a caller without an administrator's rights sees of a row: the permissions it holds itself on that resource
 * (facts 1.2: with ALTER one sees only ALTER rows). ALL covers every permission.
 */
export function visibleTo(call: Call, held: readonly PermissionRow[], row: PermissionRow): PermissionRow | undefined {
  const mine = new Set<string>();
  for (const own of held) {
    if (covers(own.Resource, row.Resource)) for (const p of own.Permissions) mine.add(p.toUpperCase());
  }
  if (row.Principal.DataLakePrincipalIdentifier === call.caller.principal) return row;
  const sees = (p: string): boolean => mine.has('ALL') || mine.has('SUPER_USER') || mine.has(p.toUpperCase());
  const Permissions = row.Permissions.filter(sees);
  const PermissionsWithGrantOption = (row.PermissionsWithGrantOption ?? []).filter(sees);
  if (Permissions.length === 0 && PermissionsWithGrantOption.length === 0) return undefined;
  return { ...row, Permissions, PermissionsWithGrantOption };
}

/** Rows that speak to the caller, in its own account's lake and in those of others. */
export function heldRows(call: Call): PermissionRow[] {
  const actor = callerActor(call);
  const rows: PermissionRow[] = [];
  for (const lake of lakesIn(call.world, call.region)) {
    const concerning = actor.account === undefined || actor.account === lake.account ? scanRows : scanOutward;
    for (const { row } of concerning(lake.rows)) if (reaches(actor, row)) rows.push(row);
  }
  return rows;
}

/** Rows of other accounts' lakes that are shares with the whole account of the caller. */
export function shareRows(call: Call): PermissionRow[] {
  const rows: PermissionRow[] = [];
  for (const lake of lakesIn(call.world, call.region)) {
    if (lake.account === call.caller.account) continue;
    for (const { row } of scanOutward(lake.rows)) if (sharesWith(call.world, call.caller.account, row)) rows.push(row);
  }
  return rows;
}
