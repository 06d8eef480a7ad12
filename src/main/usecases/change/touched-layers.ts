import type { Edit } from '../../../core/change/plan-types';
import type { Layer } from '../../../core/model/snapshot';

const SUBSCRIPTIONS: Layer[] = [
  'dz-requests',
  'dz-subscriptions',
  'dz-grants',
  'permissions',
  'data-filters',
  'tables',
  'shares',
];

const TAGS: Layer[] = ['tags', 'tag-expressions', 'tag-assignments', 'permissions'];

/** What an operation changes, as layers of a crawl. A layer too many costs calls, one too few would hide a difference. */
const BY_OPERATION: [RegExp, Layer[]][] = [
  [/^(Batch)?(Grant|Revoke)Permissions$/, ['permissions', 'shares']],
  [/LFTag/, TAGS],
  [/DataCellsFilter$/, ['data-filters', 'permissions']],
  [/OptIn$/, ['opt-ins']],
  [/^PutDataLakeSettings$/, ['settings']],
  [/^(Register|Update|Deregister)Resource$/, ['locations']],
  [/ProjectMembership$/, ['dz-memberships', 'dz-profiles']],
  [/Subscription/, SUBSCRIPTIONS],
  [/EntityOwner$/, ['dz-units']],
];

/** The layers to read again after these edits. */
export function touchedLayers(edits: readonly Pick<Edit, 'operation'>[]): Layer[] {
  const layers = edits.flatMap(({ operation }) => BY_OPERATION.find(([name]) => name.test(operation))?.[1] ?? []);
  return [...new Set(layers)];
}
