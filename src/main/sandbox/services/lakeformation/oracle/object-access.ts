import type { AccessRow } from '../../../../../core/model/case';
import type { PermissionRow, Resource } from '../../../../../core/model/lakeformation';
import type { Lake } from '../../../state/lake';
import type { Actor } from '../../../state/principals';
import { resourceKey, trimLocation } from '../../../state/resource-key';
import type { World } from '../../../world';
import { isUnder } from './data-path';
import { administers } from './held';
import { isInside, sourcesOf } from './sources';

/** Does the actor hold DATA_LOCATION_ACCESS on an S3 ARN, by that path or one above it (D1)? */
export function locationAccess(world: World, lake: Lake, actor: Actor, arn: string): boolean {
  if (!actor.exists) return false;
  const path = trimLocation(arn);
  const covers = (row: PermissionRow): boolean =>
    row.Resource.DataLocation !== undefined &&
    row.Permissions.some((p) => p === 'DATA_LOCATION_ACCESS' || p === 'ALL') &&
    isUnder(path, trimLocation(row.Resource.DataLocation.ResourceArn));
  const { standing, local, shares } = sourcesOf(world, lake, actor);
  if (standing.some(({ row }) => covers(row))) return true;
  if (local.some(({ row }) => covers(row)) && shares.some(covers)) return true;
  return isInside(lake, actor) && administers(lake, actor, 'DataLakeAdmins');
}

/** Rights over tags, saved expressions and filters as objects, as the rows name them (T8); delegation of locations (G8). */
export function objectRows(world: World, lake: Lake, actor: Actor): AccessRow[] {
  const rows = new Map<string, AccessRow>();
  const add = (resource: Resource, permission: string): void => {
    rows.set(`${resourceKey(resource, lake.account)}\n${permission}`, {
      principal: actor.arn,
      resource,
      permission,
      because: ['T8'],
    });
  };
  const { standing, local, shares } = sourcesOf(world, lake, actor);
  const bound = local.flatMap(({ row }) => {
    const given = shares.filter((s) => holdsTag(s.Resource.LFTag, row.Resource.LFTag)).flatMap((s) => s.Permissions);
    const Permissions = row.Permissions.filter((p) => given.includes(p));
    return Permissions.length > 0 ? [{ row: { ...row, Permissions, PermissionsWithGrantOption: [] } }] : [];
  });
  for (const { row } of standing) {
    const arn = row.Resource.DataLocation?.ResourceArn;
    if (arn === undefined || locationAccess(world, lake, actor, arn)) continue;
    for (const p of row.PermissionsWithGrantOption ?? []) add(row.Resource, `DELEGATE_ONLY:${p}`);
  }
  for (const { row } of [...standing, ...bound]) {
    const { LFTag, LFTagExpression, DataCellsFilter } = row.Resource;
    if (!LFTag && !LFTagExpression && !DataCellsFilter) continue;
    const own = row.Permissions.filter((p) => !DataCellsFilter || p !== 'SELECT');
    for (const p of own) add(row.Resource, p);
    for (const p of row.PermissionsWithGrantOption ?? [])
      if (!row.Permissions.includes(p) && !(DataCellsFilter && p === 'SELECT')) add(row.Resource, `DELEGATE_ONLY:${p}`);
    if (LFTag && own.some((p) => ['ASSOCIATE', 'DROP', 'GRANT_WITH_LF_TAG_EXPRESSION'].includes(p)))
      add(row.Resource, 'DESCRIBE');
  }
  return [...rows.values()];
}

/** A shared tag contains another: the same key with at least these values (X2). */
function holdsTag(share: Resource['LFTag'], own: Resource['LFTag']): boolean {
  if (!share || !own || share.TagKey.toLowerCase() !== own.TagKey.toLowerCase()) return false;
  const values = share.TagValues.map((v) => v.toLowerCase());
  return values.includes('*') || own.TagValues.every((v) => values.includes(v.toLowerCase()));
}
