import { actorOf } from '../access/actor';
import type { AccessIndex } from '../access/access-index';
import { databasesOfPolicy, tablesOfPolicy } from '../access/policy-reach';
import { KIND } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import { policyMatches } from '../model/mesh/policies';

/**
 * In which databases a change of tags can have moved a principal, in two states that number tables and rows alike: those
 * in which a policy of its identities, or of a share to its account, matches other objects than before.
 * Undefined = none, and nothing else of it moved either.
 */
export function movedReach(
  before: AccessIndex,
  after: AccessIndex,
): (principal: string) => ((database: number) => boolean) | undefined {
  const { grants, principals } = before.mesh;
  const moved = before.mesh.policies.map((policy) => movedDatabases(before, after, policy.id));
  const shared = new Set<number>();
  for (const { id, kind } of principals.entries) {
    if (kind !== 'account' && kind !== 'organization') continue;
    for (const row of policyRows(id)) for (const database of moved[grants.target[row]!]!) shared.add(database);
  }

  function policyRows(principal: number): number[] {
    return [...itemsOf(grants.byPrincipal, principal)].filter(
      (row) => grants.kind[row] === KIND.tablePolicy || grants.kind[row] === KIND.databasePolicy,
    );
  }

  return (principal) => {
    const databases = new Set(shared);
    for (const identity of actorOf(before, principal).identities)
      for (const row of policyRows(identity))
        for (const database of moved[grants.target[row]!] ?? []) databases.add(database);
    return databases.size === 0 ? undefined : (database) => databases.has(database);
  };
}

/** Databases in which a policy matches other tables, or which it matches itself no more or from now on. */
function movedDatabases(before: AccessIndex, after: AccessIndex, policy: number): Set<number> {
  const { type } = before.mesh.policies[policy]!;
  const reach = (index: AccessIndex): Set<number> =>
    new Set(type === 'DATABASE' ? databasesOfPolicy(index, policy) : tablesOfPolicy(index, policy));
  const [was, is] = [reach(before), reach(after)];
  const moved = new Set<number>();
  const note = (id: number): void =>
    void moved.add(type === 'DATABASE' ? id : before.mesh.catalog.tables[id]!.database);
  // A policy may match other columns of a table than before, and still match the table (T6).
  const isSame = (id: number): boolean =>
    was.has(id) &&
    is.has(id) &&
    (type === 'DATABASE' || matchedColumns(before, policy, id) === matchedColumns(after, policy, id));
  for (const id of was) if (!isSame(id)) note(id);
  for (const id of is) if (!was.has(id)) note(id);
  return moved;
}

/** Which columns of a table a policy matches, as text. */
function matchedColumns({ mesh: { tags, policies } }: AccessIndex, policy: number, table: number): string {
  const matches = (set: number): boolean => policyMatches(policies[policy]!, tags.sets[set]!, tags.keyOfPair);
  const columns = tags.ofColumns.get(table);
  if (!columns) return String(matches(tags.ofTable[table]!));
  const each = [...columns].map(matches);
  return each.every(Boolean) ? 'true' : each.join();
}
