import { projectNodeId } from '../graph/ids';
import { shortName } from '../access/sentence';
import type { Finding, FindingSource } from './finding';
import { reads, subscriptionChains, type SubscriptionChain } from './subscription-chain';
import { tableNode, tableText } from './table-words';

/** Approved, but those whom its targets authorize cannot read what was subscribed to. */
export function subscriptionWithoutAccess(source: FindingSource): Finding[] {
  return subscriptionChains(source.index).flatMap((chain) => {
    if (chain.subscription.status !== 'APPROVED' || chain.tables.length === 0) return [];
    return lacking(source, chain);
  });
}

/** DataZone names its roles by ids; the sentence has named the project already. */
const nameOf = (principal: string): string =>
  /datazone_usr_/.test(principal) ? 'its user role' : shortName(principal);

/** States of a grant that DataZone still works on. */
const UNDER_WAY = new Set(['PENDING', 'IN_PROGRESS']);

function lacking({ index }: FindingSource, chain: SubscriptionChain): Finding[] {
  const { subscription, tables, principals, grants } = chain;
  const pairs = tables.flatMap((table) =>
    principals.filter((p) => reads(index, p, table) === 'no').map((principal) => ({ table, principal })),
  );
  if (pairs.length === 0 && principals.length > 0) return [];
  const failure = grants.flatMap(({ grant }) => grant.assets ?? []).find((a) => a.failureCause?.message);
  const missing = [...new Set(pairs.map(({ table }) => table))];
  const who = [...new Set(pairs.map(({ principal }) => nameOf(principal)))];
  const what =
    principals.length === 0
      ? 'no subscription target says who should receive it'
      : `${who.slice(0, 3).join(', ')} cannot read ${missing
          .slice(0, 3)
          .map((t) => tableText(index, t))
          .join(', ')}`;
  const states = [...new Set(grants.map(({ grant }) => grant.status.toLowerCase().replaceAll('_', ' ')))];
  const underWay = grants.length > 0 && grants.every(({ grant }) => UNDER_WAY.has(grant.status));
  const why = failure?.failureCause?.message
    ? ` The grant failed: ${failure.failureCause.message}`
    : grants.length === 0
      ? ' Nothing was granted.'
      : ` Its grant is ${states.join(' and ')}.`;
  return [
    {
      id: `subscription-without-access:${subscription.domainId}/${subscription.id}`,
      rule: 'subscription-without-access',
      severity: failure ? 'high' : underWay ? 'low' : 'medium',
      sentence: `${chain.subscriber} has an approved subscription to ${chain.product}, but ${what}.${why}`,
      where: [
        ...(chain.project === undefined ? [] : [projectNodeId(...splitOnce(chain.project))]),
        ...(missing.length > 0 ? missing : tables).map((t) => tableNode(index, t)),
      ],
      evidence: [],
      remedy: failure
        ? 'Remove the cause that the failure names, then retry the grant of the subscription.'
        : underWay
          ? 'Wait for the grant to end; look again at the next read of the mesh.'
          : 'Give the project an environment with a subscription target, or grant the subscription again.',
    },
  ];
}

export function splitOnce(key: string): [string, string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}
