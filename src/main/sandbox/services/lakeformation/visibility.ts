import type { GlueCatalog, GlueDatabase, GlueTable } from '../../../../core/model/glue';
import type { Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import type { Lake } from '../../state/lake';
import { callerActor, denied, isAdmin, seesAll } from './authority';
import { catalogAccess, databaseAccess } from './oracle/container-access';
import { resourceAccess } from './oracle/evaluate';
import { locationAccess } from './oracle/object-access';
import { tableAccess } from './oracle/table-access';
import { registeredPrefix, s3Arn } from './oracle/data-path';

/**
 * What Glue and Lake Formation show a caller: administrators everything of their account, everybody else the objects on
 * which Lake Formation gives at least one permission or leaves the decision to IAM (facts 6, protocol 7.15).
 */
export const seesDatabase = (call: Call, lake: Lake, database: GlueDatabase): boolean =>
  seesAll(call, lake) || databaseAccess(call.world, lake, callerActor(call), database).length > 0;

export const seesTable = (call: Call, lake: Lake, table: GlueTable): boolean =>
  seesAll(call, lake) || tableAccess(call.world, lake, callerActor(call), table).length > 0;

export const seesCatalog = (call: Call, lake: Lake, catalog: GlueCatalog): boolean =>
  seesAll(call, lake) || catalogAccess(call.world, lake, callerActor(call), catalog).length > 0;

/** May the caller do this? By a Lake Formation permission, or because IAM decides there (and IAM was asked already). */
export const hasPermission = (call: Call, lake: Lake, resource: Resource, permission: string): boolean =>
  (permission === 'CREATE_DATABASE' && isAdmin(call, lake)) ||
  resourceAccess(call.world, lake, callerActor(call), resource).some(
    (row) => row.permission === permission || row.permission === 'IAM_DECIDES',
  );

/** A registered location may be used by holders of DATA_LOCATION_ACCESS and by administrators; another one by anybody (D1). */
function mayUseLocation(call: Call, lake: Lake, location: string): boolean {
  const arn = s3Arn(location, lake.partition);
  const registered = registeredPrefix(lake, arn);
  if (arn === undefined || !registered || isAdmin(call, lake)) return true;
  return locationAccess(call.world, lake, callerActor(call), arn);
}

/** A location under a registered prefix needs DATA_LOCATION_ACCESS on it (D1). */
export function requireLocation(call: Call, lake: Lake, location: string | undefined): void {
  if (location && !mayUseLocation(call, lake, location)) throw denied();
}
