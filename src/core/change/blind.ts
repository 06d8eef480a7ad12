import type { Member, Snapshot } from '../model/snapshot';
import { unreadOf, unreadWords } from '../model/unread';
import type { Edit } from './plan-types';

/** Layers from which it follows what DataZone grants on an approval. */
const FULFILMENT = ['dz-listings', 'dz-products', 'dz-assets', 'dz-targets', 'dz-environments', 'dz-filters'] as const;
/** Layers without which nobody can say whose access a tag moves. */
const TAGGED = ['permissions', 'tag-assignments'] as const;

/** What was not read and would be needed to foresee an edit: `the permissions of account 1`; empty where all was read. */
export function blindTo({ service, operation }: Edit, { account }: Member, { coverage }: Snapshot): string {
  if (service === 'datazone')
    return operation === 'AcceptSubscriptionRequest' ? unreadWords(unreadOf(coverage, FULFILMENT)) : '';
  if (service !== 'lakeformation') return '';
  const gaps = unreadOf(coverage, operation.includes('LFTag') ? TAGGED : ['permissions']);
  return unreadWords(gaps.filter((gap) => (gap.account ?? account) === account));
}
