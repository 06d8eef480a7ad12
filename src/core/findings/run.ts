import type { AccessIndex } from '../access/access-index';
import { sourcesOf } from '../graph/sources';
import type { MeshGraph } from '../graph/types';
import { accessWithoutSubscription } from './access-without-subscription';
import { danglingLink } from './dangling-link';
import { filterCancelled } from './filter-cancelled';
import type { Finding, FindingCheck, FindingRule, Severity } from './finding';
import { gateLeftOpen } from './gate-left-open';
import { grantToNobody } from './grant-to-nobody';
import { productTwice } from './product-twice';
import { sensitiveUntagged } from './sensitive-untagged';
import { subscriptionWithoutAccess } from './subscription-without-access';

const CHECKS: Record<FindingRule, FindingCheck> = {
  'gate-left-open': gateLeftOpen,
  'grant-to-nobody': grantToNobody,
  'subscription-without-access': subscriptionWithoutAccess,
  'access-without-subscription': accessWithoutSubscription,
  'dangling-link': danglingLink,
  'filter-cancelled': filterCancelled,
  'sensitive-untagged': sensitiveUntagged,
  'product-twice': productTwice,
};

const RANK: Record<Severity, number> = { high: 0, medium: 1, low: 2 };

/** Every finding of every rule, the most urgent first; the same snapshot gives the same list. */
export function findingsOf(index: AccessIndex, graph: MeshGraph): Finding[] {
  const source = { index, graph, sources: sourcesOf(index.mesh.snapshot) };
  return Object.values(CHECKS)
    .flatMap((check) => check(source))
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
