import { KIND, ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import type { AccessIndex } from './access-index';
import type { Actor } from './actor';
import type { Contribution, Dormant } from './contribution';
import { rowRef, type Decision, type RowRef } from './decision';
import type { DatabaseAccess } from './decide-database';
import type { TableAccess } from './decide-table';
import { tableGateRow, type Gate } from './gate';
import { resourceText } from './resource-text';
import { RULES, type RuleId } from './rules';
import { shortName } from './sentence';
import { shareHolders } from './share-bound';

/** One step of a derivation; steps follow the order in which Lake Formation decides. */
export interface Step {
  rule: RuleId;
  /** What the rule means here, in words. */
  words: string;
  row?: RowRef;
  /** Supports access, stops it, or only informs. */
  effect: 'gives' | 'stops' | 'informs';
}

export function existenceSteps(actor: Actor): Step[] {
  const { existence, arn } = actor.entry;
  if (existence === 'exists') return [];
  const words =
    existence === 'missing'
      ? `${arn} does not exist: its rows give nothing now and would serve a principal re-created with the same ARN`
      : `whether ${arn} exists was not read; taken as existing`;
  return [{ rule: 'G14', words, effect: existence === 'missing' ? 'stops' : 'informs' }];
}

const GATE_WORDS: Record<Gate, { rule: RuleId; words: string; effect: Step['effect'] }> = {
  closed: {
    rule: 'E3',
    words: 'IAM_ALLOWED_PRINCIPALS holds nothing on it: Lake Formation decides',
    effect: 'informs',
  },
  'opted-in': {
    rule: 'E2',
    words: 'opted in: Lake Formation decides, and the IAM_ALLOWED_PRINCIPALS row gives nothing',
    effect: 'informs',
  },
  hybrid: {
    rule: 'E7',
    words: 'IAM_ALLOWED_PRINCIPALS is present, but the location is hybrid: grants to another account count',
    effect: 'informs',
  },
  iam: {
    rule: 'E1',
    words: 'IAM_ALLOWED_PRINCIPALS is present and the principal is not opted in: IAM decides, grants sleep',
    effect: 'stops',
  },
  denied: {
    rule: 'E7',
    words:
      'IAM_ALLOWED_PRINCIPALS is present, the location is not hybrid and the principal is of another account: denied',
    effect: 'stops',
  },
};

export function gateSteps(index: AccessIndex, actor: Actor, access: TableAccess | DatabaseAccess): Step[] {
  if (actor.entry.existence === 'missing') return [];
  const row =
    'table' in access
      ? tableGateRow(index, access.table.id)
      : (index.mesh.grants.gateOfDatabase[access.database.id] ?? -1);
  return [{ ...GATE_WORDS[access.gate], ...(row >= 0 ? { row: rowRef(index, row) } : {}) }];
}

/** One row as steps: how it names the actor, what it gives, and for a local grant the share that bounds it. */
export function contributionSteps(
  index: AccessIndex,
  actor: Actor,
  contribution: Contribution,
  rules: readonly RuleId[],
): Step[] {
  const { grants, principals } = index.mesh;
  const ref = rowRef(index, contribution.row);
  const holder = principals.entries[grants.principal[contribution.row]!]!;
  const steps: Step[] = [];
  if (rules.includes('G13')) {
    steps.push({ rule: 'G13', words: `${shortName(actor.entry.arn)} belongs to ${holder.name}`, effect: 'informs' });
  }
  const given = index.mesh.permissions.namesIn(contribution.permissions).join(', ');
  const leading = rules.find((rule) => rule !== 'G13') ?? 'G1';
  const words = `${ref.permissions.join(', ')} on ${resourceText(ref.resource)} to ${shortName(ref.principal)} gives ${given}`;
  steps.push({ rule: leading, words, row: ref, effect: 'gives' });
  for (const rule of rules) {
    if (rule !== leading && rule !== 'G13' && rule !== 'X2' && rule !== 'C9')
      steps.push({ rule, words: RULES[rule], effect: 'informs' });
  }
  if (grants.origin[contribution.row] === ORIGIN.local) steps.push(...shareSteps(index, contribution));
  return steps;
}

/** The rows that a decision without a table rests on. */
export const reasonSteps = (actor: Actor, { permission, reasons }: Decision): Step[] =>
  reasons.flatMap(({ rules, row }) => {
    const rule = rules.find((one) => one !== 'G13');
    if (!row || rule === undefined) return [];
    const words = `${row.permissions.join(', ') || 'the grant option'} on ${resourceText(row.resource)} to ${shortName(row.principal)} gives ${permission}`;
    const joins: Step[] = rules.includes('G13')
      ? [
          {
            rule: 'G13',
            words: `${shortName(actor.entry.arn)} belongs to ${shortName(row.principal)}`,
            effect: 'informs',
          },
        ]
      : [];
    return [...joins, { rule, words, row, effect: 'gives' }];
  });

function shareSteps(index: AccessIndex, contribution: Contribution): Step[] {
  const { grants } = index.mesh;
  const account = index.mesh.snapshot.members[grants.member[contribution.row]!]!.account;
  const target = grants.target[contribution.row]!;
  const kind = grants.kind[contribution.row];
  const on =
    kind === KIND.table
      ? itemsOf(grants.byTable, target)
      : kind === KIND.filter
        ? itemsOf(grants.byTable, grants.filters[target]!.table)
        : itemsOf(grants.byDatabase, target);
  const holders = shareHolders(index, account);
  const steps: Step[] = [
    { rule: 'X2', words: `granted within account ${account}: bounded by what was shared with it`, effect: 'informs' },
  ];
  for (const row of on) {
    if (grants.origin[row] !== ORIGIN.share || !holders.includes(grants.principal[row]!)) continue;
    const ref = rowRef(index, row);
    steps.push({
      rule: 'C9',
      words: `the share: ${ref.permissions.join(', ')} on ${resourceText(ref.resource)} to ${ref.principal}`,
      row: ref,
      effect: 'informs',
    });
  }
  return steps;
}

export const dormantStep = (index: AccessIndex, dormant: Dormant): Step => {
  const row = rowRef(index, dormant.row);
  const words = `${row.permissions.join(', ')} on ${resourceText(row.resource)} sleeps: ${dormant.why}; it would wake by ${dormant.wakes}`;
  return { rule: dormant.rule, words, row, effect: 'stops' };
};

/** Rules about the combination, not about single rows. */
export function combinedRules(decisions: readonly Decision[], steps: readonly Step[]): RuleId[] {
  const own = new Set<string>(steps.map((step) => step.rule));
  const rules = new Set(decisions.flatMap((d) => d.because ?? []));
  return [...rules].filter(
    (rule): rule is RuleId => rule in RULES && !own.has(rule) && rule !== 'E1' && rule !== 'E2' && rule !== 'E3',
  );
}
