import type {
  DescribeGroupRequest,
  DescribeGroupResponse,
  DescribeUserRequest,
  DescribeUserResponse,
  Filter,
  ListGroupMembershipsForMemberRequest,
  ListGroupMembershipsForMemberResponse,
  ListGroupMembershipsRequest,
  ListGroupMembershipsResponse,
  ListGroupsRequest,
  ListGroupsResponse,
  ListUsersRequest,
  ListUsersResponse,
} from '@aws-sdk/client-identitystore';
import { createHash } from 'node:crypto';
import type { Call, Handler, Service } from '../../service';
import { ServiceError } from '../../service';
import { pageOf } from '../../state/paging';
import type { IdentityStoreData } from '../../world';

type User = IdentityStoreData['users'][number];
type Group = IdentityStoreData['groups'][number];

/** The organisation's one store; any other id is not found. */
function storeOf(call: Call, id: string | undefined): IdentityStoreData {
  const store = call.world.data.identityStore;
  if (store?.identityStoreId !== id || !store) {
    throw new ServiceError('ResourceNotFoundException', 'IDENTITY_STORE not found.', {
      ResourceType: 'IDENTITY_STORE',
      ResourceId: id,
    });
  }
  return store;
}

interface Paged {
  NextToken?: string;
  MaxResults?: number;
}

const paged = <T>(call: Call, input: Paged, bind: unknown, list: readonly T[]) =>
  pageOf({ call, bind, token: input.NextToken, limit: input.MaxResults, max: 100, error: 'ValidationException' }, list);

const userRecord = (store: IdentityStoreData, user: User) => ({
  IdentityStoreId: store.identityStoreId,
  UserId: user.id,
  UserName: user.userName,
  DisplayName: user.displayName,
  Name: {
    GivenName: user.givenName ?? user.displayName.split(' ')[0],
    FamilyName: user.familyName ?? user.displayName.split(' ').slice(1).join(' '),
  },
  ...(user.email && { Emails: [{ Value: user.email, Type: 'work', Primary: true }] }),
});

const groupRecord = (store: IdentityStoreData, group: Group) => ({
  IdentityStoreId: store.identityStoreId,
  GroupId: group.id,
  DisplayName: group.displayName,
  ...(group.description && { Description: group.description }),
});

/** Filters name one attribute path exactly. */
const fits = (filters: Filter[] | undefined, values: Record<string, string>): boolean =>
  (filters ?? []).every((f) => {
    if (!(f.AttributePath !== undefined && f.AttributePath in values)) {
      throw new ServiceError('ValidationException', `Attribute path ${f.AttributePath ?? ''} is not supported.`);
    }
    return values[f.AttributePath] === f.AttributeValue;
  });

function listUsers(input: ListUsersRequest, call: Call): ListUsersResponse {
  const store = storeOf(call, input.IdentityStoreId);
  const list = store.users.filter((u) => fits(input.Filters, { UserName: u.userName }));
  const page = paged(call, input, input.Filters, list);
  return { Users: page.items.map((u) => userRecord(store, u)), NextToken: page.token };
}

function listGroups(input: ListGroupsRequest, call: Call): ListGroupsResponse {
  const store = storeOf(call, input.IdentityStoreId);
  const list = store.groups.filter((g) => fits(input.Filters, { DisplayName: g.displayName }));
  const page = paged(call, input, input.Filters, list);
  return { Groups: page.items.map((g) => groupRecord(store, g)), NextToken: page.token };
}

const missing = (type: 'USER' | 'GROUP', id: string | undefined): ServiceError =>
  new ServiceError('ResourceNotFoundException', `${type} not found.`, { ResourceType: type, ResourceId: id });

function describeUser(input: DescribeUserRequest, call: Call): DescribeUserResponse {
  const store = storeOf(call, input.IdentityStoreId);
  const found = store.users.find((u) => u.id === input.UserId);
  if (!found) throw missing('USER', input.UserId);
  return userRecord(store, found);
}

function describeGroup(input: DescribeGroupRequest, call: Call): DescribeGroupResponse {
  const store = storeOf(call, input.IdentityStoreId);
  const found = store.groups.find((g) => g.id === input.GroupId);
  if (!found) throw missing('GROUP', input.GroupId);
  return groupRecord(store, found);
}

function membership(store: IdentityStoreData, group: Group, user: string) {
  const hex = createHash('sha256').update(`${group.id}|${user}`).digest('hex');
  return {
    IdentityStoreId: store.identityStoreId,
    MembershipId: [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
      '-',
    ),
    GroupId: group.id,
    MemberId: { UserId: user },
  };
}

function listGroupMemberships(input: ListGroupMembershipsRequest, call: Call): ListGroupMembershipsResponse {
  const store = storeOf(call, input.IdentityStoreId);
  const group = store.groups.find((g) => g.id === input.GroupId);
  if (!group) throw missing('GROUP', input.GroupId);
  const page = paged(call, input, group.id, group.members);
  return { GroupMemberships: page.items.map((user) => membership(store, group, user)), NextToken: page.token };
}

function listGroupMembershipsForMember(
  input: ListGroupMembershipsForMemberRequest,
  call: Call,
): ListGroupMembershipsForMemberResponse {
  const store = storeOf(call, input.IdentityStoreId);
  const user = input.MemberId && 'UserId' in input.MemberId ? input.MemberId.UserId : undefined;
  if (user === undefined || !store.users.some((u) => u.id === user)) throw missing('USER', user);
  const page = paged(
    call,
    input,
    user,
    store.groups.filter((g) => g.members.includes(user)),
  );
  return { GroupMemberships: page.items.map((group) => membership(store, group, user)), NextToken: page.token };
}

/** Identity Store: users, groups and who belongs to which. */
export const identityStore: Service = {
  id: 'identitystore',
  handlers: {
    ListUsers: listUsers,
    ListGroups: listGroups,
    DescribeUser: describeUser,
    DescribeGroup: describeGroup,
    ListGroupMemberships: listGroupMemberships,
    ListGroupMembershipsForMember: listGroupMembershipsForMember,
  } satisfies Record<string, Handler>,
};
