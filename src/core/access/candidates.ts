import { KIND, ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import { IntColumn } from '../model/mesh/interner';
import type { AccessIndex } from './access-index';
import type { Actor } from './actor';
import { tablesOfPolicy, databasesOfPolicy } from './policy-reach';

/** Rows that may concern an actor, sorted by what they reach. Shares to accounts are no rows of their principals (X1). */
export interface Candidates {
  tables: RowsByTable;
  databases: Map<number, number[]>;
  /** All-tables rows by database, for databases without any table. */
  allTables: Map<number, number[]>;
  /** Rows on catalogs, locations, tags, expressions, filters as objects. */
  others: number[];
}

const SHARE = ORIGIN.share;

/** Rows by table as chains in flat columns: large answers would spend most of their time in maps of small lists. */
export class RowsByTable {
  /** Tables in the order of their first row. */
  readonly touched = new IntColumn();
  private readonly head: Int32Array;
  private readonly rows = new IntColumn();
  private readonly next = new IntColumn();

  constructor(tables: number) {
    this.head = new Int32Array(tables);
  }

  add(table: number, row: number): void {
    const head = this.head[table]!;
    if (head === 0) this.touched.push(table);
    this.rows.push(row);
    this.next.push(head);
    this.head[table] = this.rows.length;
  }

  has(table: number): boolean {
    return this.head[table] !== 0;
  }

  /** The chain of a table's rows, last added first: `first`, then `after` until 0; `row` gives the row at a place. */
  first(table: number): number {
    return this.head[table]!;
  }

  after(place: number): number {
    return this.next.at(place - 1);
  }

  row(place: number): number {
    return this.rows.at(place - 1);
  }

  *tables(): Generator<number> {
    for (let i = 0; i < this.touched.length; i++) yield this.touched.at(i);
  }

  rowsOf(table: number): number[] {
    const rows: number[] = [];
    for (let at = this.head[table]!; at !== 0; at = this.next.at(at - 1)) rows.push(this.rows.at(at - 1));
    return rows.reverse();
  }
}

/** Walks the rows of every identity of the actor and spreads them over the objects that they cover (G1, G2, T5, G10); `tablesOnly` leaves databases out where that saves work. */
export function candidatesOf(index: AccessIndex, actor: Actor, tablesOnly = false): Candidates {
  const { grants, catalog } = index.mesh;
  const out: Candidates = {
    tables: new RowsByTable(catalog.tables.length),
    databases: new Map(),
    allTables: new Map(),
    others: [],
  };
  for (const identity of actor.identities) {
    for (const row of itemsOf(grants.byPrincipal, identity)) {
      if (grants.origin[row] === SHARE) continue;
      const target = grants.target[row]!;
      switch (grants.kind[row]) {
        case KIND.table:
          out.tables.add(target, row);
          break;
        case KIND.filter:
          out.tables.add(grants.filters[target]!.table, row);
          out.others.push(row);
          break;
        case KIND.allTables:
          add(out.allTables, target, row);
          addAll(out.tables, itemsOf(catalog.tablesOf, target), row);
          break;
        case KIND.database:
          add(out.databases, target, row);
          break;
        case KIND.tablePolicy:
          addAll(out.tables, tablesOfPolicy(index, target), row);
          break;
        case KIND.databasePolicy:
          if (tablesOnly) break;
          for (const database of databasesOfPolicy(index, target)) add(out.databases, database, row);
          break;
        default:
          out.others.push(row);
      }
    }
  }
  addSuperUsers(index, actor, out);
  return out;
}

function addAll(out: RowsByTable, tables: Int32Array, row: number): void {
  for (let i = 0; i < tables.length; i++) out.add(tables[i]!, row);
}

function addSuperUsers(index: AccessIndex, actor: Actor, out: Candidates): void {
  const { grants, catalog } = index.mesh;
  for (const [top, rows] of index.superUsers) {
    for (const row of rows) {
      if (!actor.identities.has(grants.principal[row]!) || grants.origin[row] === SHARE) continue;
      for (const entry of catalog.catalogs) {
        if (!isUnder(index, entry.id, top)) continue;
        for (const database of itemsOf(catalog.databasesOf, entry.id)) {
          add(out.databases, database, row);
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

function add(map: Map<number, number[]>, key: number, row: number): void {
  const list = map.get(key);
  if (list) list.push(row);
  else map.set(key, [row]);
}
