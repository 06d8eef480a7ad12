import { buildAccessIndex, type AccessIndex } from '../access/access-index';
import { compareRows, rowText } from '../access/compare';
import { resourceText } from '../access/resource-text';
import { shortName } from '../access/sentence';
import type { AccessRow } from '../model/case';
import { ENTITY_WORDS } from '../model/policy-table';
import type { ResourceNames } from './scope-names';
import { namesOfScope, scopeOfNames } from './scope-names';
import type { Edit } from './plan-types';
import { accessRows, comparedPrincipals, memberFor, simulateEdits } from './plan';
import { subjectKey } from './merge-calls';
import { subSnapshot } from './sub-snapshot';
import { localityOfSubject } from './locality';
import { stateOf, type Watch } from './watch';
import { WorkingState } from './working-state';

/** A point in which AWS, read again, is not what the plan said. */
export interface Discrepancy {
  what: 'not-gained' | 'not-lost' | 'other-extent' | 'state';
  text: string;
  /** Whom it is about, as AWS names them; the text says the end of it. */
  principal?: string;
  predicted?: AccessRow | string;
  observed?: AccessRow | string;
}

/**
 * Compares what edits were predicted to do on one snapshot with a snapshot taken afterwards: effective access of everybody
 * concerned on everything touched, and the records themselves. Empty = verified.
 */
export function verifyEdits(base: AccessIndex, observed: AccessIndex, edits: readonly Edit[]): Discrepancy[] {
  const { after, calls, scope } = simulateEdits(base, edits);
  const names: ResourceNames = namesOfScope(base, scope);
  const seen = subSnapshot(observed, scopeOfNames(observed, names));
  const principals = comparedPrincipals(base, scope);
  const predicted = accessRows(buildAccessIndex(after), principals);
  const { gained, lost, changed } = compareRows(predicted, accessRows(buildAccessIndex(seen), principals));
  const isAccessAlike = lost.length + gained.length + changed.length === 0;
  return [
    ...lost.map((row): Discrepancy => ({
      what: 'not-gained',
      text: `Predicted and not there: ${inShort(row)}.`,
      principal: row.principal,
      predicted: row,
    })),
    ...gained.map((row): Discrepancy => ({
      what: 'not-lost',
      text: `There and not predicted: ${inShort(row)}.`,
      principal: row.principal,
      observed: row,
    })),
    ...changed.map(({ before, after: row, how }): Discrepancy => ({
      what: 'other-extent',
      text: `${EXTENTS[how]}: ${inShort(row)}. Predicted: ${extent(before)}. Found: ${extent(row)}.`,
      principal: row.principal,
      predicted: before,
      observed: row,
    })),
    ...stateDiscrepancies(
      observed,
      calls.flatMap((call) => call.watches),
      isAccessAlike,
    ),
  ];
}

const EXTENTS = {
  narrowed: 'Narrower than predicted',
  widened: 'Wider than predicted',
  changed: 'Other columns or rows than predicted',
} as const;

/** `Analyst: SELECT on sales.orders`. */
const inShort = (row: AccessRow): string => rowText({ ...row, principal: shortName(row.principal) });

/** `order_id, region; rows where region = 'EU'`: rows are SELECT's alone. */
const extent = ({ permission, columns, rowFilter, cellFilters }: AccessRow): string =>
  [
    columns?.join(', ') ?? 'no columns',
    ...(permission === 'SELECT' ? [rowFilter ? `rows where ${rowFilter}` : 'all rows'] : []),
    ...Object.entries(cellFilters ?? {}).map(([column, where]) => `${column} where ${where ?? 'always'}`),
  ].join('; ');

/** The last state that each subject should have. */
function stateDiscrepancies(
  { mesh: { snapshot } }: AccessIndex,
  watches: readonly Watch[],
  isAccessAlike: boolean,
): Discrepancy[] {
  const last = new Map(watches.map((watch) => [subjectKey(watch), watch]));
  const state = new WorkingState(snapshot);
  return [...last.values()].flatMap((watch): Discrepancy[] => {
    const member = memberFor(snapshot, watch);
    const now = member && stateOf(state.slice(localityOfSubject(watch.subject, member)), member, watch.subject);
    if (now === undefined || now === watch.after) return [];
    return [
      {
        what: 'state',
        text: `${subjectText(watch)} is not as predicted${isAccessAlike ? '; who has access is' : ''}.`,
        ...('principal' in watch.subject ? { principal: watch.subject.principal } : {}),
        predicted: watch.after,
        observed: now,
      },
    ];
  });
}

/** One subject in words. */
export function subjectText({ account, subject }: Pick<Watch, 'account' | 'subject'>): string {
  switch (subject.kind) {
    case 'rows':
      return `What ${shortName(subject.principal)} holds on ${resourceText(subject.resource)} in ${account}`;
    case 'resource-tags':
      return `The LF-Tags of ${resourceText(subject.resource)} in ${account}`;
    case 'settings':
      return `The data lake settings of ${account}`;
    case 'filter':
      return `The data cells filter ${subject.filter.Name} in ${account}`;
    case 'opt-in':
      return `The opt-in of ${shortName(subject.principal)} in ${account}`;
    case 'location':
      return `The registration of ${subject.arn}`;
    case 'tag':
      return `The LF-Tag ${subject.key} of ${account}`;
    case 'expression':
      return `The LF-Tag expression ${subject.name} of ${account}`;
    case 'request':
      return `The subscription request ${subject.id}`;
    case 'subscription':
      return `The subscription ${subject.id}`;
    case 'membership':
      return `The members of project ${subject.projectId}`;
    case 'asked':
      return `What is asked for of listing ${subject.listingId}`;
    case 'grant':
      return `The subscription grant ${subject.id}`;
    case 'grants-in':
      return `What environment ${subject.environmentId} is granted of listing ${subject.listingId}`;
    case 'unit-owners':
      return `The owners of domain unit ${subject.unitId}`;
    case 'policy':
      return `The grants of ${subject.policyType} on ${ENTITY_WORDS[subject.entityType ?? 'DOMAIN_UNIT']} ${subject.unitId}`;
    case 'rule':
      return `The rule ${subject.id}`;
    case 'rule-named':
      return `The rule ${subject.name} of domain unit ${subject.unitId}`;
  }
}
