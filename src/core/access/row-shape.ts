import type { AccessRow } from '../model/case';
import type { Resource } from '../model/lakeformation';
import { BIT } from '../model/mesh/bits';
import { columnsOf, isLink, type DatabaseEntry, type TableEntry } from '../model/mesh/catalog';
import type { AccessIndex } from './access-index';
import type { Actor } from './actor';
import type { Contribution } from './contribution';
import { databaseContributionRules, principalRules, tableContributionRules } from './contribution-rules';
import { KIND } from '../model/mesh/grants';
import type { Groups } from '../model/mesh/groups';
import { dataPathOf } from './data-path';
import type { DatabaseAccess } from './decide-database';
import type { TableAccess } from './decide-table';
import { DATA } from './permissions';
import { predicateText } from './predicate';
import type { RuleId } from './rules';

/** The Resource of a table or database as answers write it. */
export function tableResource(index: AccessIndex, table: TableEntry): Resource {
  const database = index.mesh.catalog.databases[table.database]!;
  const CatalogId = index.mesh.catalog.catalogs[database.catalog]!.catalogId;
  return {
    Table: { CatalogId, DatabaseName: database.record?.Name ?? database.name, Name: table.record?.Name ?? table.name },
  };
}

export function databaseResource(index: AccessIndex, database: DatabaseEntry): Resource {
  const CatalogId = index.mesh.catalog.catalogs[database.catalog]!.catalogId;
  return { Database: { CatalogId, Name: database.record?.Name ?? database.name } };
}

export const columnNames = (table: TableEntry, places: readonly number[] | null): string[] =>
  places === null ? [...columnsOf(table)] : places.map((place) => columnsOf(table)[place]!);

/** Rules of the gate's outcome, the same for every permission on the object. */
function gateRules(access: TableAccess | DatabaseAccess): RuleId[] {
  return access.gate === 'opted-in' ? ['E2', 'E4'] : access.gate === 'closed' ? ['E3', 'E4'] : ['E4'];
}

const unique = (rules: Iterable<RuleId>): RuleId[] => [...new Set(rules)];

/** One row per permission of a table, in the shape of the decision cases. */
export function tableRows(index: AccessIndex, actor: Actor, access: TableAccess): AccessRow[] {
  const principal = actor.entry.arn;
  const resource = tableResource(index, access.table);
  if (access.gate === 'iam' && access.permissions === 0) {
    return [{ principal, resource, permission: 'IAM_DECIDES', because: ['E1', 'E4'] }];
  }
  const dataPath = access.permissions & DATA ? dataPathOf(index, access.table) : undefined;
  return index.mesh.permissions.namesIn(access.permissions).map((permission): AccessRow => {
    const bit = index.mesh.permissions.bitOf(permission)!;
    const row: AccessRow = { principal, resource, permission };
    if (bit === BIT.SELECT) Object.assign(row, selectShape(access));
    if (bit === BIT.DESCRIBE && !isLink(access.table.record)) row.columns = columnNames(access.table, access.describes);
    if (bit & DATA && dataPath) row.dataPath = dataPath;
    row.because = tableRules(index, actor, access, bit, dataPath);
    return row;
  });
}

function selectShape(access: TableAccess): Pick<AccessRow, 'columns' | 'rowFilter' | 'cellFilters'> {
  const cells = access.select!;
  const names = columnsOf(access.table);
  const shape: Pick<AccessRow, 'columns' | 'rowFilter' | 'cellFilters'> = {
    columns: columnNames(access.table, cells.columns),
    rowFilter: predicateText(cells.where),
  };
  if (cells.each.size > 0) {
    shape.cellFilters = Object.fromEntries(
      [...cells.each].map(([column, where]) => [names[column]!, predicateText(where)]),
    );
  }
  return shape;
}

/** The rules that one permission on a table rests on. */
export function tableRules(
  index: AccessIndex,
  actor: Actor,
  access: TableAccess,
  bit: number,
  dataPath: string | undefined,
): RuleId[] {
  const giving = access.contributions.filter((c) => c.permissions & bit);
  const rules: RuleId[] = [...gateRules(access)];
  for (const c of giving) rules.push(...tableContributionRules(index, actor, access.table, c));
  if (bit === BIT.DESCRIBE) rules.push(...describeRules(index, actor, access, giving));
  if (access.contributions.length > 1) rules.push(...unionRules(index, access));
  if (access.contributions.some((c) => createdBy(actor, access, c))) rules.push('I3');
  if (bit === BIT.SELECT) rules.push(...selectRules(index, actor, access, giving));
  if (bit & DATA && dataPath) rules.push('E6');
  if (bit & (BIT.INSERT | BIT.DELETE)) rules.push('G9');
  if (dataPath === 'VIEW_DEFINER' && bit & DATA) rules.push('W1');
  if (dataPath === 'VIEW_INVOKER' && bit & DATA) rules.push('W2');
  return unique(rules);
}

/** Several grants on one object: no priority, no deny, and tag grants are ORed with the rest (G6, T11). */
function unionRules(index: AccessIndex, access: TableAccess): RuleId[] {
  const byTag = access.contributions.some((c) => index.mesh.grants.kind[c.row] === KIND.tablePolicy);
  return byTag ? ['G6', 'T11'] : ['G6'];
}

function describeRules(
  index: AccessIndex,
  actor: Actor,
  access: TableAccess,
  giving: readonly Contribution[],
): RuleId[] {
  const rules: RuleId[] = [...access.admin];
  if (access.admin.length > 0 && isLink(access.table.record)) rules.push('L1');
  const others = access.contributions.filter((c) => !giving.includes(c));
  rules.push(...others.flatMap((c) => tableContributionRules(index, actor, access.table, c)));
  if (access.contributions.some((c) => c.permissions & ~BIT.DESCRIBE)) rules.push('G4');
  if (access.describes === null || access.contributions.length === 0) return rules;
  rules.push('C5');
  if (access.select && access.table.partitionKeys > 0) rules.push('C4');
  return rules;
}

const createdBy = (actor: Actor, access: TableAccess, c: Contribution): boolean =>
  access.table.record?.CreatedBy === actor.entry.arn && (c.grantable & (BIT.ALTER | BIT.DROP)) !== 0;

function selectRules(index: AccessIndex, actor: Actor, access: TableAccess, giving: readonly Contribution[]): RuleId[] {
  const rules: RuleId[] = [];
  const cells = access.select!;
  const filtered = giving.filter((c) => c.select!.where !== null);
  if (giving.length > 1 && giving.some((c) => c.select!.columns !== null)) rules.push('C3');
  if (filtered.length > 0) rules.push('C6');
  if (filtered.length > 0 && filtered.length < giving.length) rules.push('C7');
  if (cells.each.size > 0) rules.push('C8');
  if (access.table.partitionKeys > 0) rules.push('C4');
  const links = index.linksTo.get(access.table.id);
  const databaseLinks = index.databaseLinksTo.get(access.table.database);
  if (
    links?.some((link) => describesLink(index, actor, link)) ||
    databaseLinks?.some((link) => holdsRow(index, actor, index.mesh.grants.byDatabase, link))
  )
    rules.push('L3');
  return rules;
}

/** Whether the actor holds anything on a link of its own account, so that editors show it (L3). */
function describesLink(index: AccessIndex, actor: Actor, link: number): boolean {
  const { grants, catalog } = index.mesh;
  return (
    holdsRow(index, actor, grants.byTable, link) ||
    holdsRow(index, actor, grants.byAllTables, catalog.tables[link]!.database)
  );
}

function holdsRow(index: AccessIndex, actor: Actor, { start, items }: Groups, owner: number): boolean {
  const { principal } = index.mesh.grants;
  for (let i = start[owner]!; i < start[owner + 1]!; i++) if (actor.identities.has(principal[items[i]!]!)) return true;
  return false;
}

/** One row per permission of a database. */
export function databaseRows(index: AccessIndex, actor: Actor, access: DatabaseAccess): AccessRow[] {
  const principal = actor.entry.arn;
  const resource = databaseResource(index, access.database);
  if (access.gate === 'iam' && access.permissions === 0) {
    return [{ principal, resource, permission: 'IAM_DECIDES', because: ['E1', 'E4'] }];
  }
  return index.mesh.permissions.namesIn(access.permissions).map((permission) => {
    const bit = index.mesh.permissions.bitOf(permission)!;
    return { principal, resource, permission, because: databaseRules(index, actor, access, bit) };
  });
}

export function databaseRules(index: AccessIndex, actor: Actor, access: DatabaseAccess, bit: number): RuleId[] {
  const giving = access.contributions.filter((c) => c.permissions & bit);
  const rulesOf = (c: Contribution): RuleId[] => databaseContributionRules(index, actor, access.database, c);
  const rules: RuleId[] = [...gateRules(access), ...giving.flatMap(rulesOf)];
  if (access.contributions.length > 1) rules.push('G6');
  if (bit === BIT.DESCRIBE) {
    if (access.contributions.some((c) => c.permissions & ~BIT.DESCRIBE))
      rules.push('G4', ...access.contributions.flatMap(rulesOf));
    if (access.implied.length > 0) rules.push('G5', ...access.implied.flatMap((c) => impliedRules(index, actor, c)));
    rules.push(...access.admin);
    if (access.admin.length > 0 && isLink(access.database.record)) rules.push('L1');
  }
  return unique(rules);
}

/** A row on a table as the reason for DESCRIBE on its database: how it names the actor, and its kind. */
function impliedRules(index: AccessIndex, actor: Actor, c: Contribution): RuleId[] {
  const kind = index.mesh.grants.kind[c.row];
  const via: RuleId =
    kind === KIND.tablePolicy ? 'T5' : kind === KIND.allTables ? 'G2' : kind === KIND.catalog ? 'G10' : 'G1';
  return [via, ...principalRules(index, actor, c.row)];
}
