import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { shortName } from '../../../src/core/access/sentence';
import { assignmentsView } from '../../../src/core/lake/assignments';
import { expressionsView } from '../../../src/core/lake/expressions';
import { filterTarget, filtersView } from '../../../src/core/lake/filters';
import { lakeSettingsView } from '../../../src/core/lake/lake-settings';
import { tagsView } from '../../../src/core/lake/tag-uses';
import { rowAt, rowCount } from '../../../src/core/report/packed-table';
import { MARKETING, role, SALES } from '../../support/small-mesh';
import { LAKE_SNAPSHOT } from './lake-snapshot';

const index = buildAccessIndex(LAKE_SNAPSHOT);
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
