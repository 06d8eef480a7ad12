import { itemsOf } from '../model/mesh/groups';
import { policyMatches, type Policy } from '../model/mesh/policies';
import type { AccessIndex } from './access-index';

/** Tag sets that satisfy a policy; the answer is kept, for a policy is asked about again and again. */
function setsOfPolicy(index: AccessIndex, policy: Policy): readonly number[] {
  const known = cacheOf(index).get(policy.id);
  if (known) return known;
  const { tags } = index.mesh;
  const sets: number[] = [];
  for (let set = 0; set < tags.sets.length; set++) {
    if (policyMatches(policy, tags.sets[set]!, tags.keyOfPair)) sets.push(set);
  }
  cacheOf(index).set(policy.id, sets);
  return sets;
}

const caches = new WeakMap<AccessIndex, Map<number, readonly number[]>>();

function cacheOf(index: AccessIndex): Map<number, readonly number[]> {
  let cache = caches.get(index);
  if (!cache) caches.set(index, (cache = new Map()));
  return cache;
}

/** Tables of which the policy matches the table itself or at least one column. */
export function tablesOfPolicy(index: AccessIndex, policy: number): Set<number> {
  const tables = new Set<number>();
  for (const set of setsOfPolicy(index, index.mesh.policies[policy]!)) {
    for (const table of itemsOf(index.mesh.tags.tablesOf, set)) tables.add(table);
  }
  return tables;
}

/** Databases that a DATABASE policy matches. */
export function databasesOfPolicy(index: AccessIndex, policy: number): number[] {
  return setsOfPolicy(index, index.mesh.policies[policy]!).flatMap((set) => [
    ...itemsOf(index.mesh.tags.databasesOf, set),
  ]);
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
    const rarest = policy.clauses.reduce<Policy['clauses'][number] | undefined>(
      (best, clause) =>
        best && (clause.any || (!best.any && best.pairs.length <= clause.pairs.length)) ? best : clause,
      undefined,
    );
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
