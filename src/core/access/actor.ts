import { kindOf, isActor, isIam, type PrincipalEntry } from '../model/mesh/principals';
import { rowRecord } from '../model/mesh/mesh';
import { accountOfPrincipal } from '../model/arn';
import type { AccessIndex } from './access-index';
import { conditionHolds, type Truth } from './condition';

/** Who asks: a principal with every identity under which a row can match it (G12, G13). */
export interface Actor {
  entry: PrincipalEntry;
  identities: ReadonlySet<number>;
  /** Number of tag policies over all identities (T11). */
  policyRows: number;
  /** Opted in on everything by its AmazonDataZoneProject tag (E2). */
  dataZoneProject: boolean;
  /** Accounts that it administers, and those that it administers read-only (I1, I2). */
  admin: ReadonlySet<string>;
  readOnlyAdmin: ReadonlySet<string>;
  truths: Map<string, Truth>;
}

export function actorOf(index: AccessIndex, arn: string): Actor {
  const { principals } = index.mesh;
  const id = principals.ids.find(arn);
  const entry = id === undefined ? strangerOf(index, arn) : principals.entries[id]!;
  return id === undefined ? actorOfEntry(index, entry) : knownActor(index, entry);
}

/** The actor of a principal of the mesh, made once. */
export function knownActor(index: AccessIndex, entry: PrincipalEntry): Actor {
  return (index.actors[entry.id] ??= actorOfEntry(index, entry));
}

function actorOfEntry(index: AccessIndex, entry: PrincipalEntry): Actor {
  const identities = new Set<number>([entry.id, ...entry.groups]);
  if (isIam(entry.kind) && entry.account)
    for (const all of index.allIamOf.get(entry.account) ?? []) identities.add(all);
  let policyRows = 0;
  for (const identity of identities) policyRows += index.policyRows[identity] ?? 0;
  const dataZoneProject = entry.tags !== undefined && Object.hasOwn(entry.tags, 'AmazonDataZoneProject');
  return {
    entry,
    identities,
    policyRows,
    dataZoneProject,
    admin: listing(index.admins, entry),
    readOnlyAdmin: listing(index.readOnlyAdmins, entry),
    truths: new Map(),
  };
}

/** Accounts whose list names the principal or one of its groups. */
function listing(lists: Map<string, ReadonlySet<number>>, entry: PrincipalEntry): ReadonlySet<string> {
  const accounts = new Set<string>();
  for (const [account, list] of lists) {
    if (list.has(entry.id) || entry.groups.some((group) => list.has(group))) accounts.add(account);
  }
  return accounts;
}

/** A principal that no record names: only rows for all IAM principals can reach it. */
function strangerOf(index: AccessIndex, arn: string): PrincipalEntry {
  const kind = kindOf(arn);
  const account = accountOfPrincipal(arn);
  const { readAccounts, readDirectory } = index.mesh.principals;
  const missing =
    (isIam(kind) && account !== undefined && readAccounts.has(account)) ||
    (kind === 'identity-center-user' && readDirectory);
  return {
    id: -1,
    arn,
    kind,
    account,
    existence: missing ? 'missing' : 'unknown',
    groups: [],
    name: arn.slice(arn.lastIndexOf('/') + 1),
  };
}

/** Acts in the account: its own, or any for Identity Center principals, which belong to none. */
export const isHome = (actor: Actor, account: string): boolean =>
  actor.entry.account === undefined ? isActor(actor.entry.kind) : actor.entry.account === account;

/** Whether the condition of a row holds for the actor (G11); rows without a condition always do. */
export function rowHolds(index: AccessIndex, actor: Actor, row: number): Truth {
  if (!index.mesh.grants.conditional.has(row)) return true;
  const expression = rowRecord(index.mesh, row).Condition?.Expression ?? '';
  let truth = actor.truths.get(expression);
  if (truth === undefined) {
    truth = conditionHolds(expression, actor.entry.tags);
    actor.truths.set(expression, truth);
  }
  return truth;
}
