import { RAMClient, GetResourceSharesCommand, GetResourceShareAssociationsCommand } from '@aws-sdk/client-ram';

export const Client = RAMClient;

export const commands = {
  GetResourceShares: GetResourceSharesCommand,
  GetResourceShareAssociations: GetResourceShareAssociationsCommand,
};
