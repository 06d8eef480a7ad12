import type { Edit } from '../../../core/change/plan-types';
import { UNIT_LAYERS, type Layer, type UnitKey } from '../../../core/model/snapshot';

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
  [/^(Update|Delete|Reject)SubscriptionRequest$/, ['dz-requests']],
  // What a listing approves by itself makes a subscription at once.
  [/^CreateSubscriptionRequest$/, ['dz-requests', 'dz-subscriptions']],
  [/Subscription/, SUBSCRIPTIONS],
  [/EntityOwner$/, ['dz-units']],
  [/PolicyGrant$/, ['dz-policies']],
  [/Rule$/, ['dz-rules']],
];

/** The layers to read again after these edits. */
export function touchedLayers(edits: readonly Pick<Edit, 'operation'>[]): Layer[] {
  const layers = edits.flatMap(({ operation }) => BY_OPERATION.find(([name]) => name.test(operation))?.[1] ?? []);
  return [...new Set(layers)];
}

/** The units whose policies and rules to read again; undefined where an edit does not tell its unit. */
export function touchedUnits(edits: readonly Pick<Edit, 'operation' | 'request'>[]): UnitKey[] | undefined {
  const units: UnitKey[] = [];
  for (const { operation, request } of edits) {
    const governs = touchedLayers([{ operation }]).some((layer) => (UNIT_LAYERS as readonly Layer[]).includes(layer));
    if (!governs) continue;
    const target = request['target'] as { domainUnitTarget?: { domainUnitId?: string } } | undefined;
    const unitId = operation === 'CreateRule' ? target?.domainUnitTarget?.domainUnitId : request['entityIdentifier'];
    if (typeof unitId !== 'string') return undefined;
    const entityType = request['entityType'] as UnitKey['entityType'] | 'DOMAIN_UNIT' | undefined;
    units.push({
      domainId: String(request['domainIdentifier'] ?? ''),
      unitId,
      ...(entityType === undefined || entityType === 'DOMAIN_UNIT' ? {} : { entityType }),
    });
  }
  return units;
}
