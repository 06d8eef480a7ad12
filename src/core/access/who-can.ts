import type { AccessRow } from '../model/case';
import type { CoverageGap } from '../model/snapshot';
import { BIT } from '../model/mesh/bits';
import { columnsOf } from '../model/mesh/catalog';
import { itemsOf } from '../model/mesh/groups';
import { isActor } from '../model/mesh/principals';
import type { AccessIndex } from './access-index';
import { accessOf, otherRowsOnly } from './access-of';
import { isHome, knownActor, type Actor } from './actor';
import { decideDatabase, impliedByAllTables, impliedByTable, type DatabaseAccess } from './decide-database';
import { decideTable, type TableAccess } from './decide-table';
import { databaseOptIns, tableOptIns } from './gate';
import { isBelow, s3Path } from '../model/mesh/locations';
import { delegationRows, type Held } from './delegation';
import { OtherRows, plainRow, type OtherRow } from './other-rows';
import type { ResourceRef } from './resource-ref';
import type { RowChains } from './row-chains';
import { databaseRows, tableRows } from './row-shape';
import { newMemo, type Contribution, type Memo } from './contribution';
import { rowsByActor, rowsFor, rowsOnDatabase, rowsOnTable } from './table-rows';
import { tableGateRow } from './gate';

export interface WhoCanQuestion {
  resource: ResourceRef;
  /** Only principals that hold it (IAM_DECIDES always shows: it may hold anything). */
  permission?: string;
}

/** Principals with the same access: one decision, made for the first of them, holds for all. */
export interface WhoCanGroup {
  actors: number[];
  table?: TableAccess;
  database?: DatabaseAccess;
  /** Rows on catalogs, locations and tags, of the first actor. */
  others?: OtherRow[];
}

export interface WhoCan {
  groups: WhoCanGroup[];
  /** Number of principals over all groups. */
  total: number;
  coverage: CoverageGap[];
}

/** Who can do what with one object. Access through groups and to everybody is told per principal, decided once. */
export function whoCan(index: AccessIndex, question: WhoCanQuestion): WhoCan {
  const groups = groupsOf(index, question.resource).filter((group) => answers(index, question, group));
  const total = groups.reduce((sum, group) => sum + group.actors.length, 0);
  return { groups, total, coverage: index.mesh.snapshot.coverage };
}

function groupsOf(index: AccessIndex, ref: ResourceRef): WhoCanGroup[] {
  switch (ref.kind) {
    case 'table':
      return tableGroups(index, ref.table);
    case 'database':
      return databaseGroups(index, ref.database);
    default:
      return otherGroups(index, ref);
  }
}

/** Rows of a who-can answer in the shape of the decision cases, `from` … `to` of its principals. */
export function whoCanRows(
  index: AccessIndex,
  question: WhoCanQuestion,
  answer: WhoCan,
  from = 0,
  to = Infinity,
): AccessRow[] {
  const bit = question.permission === undefined ? undefined : index.mesh.permissions.bitOf(question.permission);
  const wanted = (row: AccessRow): boolean =>
    question.permission === undefined ||
    row.permission === 'IAM_DECIDES' ||
    row.permission === question.permission ||
    index.mesh.permissions.bitOf(row.permission) === bit;
  const rows: AccessRow[] = [];
  let seen = 0;
  for (const group of answer.groups) {
    if (seen >= to) break;
    for (const id of group.actors) {
      if (seen++ < from || seen > to) continue;
      const actor = knownActor(index, index.mesh.principals.entries[id]!);
      rows.push(...groupRows(index, actor, group).filter(wanted));
    }
  }
  return rows;
}

function groupRows(index: AccessIndex, actor: Actor, group: WhoCanGroup): AccessRow[] {
  const others = (group.others ?? []).map((row) => ({ ...plainRow(row), principal: actor.entry.arn }));
  if (group.table) return [...tableRows(index, actor, group.table), ...others];
  return group.database ? [...databaseRows(index, actor, group.database), ...others] : others;
}

function answers(index: AccessIndex, question: WhoCanQuestion, group: WhoCanGroup): boolean {
  const access = group.table ?? group.database;
  const byOthers = (group.others ?? []).some(
    (row) => question.permission === undefined || row.permission === question.permission,
  );
  if (!access || byOthers) return byOthers;
  if (access.gate === 'iam' && access.permissions === 0) return true;
  const bit = question.permission === undefined ? -1 : (index.mesh.permissions.bitOf(question.permission) ?? 0);
  if ((access.permissions & bit) === 0) return false;
  const column = question.resource.kind === 'table' ? question.resource.column : undefined;
  return column === undefined || !group.table || showsColumn(group.table, column, bit);
}

function showsColumn(access: TableAccess, column: string, bit: number): boolean {
  const place = columnsOf(access.table).findIndex((name) => name.toLowerCase() === column.toLowerCase());
  const shown =
    bit & BIT.DESCRIBE && bit !== -1 ? access.describes : (access.select?.columns ?? (access.select ? null : []));
  if (bit !== -1 && bit & ~(BIT.SELECT | BIT.DESCRIBE)) return true;
  return (
    shown === null ||
    shown.includes(place) ||
    (bit === -1 && (access.describes === null || access.describes.includes(place)))
  );
}

/** Principals that need a decision of their own on an object, and accounts of which everybody else shares one. */
interface Audience {
  named: RowChains;
  everybody: Set<string>;
}

function audienceOf(
  index: AccessIndex,
  owner: string,
  rows: readonly number[],
  gated: boolean,
  optIns: readonly number[],
): Audience {
  const { named, everybody } = rowsByActor(index, rows);
  const touch = (id: number): void => {
    const entry = index.mesh.principals.entries[id];
    if (entry && isActor(entry.kind)) named.touch(id);
    index.membersOf.get(id)?.forEach((member) => named.touch(member));
  };
  for (const admins of [index.admins.get(owner), index.readOnlyAdmins.get(owner)]) admins?.forEach(touch);
  for (const [account, admins] of index.admins)
    if (account !== owner && index.sharedTo.has(account)) admins.forEach(touch);
  const accounts = new Set(everybody.keys());
  if (gated) {
    accounts.add(owner);
    for (const id of optIns) {
      touch(id);
      // An opt-in of all IAM principals may hang on a condition, which holds for some of them only.
      const { kind, account } = index.mesh.principals.entries[id]!;
      if (kind === 'all-iam' && account !== undefined) index.mesh.principals.iamOf.get(account)?.forEach(touch);
    }
    index.dataZonePrincipals.forEach(touch);
  }
  for (const [account, list] of everybody) {
    if (!list.some((row) => index.mesh.grants.conditional.has(row))) continue;
    for (const id of index.mesh.principals.iamOf.get(account) ?? []) touch(id);
  }
  return { named, everybody: accounts };
}

/**
 * Decides the named ones each, and one of every account's others for all of them. Those whom only one and the same row
 * names share a decision where `sharedRow` says that nothing else about them counts.
 */
function decideAudience(
  index: AccessIndex,
  owner: string,
  audience: Audience,
  decide: (actor: Actor) => WhoCanGroup | undefined,
  sharedRow?: (actor: number) => number,
): WhoCanGroup[] {
  const { principals } = index.mesh;
  const groups: WhoCanGroup[] = [];
  const byRow = new Map<number, WhoCanGroup>();
  for (let place = 0; place < audience.named.size; place++) {
    const id = audience.named.at(place);
    const row = sharedRow?.(id) ?? -1;
    const known = row < 0 ? undefined : byRow.get(row);
    if (known) {
      known.actors.push(id);
      continue;
    }
    const group = decide(knownActor(index, principals.entries[id]!));
    if (!group) continue;
    group.actors.push(id);
    groups.push(group);
    const alike = group.table?.dormant.length === 0 && (group.others ?? NONE).length === 0;
    if (row >= 0 && alike) byRow.set(row, group);
  }
  for (const account of audience.everybody) {
    const others = (principals.iamOf.get(account) ?? []).filter((id) => !audience.named.has(id));
    const first = others[0];
    const group = first === undefined ? undefined : decide(knownActor(index, principals.entries[first]!));
    if (group) groups.push({ ...group, actors: others });
    if (account !== owner) continue;
    const guests = index.directoryActors.filter(
      (id) => !audience.named.has(id) && isHome(knownActor(index, principals.entries[id]!), owner),
    );
    const guest = guests[0] === undefined ? undefined : decide(knownActor(index, principals.entries[guests[0]]!));
    if (guest) groups.push({ ...guest, actors: guests });
  }
  return groups;
}

/** Delegations on the object (G8); most rows carry none, which one look at the masks tells. */
function delegated(index: AccessIndex, actor: Actor, rows: readonly number[], held: Held): OtherRow[] {
  const { grantable, permissions } = index.mesh.grants;
  const some = rows.filter((row) => (grantable[row]! & ~permissions[row]!) !== 0);
  if (some.length === 0 || actor.entry.existence === 'missing') return NONE;
  const out = new OtherRows(actor.entry.arn);
  delegationRows(index, actor, some, held, out);
  return out.rows;
}

const NONE: OtherRow[] = [];

const tells = (access: TableAccess | DatabaseAccess): boolean => access.permissions !== 0 || access.gate === 'iam';

function tableGroups(index: AccessIndex, table: number): WhoCanGroup[] {
  const { catalog, grants } = index.mesh;
  const { conditional } = grants;
  if (index.gone.has(table)) return [];
  const entry = catalog.tables[table]!;
  const owner = catalog.catalogs[catalog.databases[entry.database]!.catalog]!.account;
  const rows = rowsOnTable(index, table);
  const memo: Memo = { ...newMemo(), rows: new Map() };
  const gated = tableGateRow(index, table) >= 0;
  const audience = audienceOf(index, owner, rows, gated, tableOptIns(index, table));
  const direct = audience.everybody.size === 0;
  const decide = (actor: Actor): WhoCanGroup | undefined => {
    const own = direct && audience.named.has(actor.entry.id) ? audience.named.rowsOf(actor.entry.id) : [];
    const mine = own.length > 0 ? own : rowsFor(index, actor, rows);
    const access = decideTable(index, actor, entry, mine, memo);
    const others = delegated(index, actor, mine, {
      table: () => access.permissions,
      cells: () => access.select,
      database: () => 0,
    });
    return tells(access) || others.length > 0 ? { actors: [], table: access, others } : undefined;
  };
  return decideAudience(index, owner, audience, decide, gated || !direct ? undefined : soleRow);

  /** The one row that decides about an actor alone: no administrator, nobody gone, no condition on the actor's tags. */
  function soleRow(actor: number): number {
    const row = index.special[actor] === 0 ? audience.named.sole(actor) : -1;
    return row >= 0 && !conditional.has(row) ? row : -1;
  }
}

function databaseGroups(index: AccessIndex, database: number): WhoCanGroup[] {
  const { catalog, grants } = index.mesh;
  const entry = catalog.databases[database]!;
  const owner = catalog.catalogs[entry.catalog]!.account;
  const rows = rowsOnDatabase(index, database);
  const tables = [...itemsOf(catalog.tablesOf, database)].filter((t) => !index.gone.has(t));
  const below = tables.map((t) => ({ table: t, rows: rowsOnTable(index, t) }));
  const memos = new Map(tables.map((t): [number, Memo] => [t, { ...newMemo(), rows: new Map() }]));
  const wild = [...itemsOf(grants.byAllTables, database)];
  const all = [...new Set([...rows, ...wild, ...below.flatMap((b) => b.rows)])];
  // A table under the gate counts too: whoever is opted in there may get DESCRIBE here (G5).
  const gated = (grants.gateOfDatabase[database] ?? -1) >= 0 || tables.some((t) => tableGateRow(index, t) >= 0);
  const optIns = [...databaseOptIns(index, database), ...tables.flatMap((t) => tableOptIns(index, t))];
  const audience = audienceOf(index, owner, all, gated, optIns);
  return decideAudience(index, owner, audience, (actor) => {
    const implied = new Map<number, Contribution>();
    for (const { table, rows: candidates } of below) {
      const mine = rowsFor(index, actor, candidates);
      if (mine.length === 0) continue;
      for (const c of impliedByTable(decideTable(index, actor, catalog.tables[table]!, mine, memos.get(table)!)))
        implied.set(c.row, c);
    }
    for (const c of impliedByAllTables(index, actor, database, rowsFor(index, actor, wild), implied))
      implied.set(c.row, c);
    const mine = rowsFor(index, actor, rows);
    const access = decideDatabase(index, actor, entry, mine, [...implied.values()]);
    const others = delegated(index, actor, mine, {
      table: () => 0,
      cells: () => null,
      database: () => access.permissions,
    });
    return tells(access) || others.length > 0 ? { actors: [], database: access, others } : undefined;
  });
}

/** Catalogs, locations and tags: few rows reach them, so every actor is asked for those alone. */
function otherGroups(index: AccessIndex, ref: ResourceRef): WhoCanGroup[] {
  const groups: WhoCanGroup[] = [];
  const deep = ref.kind === 'catalog' && !index.mesh.catalog.catalogs[ref.catalog]!.isDefault;
  for (const entry of index.mesh.principals.entries) {
    if (!isActor(entry.kind) || entry.existence === 'missing') continue;
    const rows = deep ? accessOf(index, entry.arn).others : otherRowsOnly(index, knownActor(index, entry));
    const others = rows.filter((row) => concerns(index, ref, row));
    if (others.length > 0) groups.push({ actors: [entry.id], others });
  }
  return groups;
}

function concerns(index: AccessIndex, ref: ResourceRef, row: AccessRow): boolean {
  if (ref.kind === 'catalog') return row.resource.Catalog?.Id === index.mesh.catalog.catalogs[ref.catalog]!.catalogId;
  if (ref.kind === 'location') {
    const granted = s3Path(row.resource.DataLocation?.ResourceArn);
    return granted !== undefined && isBelow(ref.path, granted);
  }
  if (ref.kind !== 'tag') return false;
  const tag = row.resource.LFTag;
  return (
    tag?.TagKey.toLowerCase() === ref.key &&
    (tag.CatalogId ?? ref.account) === ref.account &&
    (ref.value === undefined || tag.TagValues.some((v) => v === '*' || v.toLowerCase() === ref.value))
  );
}
