import { BIT } from '../model/mesh/bits';
import { columnsOf, isLink, type TableEntry } from '../model/mesh/catalog';
import { policyMatches, type Policy } from '../model/mesh/policies';
import type { AccessIndex } from './access-index';
import type { Contribution } from './contribution';
import { acceptedBy, DATABASE_ALL, expand } from './permissions';
import { ALL_ROWS } from './predicate';
import type { Note, RuleId } from './rules';

/** How far a TABLE policy reaches into a table: the matching columns (partition keys apart, C4) and the table itself. */
export interface Reach {
  table: boolean;
  /** Places of the matching columns; null = all of them. */
  columns: readonly number[] | null;
}

/**
 * Matches a policy against the effective tags of a table and of each of its columns (T3, T7); undefined = not at all.
 * TABLE policies are evaluated on tables and views, never on resource links (T5). A tag set holds pairs of its owner's account
 * only, so a policy of another account matches nothing (T13).
 */
export function policyReach(index: AccessIndex, policy: Policy, table: TableEntry): Reach | undefined {
  const { tags, catalog } = index.mesh;
  if (isLink(table.record)) return undefined;
  const onTable = policyMatches(policy, tags.sets[tags.ofTable[table.id] ?? 0]!, tags.keyOfPair);
  const columnSets = tags.ofColumns.get(table.id);
  if (!columnSets) return onTable ? { table: true, columns: null } : undefined;
  const plain = columnsOf(catalog.tables[table.id]!).length - table.partitionKeys;
  const matching: number[] = [];
  for (let c = 0; c < plain; c++) {
    if (policyMatches(policy, tags.sets[columnSets[c]!]!, tags.keyOfPair)) matching.push(c);
  }
  if (matching.length === plain && (plain > 0 || onTable)) return { table: onTable, columns: null };
  return onTable || matching.length > 0 ? { table: onTable, columns: matching } : undefined;
}

/** A TABLE policy on a table: everything where all columns and the table match, else SELECT per column and DESCRIBE (T6). */
export function tablePolicyContribution(
  index: AccessIndex,
  table: TableEntry,
  row: number,
  notes?: Note[],
  held = index.mesh.grants.permissions[row]!,
): Contribution | undefined {
  const { grants } = index.mesh;
  const policy = index.mesh.policies[grants.target[row]!]!;
  const reach = policyReach(index, policy, table);
  if (!reach) return undefined;
  if (reach.columns?.length === 0) {
    notes?.push(
      uncertain(
        'T7',
        `${table.name} matches a tag policy but none of its columns does: counts as no access, not even DESCRIBE`,
      ),
    );
    return undefined;
  }
  const accepted = acceptedBy(table);
  const full = expand(held, accepted);
  const whole = reach.columns === null && reach.table;
  const permissions = whole ? full : degraded(full);
  if (permissions === 0) return undefined;
  if (!whole && reach.columns === null) {
    notes?.push(
      uncertain(
        'T6',
        `all columns of ${table.name} match a tag policy (T7) but the table does not: treated like a partial match`,
      ),
    );
  }
  if (notes && permissions & BIT.SELECT && reach.columns !== null && table.partitionKeys > 0) {
    notes.push(
      uncertain('C4', `partition keys of ${table.name} are shown although a tag policy covers only some columns`),
    );
  }
  const grantable = expand(grants.grantable[row]!, accepted);
  if (policy.repeatsKey) notes?.push(KEY_TWICE);
  const contribution: Contribution = {
    row,
    permissions,
    grantable: whole ? grantable : degraded(grantable),
    select: permissions & BIT.SELECT ? { columns: reach.columns, where: ALL_ROWS } : null,
    describes: reach.columns,
    impliesParents: !grants.conditional.has(row),
  };
  if (!whole) contribution.partial = true;
  return contribution;
}

/** Rules of a TABLE policy row on a table (T1–T7, T9–T11, G3). */
export function tablePolicyRules(index: AccessIndex, table: TableEntry, c: Contribution, several: boolean): RuleId[] {
  const { grants, tags } = index.mesh;
  const policy = index.mesh.policies[grants.target[c.row]!]!;
  const rules = policyRules(index, policy, tags.ofTable[table.id] ?? 0, tags.ofDatabase[table.database] ?? 0, several);
  if (tags.ofTable[table.id]) rules.push('T1');
  if (c.partial || c.permissions & ~(BIT.SELECT | BIT.DESCRIBE)) rules.push('T6');
  if (c.partial || c.permissions & BIT.SELECT) rules.push('T7');
  if (tags.ofColumns.has(table.id)) rules.push('T2');
  if (grants.permissions[c.row]! & BIT.ALL) rules.push('G3');
  return rules;
}

/** T6: what needs the whole table shrinks to DESCRIBE. */
function degraded(mask: number): number {
  return mask === 0 ? 0 : (mask & BIT.SELECT) | (mask & ~BIT.SELECT ? BIT.DESCRIBE : 0);
}

/** A DATABASE policy on a database; it never reaches tables (T5). */
export function databasePolicyContribution(
  index: AccessIndex,
  database: number,
  row: number,
): Contribution | undefined {
  const { grants, tags, catalog } = index.mesh;
  const policy = index.mesh.policies[grants.target[row]!]!;
  const set = tags.ofDatabase[database] ?? 0;
  if (isLink(catalog.databases[database]!.record)) return undefined;
  if (!policyMatches(policy, tags.sets[set]!, tags.keyOfPair)) return undefined;
  const permissions = expand(grants.permissions[row]!, DATABASE_ALL);
  if (permissions === 0) return undefined;
  const grantable = expand(grants.grantable[row]!, DATABASE_ALL);
  return {
    row,
    permissions,
    grantable,
    select: null,
    describes: null,
    impliesParents: !grants.conditional.has(row),
  };
}

/** Rules of a DATABASE policy row on a database (T2–T5, T9–T11, G3). */
export function databasePolicyRules(index: AccessIndex, database: number, row: number, several: boolean): RuleId[] {
  const policy = index.mesh.policies[index.mesh.grants.target[row]!]!;
  const rules = policyRules(index, policy, index.mesh.tags.ofDatabase[database] ?? 0, 0, several);
  if (index.mesh.grants.permissions[row]! & BIT.ALL) rules.push('G3');
  return rules;
}

function policyRules(index: AccessIndex, policy: Policy, set: number, inherited: number, several: boolean): RuleId[] {
  const rules: RuleId[] = ['T3', 'T5'];
  if (inherited !== 0) rules.push('T1');
  if (inherited !== 0 && inherited !== set && overrides(index, set, inherited)) rules.push('T2');
  if (policy.clauses.some((clause) => clause.any)) rules.push('T4');
  if (policy.saved !== undefined) rules.push('T9');
  if (policy.expression.some((pair) => hasCapitals(pair.TagKey) || pair.TagValues.some(hasCapitals))) rules.push('T10');
  if (several) rules.push('T11');
  return rules;
}

const hasCapitals = (text: string): boolean => text !== text.toLowerCase();

const overrides = (index: AccessIndex, set: number, inherited: number): boolean => {
  const { sets } = index.mesh.tags;
  return sets[inherited]!.some((pair) => !sets[set]!.includes(pair));
};

const uncertain = (rule: RuleId, text: string): Note => ({ kind: 'uncertain', rule, confidence: 'unverified', text });

/** Facts 3: what it means is not documented. */
export const KEY_TWICE = uncertain('T3', 'an expression lists one key twice: both lists are taken to be required');
