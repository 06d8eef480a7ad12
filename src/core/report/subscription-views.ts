import { refText } from '../access/resource-ref';
import { reads, subscriptionChains, type SubscriptionChain } from '../findings/subscription-chain';
import type { AnswerSource } from './answer-source';
import { principalLabelOf } from './principal-label';
import type { SubscriptionView } from './views';

/** The most subscriptions that an answer tells about. */
const MOST = 200;

/** Subscriptions to some tables or of some principals, each with whether it came true. */
export function subscriptionViews(
  source: AnswerSource,
  about: { tables?: readonly number[]; principals?: readonly string[] },
): SubscriptionView[] {
  const tables = new Set(about.tables ?? []);
  const principals = new Set(about.principals ?? []);
  return subscriptionChains(source.index)
    .filter((chain) => chain.tables.some((t) => tables.has(t)) || chain.principals.some((p) => principals.has(p)))
    .slice(0, MOST)
    .map((chain) => subscriptionView(source, chain));
}

function subscriptionView(source: AnswerSource, chain: SubscriptionChain): SubscriptionView {
  const { index } = source;
  const { subscription, grants, principals, tables } = chain;
  const held = tables.flatMap((table) => principals.map((principal) => reads(index, principal, table)));
  const fit = fitOf(subscription.status, held, tables.length, principals.length);
  return {
    subscriber: chain.subscriber,
    product: chain.product,
    status: subscription.status,
    ...((subscription.updatedAt ?? subscription.createdAt)
      ? { at: subscription.updatedAt ?? subscription.createdAt }
      : {}),
    grants: grants.map(({ grant, target }) => {
      const failure = (grant.assets ?? []).find((a) => a.failureCause?.message)?.failureCause?.message;
      return {
        target: target?.name ?? grant.subscriptionTargetId,
        status: grant.status,
        ...(failure === undefined ? {} : { failure }),
      };
    }),
    principals: principals.map((p) => principalLabelOf(source, p)),
    tables: tables.map((table) => refText(index, { kind: 'table', table })),
    ...fit,
  };
}

function fitOf(
  status: string,
  held: readonly ('yes' | 'iam' | 'no')[],
  tables: number,
  principals: number,
): { words: string; fits: boolean } {
  if (tables === 0)
    return { fits: true, words: 'Nothing of it lies in a Glue catalog, so Lake Formation says nothing about it.' };
  const some = held.some((h) => h === 'yes');
  if (status !== 'APPROVED')
    return some
      ? { fits: false, words: `The subscription is ${status.toLowerCase()}, yet its principals can still read.` }
      : { fits: true, words: `The subscription is ${status.toLowerCase()} and gives nothing.` };
  if (principals === 0) return { fits: false, words: 'Approved, but no target says who should receive it.' };
  if (held.every((h) => h === 'yes'))
    return { fits: true, words: 'Approved, and every authorized principal can read.' };
  if (held.every((h) => h === 'iam')) return { fits: true, words: 'Approved; IAM decides about its tables.' };
  return some
    ? { fits: false, words: 'Approved, but not every authorized principal can read every table of it.' }
    : { fits: false, words: 'Approved, but none of its principals can read.' };
}
