import type { PermissionRow, Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { findDatabase, findTable } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { resourceKey } from '../../state/resource-key';
import { callerLake, covers, denied, heldRows, isAdmin, shareRows } from './authority';
import type { GrantRequest } from './grant-request';
import { effectOnDatabase, effectOnTable } from './oracle/effects';
import { expand } from './oracle/permissions';

/** What some rows let their holder pass on about one resource. */
function grantable(lake: Lake, rows: readonly PermissionRow[], resource: Resource): Set<string> {
  const { Database, Table, TableWithColumns, DataCellsFilter } = resource;
  const database = Database && findDatabase(lake, Database.CatalogId ?? lake.account, Database.Name);
  const filtered = DataCellsFilter && {
    CatalogId: DataCellsFilter.TableCatalogId,
    DatabaseName: DataCellsFilter.DatabaseName ?? '',
    Name: DataCellsFilter.TableName,
  };
  const named = Table ?? TableWithColumns ?? filtered;
  const table = named?.Name
    ? findTable(lake, named.CatalogId ?? lake.account, named.DatabaseName, named.Name)
    : undefined;
  const options = new Set<string>();
  for (const row of rows) {
    const effect = database
      ? effectOnDatabase(lake, row, database)
      : table
        ? effectOnTable(lake, row, table)
        : undefined;
    for (const p of effect?.options ?? []) options.add(p);
    if (
      effect === undefined &&
      (covers(row.Resource, resource) ||
        resourceKey(row.Resource, lake.account) === resourceKey(resource, lake.account))
    ) {
      for (const p of row.PermissionsWithGrantOption ?? []) options.add(p);
    }
    if ((row.PermissionsWithGrantOption ?? []).includes('ALL') && effect) options.add('ALL');
  }
  if (options.has('ALL')) for (const p of expand(['ALL'], Database ? 'database' : 'table')) options.add(p);
  return options;
}

/** GRANT_WITH_LF_TAG_EXPRESSION on every key and value of the policy (facts 1.2). */
function holdsTagGrant(lake: Lake, rows: readonly PermissionRow[], resource: Resource): boolean {
  const policy = resource.LFTagPolicy;
  if (!policy) return false;
  const body = policy.ExpressionName
    ? (lake.expressions.get(policy.ExpressionName.toLowerCase())?.Expression ?? [])
    : (policy.Expression ?? []);
  return (
    body.length > 0 &&
    body.every((pair) =>
      rows.some(({ Resource: { LFTag: held }, Permissions }) => {
        if (
          held?.TagKey.toLowerCase() !== pair.TagKey.toLowerCase() ||
          !Permissions.includes('GRANT_WITH_LF_TAG_EXPRESSION')
        )
          return false;
        return (
          held.TagValues.includes('*') ||
          pair.TagValues.every((v) => held.TagValues.some((h) => h.toLowerCase() === v.toLowerCase()))
        );
      }),
    )
  );
}

/**
 * Who may grant or revoke (facts 1.2): an administrator of the owner, anyone else what its grant options cover; on a resource
 * of another account an administrator of the account it is shared with, within the share's grant options (X1, X2).
 */
export function requireAuthority(call: Call, { owner, resource, permissions, options, local }: GrantRequest): void {
  if (!local && isAdmin(call, owner)) return;
  const held = heldRows(call);
  const rows = local && isAdmin(call, callerLake(call)) ? [...held, ...shareRows(call)] : held;
  if (!local && holdsTagGrant(owner, held, resource)) return;
  const may = grantable(owner, rows, resource);
  if (![...permissions, ...options].every((p) => may.has(p))) throw denied();
}
