import { ENTITY_WORDS, policyOf, type Policy, type PolicyEntityType } from '../model/policy-table';
import type { Draft } from './draft';
import type { PolicyRequest } from './datazone-policies';
import { rejected, type Outcome } from './refusal';

/** The entity and the policy of a request, and what is not sure about them. */
export interface PolicyPlace {
  domainId: string;
  entityType: PolicyEntityType;
  entityId: string;
  policy: Policy;
  name: string;
  remarks: string[];
}

/** The entity must exist, as far as such entities were read, and have the policy. */
export function placeOf(draft: Draft, request: PolicyRequest): PolicyPlace | Outcome {
  const { domainIdentifier: domainId = '', entityType = '', entityIdentifier: entityId = '', policyType } = request;
  if (!Object.hasOwn(ENTITY_WORDS, entityType)) return rejected(`${entityType} carries no policies`);
  const place = { domainId, entityId, entityType: entityType as PolicyEntityType };
  const found = nameOf(draft, place);
  if (found && 'missing' in found) return rejected(found.missing);
  const policy = policyOf(entityType, policyType);
  if (!policy) return rejected(`Policy ${policyType ?? ''} does not apply to ${entityType}`);
  const isUnread = found?.unread.includes(policy.type) ?? true;
  const remarks = [...remarksOf(place), ...(found ? [] : [UNSEEN]), ...(isUnread ? [UNREAD] : [])];
  return { ...place, policy, name: found?.name ?? entityId, remarks };
}

const UNSEEN = 'Whether this exists could not be read.';
const UNREAD = 'Who holds the policy there now could not be read: what this adds to or takes from is not known.';

const remarksOf = ({ entityType }: Pick<PolicyPlace, 'entityType'>): string[] =>
  entityType === 'ENVIRONMENT_PROFILE' || entityType === 'ASSET_TYPE' ? [ID_UNVERIFIED] : [];

export const ID_UNVERIFIED =
  'AWS does not document by which id a grant names an environment profile or an asset type; Heddle uses the one its listing gives (unverified), and AWS may refuse it.';

/** Its name and the policies whose grants were not read; undefined where it was not read itself; or why it is none. */
function nameOf(
  draft: Draft,
  { domainId, entityType, entityId }: Pick<PolicyPlace, 'domainId' | 'entityType' | 'entityId'>,
): { name: string; unread: readonly string[] } | undefined | { missing: string } {
  if (entityType === 'DOMAIN_UNIT') {
    const unit = draft.all('dz-units').find(({ record }) => record.domainId === domainId && record.id === entityId);
    return unit ? { name: unit.record.name, unread: [] } : { missing: `Domain unit ${entityId} does not exist` };
  }
  const [, account, blueprint] = /^(\d{12}):(.+)$/.exec(entityId) ?? [];
  if (entityType === 'ENVIRONMENT_BLUEPRINT_CONFIGURATION' && account === undefined)
    return { missing: 'Format of EnvironmentBlueprintConfigurationId is invalid' };
  const entity = draft
    .all('dz-entities')
    .find(({ record: e }) => e.domainId === domainId && e.entityType === entityType && e.entityIdentifier === entityId);
  if (entity) return { name: entity.record.name, unread: entity.record.unread ?? [] };
  const { coverage, parts } = draft.done();
  const isRead =
    parts.some(({ layer }) => layer === 'dz-entities') &&
    !coverage.some(({ layer }) => layer === 'dz-entities') &&
    (account === undefined || draft.members.some((member) => member.account === account));
  if (!isRead) return undefined;
  return entityType === 'ENVIRONMENT_BLUEPRINT_CONFIGURATION'
    ? { missing: `Environment blueprint configuration ${blueprint ?? ''} does not exist in account ${account ?? ''}` }
    : { missing: `${entityType === 'ASSET_TYPE' ? 'Asset type' : 'Environment profile'} ${entityId} does not exist` };
}
