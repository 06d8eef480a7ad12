import type { AccessRow } from '../../../../../core/model/case';
import type { Resource } from '../../../../../core/model/lakeformation';
import { lakeOf, tablesOf } from '../../../state/lake';
import type { Lake } from '../../../state/lake';
import { actorOf } from '../../../state/principals';
import type { Actor } from '../../../state/principals';
import { resourceKey, trimLocation } from '../../../state/resource-key';
import { scanRows } from '../../../state/rows';
import type { World } from '../../../world';
import { catalogAccess, databaseAccess, rootAccess } from './container-access';
import { registeredPrefix } from './data-path';
import { coversDatabase } from './held';
import type { EvaluateOptions } from './held';
import { locationAccess, objectRows } from './object-access';
import { tableAccess } from './table-access';

/** Rows in the shape of a decision case's `expected`. */
export type NaiveAccessRow = AccessRow;

/** Rows about any one resource, for authority checks and the computed listing. */
export function resourceAccess(
  world: World,
  lake: Lake,
  actor: Actor,
  resource: Resource,
  options: EvaluateOptions = {},
): AccessRow[] {
  const { Catalog, Database, Table, TableWithColumns, DataLocation } = resource;
  const named = Table ?? TableWithColumns;
  if (Catalog) {
    const sub = lake.catalogs.get(Catalog.Id ?? lake.account);
    return sub ? catalogAccess(world, lake, actor, sub) : rootAccess(world, lake, actor);
  }
  if (Database) {
    const found = [...lake.databases.values()].find((d) => coversDatabase(lake, d)({ Database }));
    return found ? databaseAccess(world, lake, actor, found, options) : [];
  }
  if (named) {
    const found = tablesOf(lake, named.CatalogId ?? lake.account, named.DatabaseName).find(
      (t) => t.Name.toLowerCase() === named.Name?.toLowerCase(),
    );
    return found ? tableAccess(world, lake, actor, found) : [];
  }
  if (DataLocation) {
    const holds = locationAccess(world, lake, actor, DataLocation.ResourceArn);
    return holds ? [{ principal: actor.arn, resource, permission: 'DATA_LOCATION_ACCESS', because: ['D1'] }] : [];
  }
  const key = resourceKey(resource, lake.account);
  return objectRows(world, lake, actor).filter((row) => resourceKey(row.resource, lake.account) === key);
}

/** Registered prefixes, and what is granted below one (D1). */
function locationsOf(lake: Lake): Set<string> {
  const arns = new Map([...lake.locations.values()].map(({ ResourceArn: arn }) => [trimLocation(arn), arn]));
  for (const { row } of scanRows(lake.rows)) {
    const arn = row.Resource.DataLocation?.ResourceArn;
    if (arn === undefined || arns.has(trimLocation(arn)) || !registeredPrefix(lake, trimLocation(arn))) continue;
    arns.set(trimLocation(arn), arn);
  }
  return new Set(arns.values());
}

/**
 * Everything one principal can do in one account and region, by walking every object and every row: slow, and written from
 * facts 0 to 4 alone. Rows are those of a decision case's `expected`; `because` is not filled.
 */
export function evaluateNaively(world: World, account: string, region: string, principalArn: string): NaiveAccessRow[] {
  const lake = lakeOf(world, account, region);
  const actor = actorOf(world, principalArn);
  if (!actor.exists || !['role', 'user', 'identity-user', 'unlisted'].includes(actor.kind)) return [];
  const rows = rootAccess(world, lake, actor);
  for (const catalog of lake.catalogs.values()) rows.push(...catalogAccess(world, lake, actor, catalog));
  for (const database of lake.databases.values()) rows.push(...databaseAccess(world, lake, actor, database));
  for (const tables of lake.tables.values())
    for (const table of tables.values()) rows.push(...tableAccess(world, lake, actor, table));
  for (const ResourceArn of locationsOf(lake)) {
    const resource: Resource = { DataLocation: { CatalogId: lake.account, ResourceArn } };
    if (locationAccess(world, lake, actor, ResourceArn)) {
      rows.push({ principal: actor.arn, resource, permission: 'DATA_LOCATION_ACCESS', because: [] });
    }
  }
  rows.push(...objectRows(world, lake, actor));
  // A grant option on all tables is one delegation, however many tables there are.
  return [...new Map(rows.map((row) => [`${resourceKey(row.resource, account)}\n${row.permission}`, row])).values()];
}
