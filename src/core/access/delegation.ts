import { BIT } from '../model/mesh/bits';
import { isLink } from '../model/mesh/catalog';
import { KIND, ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import type { AccessIndex } from './access-index';
import { rowHolds, type Actor } from './actor';
import { databaseGate, tableGate } from './gate';
import { passesOnMore } from './option-reach';
import { ownedResource, via, type OtherRows } from './other-rows';
import { acceptedBy, CATALOG_ALL, DATABASE_ALL, expand, LINK_ALL, TABLE_ALL } from './permissions';
import type { Note } from './rules';
import type { Cells } from './select';
import { databaseBound, tableBound } from './share-bound';

/** What the actor effectively holds on named objects, to tell delegation without access from a plain grant option. */
export interface Held {
  table(table: number): number;
  /** What is read of a table of which SELECT is held. */
  cells(table: number): Cells | null;
  database(database: number): number;
}

/** Of some rows, those that hold a grant option without the permission: a right to pass on, no access (G8). */
export function delegationRows(
  index: AccessIndex,
  actor: Actor,
  rows: Iterable<number>,
  held: Held,
  out: OtherRows,
  notes?: Note[],
): void {
  const { grants, permissions } = index.mesh;
  for (const row of rows) {
    if (grants.grantable[row] === 0 || grants.origin[row] === ORIGIN.share) continue;
    const accepted = acceptedOf(index, row);
    const only = expand(grants.grantable[row]!, accepted) & ~expand(grants.permissions[row]!, accepted);
    if (only === 0 || isGated(index, actor, row) || rowHolds(index, actor, row) !== true) continue;
    const mask = only & ~heldOn(index, actor, row, held) & passedOn(index, row);
    const resource = ownedResource(index, row);
    const names = permissions.namesIn(mask).filter((permission) => !out.has(resource, permission));
    for (const permission of names)
      out.add(resource, `DELEGATE_ONLY:${permission}`, ['G8', ...via(index, actor, row)], row);
    if (names.length > 0) notes?.push(selfGrant(actor, names));
  }
}

/** All rows under which an actor is named. */
export function* rowsOfActor(index: AccessIndex, actor: Actor): Generator<number> {
  for (const identity of actor.identities) yield* itemsOf(index.mesh.grants.byPrincipal, identity);
}

function acceptedOf(index: AccessIndex, row: number): number {
  const { grants, catalog } = index.mesh;
  const target = grants.target[row]!;
  switch (grants.kind[row]) {
    case KIND.table:
      if (grants.split[row]) return BIT.SELECT;
      return acceptedBy(catalog.tables[target]!);
    case KIND.allTables:
      return grants.split[row] ? BIT.SELECT : TABLE_ALL;
    case KIND.tablePolicy:
      return TABLE_ALL;
    case KIND.filter:
      return BIT.SELECT | BIT.DESCRIBE | BIT.DROP;
    case KIND.database:
      return isLink(catalog.databases[target]!.record) ? LINK_ALL : DATABASE_ALL;
    case KIND.databasePolicy:
      return DATABASE_ALL;
    case KIND.catalog:
      return CATALOG_ALL | BIT.CREATE_LF_TAG | BIT.CREATE_LF_TAG_EXPRESSION;
    default:
      return ~BIT.ALL;
  }
}

function isGated(index: AccessIndex, actor: Actor, row: number): boolean {
  const { grants } = index.mesh;
  const target = grants.target[row]!;
  const stops = (gate: string): boolean => gate === 'iam' || gate === 'denied';
  if (grants.kind[row] === KIND.table) return stops(tableGate(index, actor, target));
  if (grants.kind[row] === KIND.filter) return stops(tableGate(index, actor, grants.filters[target]!.table));
  return grants.kind[row] === KIND.database && stops(databaseGate(index, actor, target));
}

/** What a consumer may pass on of a shared object: only what the share made grantable (X2). */
function passedOn(index: AccessIndex, row: number): number {
  const { grants, catalog, snapshot } = index.mesh;
  if (grants.origin[row] !== ORIGIN.local) return ~0;
  const { account } = snapshot.members[grants.member[row]!]!;
  const target = grants.target[row]!;
  if (grants.kind[row] === KIND.database) return databaseBound(index, account, target).grantable;
  const table = grants.kind[row] === KIND.filter ? grants.filters[target]!.table : target;
  const named = grants.kind[row] === KIND.table || grants.kind[row] === KIND.filter;
  return named ? tableBound(index, account, catalog.tables[table]!).grantable : 0;
}

function heldOn(index: AccessIndex, actor: Actor, row: number, held: Held): number {
  const { grants } = index.mesh;
  const target = grants.target[row]!;
  if (grants.kind[row] === KIND.table) return heldOnTable(index, row, target, held);
  if (grants.kind[row] === KIND.filter) return heldOnTable(index, row, grants.filters[target]!.table, held);
  if (grants.kind[row] === KIND.database) return held.database(target);
  if (grants.kind[row] === KIND.allTables) return heldAlike(index, actor, row, itemsOf(grants.byAllTables, target));
  if (grants.kind[row] === KIND.tablePolicy || grants.kind[row] === KIND.databasePolicy)
    return heldAlike(index, actor, row, itemsOf(grants.byPolicy, target));
  return 0;
}

/** On all tables or by a tag policy an actor holds what other rows of the same reach give it. */
function heldAlike(index: AccessIndex, actor: Actor, row: number, alike: Iterable<number>): number {
  const { grants } = index.mesh;
  const gives = (other: number): boolean =>
    grants.kind[other] === grants.kind[row] &&
    grants.origin[other] === grants.origin[row] &&
    actor.identities.has(grants.principal[other]!) &&
    rowHolds(index, actor, other) === true;
  let permissions = 0;
  for (const other of alike)
    if (gives(other)) permissions |= expand(grants.permissions[other]!, acceptedOf(index, other));
  return permissions === 0 ? 0 : permissions | BIT.DESCRIBE;
}

/** SELECT counts as held only where it shows all that the option passes on. */
function heldOnTable(index: AccessIndex, row: number, table: number, held: Held): number {
  const permissions = held.table(table);
  const cells = permissions & BIT.SELECT ? held.cells(table) : null;
  return cells && passesOnMore(index, row, index.mesh.catalog.tables[table]!, cells)
    ? permissions & ~BIT.SELECT
    : permissions;
}

const selfGrant = (actor: Actor, names: string[]): Note => ({
  kind: 'uncertain',
  rule: 'G8',
  confidence: 'unverified',
  text: `${actor.entry.name} can hand ${names.join(', ')} to others; whether a non-administrator may grant it to itself is not confirmed`,
});
