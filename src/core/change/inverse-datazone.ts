import type { Edit, Inverse } from './plan-types';
import { subscriptionOf } from './resolve-edits';

/** Stands for the id that the call itself answers; the journal keeps it. */
export const MADE = '$made';

/** REJECTED, REVOKED and CANCELLED are final in DataZone (facts 2.1, 2.2). */
export function inverseOfDataZone(edit: Edit): Inverse {
  const { domainIdentifier } = edit.request;
  const call = (operation: string, request: Record<string, unknown>): Edit => ({ ...edit, operation, request });
  switch (edit.operation) {
    case 'AcceptSubscriptionRequest':
      return {
        calls: [
          call('RevokeSubscription', {
            domainIdentifier,
            identifier: subscriptionOf(String(edit.request['identifier'])),
          }),
        ],
        partial: 'The subscription it makes can be revoked; the request stays ACCEPTED.',
      };
    case 'RejectSubscriptionRequest':
      return { none: 'A rejected request stays rejected: the requester must ask again.' };
    case 'RevokeSubscription':
    case 'CancelSubscription':
      return { none: 'A subscription that ended stays ended: only a new request brings it back.' };
    case 'CreateProjectMembership':
      return {
        calls: [
          call('DeleteProjectMembership', pick(edit.request, ['domainIdentifier', 'projectIdentifier', 'member'])),
        ],
      };
    case 'DeleteProjectMembership':
      return { none: 'The designation is not part of the request: add the member again with it.' };
    case 'AddPolicyGrant':
      return {
        calls: [
          call(
            'RemovePolicyGrant',
            pick(edit.request, ['domainIdentifier', 'entityType', 'entityIdentifier', 'policyType', 'principal']),
          ),
        ],
      };
    case 'CreateSubscriptionRequest':
      return { calls: [call('DeleteSubscriptionRequest', { domainIdentifier, identifier: MADE })] };
    case 'CreateSubscriptionGrant':
      return { calls: [call('DeleteSubscriptionGrant', { domainIdentifier, identifier: MADE })] };
    case 'AddEntityOwner':
      return { calls: [call('RemoveEntityOwner', edit.request)] };
    case 'RemoveEntityOwner':
      return { calls: [call('AddEntityOwner', edit.request)] };
    default:
      return { none: `Heddle knows no call that undoes ${edit.operation}.` };
  }
}

const pick = (from: Record<string, unknown>, keys: string[]): Record<string, unknown> =>
  Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
