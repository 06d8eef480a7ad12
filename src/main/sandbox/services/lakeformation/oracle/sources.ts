import { accountOfCatalog } from '../../../../../core/model/keys';
import type { PermissionRow } from '../../../../../core/model/lakeformation';
import { lakeOf } from '../../../state/lake';
import type { Lake } from '../../../state/lake';
import type { Actor } from '../../../state/principals';
import { catalogIdOf } from '../../../state/resource-key';
import { scanOutward, scanRows } from '../../../state/rows';
import type { World } from '../../../world';
import { reaches, sharesWith } from './principals';
import type { Reach } from './principals';

export interface HeldRow {
  row: PermissionRow;
  reach: Reach;
}

/** Where an actor's rights on one owner's resources come from (facts 0 step 2). */
export interface Sources {
  /** Rows of the owner that speak to the actor: complete by themselves (X3). */
  standing: HeldRow[];
  /** Rows that the actor's own account wrote about the owner's resources: bounded by the share (X2). */
  local: HeldRow[];
  /** The owner's rows for the actor's account or organization. */
  shares: PermissionRow[];
}

/** Is the actor of the same account as the resources? Identity Center users belong to no account and count as inside. */
export const isInside = (lake: Lake, actor: Actor): boolean =>
  actor.account === undefined || actor.account === lake.account;

export function sourcesOf(world: World, lake: Lake, actor: Actor): Sources {
  const sources: Sources = { standing: [], local: [], shares: [] };
  const outside = actor.account !== undefined && actor.account !== lake.account ? actor.account : undefined;
  for (const { row } of (outside === undefined ? scanRows : scanOutward)(lake.rows)) {
    // What an account writes about another's resources is no right on its own resources.
    if (accountOfCatalog(catalogIdOf(row.Resource, lake.account)) !== lake.account) continue;
    const reach = reaches(actor, row);
    if (reach) sources.standing.push({ row, reach });
    if (outside !== undefined && sharesWith(world, outside, row)) sources.shares.push(row);
  }
  if (outside === undefined) return sources;
  for (const { row } of scanOutward(lakeOf(world, outside, lake.region).rows)) {
    if (accountOfCatalog(catalogIdOf(row.Resource, outside)) !== lake.account) continue;
    const reach = reaches(actor, row);
    if (reach) sources.local.push({ row, reach });
  }
  return sources;
}
