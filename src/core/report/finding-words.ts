import type { FindingRule } from '../findings/finding';

/** What each rule looks for. */
export const RULE_WORDS: Record<FindingRule, string> = {
  'gate-left-open': 'Gate row left on a governed table',
  'grant-to-nobody': 'Grant to a principal that no longer exists',
  'subscription-without-access': 'Subscription without access',
  'access-without-subscription': 'Access without subscription',
  'dangling-link': 'Dangling resource link',
  'filter-cancelled': 'Data filter cancelled by a plain grant',
  'sensitive-untagged': 'Sensitive column without a tag',
  'product-twice': 'The same product in two domains',
};
