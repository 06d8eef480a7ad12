import { scopeWords } from '../governance/rule-scope';
import { personOfOwner, personOfPolicy } from '../governance/people';
import { dzKey, type Sources } from '../graph/sources';
import type { DzOwner, DzRuleScope } from '../model/datazone';
import { unitOfDetail } from '../model/datazone-policies';
import { ENTITY_WORDS, POLICY_PLACE, policyOf, type PolicyEntityType } from '../model/policy-table';
import { subscriberOf, type AskRequest } from './datazone-asking';
import type { GrantRequest } from './datazone-grants';
import type { MembershipRequest, OwnerRequest } from './datazone-people';
import type { PolicyRequest } from './datazone-policies';
import type { RuleRequest } from './datazone-rules';

type Words = (request: Record<string, unknown>, sources?: Sources) => string;

const domainOf = (request: Record<string, unknown>): string => String(request['domainIdentifier'] ?? '');

/** A name where the mesh on screen knows one, else the id. */
const unitName = (request: Record<string, unknown>, id: string | undefined, sources?: Sources): string =>
  sources?.units.get(dzKey(domainOf(request), id ?? ''))?.name ?? id ?? 'a unit';

const projectName = (request: Record<string, unknown>, id: string | undefined, sources?: Sources): string =>
  sources?.projects.get(dzKey(domainOf(request), id ?? ''))?.name ?? id ?? 'a project';

const listingName = (request: Record<string, unknown>, id: string | undefined, sources?: Sources): string =>
  sources?.listings.get(dzKey(domainOf(request), id ?? ''))?.name ?? id ?? 'a listing';

function who(request: Record<string, unknown>, member: MembershipRequest['member'], sources?: Sources): string {
  const { userIdentifier, groupIdentifier } = member ?? {};
  const owner: DzOwner =
    userIdentifier === undefined ? { group: { groupId: groupIdentifier ?? '' } } : { user: { userId: userIdentifier } };
  return sources ? personOfOwner(sources, domainOf(request), owner).name : (userIdentifier ?? groupIdentifier ?? '');
}

const designation = (text: string | undefined): string =>
  (text ?? '').replace('PROJECT_', '').replaceAll('_', ' ').toLowerCase();

const entityName = (raw: Record<string, unknown>, sources?: Sources): string => {
  const { entityType, entityIdentifier } = raw as PolicyRequest;
  if (entityType === 'DOMAIN_UNIT') return unitName(raw, entityIdentifier, sources);
  const found = sources?.entities.find(
    (e) =>
      e.domainId === domainOf(raw) && e.entityType === entityType && e.entityIdentifier === (entityIdentifier ?? ''),
  );
  const account = found?.entityType === 'ENVIRONMENT_BLUEPRINT_CONFIGURATION' ? ` of ${found.account ?? ''}` : '';
  return found ? `${found.name}${account}` : (entityIdentifier ?? 'an entity');
};

function policy(verb: 'Let' | 'No longer let', raw: Record<string, unknown>, sources?: Sources): string {
  const { principal = {}, policyType, entityIdentifier, entityType, detail } = raw as PolicyRequest;
  const person = sources ? personOfPolicy(sources, domainOf(raw), principal) : undefined;
  const note = person?.kind === 'project' && person.note !== undefined ? ` (${person.note})` : '';
  const name = person ? `${person.name}${note}` : JSON.stringify(principal);
  const what = policyOf(entityType, policyType)?.words ?? (policyType ?? '').replaceAll('_', ' ').toLowerCase();
  const where = Object.hasOwn(ENTITY_WORDS, entityType ?? '')
    ? POLICY_PLACE[entityType as PolicyEntityType](entityName(raw, sources))
    : `in ${entityIdentifier ?? 'an entity'}`;
  const below = Object.values(detail ?? {}).some((member) => member.includeChildDomainUnits === true);
  const unit = unitOfDetail({ detail: detail ?? {} });
  const of = unit === undefined ? '' : `, for ${unitName(raw, unit, sources)}`;
  return `${verb} ${name} ${what} ${where}${below ? ' and below' : ''}${of}`;
}

function owner(verb: (name: string, unit: string) => string, raw: Record<string, unknown>, sources?: Sources): string {
  const { owner: asked, entityIdentifier } = raw as OwnerRequest;
  return verb(who(raw, { ...asked?.user, ...asked?.group }, sources), unitName(raw, entityIdentifier, sources));
}

/** Where a rule is to hold; nothing where the edit leaves that as it is. */
const scopeOf = (raw: Record<string, unknown>, scope: DzRuleScope | undefined, sources?: Sources): string =>
  scope ? `, for ${scopeWords(scope, (id) => projectName(raw, id, sources))}` : '';

const ruleName = (raw: Record<string, unknown>, sources?: Sources): string => {
  const { identifier = '' } = raw as RuleRequest;
  return sources?.rules.find((r) => r.domainId === domainOf(raw) && r.identifier === identifier)?.name ?? identifier;
};

function asking(raw: Record<string, unknown>, sources?: Sources): string {
  const request = raw as AskRequest;
  const { project, user, group, iam } = subscriberOf(request);
  const name = project
    ? projectName(raw, project.id, sources)
    : user || group
      ? who(raw, { userIdentifier: user?.id, groupIdentifier: group?.id } as MembershipRequest['member'], sources)
      : (iam?.principalArn ?? 'somebody');
  return `Ask for ${listingName(raw, request.subscribedListings?.[0]?.identifier, sources)} for ${name}`;
}

function withdrawal(raw: Record<string, unknown>, sources?: Sources): string {
  const id = String(raw['identifier'] ?? '');
  const found = sources?.requests.find((r) => r.domainId === domainOf(raw) && r.id === id);
  const name = found?.subscribedPrincipals[0]?.project?.name;
  const product = found?.subscribedListings[0]?.name;
  return product ? `the request${name ? ` of ${name}` : ''} for ${product}` : `request ${id}`;
}

function added(raw: Record<string, unknown>, sources?: Sources): string {
  const { environmentIdentifier = '', grantedEntity } = raw as GrantRequest;
  const environment = sources?.environments.get(dzKey(domainOf(raw), environmentIdentifier));
  const place = environment
    ? `${projectName(raw, environment.projectId, sources)} › ${environment.name}`
    : environmentIdentifier;
  return `Grant ${listingName(raw, grantedEntity?.listing?.identifier, sources)} to ${place}`;
}

function taken(raw: Record<string, unknown>, sources?: Sources): string {
  const id = String(raw['identifier'] ?? '');
  const held = sources?.grants.find((g) => g.domainId === domainOf(raw) && g.id === id);
  if (!held) return `Take back grant ${id}`;
  const environment = sources?.environments.get(dzKey(held.domainId, held.environmentId ?? ''));
  const listing = listingName(raw, held.grantedEntity.listing?.id, sources);
  return `Take back ${listing} from ${environment ? `${projectName(raw, environment.projectId, sources)} › ${environment.name}` : 'an environment'}`;
}

/** What DataZone edits do, as a person says it. */
export const DATAZONE_WORDS: Record<string, Words> = {
  AddPolicyGrant: (r, sources) => policy('Let', r, sources),
  RemovePolicyGrant: (r, sources) => policy('No longer let', r, sources),
  AddEntityOwner: (r, sources) => owner((name, unit) => `Make ${name} owner of ${unit}`, r, sources),
  RemoveEntityOwner: (r, sources) => owner((name, unit) => `Remove ${name} from the owners of ${unit}`, r, sources),
  CreateProjectMembership: (r, sources) => {
    const { member, projectIdentifier, designation: role } = r as MembershipRequest;
    return `Make ${who(r, member, sources)} ${designation(role)} of ${projectName(r, projectIdentifier, sources)}`;
  },
  DeleteProjectMembership: (r, sources) => {
    const { member, projectIdentifier } = r as MembershipRequest;
    return `Remove ${who(r, member, sources)} from ${projectName(r, projectIdentifier, sources)}`;
  },
  CreateRule: (r, sources) => {
    const { name = '', target, scope } = r as RuleRequest;
    const unit = unitName(r, target?.domainUnitTarget?.domainUnitId, sources);
    return `Create the rule ${name} in ${unit}${scopeOf(r, scope, sources)}`;
  },
  UpdateRule: (r, sources) => `Change the rule ${ruleName(r, sources)}${scopeOf(r, (r as RuleRequest).scope, sources)}`,
  DeleteRule: (r, sources) => `Delete the rule ${ruleName(r, sources)}`,
  CreateSubscriptionRequest: asking,
  UpdateSubscriptionRequest: (r, sources) => `Change the reason of ${withdrawal(r, sources)}`,
  DeleteSubscriptionRequest: (r, sources) => `Withdraw ${withdrawal(r, sources)}`,
  CreateSubscriptionGrant: added,
  DeleteSubscriptionGrant: taken,
};
