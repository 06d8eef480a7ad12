/**
 * Lake Formation records, under AWS's own member names, as JSON carries them (timestamps are ISO 8601 strings).
 * Absent and empty arrays mean the same (facts 1: some members are absent, not empty).
 */

/** ListPermissions' Permission enum; an unknown future value is kept as it came. */
export type Permission = string;

export interface DataLakePrincipal {
  DataLakePrincipalIdentifier: string;
}

export interface LFTagPair {
  CatalogId?: string;
  TagKey: string;
  TagValues: string[];
}

export interface TableResource {
  CatalogId?: string;
  DatabaseName: string;
  Name?: string;
  TableWildcard?: Record<string, never>;
}

export interface TableWithColumnsResource {
  CatalogId?: string;
  DatabaseName: string;
  Name: string;
  ColumnNames?: string[];
  ColumnWildcard?: { ExcludedColumnNames?: string[] };
}

/** The Resource union: exactly one member is set. */
export interface Resource {
  Catalog?: { Id?: string };
  Database?: { CatalogId?: string; Name: string };
  Table?: TableResource;
  TableWithColumns?: TableWithColumnsResource;
  DataLocation?: { CatalogId?: string; ResourceArn: string };
  DataCellsFilter?: { TableCatalogId?: string; DatabaseName?: string; TableName?: string; Name?: string };
  LFTag?: LFTagPair;
  LFTagPolicy?: {
    CatalogId?: string;
    ResourceType: string;
    Expression?: LFTagPair[];
    ExpressionName?: string;
  };
  LFTagExpression?: { CatalogId?: string; Name: string };
}

/** One row of ListPermissions: (principal, resource, condition) is its key. */
export interface PermissionRow {
  Principal: DataLakePrincipal;
  Resource: Resource;
  Permissions: Permission[];
  PermissionsWithGrantOption?: Permission[];
  Condition?: { Expression?: string };
  AdditionalDetails?: { ResourceShare?: string[] };
  LastUpdated?: string;
  LastUpdatedBy?: string;
}

export interface PrincipalPermissions {
  Principal?: DataLakePrincipal;
  Permissions?: Permission[];
}

export interface DataLakeSettings {
  DataLakeAdmins?: DataLakePrincipal[];
  ReadOnlyAdmins?: DataLakePrincipal[];
  CreateDatabaseDefaultPermissions?: PrincipalPermissions[];
  CreateTableDefaultPermissions?: PrincipalPermissions[];
  Parameters?: Record<string, string>;
  TrustedResourceOwners?: string[];
  AllowExternalDataFiltering?: boolean;
  AllowFullTableExternalDataAccess?: boolean;
  ExternalDataFilteringAllowList?: DataLakePrincipal[];
  AuthorizedSessionTagValueList?: string[];
}

/** A registered S3 prefix (ListResources). */
export interface ResourceInfo {
  ResourceArn: string;
  RoleArn?: string;
  LastModified?: string;
  WithFederation?: boolean;
  HybridAccessEnabled?: boolean;
  WithPrivilegedAccess?: boolean;
  VerificationStatus?: string;
  ExpectedResourceOwnerAccount?: string;
}

export interface OptIn {
  Resource: Resource;
  Principal: DataLakePrincipal;
  Condition?: { Expression?: string };
  LastModified?: string;
  LastUpdatedBy?: string;
}

export interface LFTagExpression {
  Name: string;
  Description?: string;
  CatalogId?: string;
  Expression: LFTagPair[];
}

export interface DataCellsFilter {
  TableCatalogId: string;
  DatabaseName: string;
  TableName: string;
  Name: string;
  RowFilter?: { FilterExpression?: string; AllRowsWildcard?: Record<string, never> };
  ColumnNames?: string[];
  ColumnWildcard?: { ExcludedColumnNames?: string[] };
  VersionId?: string;
}

export interface ColumnLFTag {
  Name: string;
  LFTags: LFTagPair[];
}

/**
 * The *effective* LF-Tags of a table or a database, as SearchTablesByLFTags, SearchDatabasesByLFTags and GetResourceLFTags
 * (without ShowAssignedLFTags) answer them: inheritance is already applied. `assigned: true` marks answers to
 * ShowAssignedLFTags, where only what is set at that level is listed.
 */
export interface TagAssignment {
  Resource: { Database?: { CatalogId?: string; Name: string }; Table?: TableResource };
  assigned?: boolean;
  LFTagOnDatabase?: LFTagPair[];
  LFTagsOnTable?: LFTagPair[];
  LFTagsOnColumns?: ColumnLFTag[];
}
