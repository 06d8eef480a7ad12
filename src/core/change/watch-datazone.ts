import { grantText, ruleText } from '../model/datazone-policies';
import type { DzRule } from '../model/datazone';
import { canonicalText, sortedTexts } from '../model/canonical';
import { openRequests } from './datazone-asking';
import { isAlive } from './datazone-grants';
import type { Draft } from './draft';
import type { Subject } from './watch';

export type DataZoneSubject = Extract<Subject, { domainId: string }>;

/** The state of a subject that DataZone keeps; every member of the connection sees the same, so all of them are asked. */
export function dataZoneStateOf(draft: Draft, subject: DataZoneSubject): string {
  const isIt = (record: { domainId: string; id: string }, id: string): boolean =>
    record.domainId === subject.domainId && record.id === id;
  switch (subject.kind) {
    case 'request': {
      const found = draft.all('dz-requests').find(({ record }) => isIt(record, subject.id))?.record;
      return found ? canonicalText([found.status, found.requestReason ?? '']) : 'null';
    }
    case 'subscription':
      return canonicalText(
        draft.all('dz-subscriptions').find(({ record }) => isIt(record, subject.id))?.record.status ?? null,
      );
    case 'membership':
      return sortedTexts(
        draft
          .all('dz-memberships')
          .filter(({ record }) => record.domainId === subject.domainId && record.projectId === subject.projectId)
          .map(({ record }) => [record.memberDetails, record.designation]),
      );
    case 'asked':
      return sortedTexts(
        openRequests(draft, subject.domainId, subject.listingId, subject.subscriber).map((r) => r.requestReason ?? ''),
      );
    case 'grant': {
      const found = draft.all('dz-grants').find(({ record }) => isIt(record, subject.id))?.record;
      return found && isAlive(found) ? 'granted' : 'null';
    }
    case 'grants-in':
      return sortedTexts(
        draft
          .all('dz-grants')
          .filter(
            ({ record: g }) =>
              g.domainId === subject.domainId &&
              g.environmentId === subject.environmentId &&
              g.grantedEntity.listing?.id === subject.listingId &&
              isAlive(g),
          )
          .map(({ record }) => record.subscriptionTargetId),
      );
    case 'unit-owners':
      return sortedTexts(draft.all('dz-units').find(({ record }) => isIt(record, subject.unitId))?.record.owners ?? []);
    case 'policy':
      return sortedTexts(
        draft
          .all('dz-policies')
          .filter(
            ({ record: g }) =>
              g.domainId === subject.domainId &&
              g.entityType === (subject.entityType ?? 'DOMAIN_UNIT') &&
              g.entityIdentifier === subject.unitId &&
              g.policyType === subject.policyType,
          )
          .map(({ record }) => grantText(record)),
      );
    case 'rule':
      return ruleState(draft, (r) => r.domainId === subject.domainId && r.identifier === subject.id);
    case 'rule-named':
      return ruleState(
        draft,
        (r) =>
          r.domainId === subject.domainId &&
          r.name === subject.name &&
          r.target.domainUnitTarget?.domainUnitId === subject.unitId,
      );
  }
}

function ruleState(draft: Draft, test: (rule: DzRule) => boolean): string {
  const found = draft.all('dz-rules').find(({ record }) => test(record))?.record;
  return found ? ruleText(found) : 'null';
}
