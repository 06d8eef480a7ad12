import type { Member, Snapshot } from '../model/snapshot';
import { unreadOf, unreadWords } from '../model/unread';
import type { Edit } from './plan-types';

const FULFILMENT = ['dz-listings', 'dz-products', 'dz-assets', 'dz-targets', 'dz-environments', 'dz-filters'] as const;
/** Layers without which nobody can say whose access a tag moves. */
const TAGGED = ['permissions', 'tag-assignments'] as const;

/** What was not read of that from which it follows whom DataZone grants on an approval; empty where all was. */
export const fulfilmentUnread = (coverage: Snapshot['coverage']): string => unreadWords(unreadOf(coverage, FULFILMENT));

/** What was not read and would be needed to foresee an edit: `the permissions of account 1`; empty where all was read. */
export function blindTo({ service, operation }: Edit, { account }: Member, { coverage }: Snapshot): string {
  if (service === 'datazone') return operation === 'AcceptSubscriptionRequest' ? fulfilmentUnread(coverage) : '';
  if (service !== 'lakeformation') return '';
  const gaps = unreadOf(coverage, operation.includes('LFTag') ? TAGGED : ['permissions']);
  return unreadWords(gaps.filter((gap) => (gap.account ?? account) === account));
}
