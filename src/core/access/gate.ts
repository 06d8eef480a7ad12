import { registrationOf } from '../model/mesh/locations';
import type { OptInEntry } from '../model/mesh/opt-ins';
import type { AccessIndex } from './access-index';
import { isHome, type Actor } from './actor';
import { conditionHolds } from './condition';

/** Who decides about one principal on one object (E1–E3, E7). */
export type Gate =
  /** No gate row: Lake Formation decides (E3). */
  | 'closed'
  /** A gate row, but the principal is opted in: Lake Formation decides (E2). */
  | 'opted-in'
  /** A gate row on a hybrid location and a principal of another account that is not opted in: grants still count. */
  | 'hybrid'
  /** A gate row: IAM decides (E1). */
  | 'iam'
  /** A gate row without a hybrid location for a principal of another account: access denied (E7). */
  | 'denied';

/** The gate row that lies on a table, -1 without one. The database's own row says nothing about its tables. */
export function tableGateRow(index: AccessIndex, table: number): number {
  const { grants, catalog } = index.mesh;
  const own = grants.gateOfTable[table] ?? -1;
  return own >= 0 ? own : (grants.gateOfAllTables[catalog.tables[table]!.database] ?? -1);
}

export function tableGate(index: AccessIndex, actor: Actor, table: number): Gate {
  if (tableGateRow(index, table) < 0) return 'closed';
  const { catalog, optIns } = index.mesh;
  const entry = catalog.tables[table]!;
  const database = catalog.databases[entry.database]!;
  const account = catalog.catalogs[database.catalog]!.account;
  const home = isHome(actor, account);
  const all = optIns.allTables.get(entry.database);
  const optedIn =
    actor.dataZoneProject ||
    isOptedIn(actor, optIns.table.get(table)) ||
    (isOptedIn(actor, all) && (home || isOptedIn(actor, optIns.database.get(entry.database))));
  return decide(index, home, optedIn, account, entry.record?.StorageDescriptor?.Location);
}

export function databaseGate(index: AccessIndex, actor: Actor, database: number): Gate {
  const { catalog, grants, optIns } = index.mesh;
  if ((grants.gateOfDatabase[database] ?? -1) < 0) return 'closed';
  const entry = catalog.databases[database]!;
  const account = catalog.catalogs[entry.catalog]!.account;
  const optedIn = actor.dataZoneProject || isOptedIn(actor, optIns.database.get(database));
  return decide(index, isHome(actor, account), optedIn, account, entry.record?.LocationUri);
}

/** A catalog has no location: a gate row on it shuts principals of other accounts out (E7). */
export function catalogGate(index: AccessIndex, actor: Actor, catalog: number): Gate {
  const { grants, optIns } = index.mesh;
  if ((grants.gateOfCatalog[catalog] ?? -1) < 0) return 'closed';
  const optedIn = actor.dataZoneProject || isOptedIn(actor, optIns.catalog.get(catalog));
  return decide(index, isHome(actor, index.mesh.catalog.catalogs[catalog]!.account), optedIn, '', undefined);
}

/** Opted in on the catalog itself, whether or not a gate row lies on it. */
export const optedInOnCatalog = (index: AccessIndex, actor: Actor, catalog: number): boolean =>
  isOptedIn(actor, index.mesh.optIns.catalog.get(catalog));

/** E7 comes first: opting in does not help a foreign principal on a location in plain Lake Formation mode. */
function decide(
  index: AccessIndex,
  home: boolean,
  optedIn: boolean,
  account: string,
  location: string | undefined,
): Gate {
  if (home) return optedIn ? 'opted-in' : 'iam';
  const hybrid = registrationOf(index.mesh.locations, location, account)?.record.HybridAccessEnabled === true;
  if (!hybrid) return 'denied';
  return optedIn ? 'opted-in' : 'hybrid';
}

/** An opt-in by name, by group or for all IAM principals; a condition must hold (G11). */
function isOptedIn(actor: Actor, entries: readonly OptInEntry[] | undefined): boolean {
  if (!entries) return false;
  return entries.some((entry) => {
    if (!actor.identities.has(entry.principal)) return false;
    const condition = entry.record.Condition?.Expression;
    return condition === undefined || conditionHolds(condition, actor.entry.tags) === true;
  });
}

/** Principals with an opt-in that may reach a table; who else is not opted in shares one outcome. */
export function tableOptIns(index: AccessIndex, table: number): number[] {
  const { catalog, optIns } = index.mesh;
  const database = catalog.tables[table]!.database;
  return [optIns.table.get(table), optIns.allTables.get(database)].flatMap(
    (list) => list?.map((e) => e.principal) ?? [],
  );
}

export const databaseOptIns = (index: AccessIndex, database: number): number[] =>
  (index.mesh.optIns.database.get(database) ?? []).map((entry) => entry.principal);
