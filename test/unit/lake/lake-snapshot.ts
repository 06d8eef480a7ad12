import type { Snapshot } from '../../../src/core/model/snapshot';
import { grant, MARKETING, MEMBERS, part, role, SALES, table } from '../../support/small-mesh';

const tag = (TagKey: string, value: string) => ({ CatalogId: SALES, TagKey, TagValues: [value] });
const onTable = (Name: string) => ({ Table: { CatalogId: SALES, DatabaseName: 'sales', Name } });
const policy = (ResourceType: string, TagKey: string, ...TagValues: string[]) => ({ LFTagPolicy: { CatalogId: SALES, ResourceType, Expression: [{ TagKey, TagValues }] } }); // prettier-ignore
const saved = (ExpressionName: string) => ({
  LFTagPolicy: { CatalogId: SALES, ResourceType: 'TABLE', ExpressionName },
});
const cells = (Name: string) => ({ DataCellsFilter: { TableCatalogId: SALES, DatabaseName: 'sales', TableName: 'orders', Name } }); // prettier-ignore
const filter = (Name: string, more: object) => ({ TableCatalogId: SALES, DatabaseName: 'sales', TableName: 'orders', Name, ...more }); // prettier-ignore

/** A database tagged domain=sales, level=low; `orders` overrides level, and one of its columns overrides it again. */
export const LAKE_SNAPSHOT: Snapshot = {
  schema: 1,
  id: 's',
  takenAt: '2026-11-20T08:00:00Z',
  connection: 'test',
  members: [...MEMBERS],
  coverage: [
    { member: 'sales@eu-central-1', layer: 'data-filters', kind: 'denied', reason: 'not allowed' },
    { member: 'sales@eu-central-1', layer: 'dz-units', kind: 'denied', reason: 'another matter' },
  ],
  parts: [
    part(SALES, 'databases', [{ Name: 'sales', CatalogId: SALES }]),
    part(SALES, 'tables', [
      table(SALES, 'sales', 'orders'),
      table(SALES, 'sales', 'returns'),
      table(SALES, 'sales', 'recent', { TableType: 'VIRTUAL_VIEW' }),
    ]),
    part(SALES, 'tags', [
      { TagKey: 'domain', TagValues: ['sales', 'other'] },
      { TagKey: 'level', TagValues: ['low', 'mid', 'high'] },
    ]),
    part(SALES, 'tag-assignments', [
      { Resource: { Database: { CatalogId: SALES, Name: 'sales' } }, LFTagOnDatabase: [tag('domain', 'sales'), tag('level', 'low')] }, // prettier-ignore
      {
        Resource: onTable('orders'),
        LFTagsOnTable: [tag('domain', 'sales'), tag('level', 'mid')],
        LFTagsOnColumns: [
          { Name: 'email', LFTags: [tag('domain', 'sales'), tag('level', 'high')] },
          { Name: 'id', LFTags: [tag('domain', 'sales'), tag('level', 'mid')] },
        ],
      },
    ]),
    part(SALES, 'tag-expressions', [{ Name: 'open_sales', Expression: [{ TagKey: 'level', TagValues: ['low', 'mid'] }] }]), // prettier-ignore
    part(SALES, 'data-filters', [
      filter('eu', { RowFilter: { FilterExpression: "email = 'x'" }, ColumnNames: ['id', 'email'] }),
      filter('no_mail', { RowFilter: { AllRowsWildcard: {} }, ColumnWildcard: { ExcludedColumnNames: ['email'] } }),
    ]),
    part(SALES, 'permissions', [
      grant(role(SALES, 'Analyst'), policy('TABLE', 'level', 'low'), ['SELECT']),
      grant(role(SALES, 'Steward'), policy('DATABASE', 'level', '*'), ['DESCRIBE']),
      grant(role(SALES, 'Clerk'), saved('open_sales'), ['SELECT']),
      grant(role(SALES, 'Clerk'), cells('eu'), ['SELECT']),
      grant(role(SALES, 'Clerk'), cells('lost'), ['SELECT']),
    ]),
    part(MARKETING, 'permissions', [grant(role(SALES, 'Analyst'), policy('TABLE', 'level', 'low'), ['SELECT'])]),
    part(SALES, 'locations', [
      { ResourceArn: 'arn:aws:s3:::halcyon-sales', RoleArn: role(SALES, 'Loader') },
      { ResourceArn: 'arn:aws:s3:::halcyon-sales/orders', HybridAccessEnabled: true },
    ]),
    part(SALES, 'opt-ins', [{ Principal: { DataLakePrincipalIdentifier: role(SALES, 'Clerk') }, Resource: onTable('orders') }]), // prettier-ignore
    part(SALES, 'settings', [{ DataLakeAdmins: [{ DataLakePrincipalIdentifier: role(SALES, 'Gone') }] }]),
    part(SALES, 'identity', [{ type: 'principal', arn: role(SALES, 'Clerk'), account: SALES, name: 'Clerk', tags: {} } as never]), // prettier-ignore
  ],
};
