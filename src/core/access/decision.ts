import type { AccessRow } from '../model/case';
import type { Resource } from '../model/lakeformation';
import { rowMember, rowRecord } from '../model/mesh/mesh';
import type { AccessIndex } from './access-index';
import type { Actor } from './actor';
import type { Contribution, Dormant } from './contribution';
import { databaseContributionRules, tableContributionRules } from './contribution-rules';
import type { DatabaseAccess } from './decide-database';
import type { TableAccess } from './decide-table';
import { tableNotes } from './notes';
import type { OtherRow } from './other-rows';
import { databaseRows, tableRows } from './row-shape';
import type { Confidence, Note, RuleId } from './rules';

/** A row of ListPermissions as an answer cites it. */
export interface RowRef {
  /** Number in the index; stable within one snapshot. */
  row: number;
  principal: string;
  resource: Resource;
  permissions: string[];
  grantable: string[];
  condition?: string;
  lastUpdated?: string;
  lastUpdatedBy?: string;
  /** Member (profile@region) and account whose listing held it. */
  listedBy: string;
  account: string;
}

export interface Reason {
  rules: readonly RuleId[];
  row?: RowRef;
}

export interface DormantRow {
  row: RowRef;
  rule: RuleId;
  why: string;
  wakes: string;
}

/** One permission of one principal on one resource, with everything it rests on. */
export interface Decision extends AccessRow {
  grantable: boolean;
  reasons: Reason[];
  /** The least certain rule that the answer rests on. */
  confidence: Confidence;
  notes: Note[];
}

export function rowRef(index: AccessIndex, row: number): RowRef {
  const record = rowRecord(index.mesh, row);
  const member = rowMember(index.mesh, row);
  return {
    row,
    principal: record.Principal.DataLakePrincipalIdentifier,
    resource: record.Resource,
    permissions: record.Permissions,
    grantable: record.PermissionsWithGrantOption ?? [],
    ...(record.Condition?.Expression === undefined ? {} : { condition: record.Condition.Expression }),
    ...(record.LastUpdated === undefined ? {} : { lastUpdated: record.LastUpdated }),
    ...(record.LastUpdatedBy === undefined ? {} : { lastUpdatedBy: record.LastUpdatedBy }),
    listedBy: member.id,
    account: member.account,
  };
}

export const dormantRow = (index: AccessIndex, dormant: Dormant): DormantRow => ({
  ...dormant,
  row: rowRef(index, dormant.row),
});

const ORDER: readonly Confidence[] = ['documented', 'observed', 'inferred', 'unverified'];

/** The least certain of the remarks. */
export const confidenceOf = (notes: readonly Note[]): Confidence =>
  notes.reduce<Confidence>(
    (worst, note) => (ORDER.indexOf(note.confidence ?? 'documented') > ORDER.indexOf(worst) ? note.confidence! : worst),
    'documented',
  );

/** Decisions of one actor on one table, one per permission. */
export function tableDecisions(index: AccessIndex, actor: Actor, access: TableAccess): Decision[] {
  const notes = tableNotes(index, actor.entry.name, access).filter((note) => note.kind !== 'dormant');
  return tableRows(index, actor, access).map((row) => {
    const bit = index.mesh.permissions.bitOf(row.permission) ?? 0;
    return {
      ...row,
      ...decided(index, access, bit, notes, (c) => tableContributionRules(index, actor, access.table, c)),
    };
  });
}

export function databaseDecisions(index: AccessIndex, actor: Actor, access: DatabaseAccess): Decision[] {
  return databaseRows(index, actor, access).map((row) => {
    const bit = index.mesh.permissions.bitOf(row.permission) ?? 0;
    return {
      ...row,
      ...decided(index, { ...access, contributions: [...access.contributions, ...access.implied] }, bit, [], (c) =>
        databaseContributionRules(index, actor, access.database, c),
      ),
    };
  });
}

/** Decision about a catalog, location, tag, expression or filter. */
export function otherDecision(index: AccessIndex, { origins, ...row }: OtherRow): Decision {
  const reasons: Reason[] = origins.map(({ rules, row: at }) => (at === undefined ? { rules } : { rules, row: rowRef(index, at) })); // prettier-ignore
  const passesOn = ({ row: ref }: Reason): boolean =>
    [row.permission, 'ALL'].some((permission) => ref?.grantable.includes(permission));
  return { ...row, grantable: reasons.some(passesOn), reasons, confidence: 'documented', notes: [] };
}

function decided(
  index: AccessIndex,
  access: { contributions: Contribution[]; grantable: number; admin: readonly RuleId[] },
  bit: number,
  notes: Note[],
  rulesOf: (c: Contribution) => RuleId[],
): Pick<Decision, 'grantable' | 'reasons' | 'confidence' | 'notes'> {
  const giving = access.contributions.filter((c) => c.permissions & bit);
  const reasons: Reason[] = (giving.length > 0 ? giving : access.contributions).map((c) => ({
    rules: rulesOf(c),
    row: rowRef(index, c.row),
  }));
  if (access.admin.length > 0) reasons.push({ rules: access.admin });
  return { grantable: (access.grantable & bit) !== 0, reasons, confidence: confidenceOf(notes), notes };
}
