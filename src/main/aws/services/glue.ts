import {
  GlueClient,
  GetCatalogsCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetTableCommand,
  GetTablesCommand,
  GetResourcePoliciesCommand,
  GetConnectionsCommand,
  GetCrawlersCommand,
  GetJobsCommand,
} from '@aws-sdk/client-glue';

export const Client = GlueClient;

export const commands = {
  GetCatalogs: GetCatalogsCommand,
  GetDatabase: GetDatabaseCommand,
  GetDatabases: GetDatabasesCommand,
  GetTable: GetTableCommand,
  GetTables: GetTablesCommand,
  GetResourcePolicies: GetResourcePoliciesCommand,
  GetConnections: GetConnectionsCommand,
  GetCrawlers: GetCrawlersCommand,
  GetJobs: GetJobsCommand,
};
