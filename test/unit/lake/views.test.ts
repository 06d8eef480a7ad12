import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { shortName } from '../../../src/core/access/sentence';
import { assignmentsView } from '../../../src/core/lake/assignments';
import { expressionsView } from '../../../src/core/lake/expressions';
import { filterTarget, filtersView } from '../../../src/core/lake/filters';
import { lakeSettingsView } from '../../../src/core/lake/lake-settings';
import { tagsView } from '../../../src/core/lake/tag-uses';
import { rowAt, rowCount } from '../../../src/core/report/packed-table';
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
const SNAPSHOT: Snapshot = {
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
const index = buildAccessIndex(SNAPSHOT);
const lines = (asked = {}) => {
  const { lines: packed } = assignmentsView(index, asked);
  return Array.from({ length: rowCount(packed) }, (_, row) => rowAt(packed, row)).map(
    ({ name, key, value, origin, instead }) => `${name} ${key}=${value} ${origin}${instead ? ` over ${instead}` : ''}`,
  );
};

describe('tags', () => {
  it('counts what carries each value in effect and the grants that rest on it, each once', () => {
    const { tags } = tagsView(index);
    expect(tags.map(({ key }) => key)).toEqual(['domain', 'level']);
    const [, level] = tags;
    expect(level).toMatchObject({ account: SALES, accountName: 'Sales', grants: 3, expressions: ['open_sales'] });
    expect(level?.values).toEqual([
      { value: 'low', databases: 1, tables: 2, columns: 8, grants: 3 },
      { value: 'mid', databases: 0, tables: 1, columns: 3, grants: 2 },
      { value: 'high', databases: 0, tables: 0, columns: 1, grants: 1 },
    ]);
  });
});

describe('assignments', () => {
  it('tells own from inherited and marks what overrides; of columns only what differs', () => {
    expect(lines()).toEqual([
      'sales domain=sales own',
      'sales level=low own',
      'sales.orders domain=sales inherited',
      'sales.orders level=mid override over low',
      'sales.orders.email level=high override over mid',
      'sales.recent domain=sales inherited',
      'sales.recent level=low inherited',
      'sales.returns domain=sales inherited',
      'sales.returns level=low inherited',
    ]);
  });

  it('narrows by origin, level, tag, value and words', () => {
    expect(lines({ origin: 'override' })).toHaveLength(2);
    expect(lines({ level: 'column' })).toEqual(['sales.orders.email level=high override over mid']);
    expect(lines({ tag: `${SALES}/level`, value: 'MID' })).toEqual(['sales.orders level=mid override over low']);
    expect(lines({ tag: `${MARKETING}/level` })).toEqual([]);
    expect(lines({ text: 'ORDERS', origin: 'inherited' })).toEqual(['sales.orders domain=sales inherited']);
  });
});

describe('saved expressions and data filters', () => {
  it('tells what an expression matches and who is granted something by it', () => {
    const { expressions, vocabulary } = expressionsView(index, shortName);
    expect(expressions).toMatchObject([{ name: 'open_sales', text: 'level=low|mid', databases: 1, tables: 3, principals: ['Clerk'] }]); // prettier-ignore
    expect(vocabulary[SALES]?.map(({ key }) => key)).toEqual(['domain', 'level']);
  });

  it('lists filters with columns, rows and holders, and one that only a grant names', () => {
    const { filters, gaps } = filtersView(index, shortName);
    expect(filters.map(({ name, columns, rows, principals }) => [name, columns, rows, principals])).toEqual([
      ['eu', 'id, email', "email = 'x'", ['Clerk']],
      ['lost', 'not known', 'not known', ['Clerk']],
      ['no_mail', 'all but email', 'all', []],
    ]);
    expect(gaps.map(({ reason }) => reason)).toEqual(['not allowed']);
  });

  it('offers the columns of a table, and refuses a view', () => {
    const at = (name: string) => index.mesh.catalog.tables.find((t) => t.name === name)!.id;
    expect(filterTarget(index, at('orders'))).toMatchObject({
      database: 'sales', table: 'orders', filters: ['eu', 'no_mail'],
      choices: ['id', 'email', 'amount', 'day'],
    }); // prettier-ignore
    expect(filterTarget(index, at('recent')).refused).toMatch(/view/);
  });
});

describe('lake settings', () => {
  it('puts every table under its nearest registration', () => {
    const { locations, optIns, settings } = lakeSettingsView(index, shortName);
    expect(locations.map(({ record, tables, within }) => [record.ResourceArn, tables, within])).toEqual([
      ['arn:aws:s3:::halcyon-sales', ['sales.recent', 'sales.returns'], undefined],
      ['arn:aws:s3:::halcyon-sales/orders', ['sales.orders'], 'arn:aws:s3:::halcyon-sales'],
    ]);
    expect(optIns).toMatchObject([{ principal: 'Clerk', resource: 'sales.orders', account: SALES }]);
    expect(settings).toMatchObject([{ account: SALES, missing: [role(SALES, 'Gone')] }]);
  });
});
