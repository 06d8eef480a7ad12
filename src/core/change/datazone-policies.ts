import { unitsBelow } from '../governance/unit-tree';
import type { DzPolicyGrant, DzPolicyPrincipal } from '../model/datazone';
import {
  POLICY_GRANTS_MAX,
  principalKey,
  reachesBelow,
  unitPolicyOf,
  type UnitPolicy,
} from '../model/datazone-policies';
import type { Draft } from './draft';
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
const UNREAD = 'Heddle reads policies of domain units only: what this adds to or takes from is not known.';

/** AddPolicyGrant: one principal, one policy, one unit. The service keeps twenty grants of a policy (facts datazone 1.1). */
export function addPolicyGrant(draft: Draft, request: PolicyRequest): Outcome {
  const { principal, detail = {} } = request;
  if (request.entityType !== 'DOMAIN_UNIT') return effect([], [UNREAD, NO_DATA]);
  const place = placeOf(draft, request);
  if ('ok' in place) return place;
  const { domainId, unitId, policy } = place;
  if (!(policy.detail in detail)) return rejected(`Policy ${policy.type} needs the detail ${policy.detail}`);
  const wrong = principalTrouble(draft, domainId, policy, principal);
  if (wrong !== undefined || !principal) return rejected(wrong ?? 'A principal must be given');
  const present = grantsAt(draft, request);
  if (present.some((grant) => principalKey(grant.principal) === principalKey(principal)))
    return conflicting(`Conflict with policy grant of ${policy.type}`);
  if (present.length >= POLICY_GRANTS_MAX)
    return quotaReached(`A policy has at most ${String(POLICY_GRANTS_MAX)} grants per domain unit`);
  draft.addBeside(
    'dz-policies',
    { domainId, entityType: 'DOMAIN_UNIT', entityIdentifier: unitId, policyType: policy.type, principal, detail },
    (other) => other.domainId === domainId,
  );
  return effect([], [reachWords(draft, domainId, unitId, policy, reachesBelow({ detail }), 'may then'), NO_DATA]);
}

/** RemovePolicyGrant: by the whole principal; what is not there is no error (facts datazone 4.1). */
export function removePolicyGrant(draft: Draft, request: PolicyRequest): Outcome {
  if (request.entityType !== 'DOMAIN_UNIT') return effect([], [UNREAD, NO_DATA]);
  const place = placeOf(draft, request);
  if ('ok' in place) return place;
  const { domainId, unitId, policy } = place;
  const key = principalKey(request.principal ?? {});
  const gone = grantsAt(draft, request).filter(
    (grant) =>
      principalKey(grant.principal) === key &&
      (request.grantIdentifier === undefined ||
        grant.grantId === undefined ||
        grant.grantId === request.grantIdentifier),
  );
  draft.drop('dz-policies', (grant) => gone.includes(grant));
  const below = gone.some(reachesBelow);
  return effect([], [reachWords(draft, domainId, unitId, policy, below, 'may then no longer'), NO_DATA]);
}

const grantsAt = (draft: Draft, { domainIdentifier, entityIdentifier, policyType }: PolicyRequest): DzPolicyGrant[] =>
  draft
    .all('dz-policies')
    .map(({ record }) => record)
    .filter(
      (grant) =>
        grant.domainId === domainIdentifier &&
        grant.entityType === 'DOMAIN_UNIT' &&
        grant.entityIdentifier === entityIdentifier &&
        grant.policyType === policyType,
    );

function placeOf(
  draft: Draft,
  { domainIdentifier: domainId = '', entityIdentifier: unitId = '', policyType }: PolicyRequest,
): { domainId: string; unitId: string; policy: UnitPolicy } | Outcome {
  if (!draft.all('dz-units').some(({ record }) => record.domainId === domainId && record.id === unitId))
    return rejected(`Domain unit ${unitId} does not exist`);
  const policy = unitPolicyOf(policyType);
  return policy ? { domainId, unitId, policy } : rejected(`Policy ${policyType ?? ''} does not apply to DOMAIN_UNIT`);
}

/** Exactly one kind, the kind that the policy is for, and somebody who exists where such people were read. */
function principalTrouble(
  draft: Draft,
  domainId: string,
  { type, holders }: UnitPolicy,
  principal: DzPolicyPrincipal | undefined,
): string | undefined {
  const kinds = Object.keys(principal ?? {});
  const [kind = ''] = kinds;
  if (kinds.length !== 1) return 'Exactly one kind of principal must be given';
  const fits = holders === 'projects' ? kind === 'project' : kind === 'user' || kind === 'group';
  if (!fits) return `Policy ${type} cannot be granted to a ${kind}`;
  const { user, group, project } = principal ?? {};
  if (user && (user.userIdentifier === undefined) === (user.allUsersGrantFilter === undefined))
    return 'A user principal names one user or all of them';
  const knows = (layer: 'dz-profiles' | 'dz-groups' | 'dz-projects' | 'dz-units', id: string): boolean => {
    const records = draft.all(layer).filter(({ record }) => record.domainId === domainId);
    return records.length === 0 || records.some(({ record }) => record.id === id);
  };
  const userId = user?.userIdentifier;
  if (userId !== undefined && PROFILE_ID.test(userId) && !knows('dz-profiles', userId))
    return `User profile ${userId} does not exist`;
  if (group && !knows('dz-groups', group.groupIdentifier ?? ''))
    return `Group profile ${group.groupIdentifier ?? ''} does not exist`;
  const { projectIdentifier, projectGrantFilter } = project ?? {};
  if (projectIdentifier !== undefined && !knows('dz-projects', projectIdentifier))
    return `Project ${projectIdentifier} does not exist`;
  const within = projectGrantFilter?.domainUnitFilter?.domainUnit;
  return within !== undefined && !knows('dz-units', within) ? `Domain unit ${within} does not exist` : undefined;
}

const PROFILE_ID = /^([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function reachWords(
  draft: Draft,
  domainId: string,
  unitId: string,
  { words }: UnitPolicy,
  isBelow: boolean,
  may: string,
): string {
  const units = draft.all('dz-units').map(({ record }) => record);
  const name = units.find((unit) => unit.domainId === domainId && unit.id === unitId)?.name ?? unitId;
  const below = isBelow ? unitsBelow(units, domainId, unitId).length : 0;
  const also = below === 0 ? '' : ` and ${below === 1 ? 'the unit' : `the ${String(below)} units`} below`;
  return `Whom the grant names ${may} ${words} in ${name}${also}, unless another grant or ownership says otherwise.`;
}
