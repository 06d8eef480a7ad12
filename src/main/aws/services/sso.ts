import {
  SSOClient,
  GetRoleCredentialsCommand,
  ListAccountsCommand,
  ListAccountRolesCommand,
  LogoutCommand,
} from '@aws-sdk/client-sso';

export const Client = SSOClient;

export const commands = {
  GetRoleCredentials: GetRoleCredentialsCommand,
  ListAccounts: ListAccountsCommand,
  ListAccountRoles: ListAccountRolesCommand,
  Logout: LogoutCommand,
};
