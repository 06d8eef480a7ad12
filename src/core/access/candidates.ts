import { KIND, ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import type { AccessIndex } from './access-index';
import type { Actor } from './actor';
import { tablesOfPolicy, databasesOfPolicy } from './policy-reach';
import { RowChains } from './row-chains';

/** Rows that may concern an actor, sorted by what they reach. Shares to accounts are no rows of their principals (X1). */
export interface Candidates {
  tables: RowChains;
  databases: Map<number, number[]>;
  /** All-tables rows by database, for databases without any table. */
  allTables: Map<number, number[]>;
  /** Rows on catalogs, locations, tags, expressions, filters as objects. */
  others: number[];
}

const SHARE = ORIGIN.share;

/** Walks the rows of every identity of the actor and spreads them over the objects that they cover (G1, G2, T5, G10); `tablesOnly` leaves databases out where that saves work, `only` tables that do not matter. */
export function candidatesOf(
  index: AccessIndex,
  actor: Actor,
  tablesOnly = false,
  only?: (table: number) => boolean,
): Candidates {
  const { grants, catalog } = index.mesh;
  const out: Candidates = {
    tables: new RowChains(catalog.tables.length),
    databases: new Map(),
    allTables: new Map(),
    others: [],
  };
  const add = (table: number, row: number): void => {
    if (!only || only(table)) out.tables.add(table, row);
  };
  const addAll = (tables: Int32Array, row: number): void => {
    for (let i = 0; i < tables.length; i++) add(tables[i]!, row);
  };
  for (const identity of actor.identities) {
    for (const row of itemsOf(grants.byPrincipal, identity)) {
      if (grants.origin[row] === SHARE) continue;
      const target = grants.target[row]!;
      switch (grants.kind[row]) {
        case KIND.table:
          add(target, row);
          break;
        case KIND.filter:
          add(grants.filters[target]!.table, row);
          out.others.push(row);
          break;
        case KIND.allTables:
          push(out.allTables, target, row);
          addAll(itemsOf(catalog.tablesOf, target), row);
          break;
        case KIND.database:
          push(out.databases, target, row);
          break;
        case KIND.tablePolicy:
          addAll(tablesOfPolicy(index, target), row);
          break;
        case KIND.databasePolicy:
          if (tablesOnly) break;
          for (const database of databasesOfPolicy(index, target)) push(out.databases, database, row);
          break;
        default:
          out.others.push(row);
      }
    }
  }
  addSuperUsers(index, actor, out);
  return out;
}

function addSuperUsers(index: AccessIndex, actor: Actor, out: Candidates): void {
  const { grants, catalog } = index.mesh;
  for (const [top, rows] of index.superUsers) {
    for (const row of rows) {
      if (!actor.identities.has(grants.principal[row]!) || grants.origin[row] === SHARE) continue;
      for (const entry of catalog.catalogs) {
        if (!isUnder(index, entry.id, top)) continue;
        for (const database of itemsOf(catalog.databasesOf, entry.id)) {
          push(out.databases, database, row);
          for (const table of itemsOf(catalog.tablesOf, database)) out.tables.add(table, row);
        }
      }
    }
  }
}

export function isUnder(index: AccessIndex, catalog: number, top: number): boolean {
  for (let c = catalog; c >= 0; c = index.mesh.catalog.catalogs[c]!.parent) if (c === top) return true;
  return false;
}

function push(map: Map<number, number[]>, key: number, row: number): void {
  const list = map.get(key);
  if (list) list.push(row);
  else map.set(key, [row]);
}
