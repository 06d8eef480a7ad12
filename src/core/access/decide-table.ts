import { BIT } from '../model/mesh/bits';
import type { TableEntry } from '../model/mesh/catalog';
import { KIND, ORIGIN } from '../model/mesh/grants';
import { isIam } from '../model/mesh/principals';
import { rowRecord } from '../model/mesh/mesh';
import type { AccessIndex } from './access-index';
import { isHome, rowHolds, type Actor } from './actor';
import { uniteColumns } from './columns';
import { conditionKeys } from './condition';
import type { Contribution, Dormant } from './contribution';
import { tableGate, type Gate } from './gate';
import { filterContribution, namedContribution } from './named';
import type { Note, RuleId } from './rules';
import { cellsOf, type Cells } from './select';
import { boundedBy, tableBound, type Bound } from './share-bound';
import { superUserOnTable } from './super-user';
import { tablePolicyContribution } from './tag-policy';

/** Everything one principal can do with one table, view or link. */
export interface TableAccess {
  table: TableEntry;
  gate: Gate;
  /** Permission bits, DESCRIBE implied by any other included (G4). */
  permissions: number;
  grantable: number;
  select: Cells | null;
  /** Columns that DESCRIBE shows; null = all. */
  describes: readonly number[] | null;
  contributions: Contribution[];
  /** Administrator rules that add DESCRIBE (I1, I2, X1). */
  admin: readonly RuleId[];
  dormant: Dormant[];
}

/** Decides one table from the rows that may concern it (rules in the order of the evaluation algorithm). */
export function decideTable(
  index: AccessIndex,
  actor: Actor,
  table: TableEntry,
  rows: Iterable<number>,
  notes?: Note[],
): TableAccess {
  const gate = tableGate(index, actor, table.id);
  const access: TableAccess = {
    table,
    gate,
    permissions: 0,
    grantable: 0,
    select: null,
    describes: [],
    contributions: [],
    admin: [],
    dormant: [],
  };
  if (actor.entry.existence === 'missing') {
    for (const row of rows) access.dormant.push(staleRow(row));
    return access;
  }
  if (gate === 'iam' || gate === 'denied') {
    if (notes) for (const row of rows) access.dormant.push(gatedRow(row, gate));
    return access;
  }
  for (const row of rows) {
    const contribution = contribute(index, actor, table, row, access, notes);
    if (contribution) access.contributions.push(contribution);
  }
  unite(table, access);
  access.admin = adminRules(index, actor, table, access);
  if (access.admin.length > 0) access.permissions |= BIT.DESCRIBE;
  return access;
}

function unite(table: TableEntry, access: TableAccess): void {
  const { contributions } = access;
  if (contributions.length === 0) return;
  let describes: readonly number[] | null = [];
  for (const c of contributions) {
    access.permissions |= c.permissions;
    access.grantable |= c.grantable;
    describes = uniteColumns(describes, c.describes);
  }
  const selects = contributions.flatMap((c) => c.select ?? []);
  if (selects.length > 0) {
    access.select = cellsOf(table, selects);
    describes = uniteColumns(describes, access.select.columns);
  }
  access.describes = describes;
  access.permissions |= BIT.DESCRIBE;
}

/** What one row gives on the table, or undefined with the reason kept as dormant. */
function contribute(
  index: AccessIndex,
  actor: Actor,
  table: TableEntry,
  row: number,
  access: TableAccess,
  notes?: Note[],
): Contribution | undefined {
  const { grants } = index.mesh;
  const truth = rowHolds(index, actor, row);
  if (truth !== true) {
    if (notes) conditionNote(index, actor, row, truth, notes, access);
    return undefined;
  }
  const plain = rawContribution(index, actor, table, row, notes);
  if (!plain) return undefined;
  const matched = withPrincipalRules(index, actor, plain);
  if (grants.origin[row] !== ORIGIN.local) return matched;
  const bound = boundFor(index, actor, table, row);
  const bounded = boundedBy(matched, bound);
  if (!bounded) {
    access.dormant.push({
      row,
      rule: 'X5',
      why: 'no share reaches as far as this local grant',
      wakes: 'sharing the table with the account again',
    });
  }
  return bounded;
}

function rawContribution(
  index: AccessIndex,
  actor: Actor,
  table: TableEntry,
  row: number,
  notes?: Note[],
): Contribution | undefined {
  switch (index.mesh.grants.kind[row]) {
    case KIND.table:
    case KIND.allTables:
      return namedContribution(index, table, row, notes);
    case KIND.filter:
      return filterContribution(index, table, row, notes);
    case KIND.tablePolicy:
      return tablePolicyContribution(index, table, row, actor.policyRows > 1, notes);
    case KIND.catalog:
      return isHome(actor, ownerAccount(index, table)) ? superUserOnTable(table, row) : undefined;
    default:
      return undefined;
  }
}

export const ownerAccount = (index: AccessIndex, table: TableEntry): string =>
  index.mesh.catalog.catalogs[index.mesh.catalog.databases[table.database]!.catalog]!.account;

/** Bounds are kept per actor, by table and listing member. */
function boundFor(index: AccessIndex, actor: Actor, table: TableEntry, row: number): Bound {
  const { members } = index.mesh.snapshot;
  const member = index.mesh.grants.member[row]!;
  const key = table.id * members.length + member;
  let bound = actor.bounds.get(key);
  if (!bound) actor.bounds.set(key, (bound = tableBound(index, members[member]!.account, table)));
  return bound;
}

/** Adds how the row's principal stands for the actor (G11–G13) and where the row comes from (X3, I3). */
export function withPrincipalRules(index: AccessIndex, actor: Actor, contribution: Contribution): Contribution {
  const { grants, principals } = index.mesh;
  const row = contribution.row;
  const principal = grants.principal[row]!;
  const extra: RuleId[] = [];
  if (principal !== actor.entry.id) extra.push(principals.entries[principal]!.kind === 'all-iam' ? 'G12' : 'G13');
  if (grants.conditional.has(row)) extra.push('G11');
  if (grants.origin[row] === ORIGIN.direct) extra.push('X3');
  if (rowRecord(index.mesh, row).LastUpdatedBy === principals.entries[principal]!.arn) extra.push('I3');
  return extra.length === 0 ? contribution : { ...contribution, rules: [...contribution.rules, ...extra] };
}

/** I1 and I2 in the owner's account; the consumer's administrators see what was shared with the account (X1). */
function adminRules(index: AccessIndex, actor: Actor, table: TableEntry, access: TableAccess): readonly RuleId[] {
  const owner = ownerAccount(index, table);
  const rules = ownAdminRules(index, actor, owner);
  if (rules.length > 0) {
    access.describes = null;
    return rules;
  }
  const account = actor.entry.account;
  if (account === undefined || account === owner || !holds(index.admins.get(account), actor)) return [];
  const bound = tableBound(index, account, table);
  if (bound.permissions === 0) return [];
  access.describes = uniteColumns(
    access.describes,
    bound.cells ? uniteColumns(bound.describes, bound.cells.columns) : bound.describes,
  );
  return ['X1', 'I1'];
}

/** I1 or I2 where the actor administers the account. */
export function ownAdminRules(index: AccessIndex, actor: Actor, account: string): readonly RuleId[] {
  const rules: RuleId[] = [];
  if (holds(index.admins.get(account), actor)) rules.push('I1');
  if (holds(index.readOnlyAdmins.get(account), actor)) rules.push('I2');
  return rules;
}

export const holds = (admins: ReadonlySet<number> | undefined, actor: Actor): boolean =>
  admins !== undefined && (admins.has(actor.entry.id) || actor.entry.groups.some((group) => admins.has(group)));

const staleRow = (row: number): Dormant => ({
  row,
  rule: 'G14',
  why: 'the principal does not exist',
  wakes: 're-creating a principal with the same ARN',
});

export const gatedRow = (row: number, gate: 'iam' | 'denied'): Dormant =>
  gate === 'iam'
    ? {
        row,
        rule: 'E1',
        why: 'IAM_ALLOWED_PRINCIPALS holds a permission on the resource and the principal is not opted in',
        wakes: 'revoking IAM_ALLOWED_PRINCIPALS or opting the principal in',
      }
    : {
        row,
        rule: 'E7',
        why: 'IAM_ALLOWED_PRINCIPALS holds a permission on the resource, the location is not hybrid and the principal is of another account',
        wakes: 'revoking IAM_ALLOWED_PRINCIPALS or registering the location in hybrid mode',
      };

export function conditionNote(
  index: AccessIndex,
  actor: Actor,
  row: number,
  truth: false | 'unknown',
  notes: Note[],
  access: { dormant: Dormant[] },
): void {
  const expression = rowRecord(index.mesh, row).Condition?.Expression ?? '';
  if (truth === 'unknown') {
    const cause =
      actor.entry.tags === undefined && isIam(actor.entry.kind)
        ? 'the tags of the principal were not read'
        : 'only hasTag, getTag, ==, && and || are evaluated';
    notes.push({ kind: 'conditional', rule: 'G11', text: `conditional, not evaluated (${cause}): ${expression}` });
    access.dormant.push({
      row,
      rule: 'G11',
      why: 'its condition was not evaluated',
      wakes: 'a principal for which the condition holds',
    });
    return;
  }
  const keys = conditionKeys(expression).join(', ');
  access.dormant.push({
    row,
    rule: 'G11',
    why: `its condition does not hold: ${expression}`,
    wakes: `IAM or session tags (${keys}) that satisfy it`,
  });
}
