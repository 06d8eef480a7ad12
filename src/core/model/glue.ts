/** Glue Data Catalog records under AWS's own member names; timestamps are ISO 8601 strings. Unknown members are kept. */
import type { PrincipalPermissions } from './lakeformation';

export interface GlueCatalog {
  CatalogId: string;
  Name: string;
  ResourceArn?: string;
  FederatedCatalog?: { Identifier?: string; ConnectionName?: string; ConnectionType?: string };
  TargetRedshiftCatalog?: { CatalogArn?: string };
  CatalogProperties?: { DataLakeAccessProperties?: Record<string, unknown> };
  CreateDatabaseDefaultPermissions?: PrincipalPermissions[];
  CreateTableDefaultPermissions?: PrincipalPermissions[];
}

export interface GlueDatabase {
  Name: string;
  CatalogId?: string;
  Description?: string;
  LocationUri?: string;
  Parameters?: Record<string, string>;
  CreateTime?: string;
  CreateTableDefaultPermissions?: PrincipalPermissions[];
  TargetDatabase?: { CatalogId?: string; DatabaseName?: string; Region?: string };
  FederatedDatabase?: { Identifier?: string; ConnectionName?: string; ConnectionType?: string };
}

export interface GlueColumn {
  Name: string;
  Type?: string;
  Comment?: string;
  Parameters?: Record<string, string>;
}

export interface GlueTable {
  Name: string;
  DatabaseName: string;
  CatalogId?: string;
  Description?: string;
  Owner?: string;
  TableType?: string;
  CreatedBy?: string;
  CreateTime?: string;
  UpdateTime?: string;
  StorageDescriptor?: {
    Columns?: GlueColumn[];
    Location?: string;
    AdditionalLocations?: string[];
    InputFormat?: string;
    OutputFormat?: string;
    SerdeInfo?: { SerializationLibrary?: string; Parameters?: Record<string, string> };
    Parameters?: Record<string, string>;
    SchemaReference?: unknown;
  };
  PartitionKeys?: GlueColumn[];
  Parameters?: Record<string, string>;
  ViewOriginalText?: string;
  TargetTable?: { CatalogId?: string; DatabaseName?: string; Name?: string; Region?: string };
  FederatedTable?: {
    Identifier?: string;
    DatabaseIdentifier?: string;
    ConnectionName?: string;
    ConnectionType?: string;
  };
  ViewDefinition?: { Definer?: string; IsProtected?: boolean; SubObjects?: string[]; Representations?: unknown[] };
  IsMultiDialectView?: boolean;
  IsMaterializedView?: boolean;
  IsRegisteredWithLakeFormation?: boolean;
  VersionId?: string;
}

/** GetConnections with every secret-bearing property already dropped. */
export interface GlueConnection {
  Name: string;
  ConnectionType?: string;
  ConnectionProperties?: Record<string, string>;
}

export interface GluePolicy {
  PolicyInJson?: string;
  PolicyHash?: string;
}

/** Crawlers and jobs are kept as they came; `core/lineage` reads what it knows of them. */
export type GlueCrawler = { Name: string } & Record<string, unknown>;
export type GlueJob = { Name: string } & Record<string, unknown>;
