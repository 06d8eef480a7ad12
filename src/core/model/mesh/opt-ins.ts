import { ALL_TABLES } from '../keys';
import type { OptIn } from '../lakeformation';
import type { Snapshot } from '../snapshot';
import { recordsOf } from '../snapshot';
import type { CatalogFinder } from './catalog';
import type { PrincipalTable } from './principals';

/** Hybrid opt-ins by object (E2): catalogs, databases, tables by name and all tables of a database. */
export interface OptInIndex {
  catalog: Map<number, OptInEntry[]>;
  database: Map<number, OptInEntry[]>;
  table: Map<number, OptInEntry[]>;
  allTables: Map<number, OptInEntry[]>;
}

export interface OptInEntry {
  principal: number;
  record: OptIn;
}

export function readOptIns(snapshot: Snapshot, find: CatalogFinder, principals: PrincipalTable): OptInIndex {
  const index: OptInIndex = { catalog: new Map(), database: new Map(), table: new Map(), allTables: new Map() };
  const add = (map: Map<number, OptInEntry[]>, id: number, entry: OptInEntry): void => {
    const list = map.get(id);
    if (list) list.push(entry);
    else map.set(id, [entry]);
  };
  for (const { member, record } of recordsOf(snapshot, 'opt-ins')) {
    const arn = record.Principal?.DataLakePrincipalIdentifier;
    if (typeof arn !== 'string' || !record.Resource) continue;
    const entry = { principal: principals.intern(arn), record };
    const catalog = (id: string | undefined): number => find.catalog(id ?? member.account, member.region);
    const { Database: database, Table: table, TableWithColumns: split, Catalog: top } = record.Resource;
    if (database) add(index.database, find.database(catalog(database.CatalogId), database.Name), entry);
    else if (table ?? split) {
      const named = (table ?? split)!;
      const d = find.database(catalog(named.CatalogId), named.DatabaseName);
      const all = table?.TableWildcard !== undefined || named.Name === undefined || named.Name === ALL_TABLES;
      if (all) add(index.allTables, d, entry);
      else add(index.table, find.table(d, named.Name!), entry);
    } else if (top) add(index.catalog, catalog(top.Id), entry);
  }
  return index;
}
