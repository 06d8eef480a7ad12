import type { DataLakePrincipal, DataLakeSettings, PrincipalPermissions, Resource } from '../model/lakeformation';
import { isServiceRole } from './service-role';
import type { Wanted, WantedOf } from './wanted';

/** What PrincipalPermissions accepts (its resource schema); later permissions are not in it. */
const PERMISSIONS = new Set([
  'ALL',
  'SELECT',
  'ALTER',
  'DROP',
  'DELETE',
  'INSERT',
  'DESCRIBE',
  'CREATE_DATABASE',
  'CREATE_TABLE',
  'DATA_LOCATION_ACCESS',
  'CREATE_LF_TAG',
  'ASSOCIATE',
  'GRANT_WITH_LF_TAG_EXPRESSION',
]);

/** The schema's limit of conditions in an LF-Tag policy. */
const EXPRESSION_MOST = 5;

/** The properties of the resource, or why CloudFormation cannot say this (resource schemas of AWS::LakeFormation). */
export function cfnProperties(one: Wanted): object | string {
  switch (one.kind) {
    case 'grant':
      return grantProperties(one);
    case 'tag':
      return { CatalogId: one.account, TagKey: one.key, TagValues: one.values };
    case 'tagging':
      return taggingProperties(one);
    case 'filter': {
      const { TableCatalogId, DatabaseName, TableName, Name, RowFilter, ColumnNames, ColumnWildcard } = one.filter;
      if (!isAccount(TableCatalogId)) return NESTED_CATALOG;
      return {
        TableCatalogId,
        DatabaseName,
        TableName,
        Name,
        ...(RowFilter ? { RowFilter } : {}),
        ...(ColumnNames?.length ? { ColumnNames } : { ColumnWildcard: ColumnWildcard ?? {} }),
      };
    }
    case 'location': {
      const { ResourceArn, RoleArn, HybridAccessEnabled, WithFederation, WithPrivilegedAccess } = one.location;
      if (WithPrivilegedAccess) return 'CloudFormation knows no privileged access to a location';
      const isLinked = isServiceRole(one.location);
      return {
        ResourceArn,
        UseServiceLinkedRole: isLinked,
        ...(isLinked || RoleArn === undefined ? {} : { RoleArn }),
        ...(HybridAccessEnabled === undefined ? {} : { HybridAccessEnabled }),
        ...(WithFederation === undefined ? {} : { WithFederation }),
      };
    }
    case 'settings':
      return settingsProperties(one.settings);
    case 'expression':
      return 'CloudFormation has no resource for saved LF-Tag expressions';
    case 'opt-in':
      return 'CloudFormation has no resource for hybrid access opt-ins';
  }
}

const NESTED_CATALOG = 'CloudFormation takes an account’s own catalog only, no catalog below it';
const isAccount = (id: string): boolean => /^\d{12}$/.test(id);

function grantProperties(one: WantedOf<'grant'>): object | string {
  if (one.condition !== undefined) return 'CloudFormation cannot make a grant with a condition';
  const unknown = [...one.permissions, ...one.grantable].find((permission) => !PERMISSIONS.has(permission));
  if (unknown !== undefined) return `CloudFormation does not know the permission ${unknown}`;
  const resource = resourceProperties(one.resource, one.account);
  if (typeof resource === 'string') return resource;
  return {
    Catalog: one.account,
    Principal: { DataLakePrincipalIdentifier: one.principal },
    Resource: resource,
    Permissions: one.permissions,
    PermissionsWithGrantOption: one.grantable,
  };
}

function taggingProperties(one: WantedOf<'tagging'>): object | string {
  const { TableWithColumns: split } = one.resource;
  if (split && !split.ColumnNames?.length) return 'CloudFormation tags named columns only';
  const resource = resourceProperties(one.resource, one.account);
  if (typeof resource === 'string') return resource;
  return {
    Resource: resource,
    LFTags: one.tags.map(({ CatalogId = one.account, TagKey, TagValues }) => ({ CatalogId, TagKey, TagValues })),
  };
}

function resourceProperties(resource: Resource, account: string): object | string {
  const { Catalog, Database, Table, TableWithColumns, DataLocation, DataCellsFilter, LFTag, LFTagPolicy } = resource;
  const named = Database ?? Table ?? TableWithColumns ?? DataLocation ?? LFTag ?? LFTagPolicy;
  const CatalogId = named?.CatalogId ?? DataCellsFilter?.TableCatalogId ?? account;
  if (!isAccount(CatalogId) || (Catalog?.Id !== undefined && Catalog.Id !== account)) return NESTED_CATALOG;
  // The documentation calls it JSON and the resource schema a string: a guess would fail where it is deployed.
  if (Catalog) return 'how CloudFormation names a whole catalog is not settled';
  if (Database) return { Database: { CatalogId, Name: Database.Name } };
  if (Table) {
    const { DatabaseName, Name, TableWildcard } = Table;
    return { Table: { CatalogId, DatabaseName, ...(TableWildcard ? { TableWildcard: {} } : { Name }) } };
  }
  if (TableWithColumns) {
    const { DatabaseName, Name, ColumnNames, ColumnWildcard } = TableWithColumns;
    const columns = ColumnNames?.length ? { ColumnNames } : { ColumnWildcard: ColumnWildcard ?? {} };
    return { TableWithColumns: { CatalogId, DatabaseName, Name, ...columns } };
  }
  if (DataLocation) return { DataLocation: { CatalogId, ResourceArn: DataLocation.ResourceArn } };
  if (DataCellsFilter) {
    const { DatabaseName, TableName, Name } = DataCellsFilter;
    return { DataCellsFilter: { TableCatalogId: CatalogId, DatabaseName, TableName, Name } };
  }
  if (LFTag) return { LFTag: { CatalogId, TagKey: LFTag.TagKey, TagValues: LFTag.TagValues } };
  if (LFTagPolicy) {
    const { ResourceType, Expression } = LFTagPolicy;
    if (!Expression?.length) return 'CloudFormation cannot grant through a saved LF-Tag expression';
    if (Expression.length > EXPRESSION_MOST)
      return `CloudFormation takes at most ${String(EXPRESSION_MOST)} conditions in an LF-Tag expression`;
    const conditions = Expression.map(({ TagKey, TagValues }) => ({ TagKey, TagValues }));
    return { LFTagPolicy: { CatalogId, ResourceType, Expression: conditions } };
  }
  return 'CloudFormation cannot grant on a saved LF-Tag expression';
}

/** Without `MutationType: REPLACE` the lists would be added to those that are there. */
function settingsProperties(settings: DataLakeSettings): object {
  const principals = (list: readonly DataLakePrincipal[] | undefined): object[] =>
    (list ?? []).map(({ DataLakePrincipalIdentifier }) => ({ DataLakePrincipalIdentifier }));
  const defaults = (list: readonly PrincipalPermissions[] | undefined): object[] =>
    (list ?? []).map(({ Principal, Permissions }) => ({ Principal, Permissions: Permissions ?? [] }));
  return {
    MutationType: 'REPLACE',
    Admins: principals(settings.DataLakeAdmins),
    ReadOnlyAdmins: principals(settings.ReadOnlyAdmins),
    CreateDatabaseDefaultPermissions: defaults(settings.CreateDatabaseDefaultPermissions),
    CreateTableDefaultPermissions: defaults(settings.CreateTableDefaultPermissions),
    TrustedResourceOwners: settings.TrustedResourceOwners ?? [],
    AllowExternalDataFiltering: settings.AllowExternalDataFiltering ?? false,
    AllowFullTableExternalDataAccess: settings.AllowFullTableExternalDataAccess ?? false,
    ExternalDataFilteringAllowList: principals(settings.ExternalDataFilteringAllowList),
    AuthorizedSessionTagValueList: settings.AuthorizedSessionTagValueList ?? [],
    ...(settings.Parameters ? { Parameters: settings.Parameters } : {}),
  };
}
