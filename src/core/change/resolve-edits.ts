import { recordsOf, type Snapshot } from '../model/snapshot';
import type { Edit } from './plan-types';

/** Stands in an inverse for the subscription that an approval makes, whose id nobody knows beforehand. */
const OF_REQUEST = /^\$subscription-of:(.+)$/;

export const subscriptionOf = (requestId: string): string => `$subscription-of:${requestId}`;

/** Edits with the ids that only a later crawl knows; one that is not there yet stays as it is and is refused. */
export function withSubscriptions(snapshot: Snapshot, edits: readonly Edit[]): Edit[] {
  return edits.map((edit) => {
    const { identifier } = edit.request;
    const asked = typeof identifier === 'string' ? OF_REQUEST.exec(identifier)?.[1] : undefined;
    if (asked === undefined) return edit;
    for (const { record } of recordsOf(snapshot, 'dz-subscriptions'))
      if (record.subscriptionRequestId === asked && record.status === 'APPROVED')
        return { ...edit, request: { ...edit.request, identifier: record.id } };
    return edit;
  });
}
