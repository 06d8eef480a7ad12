import type { AccessRow } from '../../../../../core/model/case';
import { isGatePrincipal } from '../../../../../core/model/keys';
import type { GlueCatalog, GlueDatabase, GlueTable } from '../../../../../core/model/glue';
import type { PermissionRow, Resource } from '../../../../../core/model/lakeformation';
import { tablesOf } from '../../../state/lake';
import type { Lake } from '../../../state/lake';
import { isIamActor } from '../../../state/principals';
import type { Actor } from '../../../state/principals';
import { isAllTables } from '../../../state/resource-key';
import { scanRows } from '../../../state/rows';
import type { World } from '../../../world';
import { together } from './combine';
import { registeredPrefix, s3Arn } from './data-path';
import { effectOnCatalog, effectOnDatabase } from './effects';
import { deciderOf } from './gate';
import {
  administers,
  coversDatabase,
  delegations,
  describesAll,
  describesShared,
  effectsOf,
  isReal,
  tableDecider,
} from './held';
import type { EvaluateOptions, HeldEffect } from './held';
import { isInside, sourcesOf } from './sources';
import type { Sources } from './sources';
import { reachesUp } from './table-access';

/** Rows about one database or catalog: permissions plus DESCRIBE where anything is held (G4) or implied. */
function plainRows(actor: Actor, resource: Resource, effects: HeldEffect[], implied: string[]): AccessRow[] {
  const all = together(effects.map((e) => e.effect));
  const permissions = new Set([...all.permissions, ...implied]);
  if (permissions.size > 0 && !resource.Catalog) permissions.add('DESCRIBE');
  const rows = [...permissions]
    .sort()
    .map((permission) => ({ principal: actor.arn, resource, permission, because: [] as string[] }));
  return [...rows, ...delegations(actor, effects, all)];
}

/** An all-tables grant describes its database (G5), whatever is in it, unless a gate stops it on some table. */
const describedByAllTables = (
  lake: Lake,
  actor: Actor,
  sources: Sources,
  database: GlueDatabase,
  tables: readonly GlueTable[],
): boolean =>
  tables.every((table) => tableDecider(lake, actor, table) === 'lake-formation') &&
  actor.account === lake.account &&
  isIamActor(actor) &&
  sources.standing.some(({ row, reach }) => {
    const named = row.Resource.Table ?? row.Resource.TableWithColumns;
    const here = named && isAllTables(row.Resource) && named.DatabaseName.toLowerCase() === database.Name.toLowerCase();
    return (
      here &&
      (named.CatalogId ?? lake.account) === (database.CatalogId ?? lake.account) &&
      reach !== 'attributes' &&
      row.Permissions.length > 0
    );
  });

export function databaseAccess(
  world: World,
  lake: Lake,
  actor: Actor,
  database: GlueDatabase,
  options: EvaluateOptions = {},
): AccessRow[] {
  if (!actor.exists) return [];
  const catalog = database.CatalogId ?? lake.account;
  const resource: Resource = { Database: { CatalogId: catalog, Name: database.Name } };
  const hybrid = registeredPrefix(lake, s3Arn(database.LocationUri, lake.partition))?.HybridAccessEnabled === true;
  const decider = deciderOf(lake, actor, coversDatabase(lake, database), hybrid);
  if (decider === 'denied') return [];
  if (decider === 'iam') return [{ principal: actor.arn, resource, permission: 'IAM_DECIDES', because: ['E1'] }];
  const sources = sourcesOf(world, lake, actor);
  const effects = effectsOf(sources, (row) => effectOnDatabase(lake, row, database));
  const tables = tablesOf(lake, catalog, database.Name);
  const shared = sources.shares.some((row) => {
    const effect = effectOnDatabase(lake, row, database);
    return effect !== undefined && isReal(effect);
  });
  const implied =
    describesAll(lake, actor) ||
    (describesShared(world, lake, actor) && shared) ||
    tables.some((table) => reachesUp(lake, actor, sources, table, options)) ||
    describedByAllTables(lake, actor, sources, database, tables);
  return plainRows(actor, resource, effects, implied ? ['DESCRIBE'] : []);
}

/** A sub-catalog: its own grants, SUPER_USER from above (G10), and DESCRIBE implied by what it contains (G5). */
export function catalogAccess(world: World, lake: Lake, actor: Actor, catalog: GlueCatalog): AccessRow[] {
  if (!actor.exists) return [];
  const resource: Resource = { Catalog: { Id: catalog.CatalogId } };
  const decider = deciderOf(lake, actor, (r) => r.Catalog?.Id === catalog.CatalogId, false);
  if (decider === 'denied') return [];
  if (decider === 'iam') return [{ principal: actor.arn, resource, permission: 'IAM_DECIDES', because: ['E1'] }];
  const sources = sourcesOf(world, lake, actor);
  const effects = effectsOf(sources, (row) => effectOnCatalog(row, catalog));
  const isBelow = (id = ''): boolean => id === catalog.CatalogId || id.startsWith(`${catalog.CatalogId}/`);
  const inside = [...lake.databases.values()].filter((d) => isBelow(d.CatalogId) && !d.TargetDatabase);
  const implied =
    describesAll(lake, actor) ||
    (actor.account === lake.account &&
      isIamActor(actor) &&
      inside.some((d) => describesFromBelow(lake, actor, sources, d)));
  return plainRows(actor, resource, effects, implied ? ['DESCRIBE'] : []);
}

function describesFromBelow(lake: Lake, actor: Actor, sources: Sources, database: GlueDatabase): boolean {
  if (deciderOf(lake, actor, coversDatabase(lake, database), false) !== 'lake-formation') return false;
  const own = effectsOf(sources, (row) => effectOnDatabase(lake, row, database));
  if (own.some(({ held, effect }) => held.reach !== 'attributes' && isReal(effect))) return true;
  const tables = tablesOf(lake, database.CatalogId ?? lake.account, database.Name);
  return (
    tables.some((table) => reachesUp(lake, actor, sources, table, {})) ||
    describedByAllTables(lake, actor, sources, database, tables)
  );
}

/** The account's default catalog: explicit rights such as CREATE_DATABASE, and what administrators may do (I1). */
export function rootAccess(world: World, lake: Lake, actor: Actor): AccessRow[] {
  if (!actor.exists) return [];
  const resource: Resource = { Catalog: { Id: lake.account } };
  const isRoot = (row: PermissionRow): boolean =>
    row.Resource.Catalog !== undefined && (row.Resource.Catalog.Id ?? lake.account) === lake.account;
  const decider = deciderOf(
    lake,
    actor,
    (r) => r.Catalog !== undefined && (r.Catalog.Id ?? lake.account) === lake.account,
    false,
  );
  const open = decider === 'iam' ? openToIam(lake, isRoot) : [];
  const isOurs = decider !== 'denied' && !open.includes('ALL');
  const held = isOurs ? sourcesOf(world, lake, actor).standing.filter(({ row }) => isRoot(row)) : [];
  const permissions = new Set(held.flatMap(({ row }) => row.Permissions.flatMap(onRoot)));
  const options = held.flatMap(({ row }) => row.PermissionsWithGrantOption ?? []).filter((p) => !permissions.has(p));
  for (const permission of open) permissions.delete(permission);
  if (decider === 'iam') permissions.add('IAM_DECIDES');
  if (isInside(lake, actor) && administers(lake, actor, 'DataLakeAdmins'))
    for (const p of ['GRANT_ANY', 'CREATE_DATABASE']) permissions.add(p);
  for (const p of options) permissions.add(`DELEGATE_ONLY:${p}`);
  return [...permissions].map((permission) => ({ principal: actor.arn, resource, permission, because: [] }));
}

/** What IAM_ALLOWED_PRINCIPALS holds on the catalog: a new account opens it for CREATE_DATABASE alone (E5). */
const openToIam = (lake: Lake, covers: (row: PermissionRow) => boolean): string[] =>
  [...scanRows(lake.rows)]
    .filter(({ row }) => isGatePrincipal(row.Principal.DataLakePrincipalIdentifier) && covers(row))
    .flatMap(({ row }) => row.Permissions);

/** SUPER_USER means nothing on the default catalog (G10); that ALL means the plain catalog rights there is unverified. */
function onRoot(permission: string): string[] {
  const name = permission.toUpperCase();
  if (name === 'ALL') return ['ALTER', 'CREATE_CATALOG', 'CREATE_DATABASE', 'DESCRIBE', 'DROP'];
  return name === 'SUPER_USER' ? [] : [name];
}
