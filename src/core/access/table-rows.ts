import { ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import { isActor } from '../model/mesh/principals';
import type { AccessIndex } from './access-index';
import type { Actor } from './actor';
import { policiesOfDatabase, policiesOfTable } from './policy-reach';
import { RowChains } from './row-chains';
import { superUserRows } from './super-user';

/** Rows that cover a table, whoever holds them: named, all tables, filters, tag policies, SUPER_USER (not shares, X1). */
export function rowsOnTable(index: AccessIndex, table: number): number[] {
  const { grants, catalog } = index.mesh;
  const database = catalog.tables[table]!.database;
  const rows: number[] = [];
  const add = (row: number): void => {
    if (grants.origin[row] !== ORIGIN.share) rows.push(row);
  };
  itemsOf(grants.byTable, table).forEach(add);
  itemsOf(grants.byAllTables, database).forEach(add);
  for (const policy of policiesOfTable(index, table)) itemsOf(grants.byPolicy, policy).forEach(add);
  superUserRows(index, catalog.databases[database]!.catalog).forEach(add);
  return rows;
}

/** Rows that cover a database as such. */
export function rowsOnDatabase(index: AccessIndex, database: number): number[] {
  const { grants, catalog } = index.mesh;
  const rows: number[] = [];
  const add = (row: number): void => {
    if (grants.origin[row] !== ORIGIN.share) rows.push(row);
  };
  itemsOf(grants.byDatabase, database).forEach(add);
  for (const policy of policiesOfDatabase(index, database)) itemsOf(grants.byPolicy, policy).forEach(add);
  superUserRows(index, catalog.databases[database]!.catalog).forEach(add);
  return rows;
}

/** Those of some rows that match an actor. */
export const rowsFor = (index: AccessIndex, actor: Actor, rows: readonly number[]): number[] =>
  rows.filter((row) => actor.identities.has(index.mesh.grants.principal[row]!));

const NOBODY: readonly number[] = [];

/**
 * Rows by the actors that they name, or by some of these: directly or through a group; rows for all IAM principals come
 * apart.
 */
export function rowsByActor(
  index: AccessIndex,
  rows: readonly number[],
  some?: RowChains,
): { named: RowChains; everybody: Map<string, number[]> } {
  const { grants, principals } = index.mesh;
  const named = new RowChains(principals.entries.length);
  const everybody = new Map<string, number[]>();
  for (const row of rows) {
    const entry = principals.entries[grants.principal[row]!]!;
    if (isActor(entry.kind)) {
      if (!some || some.has(entry.id)) named.add(entry.id, row);
    } else if (entry.kind === 'all-iam' && entry.account) {
      const list = everybody.get(entry.account);
      if (list) list.push(row);
      else everybody.set(entry.account, [row]);
    }
    for (const member of index.membersOf.get(entry.id) ?? NOBODY) if (!some || some.has(member)) named.add(member, row);
  }
  return { named, everybody };
}
