import type {
  GetEffectivePermissionsForPathRequest,
  GetEffectivePermissionsForPathResponse,
} from '@aws-sdk/client-lakeformation';
import { databaseKey, tableKey } from '../../../../core/model/keys';
import type { PermissionRow } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { withDates } from '../../state/dates';
import { lakeOfCatalog } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { pageOf } from '../../state/paging';
import { trimLocation } from '../../state/resource-key';
import { scanRows } from '../../state/rows';
import { heldRows, invalid, requestedCatalog, seesAll, visibleTo } from './authority';
import { isUnder, s3Arn } from './oracle/data-path';

/** Databases and tables whose data lies at or below a path. */
function placesAt(lake: Lake, path: string): Set<string> {
  const here = (location: string | undefined): boolean => {
    const arn = s3Arn(location, lake.partition);
    return arn !== undefined && isUnder(arn, path);
  };
  const places = new Set<string>();
  for (const [key, database] of lake.databases) if (here(database.LocationUri)) places.add(key);
  for (const tables of lake.tables.values()) {
    for (const t of tables.values()) {
      if (here(t.StorageDescriptor?.Location))
        places.add(tableKey(t.CatalogId ?? lake.account, t.DatabaseName, t.Name));
    }
  }
  return places;
}

/** GetEffectivePermissionsForPath: rows on what lies at the path; wildcard and tag rows are not expanded. */
export function getEffectivePermissionsForPath(
  input: GetEffectivePermissionsForPathRequest,
  call: Call,
): GetEffectivePermissionsForPathResponse {
  const lake = lakeOfCatalog(call.world, requestedCatalog(call, input.CatalogId), call.region);
  const path = trimLocation(input.ResourceArn ?? '');
  if (!/^arn:[^:]+:s3:::./.test(path)) throw invalid('ResourceArn must be the ARN of an Amazon S3 location.');
  const places = placesAt(lake, path);
  const about = ({ Resource: { Database, Table, TableWithColumns } }: PermissionRow): boolean => {
    const named = Table ?? TableWithColumns;
    if (Database) return places.has(databaseKey(Database.CatalogId ?? lake.account, Database.Name));
    return (
      named !== undefined && places.has(tableKey(named.CatalogId ?? lake.account, named.DatabaseName, named.Name ?? ''))
    );
  };
  const held = seesAll(call, lake) ? undefined : heldRows(call);
  const list = [...scanRows(lake.rows)].flatMap(({ row }) => {
    if (!about(row)) return [];
    return (held ? visibleTo(call, held, row) : row) ?? [];
  });
  const bind = { path, catalog: lake.account };
  const page = pageOf({ call, bind, token: input.NextToken, limit: input.MaxResults, max: 1000 }, list);
  return { Permissions: withDates(page.items), NextToken: page.token };
}
