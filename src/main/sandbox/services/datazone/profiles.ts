import type {
  GetGroupProfileInput,
  GetGroupProfileOutput,
  GetUserProfileInput,
  GetUserProfileOutput,
  SearchGroupProfilesInput,
  SearchGroupProfilesOutput,
  SearchUserProfilesInput,
  SearchUserProfilesOutput,
} from '@aws-sdk/client-datazone';
import type { DzGroupProfile, DzUserProfile } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { notFound } from './errors';
import { page } from './pages';
import { domainOf } from './state';

const contains = (text: string | undefined, part: string | undefined): boolean =>
  part === undefined || part === '' || (text ?? '').toLowerCase().includes(part.toLowerCase());

const textOf = ({ details }: DzUserProfile): string =>
  [details?.iam?.arn, details?.sso?.username, details?.sso?.firstName, details?.sso?.lastName].join(' ');

const viewUser = (domainId: string, { id, type, status, details }: DzUserProfile): GetUserProfileOutput =>
  ({ domainId, id, type, status, details }) as GetUserProfileOutput;

const viewGroup = (domainId: string, group: DzGroupProfile): GetGroupProfileOutput => ({
  domainId,
  id: group.id,
  status: group.status as GetGroupProfileOutput['status'],
  groupName: group.groupName,
  rolePrincipalArn: group.rolePrincipalArn,
});

/** SSO_USER searches the directory behind the domain, the other types the profiles of the domain (datazone 1.2). */
export function searchUserProfiles(input: SearchUserProfilesInput, call: Call): SearchUserProfilesOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const ofType = (profile: DzUserProfile): boolean => {
    if (input.userType === 'DATAZONE_USER') return true;
    return profile.type === (input.userType === 'DATAZONE_IAM_USER' ? 'IAM' : 'SSO');
  };
  const known = new Set(domain.profiles.map((profile) => profile.id));
  const unassigned = (call.world.data.identityStore?.users ?? [])
    .filter((user) => input.userType === 'SSO_USER' && !known.has(user.id))
    .map((user) => ({
      domainId: domain.domain.id,
      id: user.id,
      type: 'SSO',
      status: 'NOT_ASSIGNED',
      details: { sso: { username: user.userName, firstName: user.givenName, lastName: user.familyName } },
    }));
  const list = [...domain.profiles.filter(ofType), ...unassigned].filter((profile) =>
    contains(textOf(profile), input.searchText),
  );
  const { items, token } = page(call, input, list);
  return { items: items.map((profile) => viewUser(domain.domain.id, profile)), nextToken: token };
}

/** By profile id, SSO user name or IAM ARN. */
export function getUserProfile(input: GetUserProfileInput, call: Call): GetUserProfileOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const asked = input.userIdentifier;
  const profile = domain.profiles.find(
    (p) =>
      (p.id === asked || p.details?.iam?.arn === asked || p.details?.sso?.username === asked) &&
      (input.type === undefined || p.type === input.type),
  );
  if (!profile) throw notFound('User profile', asked ?? '');
  return viewUser(domain.domain.id, profile);
}

export function searchGroupProfiles(input: SearchGroupProfilesInput, call: Call): SearchGroupProfilesOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const ofRole = input.groupType === 'IAM_ROLE_SESSION_GROUP';
  const known = new Set(domain.groups.map((group) => group.id));
  const unassigned = (call.world.data.identityStore?.groups ?? [])
    .filter((group) => input.groupType === 'SSO_GROUP' && !known.has(group.id))
    .map((g) => ({ domainId: domain.domain.id, id: g.id, groupName: g.displayName, status: 'NOT_ASSIGNED' }));
  const list = [...domain.groups, ...unassigned]
    .filter((group: DzGroupProfile) => (group.rolePrincipalArn !== undefined) === ofRole)
    .filter((group: DzGroupProfile) =>
      contains(`${group.groupName ?? ''} ${group.rolePrincipalArn ?? ''}`, input.searchText),
    );
  const { items, token } = page(call, input, list);
  return { items: items.map((group) => viewGroup(domain.domain.id, group)), nextToken: token };
}

/** By group id or name. */
export function getGroupProfile(input: GetGroupProfileInput, call: Call): GetGroupProfileOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const asked = input.groupIdentifier;
  const group = domain.groups.find((g) => g.id === asked || g.groupName === asked);
  if (!group) throw notFound('Group profile', asked ?? '');
  return viewGroup(domain.domain.id, group);
}
