import type { LFTagPair, Resource } from '../model/lakeformation';
import type { HclBody, HclValue } from './hcl';

const NESTED_CATALOG = 'the provider takes an account’s own catalog only, no catalog below it';
const isAccount = (id: string): boolean => /^\d{12}$/.test(id);

const block = (name: string, ...body: (readonly [string, HclValue | undefined])[]): HclBody => [[name, { body }]];

/** The one block of `aws_lakeformation_permissions` that names the resource, or why there is none. */
export function grantTarget(resource: Resource, account: string): HclBody | string {
  const { Catalog, DataLocation, DataCellsFilter, LFTag, LFTagPolicy } = resource;
  const catalog = catalogIn(resource) ?? account;
  if (!isAccount(catalog) || (Catalog?.Id !== undefined && Catalog.Id !== account)) return NESTED_CATALOG;
  if (Catalog) return [['catalog_resource', true]];
  if (DataLocation) return block('data_location', ['catalog_id', catalog], ['arn', DataLocation.ResourceArn]);
  if (DataCellsFilter) {
    const { DatabaseName, TableName, Name } = DataCellsFilter;
    return block(
      'data_cells_filter',
      ['table_catalog_id', catalog],
      ['database_name', DatabaseName],
      ['table_name', TableName],
      ['name', Name],
    );
  }
  if (LFTag) return block('lf_tag', ['catalog_id', catalog], ['key', LFTag.TagKey], ['values', LFTag.TagValues]);
  if (LFTagPolicy) {
    const { ResourceType, Expression } = LFTagPolicy;
    if (!Expression?.length) return 'the provider cannot grant through a saved LF-Tag expression';
    return [
      [
        'lf_tag_policy',
        { body: [['catalog_id', catalog], ['resource_type', ResourceType], ...Expression.map(condition)] },
      ],
    ];
  }
  return catalogTarget(resource, catalog) ?? 'the provider cannot grant on a saved LF-Tag expression';
}

const condition = ({ TagKey, TagValues }: LFTagPair) =>
  [
    'expression',
    {
      body: [
        ['key', TagKey],
        ['values', TagValues],
      ],
    },
  ] as const;

/** The block of `aws_lakeformation_resource_lf_tags`. */
export function tagTarget(resource: Resource, account: string): HclBody | string {
  const catalog = catalogIn(resource) ?? account;
  if (!isAccount(catalog)) return NESTED_CATALOG;
  return catalogTarget(resource, catalog) ?? 'the provider tags databases, tables and columns only';
}

/** `database`, `table` and `table_with_columns`, which both resources know alike. */
function catalogTarget(resource: Resource, catalog: string): HclBody | undefined {
  const { Database, Table, TableWithColumns } = resource;
  if (Database) return block('database', ['catalog_id', catalog], ['name', Database.Name]);
  if (Table) {
    const { DatabaseName, Name, TableWildcard } = Table;
    return block(
      'table',
      ['catalog_id', catalog],
      ['database_name', DatabaseName],
      TableWildcard ? ['wildcard', true] : ['name', Name],
    );
  }
  if (!TableWithColumns) return undefined;
  const { DatabaseName, Name, ColumnNames, ColumnWildcard } = TableWithColumns;
  const excluded = ColumnWildcard?.ExcludedColumnNames;
  return block(
    'table_with_columns',
    ['catalog_id', catalog],
    ['database_name', DatabaseName],
    ['name', Name],
    ['column_names', ColumnNames?.length ? ColumnNames : undefined],
    ['wildcard', ColumnNames?.length ? undefined : true],
    ['excluded_column_names', excluded?.length ? excluded : undefined],
  );
}

/** The block inside `resource_data` of `aws_lakeformation_opt_in`. */
export function optInTarget(resource: Resource): HclBody | string {
  const { Catalog, Database, Table, TableWithColumns } = resource;
  if (Catalog) return block('catalog', ['id', Catalog.Id]);
  if (Database) return block('database', ['catalog_id', Database.CatalogId], ['name', Database.Name]);
  if (Table) {
    const { CatalogId, DatabaseName, Name, TableWildcard } = Table;
    return block(
      'table',
      ['catalog_id', CatalogId],
      ['database_name', DatabaseName],
      TableWildcard ? ['wildcard', true] : ['name', Name],
    );
  }
  if (!TableWithColumns) return 'the provider makes opt-ins on catalogs, databases and tables only';
  const { CatalogId, DatabaseName, Name, ColumnNames, ColumnWildcard } = TableWithColumns;
  const wildcard: HclBody = ColumnNames?.length
    ? []
    : [['column_wildcard', { body: [['excluded_column_names', ColumnWildcard?.ExcludedColumnNames]] }]];
  return [
    [
      'table_with_columns',
      {
        body: [
          ['catalog_id', CatalogId],
          ['database_name', DatabaseName],
          ['name', Name],
          ['column_names', ColumnNames?.length ? ColumnNames : undefined],
          ...wildcard,
        ],
      },
    ],
  ];
}

function catalogIn(resource: Resource): string | undefined {
  const { Database, Table, TableWithColumns, DataLocation, DataCellsFilter, LFTag, LFTagPolicy } = resource;
  const named = Database ?? Table ?? TableWithColumns ?? DataLocation ?? LFTag ?? LFTagPolicy;
  return named?.CatalogId ?? DataCellsFilter?.TableCatalogId;
}
