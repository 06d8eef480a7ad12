import type { AccessIndex } from '../access/access-index';
import type { AccessRow } from '../model/case';
import type { PermissionRequest } from './permission-rows';
import type { Edit, Plan } from './plan-types';
import { listedForm } from './resource-key';

/**
 * V6: after a revoke, who of those it aimed at still holds the permission there, and through what. Compared by the
 * principal itself; a revoke from a group or an account names nobody here and shows in the difference instead.
 */
export function keptBy(index: AccessIndex, calls: readonly Edit[], after: readonly AccessRow[]): Plan['kept'] {
  const revokes = calls.flatMap((call) =>
    call.operation === 'RevokePermissions'
      ? [{ account: call.account, request: call.request as PermissionRequest }]
      : call.operation === 'BatchRevokePermissions'
        ? ((call.request['Entries'] ?? []) as PermissionRequest[]).map((request) => ({
            account: call.account,
            request,
          }))
        : [],
  );
  const kept: Plan['kept'] = [];
  const { entries, ids } = index.mesh.principals;
  for (const { account, request } of revokes) {
    const principal = request.Principal?.DataLakePrincipalIdentifier;
    if (!principal || !request.Resource) continue;
    const covers = coverageOf(listedForm(request.Resource, account));
    const asked = new Set(request.Permissions ?? []);
    const id = ids.find(principal);
    const members = new Set(entries.filter((e) => id !== undefined && e.groups.includes(id)).map((e) => e.arn));
    for (const row of after) {
      if (row.principal !== principal && !members.has(row.principal)) continue;
      if (!asked.has(row.permission) && !asked.has('ALL')) continue;
      if (covers(row)) kept.push({ row, through: row.because ?? [] });
    }
  }
  return kept;
}

function coverageOf(resource: ReturnType<typeof listedForm>): (row: AccessRow) => boolean {
  const { Database, Table, TableWithColumns, DataCellsFilter } = resource;
  const database = (
    Database?.Name ??
    Table?.DatabaseName ??
    TableWithColumns?.DatabaseName ??
    DataCellsFilter?.DatabaseName
  )?.toLowerCase();
  const name = (
    Table?.TableWildcard ? undefined : (Table?.Name ?? TableWithColumns?.Name ?? DataCellsFilter?.TableName)
  )?.toLowerCase();
  if (Database) return (row) => row.resource.Database?.Name.toLowerCase() === database;
  if (database === undefined) return () => true;
  return (row) =>
    row.resource.Table?.DatabaseName.toLowerCase() === database &&
    (name === undefined || row.resource.Table.Name?.toLowerCase() === name);
}
