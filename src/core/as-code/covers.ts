import { accountOfCatalog, ALL_TABLES, databaseKey, tableKey } from '../model/keys';
import type { LFTagPair, Resource } from '../model/lakeformation';
import { isBelow, s3Path } from '../model/mesh/locations';
import type { Member } from '../model/snapshot';
import { placed, type Chosen } from './chosen';

/** Saved expressions that hold a chosen tag, by `account name`. */
export type ChosenExpressions = ReadonlySet<string>;

export const expressionAt = (account: string, name: string): string => `${account} ${name.toLowerCase()}`;

/** Whether a selection covers what a Resource names, as the member that listed it sees it. */
export function covers(chosen: Chosen, expressions: ChosenExpressions, resource: Resource, member: Member): boolean {
  const { Database, Table, TableWithColumns, DataCellsFilter, DataLocation, Catalog } = resource;
  const { LFTag, LFTagPolicy, LFTagExpression } = resource;
  const { account, region } = member;
  if (Database) return coversPlace(chosen, region, Database.CatalogId ?? account, Database.Name);
  if (Table) {
    const name = Table.TableWildcard ? undefined : Table.Name;
    return coversPlace(chosen, region, Table.CatalogId ?? account, Table.DatabaseName, name);
  }
  if (TableWithColumns) {
    const { CatalogId = account, DatabaseName, Name } = TableWithColumns;
    return coversPlace(chosen, region, CatalogId, DatabaseName, Name === ALL_TABLES ? undefined : Name);
  }
  if (DataCellsFilter) {
    const { TableCatalogId = account, DatabaseName = '', TableName } = DataCellsFilter;
    return coversPlace(chosen, region, TableCatalogId, DatabaseName, TableName);
  }
  if (DataLocation) return coversPath(chosen, DataLocation.ResourceArn);
  if (Catalog) return has(chosen.catalogs, region, Catalog.Id ?? account);
  if (LFTag) return coversPairs(chosen, LFTag.CatalogId ?? account, [LFTag]);
  if (LFTagExpression) return expressions.has(expressionAt(LFTagExpression.CatalogId ?? account, LFTagExpression.Name));
  if (!LFTagPolicy) return false;
  const { CatalogId = account, Expression = [], ExpressionName } = LFTagPolicy;
  return ExpressionName === undefined
    ? coversPairs(chosen, CatalogId, Expression)
    : expressions.has(expressionAt(CatalogId, ExpressionName));
}

/** A database with what lies in it, or one table. */
export function coversPlace(
  chosen: Chosen,
  region: string,
  catalog: string,
  database: string,
  table?: string,
): boolean {
  return (
    has(chosen.catalogs, region, catalog) ||
    has(chosen.databases, region, databaseKey(catalog, database)) ||
    (table !== undefined && has(chosen.tables, region, tableKey(catalog, database, table)))
  );
}

export function coversPairs({ tags }: Chosen, catalog: string, pairs: readonly LFTagPair[]): boolean {
  const account = accountOfCatalog(catalog);
  return tags.some(
    (tag) =>
      tag.account === account &&
      pairs.some(
        ({ TagKey, TagValues }) =>
          TagKey.toLowerCase() === tag.key &&
          (tag.value === undefined || (TagValues ?? []).some((value) => isValue(value, tag.value!))),
      ),
  );
}

/** `*` stands for every value of a key (T10). */
const isValue = (value: string, wanted: string): boolean => value === '*' || value.toLowerCase() === wanted;

export function coversPath({ prefixes }: Chosen, arn: string): boolean {
  const path = s3Path(arn);
  return path !== undefined && prefixes.some((prefix) => isBelow(path, prefix));
}

const has = (keys: ReadonlySet<string>, region: string, key: string): boolean =>
  keys.has(placed(region, key)) || keys.has(placed('*', key));
