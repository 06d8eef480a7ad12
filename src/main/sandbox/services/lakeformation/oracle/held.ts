import type { AccessRow } from '../../../../../core/model/case';
import type { GlueDatabase, GlueTable } from '../../../../../core/model/glue';
import type { PermissionRow, Resource } from '../../../../../core/model/lakeformation';
import { lakeOf } from '../../../state/lake';
import type { Lake } from '../../../state/lake';
import type { Actor } from '../../../state/principals';
import { isAllTables } from '../../../state/resource-key';
import type { World } from '../../../world';
import { bounded } from './combine';
import type { Together } from './combine';
import { registrationOf } from './data-path';
import type { Effect, Selection } from './effects';
import { deciderOf } from './gate';
import { either, predicateText } from './predicates';
import { isInside } from './sources';
import type { HeldRow, Sources } from './sources';

export interface EvaluateOptions {
  /** Does a tag TABLE policy imply DESCRIBE on the database? (G5, open point 3) Default yes. */
  tagPolicyParent?: boolean;
}

/** A row that reaches the actor, with what it gives on the object at hand. */
export interface HeldEffect {
  held: HeldRow;
  effect: Effect;
}

export type EffectOf = (row: PermissionRow) => Effect | undefined;

export const administers = (lake: Lake, actor: Actor, list: 'DataLakeAdmins' | 'ReadOnlyAdmins'): boolean =>
  (lake.settings[list] ?? []).some((p) => p.DataLakePrincipalIdentifier === actor.arn);

/** Administrators of the owner describe everything (I1, I2). */
export const describesAll = (lake: Lake, actor: Actor): boolean =>
  isInside(lake, actor) && (administers(lake, actor, 'DataLakeAdmins') || administers(lake, actor, 'ReadOnlyAdmins'));

/** Data lake administrators of another account, and they only, describe what is shared with it (X1). */
export function describesShared(world: World, lake: Lake, actor: Actor): boolean {
  if (isInside(lake, actor) || actor.account === undefined) return false;
  const home = lakeOf(world, actor.account, lake.region);
  return isInside(home, actor) && administers(home, actor, 'DataLakeAdmins');
}

/** Every effect that reaches the actor on one object: standing rows, and local rows cut to the share. */
export function effectsOf({ standing, local, shares }: Sources, effectOf: EffectOf): HeldEffect[] {
  const found = standing.flatMap((held) => {
    const effect = effectOf(held.row);
    return effect ? [{ held, effect }] : [];
  });
  const shared = shares.flatMap((row) => effectOf(row) ?? []);
  for (const held of local) {
    const own = effectOf(held.row);
    const effect = own && bounded(own, shared);
    if (effect) found.push({ held, effect });
  }
  return found;
}

/** Grant options whose permission the actor does not have on the object (G8). */
export function delegations(actor: Actor, effects: HeldEffect[], all: Together): AccessRow[] {
  return effects.flatMap(({ held, effect }) =>
    effect.options
      .filter((p) => !(p === 'SELECT' ? readsAll(all.select, held.row, effect) : all.permissions.has(p)))
      .map((p) => ({
        principal: actor.arn,
        resource: held.row.Resource,
        permission: `DELEGATE_ONLY:${p}`,
        because: ['G8'],
      })),
  );
}

/** Whether SELECT is held in all columns and rows of an option; the option of a row that also gives it adds nothing. */
function readsAll(select: Selection | undefined, row: PermissionRow, { passesOn }: Effect): boolean {
  const onOneTable = !isAllTables(row.Resource);
  if (!select || !passesOn || !onOneTable || row.Permissions.some((p) => p === 'SELECT' || p === 'ALL'))
    return select !== undefined;
  return [...passesOn.cells].every(([column, rows]) => {
    const read = select.cells.get(column);
    return read !== undefined && predicateText(either([read, rows])) === predicateText(read);
  });
}

export const isReal = (effect: Effect): boolean => effect.permissions.length > 0 || effect.select !== undefined;

export const coversTable =
  (lake: Lake, table: GlueTable) =>
  (resource: Resource): boolean => {
    const named = resource.Table ?? resource.TableWithColumns;
    if (!named || (named.CatalogId ?? lake.account) !== (table.CatalogId ?? lake.account)) return false;
    if (named.DatabaseName.toLowerCase() !== table.DatabaseName.toLowerCase()) return false;
    return isAllTables(resource) || named.Name?.toLowerCase() === table.Name.toLowerCase();
  };

export const coversDatabase =
  (lake: Lake, database: GlueDatabase) =>
  (resource: Resource): boolean =>
    resource.Database?.Name.toLowerCase() === database.Name.toLowerCase() &&
    (resource.Database.CatalogId ?? lake.account) === (database.CatalogId ?? lake.account);

export const tableDecider = (lake: Lake, actor: Actor, table: GlueTable) =>
  deciderOf(lake, actor, coversTable(lake, table), registrationOf(lake, table)?.HybridAccessEnabled === true);
