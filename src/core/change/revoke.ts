import { accountOfPrincipal } from '../model/arn';
import { ALL_TABLES, isGatePrincipal } from '../model/keys';
import type { PermissionRow, Resource } from '../model/lakeformation';
import { kindOf } from '../model/mesh/principals';
import type { RuleId } from '../access/rules';
import { byCaller, type CallerRights, type Verdict } from './caller-rights';
import type { Draft } from './draft';
import { lacksOption } from './grant';
import { unknownTag } from './grant-rules';
import { missingObject } from './missing-object';
import { columnForm, isRowOf, piecesOf, samePrincipal, type PermissionRequest, type Piece } from './permission-rows';
import { effect, invalid, modificationInvalid, nothingRevoked, type Outcome } from './refusal';
import { listedForm, ownerOf, resourceKey } from './resource-key';

/** RevokePermissions: addresses exactly one row per form (V1–V5, V7); other rows stay (V2, V4, V6, V8). */
export function revokePermissions(draft: Draft, request: PermissionRequest): Outcome {
  if (!request.Principal?.DataLakePrincipalIdentifier) return invalid('Principal is required.');
  if (kindOf(request.Principal.DataLakePrincipalIdentifier) === 'other') return invalid('Invalid principal.');
  if (!request.Resource || Object.keys(request.Resource).length !== 1)
    return invalid('Resource must have exactly one member.');
  if (request.Permissions === undefined) return invalid('Permissions is required.', 'V1');
  if (request.Resource.TableWithColumns?.Name === ALL_TABLES) {
    return invalid('Columns cannot be named on all tables; revoke with a table wildcard.', 'V2');
  }
  const wanted = [...request.Permissions, ...(request.PermissionsWithGrantOption ?? [])];
  const resource = listedForm(request.Resource, draft.account);
  // Local rows stay behind when a share ends (X5): that these can still be taken back is for the service to say.
  const isLocal = ownerOf(resource, draft.account) !== draft.account;
  const judge = (rights: CallerRights): Verdict => {
    const verdict = rights.mayPassOn(resource, wanted);
    return isLocal && verdict === 'no' ? 'unknown' : verdict;
  };
  return byCaller(draft, { judge, lacks: lacksOption(request) }, (on) => revoked(on, request));
}

function revoked(draft: Draft, request: PermissionRequest): Outcome {
  const was = draft.own('permissions');
  let rows = [...was];
  let isDone = false;
  let known = false;
  let left = 0;
  for (const piece of piecesOf(request, draft.account)) {
    const at = placeOf(rows, piece, request, draft.account);
    const row = rows[at];
    left += absentFrom(row, piece);
    if (!row) continue;
    known = true;
    const formed = columnsAfter(row, piece);
    if (formed === 'invalid') return modificationInvalid('V3');
    if (formed === 'absent') continue;
    const shrunk = formed ?? remainder(row, piece);
    if (shrunk === row) continue;
    isDone = true;
    rows = shrunk === undefined ? rows.filter((_, i) => i !== at) : rows.map((r, i) => (i === at ? shrunk : r));
    draft.drop(
      'permissions',
      (copy, member) => member.account !== draft.account && isRepeated(copy, piece, request, draft.account),
    );
  }
  if (!isDone) {
    const gone = known ? undefined : missing(draft, listedForm(request.Resource!, draft.account));
    if (gone) return gone;
    return request.Resource!.LFTag
      ? invalid(
          'No permissions revoked. Revoking Tag permissions on Tags that grantee does not have permissions on.',
          'V5',
        )
      : nothingRevoked();
  }
  draft.setOwn('permissions', rows);
  const remarks = [...warningsOf(request), ...(left > 0 ? [PARTLY_HELD] : []), ...passedOn(request, was, rows, draft)];
  return effect(rulesOf(request), remarks);
}

/** V8: no grantor is stored, so nobody can tell what a holder of the grant option passed on; that it stays is not confirmed. */
function passedOn(
  { Principal }: PermissionRequest,
  was: readonly PermissionRow[],
  now: readonly PermissionRow[],
  { account }: Draft,
): string[] {
  const holder = Principal!.DataLakePrincipalIdentifier!;
  if (accountOfPrincipal(holder) !== account || kindOf(holder) === 'account') return [];
  const couldPassOn = ({ Principal: by, PermissionsWithGrantOption: options }: PermissionRow): boolean =>
    (options ?? []).length > 0 && samePrincipal(by.DataLakePrincipalIdentifier, holder);
  const left = now.filter(couldPassOn);
  const isHeldByOthers = (gone: PermissionRow): boolean => {
    const same = left.find((row) => rowKeyOf(row, account) === rowKeyOf(gone, account));
    const ended = gone.PermissionsWithGrantOption!.filter((p) => !same?.PermissionsWithGrantOption?.includes(p));
    const place = placeKey(gone, account);
    return now.some(
      (row) =>
        row.Permissions.some((p) => ended.includes(p) || ended.includes('ALL')) &&
        !samePrincipal(row.Principal.DataLakePrincipalIdentifier, holder) &&
        !isGatePrincipal(row.Principal.DataLakePrincipalIdentifier) &&
        placeKey(row, account) === place,
    );
  };
  return was.some((row) => couldPassOn(row) && !left.includes(row) && isHeldByOthers(row))
    ? [`V8 (unverified): what ${holder} may have passed on there is taken to stay; AWS keeps no grantor`]
    : [];
}

const rowKeyOf = ({ Resource }: PermissionRow, account: string): string => resourceKey(listedForm(Resource, account));

/** One text for the rows of a table, whether they limit columns or not. */
const placeKey = (row: PermissionRow, account: string): string => rowKeyOf(row, account).replace(/^columns /, 'table ');

const missing = (draft: Draft, resource: Resource): Outcome | undefined =>
  resource.LFTag
    ? unknownTag(draft, [resource.LFTag], ownerOf(resource, draft.account))
    : missingObject(draft, resource);

const PARTLY_HELD =
  'V5 (unverified): not all of what the request names is held; the service is taken to revoke what is';

/** How many of the permissions and options that a piece names its row does not hold. */
const absentFrom = (row: PermissionRow | undefined, piece: Piece): number =>
  piece.permissions.filter((p) => !row?.Permissions.includes(p)).length +
  piece.grantable.filter((p) => !row?.PermissionsWithGrantOption?.includes(p)).length;

/**
 * Where the row of a piece stands, -1 without one. One principal may hold several rows of columns on a table (Y32): the one
 * that limits columns as the piece does is meant, of include lists the one that holds every named column.
 */
function placeOf(rows: readonly PermissionRow[], piece: Piece, request: PermissionRequest, account: string): number {
  const places = rows.flatMap((row, at) => (isRowOf(row, piece, request, account) ? [at] : []));
  return places.find((at) => holdsColumns(rows[at]!.Resource, piece.resource)) ?? places[0] ?? -1;
}

function holdsColumns(held: Resource, asked: Resource): boolean {
  const form = columnForm(asked);
  if (columnForm(held) !== form) return false;
  if (form === 'exclude') return excluded(held) === excluded(asked);
  const names = held.TableWithColumns?.ColumnNames?.map((name) => name.toLowerCase());
  return asked.TableWithColumns?.ColumnNames?.every((name) => names?.includes(name.toLowerCase())) ?? true;
}

const excluded = ({ TableWithColumns: columns }: Resource): string =>
  [...new Set(columns?.ColumnWildcard?.ExcludedColumnNames?.map((name) => name.toLowerCase()))].sort().join();

/** The row without the revoked permissions; the same row where it holds none of them, undefined where nothing is left. */
function remainder(row: PermissionRow, piece: Piece): PermissionRow | undefined {
  const permissions = row.Permissions.filter((p) => !piece.permissions.includes(p));
  const option = (row.PermissionsWithGrantOption ?? []).filter((p) => !piece.grantable.includes(p));
  const before = row.Permissions.length + (row.PermissionsWithGrantOption?.length ?? 0);
  if (permissions.length + option.length === before) return row;
  return permissions.length + option.length === 0
    ? undefined
    : { ...row, Permissions: permissions, PermissionsWithGrantOption: option };
}

/**
 * V3: columns are revoked in the form in which they are listed. Part of an include list leaves the rest (unverified).
 * Answers undefined where the ordinary rule decides.
 */
function columnsAfter(row: PermissionRow, piece: Piece): PermissionRow | 'invalid' | 'absent' | undefined {
  const held = row.Resource.TableWithColumns;
  const asked = piece.resource.TableWithColumns;
  if (!held || !asked) return undefined;
  const from = columnForm(row.Resource);
  const to = columnForm(piece.resource);
  if (from !== to)
    return from === 'include' && to === 'all' ? 'absent' : from === 'exclude' && to === 'all' ? 'absent' : 'invalid';
  if (from === 'exclude') {
    return excluded(row.Resource) === excluded(piece.resource) ? undefined : 'absent';
  }
  if (from !== 'include') return undefined;
  const gone = new Set(asked.ColumnNames!.map((name) => name.toLowerCase()));
  const kept = held.ColumnNames!.filter((name) => !gone.has(name.toLowerCase()));
  if (kept.length === held.ColumnNames!.length) return 'absent';
  if (kept.length === 0 || !piece.permissions.includes('SELECT')) return undefined;
  return { ...row, Resource: { TableWithColumns: { ...held, ColumnNames: kept } } };
}

/** The consumer's listing may repeat a direct grant of this account; it goes with the original. */
function isRepeated(copy: PermissionRow, piece: Piece, request: PermissionRequest, account: string): boolean {
  const writer = copy.LastUpdatedBy === undefined ? undefined : accountOfPrincipal(copy.LastUpdatedBy);
  return writer === account && isRowOf(copy, piece, request, account);
}

function rulesOf(request: PermissionRequest): RuleId[] {
  const rules: RuleId[] = ['V1'];
  const { Table: table, TableWithColumns: split, LFTagPolicy: policy } = request.Resource!;
  if (table) rules.push('V2');
  if (split) rules.push('V3');
  if (request.Permissions?.includes('ALL')) rules.push('V4');
  if (policy) rules.push('V7');
  const principal = request.Principal!.DataLakePrincipalIdentifier!;
  if (/^\d{12}$/.test(principal) || principal.includes(':organizations:')) rules.push('X5');
  return rules;
}

function warningsOf(request: PermissionRequest): string[] {
  const warnings: string[] = [];
  if (request.Resource?.TableWithColumns?.ColumnNames?.length) {
    warnings.push(
      'V3 (unverified): revoking part of an include list is taken to leave the other columns; re-read the row afterwards',
    );
  }
  if (request.Permissions?.length === 0)
    warnings.push('V1 (unverified): revoking the grant option alone with an empty Permissions list is not confirmed');
  if (request.Principal?.DataLakePrincipalIdentifier?.toUpperCase() === 'IAM_ALLOWED_PRINCIPALS') {
    warnings.push(
      'E1: revoking IAM_ALLOWED_PRINCIPALS wakes every dormant row and ends the access of everybody without a Lake Formation grant',
    );
  }
  return warnings;
}
