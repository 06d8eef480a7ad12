import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';

export const Client = SSOAdminClient;

export const commands = { ListInstances: ListInstancesCommand };
