import { accountOfCatalog, ALL_TABLES } from '../model/keys';
import type { LFTagPair, Resource } from '../model/lakeformation';

/** The account that owns what a Resource names. */
export function ownerOf(resource: Resource, account: string): string {
  const body = Object.values(resource)[0] as { CatalogId?: string; TableCatalogId?: string; Id?: string } | undefined;
  return accountOfCatalog(body?.CatalogId ?? body?.TableCatalogId ?? body?.Id ?? account);
}

/** A Resource with its owner written out, in the form in which ListPermissions would list it (LP6, LP16). */
export function listedForm(resource: Resource, account: string): Resource {
  const { Table: table, TableWithColumns: split, DataCellsFilter: cells, Catalog: catalog } = resource;
  if (catalog) return { Catalog: { ...catalog, Id: catalog.Id ?? account } };
  if (cells) return { DataCellsFilter: { ...cells, TableCatalogId: cells.TableCatalogId ?? account } };
  if (table) {
    const wild = table.TableWildcard !== undefined;
    const named = { ...table, CatalogId: table.CatalogId ?? account };
    return { Table: wild ? { ...named, Name: ALL_TABLES } : named };
  }
  if (split) return { TableWithColumns: { ...split, CatalogId: split.CatalogId ?? account } };
  const [name, body] = Object.entries(resource)[0] ?? [];
  return name === undefined ? resource : { [name]: { CatalogId: account, ...(body as object) } };
}

/** One text per row address (V1): column lists are left out, for one principal has one kind of list per table. */
export function resourceKey(resource: Resource): string {
  const {
    Table: table,
    TableWithColumns: split,
    Database: database,
    DataCellsFilter: cells,
    LFTagPolicy: policy,
  } = resource;
  if (database) return `database ${database.CatalogId} ${lower(database.Name)}`;
  if (table)
    return `table ${table.CatalogId} ${lower(table.DatabaseName)} ${table.TableWildcard ? '*' : lower(table.Name)}`;
  if (split) {
    const wild = split.Name === ALL_TABLES;
    return `columns ${split.CatalogId} ${lower(split.DatabaseName)} ${wild ? '*' : lower(split.Name)}`;
  }
  if (cells)
    return `filter ${cells.TableCatalogId} ${lower(cells.DatabaseName)} ${lower(cells.TableName)} ${cells.Name}`;
  if (policy) {
    const body =
      policy.ExpressionName === undefined ? expressionKey(policy.Expression ?? []) : `@${lower(policy.ExpressionName)}`;
    return `policy ${policy.CatalogId} ${policy.ResourceType} ${body}`;
  }
  if (resource.LFTag) return `tag ${resource.LFTag.CatalogId} ${expressionKey([resource.LFTag])}`;
  if (resource.LFTagExpression)
    return `expression ${resource.LFTagExpression.CatalogId} ${lower(resource.LFTagExpression.Name)}`;
  if (resource.DataLocation)
    return `location ${resource.DataLocation.CatalogId} ${resource.DataLocation.ResourceArn.replace(/\/+$/, '')}`;
  return resource.Catalog ? `catalog ${resource.Catalog.Id}` : JSON.stringify(resource);
}

const lower = (text: string | undefined): string => (text ?? '').toLowerCase();

/** An expression without regard to order or case (T10). */
export const expressionKey = (expression: readonly LFTagPair[]): string =>
  expression
    .map((pair) => `${lower(pair.TagKey)}=${(pair.TagValues ?? []).map(lower).sort().join(',')}`)
    .sort()
    .join(';');
