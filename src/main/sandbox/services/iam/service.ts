import type {
  GetRoleRequest,
  GetRoleResponse,
  GetUserRequest,
  GetUserResponse,
  ListRolesRequest,
  ListRolesResponse,
  ListRoleTagsRequest,
  ListRoleTagsResponse,
  ListUsersRequest,
  ListUsersResponse,
  ListUserTagsRequest,
  ListUserTagsResponse,
} from '@aws-sdk/client-iam';
import type { Call, Handler, Service } from '../../service';
import { pageOf } from '../../state/paging';
import { callerAccount, roleOf, roleRecord, tagList, userOf, userRecord } from './principals';
import { simulatePrincipalPolicy } from './simulate';

interface Marked {
  Marker?: string;
  MaxItems?: number;
}

/** IAM pages with Marker and MaxItems (100 unless told), and says IsTruncated. */
function marked<T>(call: Call, input: Marked, bind: unknown, list: readonly T[]) {
  const paging = { call, bind, token: input.Marker, limit: input.MaxItems ?? 100, max: 1000, error: 'ValidationError' };
  const page = pageOf(paging, list);
  return { items: page.items, rest: { IsTruncated: page.token !== undefined, Marker: page.token } };
}

function listRoles(input: ListRolesRequest, call: Call): ListRolesResponse {
  const prefix = input.PathPrefix ?? '/';
  const list = callerAccount(call).roles.filter((role) => (role.path ?? '/').startsWith(prefix));
  const { items, rest } = marked(call, input, prefix, list);
  return { Roles: items.map((role) => roleRecord(call, role)), ...rest };
}

function getRole(input: GetRoleRequest, call: Call): GetRoleResponse {
  const role = roleOf(call, input.RoleName);
  const Tags = tagList(role.tags);
  return { Role: { ...roleRecord(call, role), ...(Tags.length > 0 && { Tags }) } };
}

function listRoleTags(input: ListRoleTagsRequest, call: Call): ListRoleTagsResponse {
  const { items, rest } = marked(call, input, input.RoleName, tagList(roleOf(call, input.RoleName).tags));
  return { Tags: items, ...rest };
}

function listUsers(input: ListUsersRequest, call: Call): ListUsersResponse {
  const prefix = input.PathPrefix ?? '/';
  const list = (callerAccount(call).users ?? []).filter((user) => (user.path ?? '/').startsWith(prefix));
  const { items, rest } = marked(call, input, prefix, list);
  return { Users: items.map((user) => userRecord(call, user)), ...rest };
}

function getUser(input: GetUserRequest, call: Call): GetUserResponse {
  const user = userOf(call, input.UserName);
  const Tags = tagList(user.tags);
  return { User: { ...userRecord(call, user), ...(Tags.length > 0 && { Tags }) } };
}

function listUserTags(input: ListUserTagsRequest, call: Call): ListUserTagsResponse {
  const { items, rest } = marked(call, input, input.UserName, tagList(userOf(call, input.UserName).tags));
  return { Tags: items, ...rest };
}

/** IAM: the reads that tell who exists, with which tags and rights. */
export const iam: Service = {
  id: 'iam',
  handlers: {
    ListRoles: listRoles,
    GetRole: getRole,
    ListRoleTags: listRoleTags,
    ListUsers: listUsers,
    GetUser: getUser,
    ListUserTags: listUserTags,
    SimulatePrincipalPolicy: simulatePrincipalPolicy,
  } satisfies Record<string, Handler>,
};
