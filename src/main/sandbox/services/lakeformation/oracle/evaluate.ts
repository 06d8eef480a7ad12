import type { AccessRow } from '../../../../../core/model/case';
import type { GlueCatalog, GlueDatabase, GlueTable } from '../../../../../core/model/glue';
import type { PermissionRow, Resource } from '../../../../../core/model/lakeformation';
import { columnNames, lakeOf, tableResource, tablesOf } from '../../../state/lake';
import type { Lake } from '../../../state/lake';
import { actorOf, isIamActor } from '../../../state/principals';
import type { Actor } from '../../../state/principals';
import { isAllTables, resourceKey, trimLocation } from '../../../state/resource-key';
import type { World } from '../../../world';
import { bounded, together } from './combine';
import type { Together } from './combine';
import { dataPathOf, isUnder, registeredPrefix, registrationOf, s3Arn } from './data-path';
import { effectOnCatalog, effectOnDatabase, effectOnTable } from './effects';
import type { Effect } from './effects';
import { deciderOf } from './gate';
import { tableKind } from './permissions';
import { predicateText } from './predicates';
import { isInside, sourcesOf } from './sources';
import type { HeldRow, Sources } from './sources';

/** Rows in the shape of a decision case's `expected`. */
export type NaiveAccessRow = AccessRow;

export interface EvaluateOptions {
  /** Does a tag TABLE policy imply DESCRIBE on the database? (G5, open point 3) Default yes. */
  tagPolicyParent?: boolean;
}

type EffectOf = (row: PermissionRow) => Effect | undefined;

const administers = (lake: Lake, actor: Actor, list: 'DataLakeAdmins' | 'ReadOnlyAdmins'): boolean =>
  (lake.settings[list] ?? []).some((p) => p.DataLakePrincipalIdentifier === actor.arn);

/** Administrators of the owner describe everything (I1, I2). */
const describesAll = (lake: Lake, actor: Actor): boolean =>
  isInside(lake, actor) && (administers(lake, actor, 'DataLakeAdmins') || administers(lake, actor, 'ReadOnlyAdmins'));

/** Administrators of another account describe what is shared with it (X1). */
function describesShared(world: World, lake: Lake, actor: Actor): boolean {
  if (isInside(lake, actor) || actor.account === undefined) return false;
  return describesAll(lakeOf(world, actor.account, lake.region), actor);
}

/** Every effect that reaches the actor on one object: standing rows, and local rows cut to the share. */
function effectsOf({ standing, local, shares }: Sources, effectOf: EffectOf): { held: HeldRow; effect: Effect }[] {
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
function delegations(actor: Actor, effects: { held: HeldRow; effect: Effect }[], all: Together): AccessRow[] {
  return effects.flatMap(({ held, effect }) =>
    effect.options
      .filter((p) => !(p === 'SELECT' ? all.select !== undefined : all.permissions.has(p)))
      .map((p) => ({
        principal: actor.arn,
        resource: held.row.Resource,
        permission: `DELEGATE_ONLY:${p}`,
        because: ['G8'],
      })),
  );
}

const isReal = (effect: Effect): boolean => effect.permissions.length > 0 || effect.select !== undefined;

/** Rows about one database or catalog: permissions plus DESCRIBE where anything is held (G4) or implied. */
function plainRows(
  actor: Actor,
  resource: Resource,
  effects: { held: HeldRow; effect: Effect }[],
  implied: string[],
): AccessRow[] {
  const all = together(effects.map((e) => e.effect));
  const permissions = new Set([...all.permissions, ...implied]);
  if (permissions.size > 0 && !resource.Catalog) permissions.add('DESCRIBE');
  const rows = [...permissions]
    .sort()
    .map((permission) => ({ principal: actor.arn, resource, permission, because: [] as string[] }));
  return [...rows, ...delegations(actor, effects, all)];
}

const coversTable =
  (lake: Lake, table: GlueTable) =>
  (resource: Resource): boolean => {
    const named = resource.Table ?? resource.TableWithColumns;
    if (!named || (named.CatalogId ?? lake.account) !== (table.CatalogId ?? lake.account)) return false;
    if (named.DatabaseName.toLowerCase() !== table.DatabaseName.toLowerCase()) return false;
    return isAllTables(resource) || named.Name?.toLowerCase() === table.Name.toLowerCase();
  };

const coversDatabase =
  (lake: Lake, database: GlueDatabase) =>
  (resource: Resource): boolean =>
    resource.Database?.Name.toLowerCase() === database.Name.toLowerCase() &&
    (resource.Database.CatalogId ?? lake.account) === (database.CatalogId ?? lake.account);

const tableDecider = (lake: Lake, actor: Actor, table: GlueTable) =>
  deciderOf(lake, actor, coversTable(lake, table), registrationOf(lake, table)?.HybridAccessEnabled === true);

function tableEffects(lake: Lake, sources: Sources, table: GlueTable) {
  return effectsOf(sources, (row) => effectOnTable(lake, row, table));
}

/** Which columns a DESCRIBE shows, in table order, partition keys last. Links have none of their own. */
function describedColumns(table: GlueTable, described: 'all' | ReadonlySet<string>): { columns?: string[] } {
  if (tableKind(table) === 'link') return {};
  const { regular, partition } = columnNames(table);
  const shown = described === 'all' ? regular : regular.filter((c) => described.has(c.toLowerCase()));
  return { columns: [...shown, ...partition] };
}

/** Everything the actor can do with one table, view or link. */
export function tableAccess(world: World, lake: Lake, actor: Actor, table: GlueTable): AccessRow[] {
  if (!actor.exists) return [];
  const resource = tableResource(table, lake.account);
  const row = (permission: string, more: Partial<AccessRow> = {}): AccessRow => ({
    principal: actor.arn,
    resource,
    permission,
    ...more,
    because: [],
  });
  const decider = tableDecider(lake, actor, table);
  if (decider === 'denied') return [];
  if (decider === 'iam') return [row('IAM_DECIDES')];
  const sources = sourcesOf(world, lake, actor);
  const effects = tableEffects(lake, sources, table);
  const all = together(effects.map((e) => e.effect));
  const dataPath = dataPathOf(lake, table);
  const rows: AccessRow[] = [];
  if (all.select) {
    const { cells, rows: rowPredicate } = all.select;
    const rowFilter = predicateText(rowPredicate);
    const { regular, partition } = columnNames(table);
    const columns = regular.filter((c) => cells.has(c.toLowerCase()));
    const cellFilters = Object.fromEntries(
      columns
        .map((c): [string, string | null] => [c, predicateText(cells.get(c.toLowerCase()) ?? null)])
        .filter(([, predicate]) => predicate !== rowFilter),
    );
    const limits = Object.keys(cellFilters).length > 0 ? { cellFilters } : {};
    rows.push(row('SELECT', { columns: [...columns, ...partition], rowFilter, dataPath, ...limits }));
  }
  for (const permission of [...all.permissions].sort()) {
    if (permission === 'DESCRIBE') continue;
    rows.push(row(permission, permission === 'INSERT' || permission === 'DELETE' ? { dataPath } : {}));
  }
  let described: 'all' | ReadonlySet<string> | undefined;
  if (all.permissions.size > 0 || all.select) described = all.describes;
  if (describesAll(lake, actor)) described = 'all';
  else if (describesShared(world, lake, actor)) {
    const shared = together(sources.shares.flatMap((share) => effectOnTable(lake, share, table) ?? []));
    const any = shared.permissions.size > 0 || shared.select !== undefined;
    if (any && described !== 'all')
      described = shared.describes === 'all' ? 'all' : new Set([...(described ?? []), ...shared.describes]);
  }
  if (described !== undefined) rows.push(row('DESCRIBE', describedColumns(table, described)));
  return [...rows, ...delegations(actor, effects, all)];
}

/** Does a grant on a table reach up and describe what contains it? Same account, IAM principal, no condition (G5). */
function reachesUp(lake: Lake, actor: Actor, sources: Sources, table: GlueTable, options: EvaluateOptions): boolean {
  if (actor.account !== lake.account || !isIamActor(actor) || tableKind(table) === 'link') return false;
  if (tableDecider(lake, actor, table) !== 'lake-formation') return false;
  return tableEffects(lake, sources, table).some(
    ({ held, effect }) =>
      held.reach !== 'attributes' && isReal(effect) && (!effect.tagPolicy || options.tagPolicyParent !== false),
  );
}

/** An all-tables grant describes its database even while that has no table (G5). */
const wildcardOnEmpty = (lake: Lake, actor: Actor, sources: Sources, database: GlueDatabase, tables: number): boolean =>
  tables === 0 &&
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
    wildcardOnEmpty(lake, actor, sources, database, tables.length);
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
  const inside = [...lake.databases.values()].filter((d) => d.CatalogId === catalog.CatalogId && !d.TargetDatabase);
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
  return tables.some((table) => reachesUp(lake, actor, sources, table, {}));
}

/** The account's default catalog: explicit rights such as CREATE_DATABASE, and what administrators may do (I1). */
export function rootAccess(world: World, lake: Lake, actor: Actor): AccessRow[] {
  if (!actor.exists) return [];
  const resource: Resource = { Catalog: { Id: lake.account } };
  const isRoot = (row: PermissionRow): boolean =>
    row.Resource.Catalog !== undefined && (row.Resource.Catalog.Id ?? lake.account) === lake.account;
  const held = sourcesOf(world, lake, actor).standing.filter(({ row }) => isRoot(row));
  const permissions = new Set(held.flatMap(({ row }) => row.Permissions.map((p) => p.toUpperCase())));
  if (isInside(lake, actor) && administers(lake, actor, 'DataLakeAdmins'))
    for (const p of ['GRANT_ANY', 'CREATE_DATABASE']) permissions.add(p);
  return [...permissions].map((permission) => ({ principal: actor.arn, resource, permission, because: [] }));
}

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

/** Rights over tags, saved expressions and filters as objects: as the rows name them (T8). */
function objectRows(world: World, lake: Lake, actor: Actor): AccessRow[] {
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
  const bound = local.filter(({ row }) =>
    shares.some(
      (s) =>
        s.Resource.LFTag?.TagKey.toLowerCase() === row.Resource.LFTag?.TagKey.toLowerCase() &&
        s.Resource.LFTag !== undefined,
    ),
  );
  for (const { row } of [...standing, ...bound]) {
    const { LFTag, LFTagExpression, DataCellsFilter } = row.Resource;
    if (!LFTag && !LFTagExpression && !DataCellsFilter) continue;
    const own = row.Permissions.filter((p) => !DataCellsFilter || p !== 'SELECT');
    for (const p of own) add(row.Resource, p);
    if (LFTag && own.some((p) => ['ASSOCIATE', 'DROP', 'GRANT_WITH_LF_TAG_EXPRESSION'].includes(p)))
      add(row.Resource, 'DESCRIBE');
  }
  return [...rows.values()];
}

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
  for (const { ResourceArn } of lake.locations.values()) {
    const resource: Resource = { DataLocation: { CatalogId: lake.account, ResourceArn } };
    if (locationAccess(world, lake, actor, ResourceArn)) {
      rows.push({ principal: actor.arn, resource, permission: 'DATA_LOCATION_ACCESS', because: [] });
    }
  }
  return [...rows, ...objectRows(world, lake, actor)];
}
