import { ALL_TABLES, catalogOf, databaseKey, tableKey } from '../model/keys';
import type { LFTagPair, Resource } from '../model/lakeformation';
import type { Member } from '../model/snapshot';
import { catalogNodeId, databaseNodeId, locationNodeId, tableNodeId, tagPolicyNodeId } from './ids';

/** The node that a Lake Formation resource addresses. Columns and filters address their table. */
export interface ResourceTarget {
  id: string;
  kind: 'table' | 'database' | 'tag-policy' | 'location' | 'catalog';
  label: string;
  catalog: string;
  /** Table or database key. */
  key?: string;
  /** What of the node is meant, where it is not the whole. */
  part?: string;
}

/** Answers `undefined` for a resource shape that this version of Heddle does not know. */
export function resourceTarget(resource: Resource, member: Pick<Member, 'account'>): ResourceTarget | undefined {
  const { Table, TableWithColumns, Database, DataCellsFilter, DataLocation, Catalog } = resource;
  if (TableWithColumns) {
    const { CatalogId, DatabaseName, Name, ColumnNames, ColumnWildcard } = TableWithColumns;
    const excluded = ColumnWildcard?.ExcludedColumnNames;
    const part = ColumnNames?.length
      ? `columns ${ColumnNames.join(', ')}`
      : excluded?.length
        ? `all columns but ${excluded.join(', ')}`
        : undefined;
    return Name === ALL_TABLES
      ? database(catalogOf(CatalogId, member), DatabaseName, 'all tables')
      : table(catalogOf(CatalogId, member), DatabaseName, Name, part);
  }
  if (Table) {
    const catalog = catalogOf(Table.CatalogId, member);
    if (Table.TableWildcard || !Table.Name || Table.Name === ALL_TABLES)
      return database(catalog, Table.DatabaseName, 'all tables');
    return table(catalog, Table.DatabaseName, Table.Name);
  }
  if (DataCellsFilter) {
    const { TableCatalogId, DatabaseName = '', TableName = '', Name } = DataCellsFilter;
    return table(catalogOf(TableCatalogId, member), DatabaseName, TableName, `filter ${Name ?? ''}`);
  }
  if (Database) return database(catalogOf(Database.CatalogId, member), Database.Name);
  if (DataLocation) {
    const { ResourceArn } = DataLocation;
    return {
      id: locationNodeId(ResourceArn),
      kind: 'location',
      label: ResourceArn.replace(/^arn:[^:]*:s3:::/, 's3://'),
      catalog: catalogOf(DataLocation.CatalogId, member),
    };
  }
  if (Catalog) {
    const catalog = Catalog.Id ?? member.account;
    return { id: catalogNodeId(catalog), kind: 'catalog', label: `Catalog ${catalog}`, catalog };
  }
  return tagTarget(resource, member);
}

function tagTarget(resource: Resource, member: Pick<Member, 'account'>): ResourceTarget | undefined {
  const { LFTagPolicy, LFTagExpression, LFTag } = resource;
  const make = (catalogId: string | undefined, what: string, label: string): ResourceTarget => {
    const catalog = catalogOf(catalogId, member);
    return { id: tagPolicyNodeId(catalog, what), kind: 'tag-policy', label, catalog };
  };
  if (LFTagPolicy) {
    const { ExpressionName, Expression, ResourceType, CatalogId } = LFTagPolicy;
    const what = ExpressionName ? `@${ExpressionName}` : expressionText(Expression ?? []);
    const noun = ResourceType === 'DATABASE' ? 'Databases' : 'Tables';
    return make(CatalogId, `${ResourceType}:${what}`, `${noun} where ${ExpressionName ?? what}`);
  }
  if (LFTagExpression)
    return make(
      LFTagExpression.CatalogId,
      `expression:${LFTagExpression.Name}`,
      `Saved expression ${LFTagExpression.Name}`,
    );
  if (LFTag) return make(LFTag.CatalogId, `tag:${expressionText([LFTag])}`, `LF-Tag ${expressionText([LFTag])}`);
  return undefined;
}

/** `key=a|b & other=c`, keys and values sorted: the same expression always reads, and is keyed, the same. */
export const expressionText = (expression: readonly LFTagPair[]): string =>
  expression
    .map(({ TagKey, TagValues }) => `${TagKey.toLowerCase()}=${[...TagValues].map((v) => v.toLowerCase()).sort().join('|')}`)
    .sort()
    .join(' & '); // prettier-ignore

function table(catalog: string, databaseName: string, name: string, part?: string): ResourceTarget {
  const key = tableKey(catalog, databaseName, name);
  return { id: tableNodeId(key), kind: 'table', label: name, catalog, key, part };
}

function database(catalog: string, name: string, part?: string): ResourceTarget {
  const key = databaseKey(catalog, name);
  return { id: databaseNodeId(key), kind: 'database', label: name, catalog, key, part };
}
