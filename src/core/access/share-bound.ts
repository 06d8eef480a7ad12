import { BIT } from '../model/mesh/bits';
import type { TableEntry } from '../model/mesh/catalog';
import { KIND, ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import type { AccessIndex } from './access-index';
import { intersectColumns, partitionPlaces } from './columns';
import type { Contribution, Visible } from './contribution';
import { filterContribution, namedContribution } from './named';
import { both } from './predicate';
import { cellsOf, type Cells } from './select';
import { databasePolicyContribution, tablePolicyContribution } from './tag-policy';
import { DATABASE_ALL, expand } from './permissions';

/** What an account was given on one object: the most that a local grant can pass on (X2, C9). */
export interface Bound {
  permissions: number;
  grantable: number;
  cells: Cells | null;
  /** Columns that the share lets its readers see described; null = all. */
  describes: readonly number[] | null;
  rows: number[];
}

/** Principals under which a share reaches an account: its id, and organizations (membership is not readable; assumed). */
export function shareHolders(index: AccessIndex, account: string): number[] {
  const id = index.mesh.principals.ids.find(account);
  return id === undefined ? index.organizations : [id, ...index.organizations];
}

const isShareRow = (index: AccessIndex, row: number, holders: readonly number[]): boolean =>
  index.mesh.grants.origin[row] === ORIGIN.share && holders.includes(index.mesh.grants.principal[row]!);

/** The bound on a table. A share that carries only the grant option is delegation, not access (G8). */
export function tableBound(index: AccessIndex, account: string, table: TableEntry): Bound {
  const holders = shareHolders(index, account);
  const { grants } = index.mesh;
  const parts: Contribution[] = [];
  const add = (row: number, family: typeof namedContribution): void => {
    const contribution = family(index, table, row);
    if (contribution) parts.push(contribution);
  };
  for (const row of itemsOf(grants.byTable, table.id)) {
    if (isShareRow(index, row, holders))
      add(row, grants.kind[row] === KIND.filter ? filterContribution : namedContribution);
  }
  for (const row of itemsOf(grants.byAllTables, table.database)) {
    if (isShareRow(index, row, holders)) add(row, namedContribution);
  }
  for (const holder of holders) {
    for (const row of index.sharedPolicies.get(holder) ?? []) {
      if (grants.kind[row] === KIND.tablePolicy) add(row, tablePolicyContribution);
    }
  }
  return boundOf(table, parts);
}

function boundOf(table: TableEntry, parts: Contribution[]): Bound {
  let permissions = 0;
  let grantable = 0;
  for (const part of parts) {
    permissions |= part.permissions;
    grantable |= part.grantable;
  }
  if (permissions !== 0) permissions |= BIT.DESCRIBE;
  const selects = parts.flatMap((part) => part.select ?? []);
  const describes = parts.some((p) => p.describes === null)
    ? null
    : [...new Set(parts.flatMap((p) => [...(p.describes ?? []), ...partitionPlaces(table)]))].sort((a, b) => a - b);
  return {
    permissions,
    grantable,
    cells: selects.length ? cellsOf(table, selects) : null,
    describes,
    rows: parts.map((p) => p.row),
  };
}

export function databaseBound(index: AccessIndex, account: string, database: number): Bound {
  const holders = shareHolders(index, account);
  const { grants } = index.mesh;
  let permissions = 0;
  let grantable = 0;
  const rows: number[] = [];
  const add = (row: number, mask: number, option: number): void => {
    permissions |= mask;
    grantable |= option;
    rows.push(row);
  };
  for (const row of itemsOf(grants.byDatabase, database)) {
    if (!isShareRow(index, row, holders)) continue;
    add(row, expand(grants.permissions[row]!, DATABASE_ALL), expand(grants.grantable[row]!, DATABASE_ALL));
  }
  for (const holder of holders) {
    for (const row of index.sharedPolicies.get(holder) ?? []) {
      if (grants.kind[row] !== KIND.databasePolicy) continue;
      const part = databasePolicyContribution(index, database, row);
      if (part) add(row, part.permissions, part.grantable);
    }
  }
  if (permissions !== 0) permissions |= BIT.DESCRIBE;
  return { permissions, grantable, cells: null, describes: null, rows };
}

/** A local grant within its bound: permissions, columns and rows of both (X2, C9); undefined where nothing is left. */
export function boundedBy(local: Contribution, bound: Bound): Contribution | undefined {
  const permissions = local.permissions & bound.permissions;
  const select = permissions & BIT.SELECT && local.select && bound.cells ? within(local.select, bound.cells) : null;
  const kept = select ? permissions : permissions & ~BIT.SELECT;
  if (kept === 0) return undefined;
  // What only SELECT implies goes no further than what is left of SELECT (G5).
  const describes = select && kept === BIT.SELECT ? select.columns : intersectColumns(local.describes, bound.describes);
  // A tag grant on part of the table describes those columns alone; of them nothing may be shared.
  if (!select && describes?.length === 0 && local.describes?.length !== 0 && bound.describes?.length !== 0)
    return undefined;
  return {
    ...local,
    permissions: kept,
    grantable: local.grantable & bound.grantable,
    select,
    describes,
    bounded: bound.rows,
    impliesParents: false,
  };
}

/** Columns and rows of a local grant that a share leaves (C9); null where no column is left. */
export function within(local: Visible, share: Cells): Visible | null {
  const columns = intersectColumns(local.columns, share.columns);
  if (columns !== null && columns.length === 0) return null;
  const each = new Map<number, ReturnType<typeof both>>();
  for (const [column, where] of share.each) {
    if (columns === null || columns.includes(column))
      each.set(column, both(local.each?.get(column) ?? local.where, where));
  }
  return each.size > 0
    ? { columns, where: both(local.where, share.where), each }
    : { columns, where: both(local.where, share.where) };
}
