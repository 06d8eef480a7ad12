import { BIT } from '../model/mesh/bits';
import { isLink, type DatabaseEntry, type TableEntry } from '../model/mesh/catalog';
import { KIND, ORIGIN } from '../model/mesh/grants';
import { canonicalText } from '../model/canonical';
import { rowMember, rowRecord } from '../model/mesh/mesh';
import { ownedBy } from '../model/owned-resource';
import type { AccessIndex } from './access-index';
import type { Actor } from './actor';
import type { Contribution } from './contribution';
import { filterRules, namedRules } from './named';
import type { RuleId } from './rules';
import { databasePolicyRules, tablePolicyContribution, tablePolicyRules } from './tag-policy';

/** The rules by which a row reaches a table and an actor. */
export function tableContributionRules(index: AccessIndex, actor: Actor, table: TableEntry, c: Contribution): RuleId[] {
  return [
    ...tableFamilyRules(index, actor, table, c),
    ...(c.bounded ? [...BOUNDED, ...shareRules(index, table, c.bounded)] : []),
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

/**
 * How the share reaches and limits the table (G2, T1–T7, C1, C2, C6), united where there are several (C3). The consumer's
 * listing may repeat what the owner's says.
 */
function shareRules(index: AccessIndex, table: TableEntry, rows: readonly number[]): RuleId[] {
  const { grants } = index.mesh;
  const resources = rows.map((row) =>
    canonicalText(ownedBy(rowRecord(index.mesh, row).Resource, rowMember(index.mesh, row).account)),
  );
  const rules: RuleId[] = new Set(resources).size > 1 ? ['C3'] : [];
  for (const row of rows) {
    if (grants.kind[row] === KIND.filter) rules.push(...filterRules(index, row));
    else if (grants.kind[row] === KIND.tablePolicy) {
      const reach = tablePolicyContribution(index, table, row);
      if (reach) rules.push(...tablePolicyRules(index, table, reach, false));
    } else rules.push(...namedRules(index, table, row));
  }
  return rules.filter((rule) => rule !== 'G1' && rule !== 'G15');
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
