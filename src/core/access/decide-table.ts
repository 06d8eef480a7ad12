import { BIT } from '../model/mesh/bits';
import type { TableEntry } from '../model/mesh/catalog';
import { KIND, ORIGIN } from '../model/mesh/grants';
import { isIam } from '../model/mesh/principals';
import { rowRecord } from '../model/mesh/mesh';
import type { AccessIndex } from './access-index';
import { rowHolds, type Actor } from './actor';
import { partitionPlaces, uniteColumns } from './columns';
import { conditionKeys } from './condition';
import type { Contribution, Dormant, Memo, Visible } from './contribution';
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
  rows: readonly number[],
  memo: Memo,
  notes?: Note[],
): TableAccess {
  const missing = actor.entry.existence === 'missing';
  const gate = missing ? 'closed' : tableGate(index, actor, table.id);
  const access: TableAccess = {
    table,
    gate,
    permissions: 0,
    grantable: 0,
    select: null,
    describes: [],
    contributions: [],
    admin: NONE,
    dormant: [],
  };
  if (missing) {
    for (const row of rows) access.dormant.push(staleRow(row));
    return access;
  }
  if (gate === 'iam' || gate === 'denied') {
    if (notes) for (const row of rows) access.dormant.push(gatedRow(row, gate));
    return access;
  }
  for (const row of rows) {
    const given = contribute(index, actor, table, row, memo, access, notes);
    if (!given) continue;
    if ('why' in given) access.dormant.push(given);
    else access.contributions.push(given);
  }
  unite(table, access);
  if (actor.admin.size > 0 || actor.readOnlyAdmin.size > 0) administer(index, actor, table, memo, access);
  return access;
}

const NONE: readonly RuleId[] = [];

function unite(table: TableEntry, access: TableAccess): void {
  const { contributions } = access;
  if (contributions.length === 0) return;
  let describes: readonly number[] | null = [];
  const selects: Visible[] = [];
  for (const c of contributions) {
    access.permissions |= c.permissions;
    access.grantable |= c.grantable;
    describes = uniteColumns(describes, c.describes);
    if (c.select) selects.push(c.select);
  }
  if (selects.length > 0) {
    access.select = cellsOf(table, selects);
    describes = uniteColumns(describes, access.select.columns);
  }
  access.describes = describes?.length ? uniteColumns(describes, partitionPlaces(table)) : describes;
  access.permissions |= BIT.DESCRIBE;
}

/** What one row gives the actor on the table; the part that does not depend on the actor is worked out once per memo. */
function contribute(
  index: AccessIndex,
  actor: Actor,
  table: TableEntry,
  row: number,
  memo: Memo,
  access: TableAccess,
  notes?: Note[],
): Contribution | Dormant | null {
  const truth = rowHolds(index, actor, row);
  if (truth !== true) {
    if (notes) conditionNote(index, actor, row, truth, notes, access);
    return null;
  }
  const known = memo.rows?.get(row);
  if (known !== undefined) return known;
  const given = contributionOf(index, table, row, memo, notes);
  memo.rows?.set(row, given);
  return given;
}

function contributionOf(
  index: AccessIndex,
  table: TableEntry,
  row: number,
  memo: Memo,
  notes?: Note[],
): Contribution | Dormant | null {
  const plain = rawContribution(index, table, row, notes);
  if (!plain || index.mesh.grants.origin[row] !== ORIGIN.local) return plain ?? null;
  const { account } = index.mesh.snapshot.members[index.mesh.grants.member[row]!]!;
  const bound = boundFor(index, account, table, memo);
  if (bound.rows.length === 0 && !index.readAccounts.has(ownerAccount(index, table))) {
    notes?.push(unreadShare(ownerAccount(index, table), table));
    return plain;
  }
  return (
    boundedBy(plain, bound) ?? {
      row,
      rule: 'X5',
      why: 'no share reaches as far as this local grant',
      wakes: 'sharing the table with the account again',
    }
  );
}

/** The share that bounds a local grant lies in an account that nobody read: the grant is shown as it stands. */
const unreadShare = (owner: string, table: TableEntry): Note => ({
  kind: 'limit',
  rule: 'X2',
  confidence: 'unverified',
  text: `what account ${owner} shares of ${table.name} was not read; the local grant is shown without that bound`,
});

/** SUPER_USER never reaches beyond its own account (G10). */
function rawContribution(index: AccessIndex, table: TableEntry, row: number, notes?: Note[]): Contribution | undefined {
  switch (index.mesh.grants.kind[row]) {
    case KIND.table:
    case KIND.allTables:
      return namedContribution(index, table, row, notes);
    case KIND.filter:
      return filterContribution(index, table, row, notes);
    case KIND.tablePolicy:
      return tablePolicyContribution(index, table, row, notes);
    case KIND.catalog:
      return index.mesh.grants.origin[row] === ORIGIN.own ? superUserOnTable(index, table, row) : undefined;
    default:
      return undefined;
  }
}

export const ownerAccount = (index: AccessIndex, table: TableEntry): string =>
  index.mesh.catalog.catalogs[index.mesh.catalog.databases[table.database]!.catalog]!.account;

/** Bounds by table and account. */
function boundFor(index: AccessIndex, account: string, table: TableEntry, memo: Memo): Bound {
  let byAccount = memo.bounds.get(table.id);
  if (!byAccount) memo.bounds.set(table.id, (byAccount = new Map()));
  let bound = byAccount.get(account);
  if (!bound) byAccount.set(account, (bound = tableBound(index, account, table)));
  return bound;
}

/** I1 and I2 in the owner's account; the consumer's administrators see what was shared with the account (X1). */
function administer(index: AccessIndex, actor: Actor, table: TableEntry, memo: Memo, access: TableAccess): void {
  const owner = ownerAccount(index, table);
  access.admin = ownAdminRules(actor, owner);
  if (access.admin.length > 0) {
    access.describes = null;
    access.permissions |= BIT.DESCRIBE;
    return;
  }
  const account = actor.entry.account;
  if (account === undefined || account === owner || !actor.admin.has(account)) return;
  const bound = boundFor(index, account, table, memo);
  if (bound.permissions === 0) return;
  const shown = bound.cells ? uniteColumns(bound.describes, bound.cells.columns) : bound.describes;
  access.admin = ['X1', 'I1'];
  access.describes = uniteColumns(access.describes, shown);
  access.permissions |= BIT.DESCRIBE;
}

/** I1 or I2 where the actor administers the account. */
export function ownAdminRules(actor: Actor, account: string): readonly RuleId[] {
  if (actor.admin.has(account)) return actor.readOnlyAdmin.has(account) ? ['I1', 'I2'] : ['I1'];
  return actor.readOnlyAdmin.has(account) ? ['I2'] : [];
}

export const staleRow = (row: number): Dormant => ({
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
