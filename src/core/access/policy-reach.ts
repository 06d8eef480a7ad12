import { itemsOf } from '../model/mesh/groups';
import { policyMatches, type Policy } from '../model/mesh/policies';
import type { AccessIndex } from './access-index';

/** Tag sets that satisfy a policy; the answer is kept, for a policy is asked about again and again. */
function setsOfPolicy(index: AccessIndex, policy: Policy): readonly number[] {
  const known = cacheOf(index).get(policy.id);
  if (known) return known;
  const { tags } = index.mesh;
  const sets: number[] = [];
  for (let set = 0; set < tags.sets.length; set++)
    if (policyMatches(policy, tags.sets[set]!, tags.keyOfPair)) sets.push(set);
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
