import { isGatePrincipal } from '../model/keys';
import type { PermissionRow } from '../model/lakeformation';
import { byCaller } from './caller-rights';
import type { Draft } from './draft';
import { grantRefusal, sharingRefusal } from './grant-rules';
import { columnForm, isRowOf, piecesOf, samePrincipal, type PermissionRequest, type Piece } from './permission-rows';
import { effect, modificationInvalid, type Outcome } from './refusal';
import { listedForm, ownerOf } from './resource-key';

/** GrantPermissions: merges into the addressed rows (LP9) after the checks that the service makes (2.2, V9, X4). */
export function grantPermissions(draft: Draft, request: PermissionRequest): Outcome {
  const refused = grantRefusal(draft, request);
  if (refused) return refused;
  return byCaller(draft, { judge: (rights) => rights.mayPassOn(listedForm(request.Resource!, draft.account), askedOf(request)), lacks: lacksOption(request) }, (on) => granted(on, request)); // prettier-ignore
}

const askedOf = ({ Permissions = [], PermissionsWithGrantOption = [] }: PermissionRequest): string[] => [
  ...new Set([...Permissions, ...PermissionsWithGrantOption]),
];

/** What a grantor or revoker without authority lacks, as the end of a sentence. */
export const lacksOption = (request: PermissionRequest): string =>
  request.Resource?.LFTagPolicy
    ? 'lacks GRANT_WITH_LF_TAG_EXPRESSION on the LF-Tags of the policy'
    : `lacks the grant option of ${askedOf(request).join(', ')} there`;

function granted(draft: Draft, request: PermissionRequest): Outcome {
  const refused = sharingRefusal(draft, request);
  if (refused) return refused;
  const rows = [...draft.own('permissions')];
  for (const piece of piecesOf(request, draft.account)) {
    if (excludesExisting(rows, piece, request, draft.account)) return modificationInvalid('V9');
    const at = rows.findIndex((row) => isRowOf(row, piece, request, draft.account));
    if (at < 0) rows.push(newRow(draft, piece, request));
    else rows[at] = merged(rows[at]!, piece);
  }
  draft.setOwn('permissions', rows);
  const owner = ownerOf(listedForm(request.Resource!, draft.account), draft.account);
  const isShared = owner !== draft.account;
  return effect(isShared ? ['X2'] : [], [...(isShared ? warningsOf(request) : []), ...openPoints(request)]);
}

function newRow(draft: Draft, piece: Piece, request: PermissionRequest): PermissionRow {
  const row: PermissionRow = {
    Principal: { DataLakePrincipalIdentifier: request.Principal!.DataLakePrincipalIdentifier! },
    Resource: piece.resource,
    Permissions: piece.permissions,
    PermissionsWithGrantOption: piece.grantable,
  };
  if (request.Condition?.Expression !== undefined) row.Condition = { Expression: request.Condition.Expression };
  if (draft.member.callerArn !== undefined) row.LastUpdatedBy = draft.member.callerArn;
  return row;
}

const union = (a: readonly string[] | undefined, b: readonly string[]): string[] =>
  [...new Set([...(a ?? []), ...b])].sort();

function merged(row: PermissionRow, piece: Piece): PermissionRow {
  const grown: PermissionRow = {
    ...row,
    Permissions: union(row.Permissions, piece.permissions),
    PermissionsWithGrantOption: union(row.PermissionsWithGrantOption, piece.grantable),
  };
  const before = row.Resource.TableWithColumns;
  const added = piece.resource.TableWithColumns;
  if (before?.ColumnNames?.length && added?.ColumnNames?.length) {
    grown.Resource = {
      TableWithColumns: { ...before, ColumnNames: [...new Set([...before.ColumnNames, ...added.ColumnNames])] },
    };
  }
  return grown;
}

/** V9: column-limited SELECT on one side, table-wide permissions or another form of SELECT on the other. */
function excludesExisting(
  rows: readonly PermissionRow[],
  piece: Piece,
  request: PermissionRequest,
  account: string,
): boolean {
  const table = piece.resource.Table ?? piece.resource.TableWithColumns;
  if (!table || isGatePrincipal(request.Principal?.DataLakePrincipalIdentifier ?? '')) return false;
  const limited = columnForm(piece.resource) !== 'all';
  return rows.some((row) => {
    const resource = listedForm(row.Resource, account);
    const other = resource.Table ?? resource.TableWithColumns;
    if (
      !other ||
      !samePrincipal(row.Principal.DataLakePrincipalIdentifier, request.Principal?.DataLakePrincipalIdentifier ?? '')
    )
      return false;
    if (row.Condition?.Expression !== request.Condition?.Expression || !sameTable(table, other)) return false;
    const otherLimited = columnForm(resource) !== 'all';
    if (!limited && !otherLimited) return false;
    if (limited && otherLimited)
      return columnForm(piece.resource) !== columnForm(resource) || columnForm(resource) === 'exclude';
    return (row.Permissions ?? []).length > 0;
  });
}

interface Named {
  CatalogId?: string;
  DatabaseName: string;
  Name?: string;
}

const sameTable = (a: Named, b: Named): boolean =>
  a.CatalogId === b.CatalogId &&
  a.DatabaseName.toLowerCase() === b.DatabaseName.toLowerCase() &&
  (a.Name ?? '').toLowerCase() === (b.Name ?? '').toLowerCase();

function warningsOf(request: PermissionRequest): string[] {
  const excluded = request.Resource?.TableWithColumns?.ColumnWildcard?.ExcludedColumnNames?.length;
  return excluded ? ['X4 (unverified): engines of other accounts may not support column exclude lists'] : [];
}

/** What the permission matrix leaves open (facts 2.2): taken to be accepted, and said. */
function openPoints({ Resource: resource, Permissions: permissions = [] }: PermissionRequest): string[] {
  const isDefault = resource?.Catalog && !resource.Catalog.Id?.includes(':');
  const open = resource?.LFTagExpression ? ['GRANT_WITH_LF_TAG_EXPRESSION'] : isDefault ? ['ALL', 'ALTER', 'DESCRIBE', 'DROP'] : []; // prettier-ignore
  const asked = permissions.filter((permission) => open.includes(permission));
  const what = isDefault ? "the account's own catalog" : 'a saved expression';
  return asked.length > 0
    ? [`G1 (unverified): whether ${what} takes ${asked.join(', ')} is not confirmed; taken to`]
    : [];
}
