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
  const { grants, principals, catalog } = before.mesh;
  const movedBy = movedDatabases(before, after);
  const moved = before.mesh.policies.map((policy) => movedBy(policy.id));
  const shared = new Set<number>();
  for (const { id, kind } of principals.entries)
    if (kind === 'account' || kind === 'organization') addMoved(id, shared);

  function addMoved(principal: number, databases: Set<number>): void {
    const rows = itemsOf(grants.byPrincipal, principal);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (grants.kind[row] !== KIND.tablePolicy && grants.kind[row] !== KIND.databasePolicy) continue;
      moved[grants.target[row]!]?.forEach((database) => databases.add(database));
    }
  }

  return (principal) => {
    const databases = new Set(shared);
    if (databases.size < catalog.databases.length)
      for (const identity of actorOf(before, principal).identities) addMoved(identity, databases);
    return databases.size === 0 ? undefined : (database) => databases.has(database);
  };
}

/** For a policy: databases in which it matches other tables, or which it matches itself no more or from now on. */
function movedDatabases(before: AccessIndex, after: AccessIndex): (policy: number) => Set<number> {
  const { catalog, policies } = before.mesh;
  // By object, one more than the last policy that reached it: a set for each policy would hold a million numbers.
  const column = (): Int32Array => new Int32Array(Math.max(catalog.tables.length, catalog.databases.length));
  const [was, is] = [column(), column()];
  const mark = (objects: ArrayLike<number>, by: Int32Array, policy: number): void => {
    for (let i = 0; i < objects.length; i++) by[objects[i]!] = policy + 1;
  };
  return (policy) => {
    const ofDatabases = policies[policy]!.type === 'DATABASE';
    const reach = ofDatabases ? databasesOfPolicy : tablesOfPolicy;
    const [old, now] = [reach(before, policy), reach(after, policy)];
    mark(old, was, policy);
    mark(now, is, policy);
    const moved = new Set<number>();
    const note = (id: number): void => void moved.add(ofDatabases ? id : catalog.tables[id]!.database);
    for (let i = 0; i < old.length; i++) {
      const id = old[i]!;
      // A policy may match other columns of a table than before, and still match the table (T6).
      const stays =
        is[id] === policy + 1 &&
        (ofDatabases || matchedColumns(before, policy, id) === matchedColumns(after, policy, id));
      if (!stays) note(id);
    }
    for (let i = 0; i < now.length; i++) if (was[now[i]!] !== policy + 1) note(now[i]!);
    return moved;
  };
}

/** Which columns of a table a policy matches, as text. */
function matchedColumns({ mesh: { tags, policies } }: AccessIndex, policy: number, table: number): string {
  const matches = (set: number): boolean => policyMatches(policies[policy]!, tags.sets[set]!, tags.keyOfPair);
  const columns = tags.ofColumns.get(table);
  if (!columns) return String(matches(tags.ofTable[table]!));
  const each = [...columns].map(matches);
  return each.every(Boolean) ? 'true' : each.join();
}
