import type { AccessIndex } from '../access/access-index';
import { databaseKey } from '../model/keys';
import type { Part, Snapshot } from '../model/snapshot';
import { itemsOf } from '../model/mesh/groups';
import { IntColumn } from '../model/mesh/interner';
import { DATABASE_LAYERS, recordIndexOf } from './record-index';
import type { Scope } from './scope';

/**
 * The part of a snapshot that decides about a scope: a preview indexes hundreds of rows instead of a million. It holds what
 * lies in the databases of the scope, the rows there and elsewhere of those whose access is compared and of everybody who
 * does not act himself (groups, accounts, the gate), and all small layers as they stand.
 */
export function subSnapshot(index: AccessIndex, scope: Scope): Snapshot {
  const { snapshot } = index.mesh;
  if (scope.tables === 'all' || scope.databases === 'all') return snapshot;
  const records = recordIndexOf(index);
  const keys = databaseKeys(index, scope.databases);
  const compared = comparedIds(index, scope);
  const relevant = compared && relevance(index, compared);
  const rows = rowsOf(index, compared, scope.databases);
  const parts = snapshot.parts.map((part, number): Part => {
    const take = (list: readonly number[]): Part =>
      ({ ...part, records: list.map((at) => part.records[at]!) }) as unknown as Part;
    if (part.layer === 'permissions') return take(rows.get(number) ?? []);
    const holders = records.byPrincipal.get(number);
    if (holders && relevant) {
      // The first record stays: that a layer was read at all decides whether an unknown name is refused (G14).
      const kept = new Set<number>(part.records.length > 0 ? [0] : []);
      for (const [arn, places] of holders) if (relevant(arn)) for (const at of places) kept.add(at);
      return take([...kept].sort((a, b) => a - b));
    }
    const held = records.byDatabase.get(number);
    if (!held || !DATABASE_LAYERS.includes(part.layer)) return part;
    const wanted: number[] = [];
    for (const key of keys) for (const at of held.get(key) ?? []) wanted.push(at);
    return take(wanted.sort((a, b) => a - b));
  });
  return {
    ...snapshot,
    parts: parts.filter(
      (part) => (scope.datazone || !part.layer.startsWith('dz-')) && !part.layer.startsWith('lineage-'),
    ),
  };
}

function databaseKeys({ mesh: { catalog } }: AccessIndex, databases: ReadonlySet<number>): Set<string> {
  const keys = new Set<string>();
  for (const id of databases) {
    const database = catalog.databases[id]!;
    keys.add(databaseKey(catalog.catalogs[database.catalog]!.catalogId, database.name));
  }
  return keys;
}

/** Record numbers by part, in their order: rows of the objects, and rows about no object of those who are compared. */
function rowsOf(
  index: AccessIndex,
  compared: ReadonlySet<number> | undefined,
  databases: ReadonlySet<number>,
): Map<number, number[]> {
  const { grants, catalog } = index.mesh;
  const { elsewhere, acts } = recordIndexOf(index);
  const wanted = new IntColumn();
  const take = (rows: ArrayLike<number>): void => {
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      if (row < 0) continue;
      const holder = grants.principal[row]!;
      if (!compared || !acts[holder] || compared.has(holder)) wanted.push(row);
    }
  };
  for (const id of databases) {
    for (const table of itemsOf(catalog.tablesOf, id)) {
      take(itemsOf(grants.byTable, table));
      take([grants.gateOfTable[table] ?? -1]);
    }
    take(itemsOf(grants.byAllTables, id));
    take(itemsOf(grants.byDatabase, id));
    take([grants.gateOfAllTables[id] ?? -1, grants.gateOfDatabase[id] ?? -1]);
  }
  take(elsewhere.ofAll);
  if (!compared) for (const rows of elsewhere.ofActor.values()) take(rows);
  else for (const id of compared) take(elsewhere.ofActor.get(id) ?? []);
  const byPart = new Map<number, number[]>();
  const sorted = wanted.done().sort();
  for (let at = 0; at < sorted.length; at++) {
    const row = sorted[at]!;
    if (at > 0 && row === sorted[at - 1]) continue;
    const part = grants.part[row]!;
    const list = byPart.get(part);
    if (list) list.push(grants.record[row]!);
    else byPart.set(part, [grants.record[row]!]);
  }
  return byPart;
}

/** Numbers of those whose access is compared, of their groups and of whom the edits name; undefined = everybody's. */
function comparedIds({ mesh: { principals } }: AccessIndex, scope: Scope): Set<number> | undefined {
  if (scope.principals === 'all') return undefined;
  const ids = new Set<number>();
  for (const arn of [...scope.principals, ...scope.named]) {
    const id = principals.ids.find(arn);
    if (id === undefined) continue;
    ids.add(id);
    for (const group of principals.entries[id]!.groups) ids.add(group);
  }
  return ids;
}

/** Whether what is said of a principal matters: of all but those who act for themselves and are not compared. */
function relevance(index: AccessIndex, compared: ReadonlySet<number>): (arn: string) => boolean {
  const { acts } = recordIndexOf(index);
  const { ids } = index.mesh.principals;
  return (arn) => {
    const id = ids.find(arn);
    return id === undefined || !acts[id] || compared.has(id);
  };
}
