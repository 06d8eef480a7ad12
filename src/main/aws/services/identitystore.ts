import {
  IdentitystoreClient,
  ListUsersCommand,
  ListGroupsCommand,
  ListGroupMembershipsCommand,
} from '@aws-sdk/client-identitystore';

export const Client = IdentitystoreClient;

export const commands = {
  ListUsers: ListUsersCommand,
  ListGroups: ListGroupsCommand,
  ListGroupMemberships: ListGroupMembershipsCommand,
};
