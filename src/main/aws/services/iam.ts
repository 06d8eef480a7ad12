import {
  IAMClient,
  ListRolesCommand,
  GetRoleCommand,
  ListRoleTagsCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';

export const Client = IAMClient;

export const commands = {
  ListRoles: ListRolesCommand,
  GetRole: GetRoleCommand,
  ListRoleTags: ListRoleTagsCommand,
  ListUsers: ListUsersCommand,
  ListUserTags: ListUserTagsCommand,
  SimulatePrincipalPolicy: SimulatePrincipalPolicyCommand,
};
