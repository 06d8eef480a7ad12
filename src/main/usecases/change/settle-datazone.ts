import { setTimeout as sleep } from 'node:timers/promises';
import type { Edit } from '../../../core/change/plan-types';
import type { Discrepancy } from '../../../core/change/verify';
import type { Member } from '../../../core/model/snapshot';
import type { Aws } from '../../aws/aws';
import { CallError } from '../../aws/errors';
import type { Output } from '../../aws/services';
import type { StoredPlan } from '../../store/plan-store';

/** How long DataZone is given to write or take back permissions, and how often it is asked (facts datazone 2.3). */
const SETTLE_MS = 60_000;
const ASK_EVERY_MS = 1_000;

interface Deps {
  aws: Aws;
  signal: AbortSignal;
}

type Grant = Pick<Output<'datazone:GetSubscriptionGrant'>, 'id' | 'status' | 'assets'>;

/** Waits until no grant that edits made or ended is on its way; answers why one failed. */
export async function settleDataZone(
  { aws, signal }: Deps,
  stored: StoredPlan,
  edits: readonly Edit[],
): Promise<Discrepancy[]> {
  const failed = new Map<string, Discrepancy>();
  for (const edit of edits) {
    const member = stored.members.find((m) => m.account === edit.account);
    if (edit.service !== 'datazone' || !/Subscription/.test(edit.operation) || !member) continue;
    try {
      const read = await grantsOf(aws, member, edit);
      for (const until = Date.now() + SETTLE_MS; Date.now() < until && !signal.aborted; await sleep(ASK_EVERY_MS)) {
        const grants = await read();
        for (const { id = '', assets } of grants)
          for (const asset of assets ?? [])
            if (/FAILED/.test(asset.status ?? ''))
              failed.set(`${id} ${asset.assetId ?? ''}`, {
                what: 'state',
                text: `DataZone: ${asset.status ?? ''} for ${asset.targetName ?? asset.assetId ?? ''}: ${asset.failureCause?.message ?? 'no cause given'}`,
              });
        if (!grants.some(({ status }) => /PENDING|IN_PROGRESS/.test(status ?? ''))) break;
      }
    } catch (error) {
      // The crawl that follows names what cannot be read.
      if (!(error instanceof CallError)) throw error;
    }
  }
  return [...failed.values()];
}

/** How the grants of an edit are read: by subscription, by environment, or one by its id. */
async function grantsOf(aws: Aws, member: Member, { operation, request }: Edit): Promise<() => Promise<Grant[]>> {
  const text = (name: string): string => (typeof request[name] === 'string' ? request[name] : '');
  const [domainIdentifier, identifier] = [text('domainIdentifier'), text('identifier')];
  const list = async (filter: { subscriptionId: string } | { environmentId: string; subscribedListingId: string }) => {
    const grants: Grant[] = [];
    for await (const page of aws.pages('datazone:ListSubscriptionGrants', member, { domainIdentifier, ...filter }))
      grants.push(...(page.items ?? []));
    return grants;
  };
  switch (operation) {
    case 'AcceptSubscriptionRequest': {
      const ids: string[] = [];
      const input = { domainIdentifier, subscriptionRequestIdentifier: identifier };
      for await (const page of aws.pages('datazone:ListSubscriptions', member, input))
        ids.push(...(page.items ?? []).map((item) => item.id ?? ''));
      return async () => (await Promise.all(ids.map((subscriptionId) => list({ subscriptionId })))).flat();
    }
    case 'CreateSubscriptionGrant': {
      const entity = request['grantedEntity'] as { listing?: { identifier?: string } } | undefined;
      const subscribedListingId = entity?.listing?.identifier ?? '';
      return () => list({ environmentId: text('environmentIdentifier'), subscribedListingId });
    }
    case 'DeleteSubscriptionGrant':
      return async () => {
        try {
          return [await aws.call('datazone:GetSubscriptionGrant', member, { domainIdentifier, identifier })];
        } catch (error) {
          if (error instanceof CallError && error.kind === 'NOT_FOUND') return [];
          throw error;
        }
      };
    case 'RevokeSubscription':
    case 'CancelSubscription':
      return () => list({ subscriptionId: identifier });
    default:
      return () => Promise.resolve([]);
  }
}
