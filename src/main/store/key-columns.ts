import type { Layer, LayerRecords } from '../../core/model/snapshot';
import type { Resource } from '../../core/model/lakeformation';

/** A column beside `raw`, so that stored snapshots can be asked in SQL without parsing JSON. */
export interface KeyColumn<R> {
  name: string;
  /** `text` = VARCHAR, `time` = TIMESTAMP in UTC (NULL where AWS's text is no time). */
  type: 'text' | 'time';
  of: (record: R) => unknown;
}

type KeyColumns = { [L in Layer]?: KeyColumn<LayerRecords[L]>[] };

const text = <R>(name: string, of: (record: R) => unknown): KeyColumn<R> => ({ name, type: 'text', of });
const time = <R>(name: string, of: (record: R) => unknown): KeyColumn<R> => ({ name, type: 'time', of });

/** The type of a Resource union: the name of the member that is set. */
const resourceType = (resource: Resource | undefined): string | undefined => Object.keys(resource ?? {})[0];

interface ResourceNames {
  catalog?: string;
  database?: string;
  table?: string;
  name?: string;
}

function namesOf(resource: Resource | undefined): ResourceNames {
  if (resource?.Table) {
    const { CatalogId, DatabaseName, Name } = resource.Table;
    return { catalog: CatalogId, database: DatabaseName, table: Name };
  }
  if (resource?.TableWithColumns) {
    const { CatalogId, DatabaseName, Name } = resource.TableWithColumns;
    return { catalog: CatalogId, database: DatabaseName, table: Name };
  }
  if (resource?.Database) return { catalog: resource.Database.CatalogId, database: resource.Database.Name };
  if (resource?.DataCellsFilter) {
    const { TableCatalogId, DatabaseName, TableName, Name } = resource.DataCellsFilter;
    return { catalog: TableCatalogId, database: DatabaseName, table: TableName, name: Name };
  }
  if (resource?.DataLocation)
    return { catalog: resource.DataLocation.CatalogId, name: resource.DataLocation.ResourceArn };
  if (resource?.LFTag) return { catalog: resource.LFTag.CatalogId, name: resource.LFTag.TagKey };
  if (resource?.LFTagPolicy)
    return { catalog: resource.LFTagPolicy.CatalogId, name: resource.LFTagPolicy.ExpressionName };
  if (resource?.LFTagExpression)
    return { catalog: resource.LFTagExpression.CatalogId, name: resource.LFTagExpression.Name };
  return { catalog: resource?.Catalog?.Id };
}

const resourceColumns = <R extends { Resource: Resource }>(): KeyColumn<R>[] => [
  text('resource_type', (r) => resourceType(r.Resource)),
  text('catalog_id', (r) => namesOf(r.Resource).catalog),
  text('database_name', (r) => namesOf(r.Resource).database),
  text('table_name', (r) => namesOf(r.Resource).table),
  text('resource_name', (r) => namesOf(r.Resource).name),
];

const KEYS: KeyColumns = {
  permissions: [
    text('principal', (r) => r.Principal?.DataLakePrincipalIdentifier),
    ...resourceColumns<LayerRecords['permissions']>(),
    text('permissions', (r) => r.Permissions?.join(',')),
    text('grantable', (r) => r.PermissionsWithGrantOption?.join(',')),
    time('last_updated', (r) => r.LastUpdated),
    text('last_updated_by', (r) => r.LastUpdatedBy),
  ],
  'opt-ins': [
    text('principal', (r) => r.Principal?.DataLakePrincipalIdentifier),
    ...resourceColumns<LayerRecords['opt-ins']>(),
  ],
  locations: [text('resource_arn', (r) => r.ResourceArn), text('role_arn', (r) => r.RoleArn)],
  tags: [text('catalog_id', (r) => r.CatalogId), text('tag_key', (r) => r.TagKey)],
  'tag-expressions': [text('catalog_id', (r) => r.CatalogId), text('name', (r) => r.Name)],
  'tag-assignments': resourceColumns<LayerRecords['tag-assignments']>(),
  'data-filters': [
    text('catalog_id', (r) => r.TableCatalogId),
    text('database_name', (r) => r.DatabaseName),
    text('table_name', (r) => r.TableName),
    text('name', (r) => r.Name),
  ],
  catalogs: [text('catalog_id', (r) => r.CatalogId), text('name', (r) => r.Name)],
  databases: [text('catalog_id', (r) => r.CatalogId), text('name', (r) => r.Name)],
  tables: [
    text('catalog_id', (r) => r.CatalogId),
    text('database_name', (r) => r.DatabaseName),
    text('name', (r) => r.Name),
    text('table_type', (r) => r.TableType),
    text('location', (r) => r.StorageDescriptor?.Location),
    time('update_time', (r) => r.UpdateTime),
  ],
  identity: [text('type', (r) => r.type), text('arn', (r) => r.arn), text('name', (r) => r.name)],
  shares: [text('arn', (r) => r.resourceShareArn), text('owner', (r) => r.owningAccountId)],
};

/** Layers that name no columns of their own are found by what nearly every record has. */
const GENERIC: KeyColumn<object>[] = [
  text('id', (r) => valueOf(r, 'id') ?? valueOf(r, 'identifier') ?? valueOf(r, 'listingId')),
  text('name', (r) => valueOf(r, 'name') ?? valueOf(r, 'Name')),
  text('domain_id', (r) => valueOf(r, 'domainId')),
  text('status', (r) => valueOf(r, 'status')),
];

const valueOf = (record: object, key: string): unknown =>
  key in record ? (record as Record<string, unknown>)[key] : undefined;

export function keyColumnsOf(layer: Layer): KeyColumn<object>[] {
  return (KEYS[layer] as KeyColumn<object>[] | undefined) ?? GENERIC;
}
