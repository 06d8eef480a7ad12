import { BIT } from '../model/mesh/bits';
import { isLink, type DatabaseEntry, type TableEntry } from '../model/mesh/catalog';
import { KIND, ORIGIN } from '../model/mesh/grants';
import { rowRecord } from '../model/mesh/mesh';
import type { AccessIndex } from './access-index';
import type { Actor } from './actor';
import type { Contribution } from './contribution';
import { filterRules, listRules, namedRules } from './named';
import type { RuleId } from './rules';
import { databasePolicyRules, tablePolicyRules } from './tag-policy';

/** The rules by which a row reaches a table and an actor. */
export function tableContributionRules(index: AccessIndex, actor: Actor, table: TableEntry, c: Contribution): RuleId[] {
  return [
    ...tableFamilyRules(index, actor, table, c),
    ...(c.bounded ? [...BOUNDED, ...shareRules(index, c.bounded)] : []),
    ...principalRules(index, actor, c.row),
  ];
}

function tableFamilyRules(index: AccessIndex, actor: Actor, table: TableEntry, c: Contribution): RuleId[] {
  switch (index.mesh.grants.kind[c.row]) {
    case KIND.filter:
      return filterRules(index, c.row);
    case KIND.tablePolicy:
      return tablePolicyRules(index, table, c, actor.policyRows > 1);
    case KIND.catalog:
      return ['G10', 'G3'];
    default:
      return namedRules(index, table, c.row);
  }
}

/** The rules by which a row reaches a database and an actor. */
export function databaseContributionRules(
  index: AccessIndex,
  actor: Actor,
  database: DatabaseEntry,
  c: Contribution,
): RuleId[] {
  return [
    ...databaseFamilyRules(index, actor, database, c),
    ...(c.bounded ? BOUNDED : []),
    ...principalRules(index, actor, c.row),
  ];
}

function databaseFamilyRules(index: AccessIndex, actor: Actor, database: DatabaseEntry, c: Contribution): RuleId[] {
  const { grants } = index.mesh;
  if (grants.kind[c.row] === KIND.databasePolicy)
    return databasePolicyRules(index, database.id, c.row, actor.policyRows > 1);
  if (grants.kind[c.row] === KIND.catalog) return ['G10', 'G3'];
  const rules: RuleId[] = ['G1'];
  if (grants.permissions[c.row]! & BIT.ALL) rules.push('G3');
  if (isLink(database.record)) rules.push('L1', 'L2');
  return rules;
}

const BOUNDED: readonly RuleId[] = ['X2', 'C9'];

/** What the share itself limits: its column lists and row filters, united where there are several (C1, C2, C6, C3). */
function shareRules(index: AccessIndex, rows: readonly number[]): RuleId[] {
  const { grants } = index.mesh;
  const rules: RuleId[] = rows.length > 1 ? ['C3'] : [];
  for (const row of rows) {
    const list = rowRecord(index.mesh, row).Resource.TableWithColumns;
    if (grants.kind[row] === KIND.filter) rules.push(...filterRules(index, row));
    else if (list) rules.push(...listRules(list));
  }
  return rules.filter((rule) => rule !== 'G1');
}

/** How the row's principal stands for the actor (G11–G13) and where the row comes from (X3, I3). */
export function principalRules(index: AccessIndex, actor: Actor, row: number): RuleId[] {
  const { grants, principals } = index.mesh;
  const principal = grants.principal[row]!;
  const rules: RuleId[] = [];
  if (principal !== actor.entry.id) rules.push(principals.entries[principal]!.kind === 'all-iam' ? 'G12' : 'G13');
  if (grants.conditional.has(row)) rules.push('G11');
  if (grants.origin[row] === ORIGIN.direct) rules.push('X3');
  if (rowRecord(index.mesh, row).LastUpdatedBy === principals.entries[principal]!.arn) rules.push('I3');
  return rules;
}
