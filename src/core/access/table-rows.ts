import { ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import { isActor } from '../model/mesh/principals';
import type { AccessIndex } from './access-index';
import type { Actor } from './actor';
import { policiesOfDatabase, policiesOfTable } from './policy-reach';
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

/** Rows by the actors that they name: directly or through a group; rows for all IAM principals come apart. */
export function rowsByActor(
  index: AccessIndex,
  rows: readonly number[],
): { named: Map<number, number[]>; everybody: Map<string, number[]> } {
  const { grants, principals } = index.mesh;
  const named = new Map<number, number[]>();
  const everybody = new Map<string, number[]>();
  const add = <K>(map: Map<K, number[]>, key: K, row: number): void => {
    const list = map.get(key);
    if (list) list.push(row);
    else map.set(key, [row]);
  };
  for (const row of rows) {
    const entry = principals.entries[grants.principal[row]!]!;
    if (isActor(entry.kind)) add(named, entry.id, row);
    else if (entry.kind === 'all-iam' && entry.account) add(everybody, entry.account, row);
    for (const member of index.membersOf.get(entry.id) ?? []) add(named, member, row);
  }
  return { named, everybody };
}
