import { unitsBelow } from '../governance/unit-tree';
import type { DzPolicyGrant, DzPolicyPrincipal } from '../model/datazone';
import { POLICY_GRANTS_MAX, principalKey, reachesBelow, unitOfDetail } from '../model/datazone-policies';
import { POLICY_PLACE } from '../model/policy-table';
import type { Draft } from './draft';
import { placeOf, type PolicyPlace } from './policy-place';
import { principalTrouble } from './policy-principal';
import { conflicting, effect, quotaReached, rejected, type Outcome } from './refusal';

export interface PolicyRequest {
  domainIdentifier?: string;
  entityType?: string;
  entityIdentifier?: string;
  policyType?: string;
  principal?: DzPolicyPrincipal;
  detail?: DzPolicyGrant['detail'];
  grantIdentifier?: string;
}

const NO_DATA = 'This governs what people may do in DataZone; nobody gains or loses access to data by it at once.';

/** AddPolicyGrant: one principal, one policy, one entity. A unit keeps twenty grants of a policy (facts datazone 1.1). */
export function addPolicyGrant(draft: Draft, request: PolicyRequest): Outcome {
  const { principal, detail = {} } = request;
  const place = placeOf(draft, request);
  if ('ok' in place) return place;
  const { domainId, entityType, entityId, policy } = place;
  if (!(policy.detail in detail)) return rejected(`Policy ${policy.type} needs the detail ${policy.detail}`);
  if (!principal) return rejected('A principal must be given');
  const wrong = principalTrouble(draft, domainId, policy, principal) ?? detailTrouble(draft, domainId, detail);
  if (wrong !== undefined) return rejected(wrong);
  const present = grantsAt(draft, place);
  if (present.some((grant) => principalKey(grant.principal) === principalKey(principal)))
    return conflicting(`Conflict with policy grant of ${policy.type}`);
  if (entityType === 'DOMAIN_UNIT' && present.length >= POLICY_GRANTS_MAX)
    return quotaReached(`A policy has at most ${String(POLICY_GRANTS_MAX)} grants per domain unit`);
  draft.addBeside(
    'dz-policies',
    { domainId, entityType, entityIdentifier: entityId, policyType: policy.type, principal, detail },
    (other) => other.domainId === domainId,
  );
  return effect([], [reachWords(draft, place, reachesBelow({ detail }), 'may then'), NO_DATA, ...place.remarks]);
}

/** RemovePolicyGrant: by the whole principal; what is not there is no error (facts datazone 4.1). */
export function removePolicyGrant(draft: Draft, request: PolicyRequest): Outcome {
  const place = placeOf(draft, request);
  if ('ok' in place) return place;
  const key = principalKey(request.principal ?? {});
  const gone = grantsAt(draft, place).filter(
    (grant) =>
      principalKey(grant.principal) === key &&
      (request.grantIdentifier === undefined ||
        grant.grantId === undefined ||
        grant.grantId === request.grantIdentifier),
  );
  draft.drop('dz-policies', (grant) => gone.includes(grant));
  const words = reachWords(draft, place, gone.some(reachesBelow), 'may then no longer');
  return effect([], [words, NO_DATA, ...place.remarks]);
}

const grantsAt = (draft: Draft, { domainId, entityType, entityId, policy }: PolicyPlace): DzPolicyGrant[] =>
  draft
    .all('dz-policies')
    .map(({ record }) => record)
    .filter(
      (grant) =>
        grant.domainId === domainId &&
        grant.entityType === entityType &&
        grant.entityIdentifier === entityId &&
        grant.policyType === policy.type,
    );

/** The unit that a grant is for must exist. */
function detailTrouble(draft: Draft, domainId: string, detail: DzPolicyGrant['detail']): string | undefined {
  const unit = unitOfDetail({ detail });
  const isKnown = draft.all('dz-units').some(({ record }) => record.domainId === domainId && record.id === unit);
  return unit === undefined || isKnown ? undefined : `Domain unit ${unit} does not exist`;
}

function reachWords(draft: Draft, place: PolicyPlace, isBelow: boolean, may: string): string {
  const { domainId, entityType, entityId, policy, name } = place;
  const units = draft.all('dz-units').map(({ record }) => record);
  const below = isBelow && entityType === 'DOMAIN_UNIT' ? unitsBelow(units, domainId, entityId).length : 0;
  const also = below === 0 ? '' : ` and ${below === 1 ? 'the unit' : `the ${String(below)} units`} below`;
  const where = POLICY_PLACE[entityType](name);
  return `Whom the grant names ${may} ${policy.words} ${where}${also}, unless another grant or ownership says otherwise.`;
}
