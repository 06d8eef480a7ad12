import { dzKey, type Sources } from '../graph/sources';
import type { DzPolicyEntity } from '../model/datazone';
import { principalKey, unitOfDetail } from '../model/datazone-policies';
import { policiesOf } from '../model/policy-table';
import { personOfPolicy } from './people';
import type { EntityGrant, EntityView } from './unit-types';

/** Blueprints, environment profiles and asset types of a domain, each with who holds which policy. */
export function viewEntities(sources: Sources, domainId: string): EntityView[] {
  return sources.entities
    .filter((entity) => entity.domainId === domainId)
    .map((entity) => ({
      entityType: entity.entityType,
      id: entity.entityIdentifier,
      name: entity.name,
      note: noteOf(sources, entity),
      policies: policiesOf(entity.entityType).map(({ type, words }) => ({
        type,
        words,
        grants: grantsOf(sources, entity, type),
        isUnread: entity.unread?.includes(type) ?? false,
      })),
    }))
    .sort((a, b) => ORDER.indexOf(a.entityType) - ORDER.indexOf(b.entityType) || a.name.localeCompare(b.name));
}

const ORDER = ['ENVIRONMENT_BLUEPRINT_CONFIGURATION', 'ENVIRONMENT_PROFILE', 'ASSET_TYPE'];

function noteOf(sources: Sources, { domainId, entityType, account, projectId, managed }: DzPolicyEntity): string {
  const project = sources.projects.get(dzKey(domainId, projectId ?? ''))?.name ?? projectId;
  const parts = {
    ENVIRONMENT_BLUEPRINT_CONFIGURATION: ['blueprint', account],
    ENVIRONMENT_PROFILE: ['environment profile', project && `of ${project}`, account && `in ${account}`],
    ASSET_TYPE: ['asset type', managed ? 'of DataZone' : project && `of ${project}`],
  }[entityType];
  return parts.filter(Boolean).join(' ');
}

const grantsOf = (sources: Sources, entity: DzPolicyEntity, policyType: string): EntityGrant[] =>
  sources.policies
    .filter(
      (grant) =>
        grant.domainId === entity.domainId &&
        grant.entityType === entity.entityType &&
        grant.entityIdentifier === entity.entityIdentifier &&
        grant.policyType === policyType,
    )
    .map((grant) => {
      const unit = unitOfDetail(grant);
      return {
        key: principalKey(grant.principal),
        person: personOfPolicy(sources, entity.domainId, grant.principal),
        grant,
        ...(unit === undefined ? {} : { unit: sources.units.get(dzKey(entity.domainId, unit))?.name ?? unit }),
      };
    })
    .sort((a, b) => a.person.name.localeCompare(b.person.name));
