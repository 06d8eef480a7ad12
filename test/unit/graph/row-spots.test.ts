import { expect, test } from 'vitest';
import { resourceTarget } from '../../../src/core/graph/resource-node';
import { rowSpots } from '../../../src/core/graph/row-spots';
import type { Resource } from '../../../src/core/model/lakeformation';

const account = '111122223333';
const orders = { CatalogId: account, DatabaseName: 'sales', Name: 'orders' };
const policy = (Expression: { TagKey: string; TagValues: string[] }[], more: object = {}): Resource => ({
  LFTagPolicy: { CatalogId: account, ResourceType: 'TABLE', Expression, ...more },
});

const resources: Resource[] = [
  { Table: orders },
  { Table: { ...orders, DatabaseName: 'Sales', Name: 'ORDERS' } },
  { Table: { DatabaseName: 'sales', Name: 'orders' } },
  { Table: { ...orders, CatalogId: '444455556666' } },
  { Table: { CatalogId: account, DatabaseName: 'sales', TableWildcard: {} } },
  { Table: { CatalogId: account, DatabaseName: 'sales' } as never },
  { TableWithColumns: { ...orders, ColumnNames: ['id'] } },
  { TableWithColumns: { ...orders, Name: 'ALL_TABLES', ColumnWildcard: {} } },
  { DataCellsFilter: { TableCatalogId: account, DatabaseName: 'sales', TableName: 'orders', Name: 'eu' } },
  { DataCellsFilter: { TableCatalogId: account, DatabaseName: 'sales', TableName: 'lines', Name: 'eu' } },
  { DataCellsFilter: { TableCatalogId: account } },
  { Database: { CatalogId: account, Name: 'sales' } },
  { Database: { Name: 'SALES' } },
  { Catalog: {} },
  { DataLocation: { ResourceArn: 'arn:aws:s3:::lake/sales' } },
  { LFTag: { TagKey: 'domain', TagValues: ['sales'] } },
  { LFTagExpression: { Name: 'public' } },
  policy([{ TagKey: 'domain', TagValues: ['a', 'b'] }]),
  policy([{ TagKey: 'domain', TagValues: ['b', 'a'] }]),
  policy([{ TagKey: 'domain', TagValues: ['a'] }, { TagKey: 'b', TagValues: [] }]), // prettier-ignore
  policy([{ TagKey: 'domain', TagValues: ['a'] }], { ResourceType: 'DATABASE' }),
  { LFTagPolicy: { CatalogId: account, ResourceType: 'TABLE', ExpressionName: 'public' } },
  {},
];

test('a row’s spot is that of its target, however its name is spelled and in whatever order the rows come', () => {
  const member = { account };
  const wanted = (resource: Resource): string | undefined => {
    const target = resourceTarget(resource, member);
    return target && `${target.id}${target.part === 'all tables' ? '/*' : ''}`;
  };
  for (const rows of [resources, resources.toReversed(), [...resources, ...resources]]) {
    const spotOf = rowSpots((target) => `${target.id}${target.part === 'all tables' ? '/*' : ''}`);
    expect(rows.map((resource) => spotOf(resource, member))).toEqual(rows.map(wanted));
  }
});
