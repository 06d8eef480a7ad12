import type { DataLakePrincipal, DataLakeSettings, PrincipalPermissions } from '../model/lakeformation';
import type { HclBody } from './hcl';
import { isServiceRole } from './service-role';
import { grantTarget, optInTarget, tagTarget } from './terraform-target';
import type { Wanted, WantedOf } from './wanted';

/** The arguments of the resource, or why the provider cannot say this (schemas of terraform-provider-aws). */
export function terraformBody(one: Wanted): HclBody | string {
  switch (one.kind) {
    case 'grant':
      return grantBody(one);
    case 'tag':
      return [
        ['catalog_id', one.account],
        ['key', one.key],
        ['values', one.values],
      ];
    case 'expression': {
      const { Name, Description, Expression } = one.expression;
      return [
        ['name', Name],
        ['catalog_id', one.account],
        ['description', Description],
        ...Expression.map(
          ({ TagKey, TagValues }) =>
            [
              'expression',
              {
                body: [
                  ['tag_key', TagKey],
                  ['tag_values', TagValues],
                ],
              },
            ] as const,
        ),
      ];
    }
    case 'tagging':
      return taggingBody(one);
    case 'filter':
      return filterBody(one);
    case 'location': {
      const { ResourceArn, RoleArn, HybridAccessEnabled, WithFederation, WithPrivilegedAccess } = one.location;
      const isLinked = isServiceRole(one.location);
      return [
        ['arn', ResourceArn],
        ['role_arn', isLinked ? undefined : RoleArn],
        ['use_service_linked_role', isLinked ? true : undefined],
        ['hybrid_access_enabled', HybridAccessEnabled],
        ['with_federation', WithFederation],
        ['with_privileged_access', WithPrivilegedAccess],
      ];
    }
    case 'settings':
      return settingsBody(one.settings, one.account);
    case 'opt-in': {
      if (one.condition !== undefined) return 'the provider cannot make an opt-in with a condition';
      const target = optInTarget(one.resource);
      if (typeof target === 'string') return target;
      return [
        ['principal', { body: [['data_lake_principal_identifier', one.principal]] }],
        ['resource_data', { body: target }],
      ];
    }
  }
}

function grantBody(one: WantedOf<'grant'>): HclBody | string {
  if (one.condition !== undefined) return 'the provider cannot make a grant with a condition';
  const target = grantTarget(one.resource, one.account);
  if (typeof target === 'string') return target;
  return [
    ['catalog_id', one.account],
    ['principal', one.principal],
    ['permissions', one.permissions],
    ['permissions_with_grant_option', one.grantable.length > 0 ? one.grantable : undefined],
    ...target,
  ];
}

function taggingBody(one: WantedOf<'tagging'>): HclBody | string {
  const target = tagTarget(one.resource, one.account);
  if (typeof target === 'string') return target;
  return [
    ['catalog_id', one.account],
    ...target,
    ...one.tags.map(
      ({ CatalogId, TagKey, TagValues }) =>
        [
          'lf_tag',
          {
            body: [
              ['catalog_id', CatalogId === one.account ? undefined : CatalogId],
              ['key', TagKey],
              ['value', TagValues[0] ?? ''],
            ],
          },
        ] as const,
    ),
  ];
}

function filterBody({ filter }: WantedOf<'filter'>): HclBody {
  const { TableCatalogId, DatabaseName, TableName, Name, RowFilter, ColumnNames, ColumnWildcard } = filter;
  const expression = RowFilter?.FilterExpression;
  const columns: HclBody = ColumnNames?.length
    ? []
    : [['column_wildcard', { body: [['excluded_column_names', ColumnWildcard?.ExcludedColumnNames]] }]];
  const rows: HclBody =
    expression === undefined ? [['all_rows_wildcard', { body: [] }]] : [['filter_expression', expression]];
  return [
    [
      'table_data',
      {
        body: [
          ['table_catalog_id', TableCatalogId],
          ['database_name', DatabaseName],
          ['table_name', TableName],
          ['name', Name],
          ['column_names', ColumnNames?.length ? ColumnNames : undefined],
          ...columns,
          ['row_filter', { body: rows }],
        ],
      },
    ],
  ];
}

/** An argument that is left out is cleared by the provider, as the service does with a member. */
function settingsBody(settings: DataLakeSettings, account: string): HclBody {
  const arns = (list: readonly DataLakePrincipal[] | undefined): string[] | undefined =>
    list?.length ? list.map((principal) => principal.DataLakePrincipalIdentifier) : undefined;
  const defaults = (name: string, list: readonly PrincipalPermissions[] | undefined): HclBody =>
    (list ?? []).map(
      ({ Principal, Permissions }) =>
        [
          name,
          {
            body: [
              ['principal', Principal?.DataLakePrincipalIdentifier],
              ['permissions', Permissions ?? []],
            ],
          },
        ] as const,
    );
  const { TrustedResourceOwners: owners, AuthorizedSessionTagValueList: sessions, Parameters } = settings;
  return [
    ['catalog_id', account],
    ['admins', arns(settings.DataLakeAdmins)],
    ['read_only_admins', arns(settings.ReadOnlyAdmins)],
    ['trusted_resource_owners', owners?.length ? owners : undefined],
    ['allow_external_data_filtering', settings.AllowExternalDataFiltering],
    ['allow_full_table_external_data_access', settings.AllowFullTableExternalDataAccess],
    ['external_data_filtering_allow_list', arns(settings.ExternalDataFilteringAllowList)],
    ['authorized_session_tag_value_list', sessions?.length ? sessions : undefined],
    ['parameters', Parameters ? { members: Parameters } : undefined],
    ...defaults('create_database_default_permissions', settings.CreateDatabaseDefaultPermissions),
    ...defaults('create_table_default_permissions', settings.CreateTableDefaultPermissions),
  ];
}
