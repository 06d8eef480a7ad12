import type { Handler, Service } from '../../service';
import * as catalogs from './catalogs';
import * as connections from './connections';
import * as databases from './databases';
import * as jobs from './jobs';
import * as tables from './tables';

/** Glue: the reads of facts 6, and the writes of databases and tables. */
export const glue: Service = {
  id: 'glue',
  handlers: {
    GetCatalogs: catalogs.getCatalogs,
    GetCatalog: catalogs.getCatalog,
    GetDatabases: databases.getDatabases,
    GetDatabase: databases.getDatabase,
    CreateDatabase: databases.createDatabase,
    UpdateDatabase: databases.updateDatabase,
    DeleteDatabase: databases.deleteDatabase,
    GetTables: tables.getTables,
    GetTable: tables.getTable,
    SearchTables: tables.searchTables,
    CreateTable: tables.createTable,
    UpdateTable: tables.updateTable,
    DeleteTable: tables.deleteTable,
    GetConnections: connections.getConnections,
    GetConnection: connections.getConnection,
    GetCrawlers: jobs.getCrawlers,
    ListCrawlers: jobs.listCrawlers,
    GetJobs: jobs.getJobs,
    ListJobs: jobs.listJobs,
    GetJobRuns: jobs.getJobRuns,
    GetResourcePolicies: jobs.getResourcePolicies,
  } satisfies Record<string, Handler>,
};
