import type { DzSubscriptionGrant } from '../model/datazone';
import type { Layer, LayerRecords } from '../model/snapshot';
import type { Edit, Inverse } from './plan-types';
import type { RecordDifference } from './record-difference';
import { subscriptionOf } from './resolve-edits';

/** Stands for the id that the call itself answers; the journal keeps it. */
export const MADE = '$made';

/** REJECTED, REVOKED and CANCELLED are final in DataZone (facts 2.1, 2.2). */
export function inverseOfDataZone(edit: Edit, difference: readonly RecordDifference[]): Inverse {
  const removed = <L extends Layer>(layer: L): LayerRecords[L] | undefined =>
    difference.flatMap((d) => (d.layer === layer ? (d.removed as LayerRecords[L][]) : []))[0];
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
    case 'CreateProjectMembership': {
      const before = removed('dz-memberships');
      const place = pick(edit.request, ['domainIdentifier', 'projectIdentifier', 'member']);
      return {
        calls: [
          before
            ? call('CreateProjectMembership', { ...place, designation: before.designation })
            : call('DeleteProjectMembership', place),
        ],
      };
    }
    case 'DeleteProjectMembership': {
      const before = removed('dz-memberships');
      return before
        ? { calls: [call('CreateProjectMembership', { ...edit.request, designation: before.designation })] }
        : { none: 'The membership as it was is not in the snapshot.' };
    }
    case 'AddPolicyGrant':
      return { calls: [call('RemovePolicyGrant', pick(edit.request, [...POLICY_PLACE, 'principal']))] };
    case 'RemovePolicyGrant': {
      const before = removed('dz-policies');
      return before
        ? {
            calls: [
              call('AddPolicyGrant', {
                ...pick(edit.request, POLICY_PLACE),
                principal: before.principal,
                detail: before.detail,
              }),
            ],
          }
        : { none: 'There was no such grant to take away.' };
    }
    case 'CreateRule':
      return { calls: [call('DeleteRule', { domainIdentifier, identifier: MADE })] };
    case 'UpdateRule': {
      const before = removed('dz-rules');
      if (!before?.detail) return { none: 'What the rule demanded could not be read.' };
      const { name, description, scope, detail, target, identifier } = before;
      const includeChildDomainUnits = target.domainUnitTarget?.includeChildDomainUnits ?? false;
      const back = { identifier, name, description: description ?? '', scope, detail, includeChildDomainUnits };
      return { calls: [call('UpdateRule', { domainIdentifier, ...back })] };
    }
    case 'DeleteRule': {
      const before = removed('dz-rules');
      if (!before?.detail) return { none: 'What the rule demanded could not be read.' };
      const { name, description, action, target, scope, detail } = before;
      return {
        calls: [
          call('CreateRule', {
            domainIdentifier,
            name,
            ...(description ? { description } : {}),
            action,
            target,
            scope,
            detail,
          }),
        ],
      };
    }
    case 'CreateSubscriptionRequest':
      return { calls: [call('DeleteSubscriptionRequest', { domainIdentifier, identifier: MADE })] };
    case 'UpdateSubscriptionRequest': {
      const reason = removed('dz-requests')?.requestReason;
      return reason
        ? { calls: [call('UpdateSubscriptionRequest', { ...edit.request, requestReason: reason })] }
        : { none: 'The reason as it was is not in the snapshot.' };
    }
    case 'DeleteSubscriptionRequest':
      return {
        none: 'A request that is withdrawn is gone: ask again, with a new reason and the forms that the rules demand.',
      };
    case 'CreateSubscriptionGrant':
      return { calls: [call('DeleteSubscriptionGrant', { domainIdentifier, identifier: MADE })] };
    case 'DeleteSubscriptionGrant': {
      const before = removed('dz-grants');
      const listing = before?.grantedEntity.listing;
      if (!before || !listing) return { none: 'The grant as it was is not in the snapshot.' };
      return {
        calls: [
          call('CreateSubscriptionGrant', {
            domainIdentifier,
            environmentIdentifier: before.environmentId,
            subscriptionTargetIdentifier: before.subscriptionTargetId,
            grantedEntity: { listing: { identifier: listing.id, revision: listing.revision ?? '1' } },
          }),
        ],
        ...(isFiltered(before) ? { partial: FILTERS_NOT_CHOSEN } : {}),
      };
    }
    case 'AddEntityOwner':
      return { calls: [call('RemoveEntityOwner', edit.request)] };
    case 'RemoveEntityOwner':
      return { calls: [call('AddEntityOwner', edit.request)] };
    default:
      return { none: `Heddle knows no call that undoes ${edit.operation}.` };
  }
}

const isFiltered = ({ assets }: DzSubscriptionGrant): boolean =>
  (assets ?? []).some(({ assetScope }) => (assetScope?.filterIds ?? []).length > 0);

/** CreateSubscriptionGrant has no member for filters (facts 2.3). */
const FILTERS_NOT_CHOSEN =
  'The grant stands under filters. A new grant cannot ask for them: DataZone is taken to apply those of the approval. Read the grant again after undoing.';

const POLICY_PLACE = ['domainIdentifier', 'entityType', 'entityIdentifier', 'policyType'];

const pick = (from: Record<string, unknown>, keys: string[]): Record<string, unknown> =>
  Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
