import type { LFTagPair, Resource } from '../model/lakeformation';

/** A Resource in words: `sales.orders`, `all tables of sales`, `tables tagged domain=sales`. */
export function resourceText(resource: Resource): string {
  const { Table: table, TableWithColumns: split, DataCellsFilter: cells, LFTagPolicy: policy } = resource;
  if (resource.Database) return resource.Database.Name;
  if (table)
    return table.TableWildcard || table.Name === undefined
      ? `all tables of ${table.DatabaseName}`
      : `${table.DatabaseName}.${table.Name}`;
  if (split) {
    const name =
      split.Name === 'ALL_TABLES' ? `all tables of ${split.DatabaseName}` : `${split.DatabaseName}.${split.Name}`;
    if (split.ColumnNames?.length) return `${name} (${split.ColumnNames.join(', ')})`;
    const excluded = split.ColumnWildcard?.ExcludedColumnNames;
    return excluded?.length ? `${name} (all columns but ${excluded.join(', ')})` : name;
  }
  if (cells) return `${cells.DatabaseName}.${cells.TableName} through filter ${cells.Name}`;
  if (policy) {
    const what = policy.ResourceType === 'DATABASE' ? 'databases' : 'tables';
    return policy.ExpressionName === undefined
      ? `${what} tagged ${expressionText(policy.Expression ?? [])}`
      : `${what} matching the saved expression ${policy.ExpressionName}`;
  }
  if (resource.DataLocation) return resource.DataLocation.ResourceArn;
  if (resource.LFTag) return `LF-Tag ${expressionText([resource.LFTag])}`;
  if (resource.LFTagExpression) return `saved expression ${resource.LFTagExpression.Name}`;
  return resource.Catalog ? `catalog ${resource.Catalog.Id ?? ''}`.trim() : JSON.stringify(resource);
}

export const expressionText = (expression: readonly LFTagPair[]): string =>
  expression.map((pair) => `${pair.TagKey}=${(pair.TagValues ?? []).join('|')}`).join(' and ');
