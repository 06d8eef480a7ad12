import type { PrincipalPermissions, Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import type { Lake } from '../../state/lake';
import { listingForms } from '../../state/listing-form';
import { putRow } from '../../state/rows';

const stamp = (call: Call) => ({ LastUpdated: call.now.toISOString(), LastUpdatedBy: call.caller.principal });

/** Defaults act at creation only: they become a row of IAM_ALLOWED_PRINCIPALS on the new object (E5). */
export function storeGateRow(
  call: Call,
  lake: Lake,
  Resource: Resource,
  defaults: readonly PrincipalPermissions[],
): void {
  for (const { Principal, Permissions } of defaults) {
    if (!Principal || !Permissions?.length) continue;
    putRow(lake.rows, { Principal, Resource, Permissions, PermissionsWithGrantOption: [], ...stamp(call) });
  }
}

/** Everything a creator may do with its object (facts 2.2), as rows with grant option (I3, LP11). */
const CREATOR = {
  database: ['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'],
  table: ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'],
  view: ['ALL', 'DESCRIBE', 'DROP', 'SELECT'],
  link: ['DESCRIBE', 'DROP'],
} as const;

export function storeCreatorRows(call: Call, lake: Lake, Resource: Resource, kind: keyof typeof CREATOR): void {
  const Permissions = [...CREATOR[kind]];
  const Principal = { DataLakePrincipalIdentifier: call.caller.principal };
  const row = { Principal, Resource, Permissions, PermissionsWithGrantOption: Permissions, ...stamp(call) };
  for (const listed of listingForms(row, lake.account)) putRow(lake.rows, listed);
}
