import { KIND, ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import type { AccessIndex } from './access-index';
import { isHome, type Actor } from './actor';
import { tablesOfPolicy } from './policy-reach';
import { shareHolders } from './share-bound';

/** Tables that concern an actor without any row of its own: under the gate (E1), or under its administration (I1, I2, X1). */
export function implicitTables(index: AccessIndex, actor: Actor): Set<number> {
  const { catalog } = index.mesh;
  const tables = new Set<number>();
  for (const [account, gated] of index.gatedTables) {
    if (isHome(actor, account)) for (const table of gated) tables.add(table);
  }
  for (const account of [...actor.admin, ...actor.readOnlyAdmin]) {
    for (const database of catalog.databases) {
      if (catalog.catalogs[database.catalog]!.account !== account) continue;
      for (const table of itemsOf(catalog.tablesOf, database.id)) tables.add(table);
    }
  }
  const own = actor.entry.account;
  if (own !== undefined && actor.admin.has(own)) for (const table of sharedTables(index, own)) tables.add(table);
  return tables;
}

/** Tables that shares to an account reach. */
function* sharedTables(index: AccessIndex, account: string): Generator<number> {
  const { grants, catalog } = index.mesh;
  for (const holder of shareHolders(index, account)) {
    for (const row of itemsOf(grants.byPrincipal, holder)) {
      if (grants.origin[row] !== ORIGIN.share) continue;
      const target = grants.target[row]!;
      if (grants.kind[row] === KIND.table) yield target;
      else if (grants.kind[row] === KIND.filter) yield grants.filters[target]!.table;
      else if (grants.kind[row] === KIND.allTables) yield* itemsOf(catalog.tablesOf, target);
      else if (grants.kind[row] === KIND.tablePolicy) yield* tablesOfPolicy(index, target);
    }
  }
}
