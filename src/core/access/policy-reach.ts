import { itemsOf } from '../model/mesh/groups';
import { IntColumn } from '../model/mesh/interner';
import { policyMatches, type Clause, type Policy } from '../model/mesh/policies';
import type { AccessIndex } from './access-index';

/** Tag sets that satisfy a policy: those that carry a value of its rarest clause, checked against the rest (T3). */
function setsOfPolicy(index: AccessIndex, policy: Policy): number[] {
  const { tags } = index.mesh;
  if (policy.void !== undefined) return [];
  const sets: number[] = [];
  for (const pair of fewestSets(index, policy)) {
    const carrying = itemsOf(tags.setsOf, pair);
    for (let i = 0; i < carrying.length; i++) {
      const set = carrying[i]!;
      if (policyMatches(policy, tags.sets[set]!, tags.keyOfPair)) sets.push(set);
    }
  }
  return sets;
}

/** The pairs of the clause that the fewest tag sets satisfy. */
function fewestSets(index: AccessIndex, policy: Policy): Iterable<number> {
  const { start } = index.mesh.tags.setsOf;
  let best: Iterable<number> = [];
  let fewest = Infinity;
  for (const clause of policy.clauses) {
    const pairs = clause.any ? pairsOfKey(index, clause.key) : new Set(clause.pairs);
    let sets = 0;
    for (const pair of pairs) sets += start[pair + 1]! - start[pair]!;
    if (sets < fewest) [fewest, best] = [sets, pairs];
  }
  return best;
}

const pairsOfKey = (index: AccessIndex, key: number): number[] =>
  index.mesh.tags.keyOfPair.flatMap((of, pair) => (of === key ? [pair] : []));

/** The clause with the fewest values; "any value" counts as the most. */
const rarestClause = (policy: Policy): Clause | undefined =>
  policy.clauses.reduce<Clause | undefined>(
    (best, clause) => (best && (clause.any || (!best.any && best.pairs.length <= clause.pairs.length)) ? best : clause),
    undefined,
  );

/** Tables by policy, kept because the same policies are asked about again and again; forgotten when they grow too many. */
interface Reached {
  tables: Map<number, Int32Array>;
  size: number;
  /** By table, the last policy (counted from 1) that was found to reach it. */
  seen: Int32Array;
}

const reached = new WeakMap<AccessIndex, Reached>();
const KEPT = 4_000_000;

/** Tables of which the policy matches the table itself or at least one column, each once. */
export function tablesOfPolicy(index: AccessIndex, policy: number): Int32Array {
  let kept = reached.get(index);
  if (!kept || kept.size > KEPT)
    reached.set(index, (kept = { tables: new Map(), size: 0, seen: new Int32Array(index.mesh.catalog.tables.length) }));
  let tables = kept.tables.get(policy);
  if (!tables) {
    const found = new IntColumn(64);
    for (const set of setsOfPolicy(index, index.mesh.policies[policy]!)) {
      const tagged = itemsOf(index.mesh.tags.tablesOf, set);
      for (let i = 0; i < tagged.length; i++) {
        const table = tagged[i]!;
        if (kept.seen[table] === policy + 1) continue;
        kept.seen[table] = policy + 1;
        found.push(table);
      }
    }
    tables = found.done().slice();
    kept.tables.set(policy, tables);
    kept.size += tables.length;
  }
  return tables;
}

const reachedDatabases = new WeakMap<AccessIndex, Map<number, readonly number[]>>();

/** Databases that a DATABASE policy matches; kept as well, as databases are few. */
export function databasesOfPolicy(index: AccessIndex, policy: number): readonly number[] {
  let kept = reachedDatabases.get(index);
  if (!kept) reachedDatabases.set(index, (kept = new Map()));
  let databases = kept.get(policy);
  if (!databases) {
    const found = new Set<number>();
    for (const set of setsOfPolicy(index, index.mesh.policies[policy]!)) {
      for (const database of itemsOf(index.mesh.tags.databasesOf, set)) found.add(database);
    }
    kept.set(policy, (databases = [...found]));
  }
  return databases;
}

/** Policies of which at least one clause value is `pair`, found through one clause of each policy (T3). */
interface Postings {
  /** By pair number: policies that list the pair in their first clause. */
  byPair: Map<number, number[]>;
  /** By key number: policies whose first clause takes any value of the key (T4). */
  byKey: Map<number, number[]>;
}

const postings = new WeakMap<AccessIndex, Postings>();

function postingsOf(index: AccessIndex): Postings {
  const known = postings.get(index);
  if (known) return known;
  const made: Postings = { byPair: new Map(), byKey: new Map() };
  const add = (map: Map<number, number[]>, key: number, policy: number): void => {
    const list = map.get(key);
    if (list) list.push(policy);
    else map.set(key, [policy]);
  };
  for (const policy of index.mesh.policies) {
    const rarest = rarestClause(policy);
    if (!rarest || policy.void !== undefined) continue;
    if (rarest.any) add(made.byKey, rarest.key, policy.id);
    else for (const pair of new Set(rarest.pairs)) add(made.byPair, pair, policy.id);
  }
  postings.set(index, made);
  return made;
}

function policiesOfSet(index: AccessIndex, set: number, type: Policy['type'], out: Set<number>): void {
  const { tags, policies } = index.mesh;
  const { byPair, byKey } = postingsOf(index);
  const consider = (id: number): void => {
    const policy = policies[id]!;
    if (policy.type === type && policyMatches(policy, tags.sets[set]!, tags.keyOfPair)) out.add(id);
  };
  for (const pair of tags.sets[set]!) {
    byPair.get(pair)?.forEach(consider);
    byKey.get(tags.keyOfPair[pair]!)?.forEach(consider);
  }
}

/** TABLE policies that match a table or one of its columns. */
export function policiesOfTable(index: AccessIndex, table: number): Set<number> {
  const { tags } = index.mesh;
  const found = new Set<number>();
  policiesOfSet(index, tags.ofTable[table] ?? 0, 'TABLE', found);
  for (const set of new Set(tags.ofColumns.get(table))) policiesOfSet(index, set, 'TABLE', found);
  return found;
}

/** DATABASE policies that match a database. */
export function policiesOfDatabase(index: AccessIndex, database: number): Set<number> {
  const found = new Set<number>();
  policiesOfSet(index, index.mesh.tags.ofDatabase[database] ?? 0, 'DATABASE', found);
  return found;
}
