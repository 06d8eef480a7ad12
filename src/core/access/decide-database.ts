import { BIT } from '../model/mesh/bits';
import { isLink, type DatabaseEntry } from '../model/mesh/catalog';
import { KIND, ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import { isIam } from '../model/mesh/principals';
import type { AccessIndex } from './access-index';
import { rowHolds, type Actor } from './actor';
import type { Contribution, Dormant } from './contribution';
import { conditionNote, gatedRow, ownAdminRules, staleRow, type TableAccess } from './decide-table';
import { databaseGate, tableGate, type Gate } from './gate';
import { DATABASE_ALL, expand, LINK_ALL } from './permissions';
import type { Note, RuleId } from './rules';
import { boundedBy, databaseBound } from './share-bound';
import { superUserContribution } from './super-user';
import { databasePolicyContribution } from './tag-policy';

/** Everything one principal can do with one database. */
export interface DatabaseAccess {
  database: DatabaseEntry;
  gate: Gate;
  permissions: number;
  grantable: number;
  contributions: Contribution[];
  /** Grants on tables that imply DESCRIBE here (G5). */
  implied: Contribution[];
  admin: readonly RuleId[];
  dormant: Dormant[];
}

/** Decides one database from its rows and from what the principal holds on its tables (G5, G7). */
export function decideDatabase(
  index: AccessIndex,
  actor: Actor,
  database: DatabaseEntry,
  rows: Iterable<number>,
  implied: Contribution[],
  notes?: Note[],
): DatabaseAccess {
  const missing = actor.entry.existence === 'missing';
  const gate = missing ? 'closed' : databaseGate(index, actor, database.id);
  const access: DatabaseAccess = {
    database,
    gate,
    permissions: 0,
    grantable: 0,
    contributions: [],
    implied: [],
    admin: [],
    dormant: [],
  };
  if (missing) {
    for (const row of rows) access.dormant.push(staleRow(row));
    return access;
  }
  if (gate === 'iam' || gate === 'denied') {
    for (const row of rows) access.dormant.push(gatedRow(row, gate));
    return access;
  }
  for (const row of rows) {
    const contribution = contribute(index, actor, database, row, access, notes);
    if (!contribution) continue;
    access.contributions.push(contribution);
    access.permissions |= contribution.permissions;
    access.grantable |= contribution.grantable;
  }
  if (access.permissions !== 0) access.permissions |= BIT.DESCRIBE;
  const account = index.mesh.catalog.catalogs[database.catalog]!.account;
  if (impliesParents(actor, account)) access.implied = implied;
  access.admin = adminRules(index, actor, database.id, account);
  if (access.implied.length > 0 || access.admin.length > 0) access.permissions |= BIT.DESCRIBE;
  return access;
}

function contribute(
  index: AccessIndex,
  actor: Actor,
  database: DatabaseEntry,
  row: number,
  access: DatabaseAccess,
  notes?: Note[],
): Contribution | undefined {
  const truth = rowHolds(index, actor, row);
  if (truth !== true) {
    if (notes) conditionNote(index, actor, row, truth, notes, access);
    return undefined;
  }
  const plain = rawContribution(index, database, row);
  if (!plain) return undefined;
  if (index.mesh.grants.origin[row] !== ORIGIN.local) return plain;
  const member = index.mesh.snapshot.members[index.mesh.grants.member[row]!]!;
  const bound = databaseBound(index, member.account, database.id);
  if (bound.rows.length === 0 && !index.readAccounts.has(index.mesh.catalog.catalogs[database.catalog]!.account))
    return plain;
  const bounded = boundedBy(plain, bound);
  if (!bounded) {
    access.dormant.push({
      row,
      rule: 'X5',
      why: 'no share reaches as far as this local grant',
      wakes: 'sharing the database with the account again',
    });
  }
  return bounded;
}

function rawContribution(index: AccessIndex, database: DatabaseEntry, row: number): Contribution | undefined {
  const { grants } = index.mesh;
  const accepted = isLink(database.record) ? LINK_ALL : DATABASE_ALL;
  if (grants.kind[row] === KIND.databasePolicy) return databasePolicyContribution(index, database.id, row);
  if (grants.kind[row] === KIND.catalog) {
    return grants.origin[row] === ORIGIN.own ? superUserContribution(index, row, accepted) : undefined;
  }
  const permissions = expand(grants.permissions[row]!, accepted);
  if (permissions === 0) return undefined;
  const grantable = expand(grants.grantable[row]!, accepted);
  return { row, permissions, grantable, select: null, describes: null, impliesParents: !grants.conditional.has(row) };
}

function adminRules(index: AccessIndex, actor: Actor, database: number, owner: string): readonly RuleId[] {
  const rules = ownAdminRules(actor, owner);
  const account = actor.entry.account;
  if (rules.length > 0 || account === undefined || account === owner || !actor.admin.has(account)) return rules;
  return databaseBound(index, account, database).permissions === 0 ? [] : ['X1', 'I1'];
}

/** Whether grants on objects imply DESCRIBE on what contains them: IAM principals of the same account only (G5). */
export const impliesParents = (actor: Actor, account: string): boolean =>
  isIam(actor.entry.kind) && actor.entry.account === account;

/**
 * All-tables grants describe their database (G5) also where no table takes what they give: none is there yet, or links
 * and views only. Under a gate on some table they count as dormant. Of rows that count already nothing is added.
 */
export function impliedByAllTables(
  index: AccessIndex,
  actor: Actor,
  database: number,
  rows: readonly number[],
  counted: ReadonlyMap<number, Contribution> | undefined,
): Contribution[] {
  const { catalog, grants } = index.mesh;
  const stands = rows.filter(
    (row) =>
      grants.origin[row] === ORIGIN.own &&
      grants.permissions[row] !== 0 &&
      !grants.conditional.has(row) &&
      !counted?.has(row),
  );
  if (stands.length === 0) return [];
  for (const table of itemsOf(catalog.tablesOf, database)) {
    const gate = index.gone.has(table) ? 'closed' : tableGate(index, actor, table);
    if (gate === 'iam' || gate === 'denied') return [];
  }
  return stands.map((row) => ({
    row,
    permissions: grants.permissions[row]!,
    grantable: grants.grantable[row]!,
    select: null,
    describes: null,
    impliesParents: true,
  }));
}

/** The contributions of a table that imply DESCRIBE on its database; links imply nothing (unverified, not derived). */
export const impliedByTable = (access: TableAccess): Contribution[] =>
  isLink(access.table.record) ? [] : access.contributions.filter((c) => c.impliesParents);
