import { describe, expect, it } from 'vitest';
import {
  ask,
  filter,
  grant,
  lake,
  onColumns,
  onDatabase,
  onFilter,
  onTable,
  onTags,
  P,
  Q,
  role,
  tableOf,
  tagsOn,
} from './support/lake';

const READER = role('Reader', Q);
const ADMIN = role('Admin', Q);
const context = {
  principals: { [READER]: { exists: true }, [ADMIN]: { exists: true } },
  accounts: { [Q]: { DataLakeSettings: { DataLakeAdmins: [{ DataLakePrincipalIdentifier: ADMIN }] } } },
};
const byConsumer = { LastUpdatedBy: ADMIN };
const share = { AdditionalDetails: { ResourceShare: ['arn:aws:ram:eu-central-1:111122223333:resource-share/x'] } };
const asked = (rows: ReturnType<typeof grant>[], principal = READER, change = {}) =>
  ask(lake({ context, PrincipalResourcePermissions: rows, ...change }), principal);

describe('across accounts', () => {
  it('X2, C9: columns of both, rows of both, permissions of both', () => {
    const rows = [
      grant(Q, onFilter('shared'), ['SELECT'], share),
      grant(READER, onFilter('mine'), ['SELECT'], byConsumer),
      grant(READER, onTable('orders'), ['INSERT'], byConsumer),
    ];
    const DataCellsFilters = [
      filter('shared', "dept='hr'", ['id', 'amount']),
      filter('mine', "region='US'", ['amount', 'email']),
    ];
    const { held, row } = asked(rows, READER, { DataCellsFilters });
    expect(held).toEqual(['DESCRIBE sales.orders', 'SELECT sales.orders']);
    expect(row('SELECT sales.orders')).toMatchObject({
      columns: ['amount'],
      rowFilter: "(dept='hr') AND (region='US')",
    });
    expect(row('SELECT sales.orders').because).toEqual(expect.arrayContaining(['X2', 'C9']));
    expect(row('DESCRIBE sales.orders').columns).toEqual(['amount']);
  });

  it('X2: a tag grant on columns of which none is shared gives nothing, not even a description of no columns', () => {
    const rows = [
      grant(Q, onFilter('shared'), ['SELECT'], share),
      grant(READER, onTags('TABLE', ['pii', ['yes']]), ['SELECT', 'INSERT'], byConsumer),
    ];
    const given = (columns: string[]) =>
      asked(rows, READER, {
        DataCellsFilters: [filter('shared', null, columns)],
        LFTags: [{ CatalogId: P, TagKey: 'pii', TagValues: ['yes'] }],
        lfTagAssignments: [tagsOn('orders', {}, { email: { pii: 'yes' } })],
      }).held;
    expect(given(['id', 'email'])).toEqual(['DESCRIBE sales.orders', 'SELECT sales.orders']);
    expect(given(['id', 'amount'])).toEqual([]);
  });

  it('X2: several shares are united before they bound the local grant', () => {
    const rows = [
      grant(Q, onFilter('a'), ['SELECT'], share),
      grant(Q, onFilter('b'), ['SELECT'], share),
      grant(READER, onFilter('c'), ['SELECT'], byConsumer),
    ];
    const DataCellsFilters = [filter('a', 'p=1'), filter('b', 'p=2'), filter('c', 'q=3')];
    expect(asked(rows, READER, { DataCellsFilters }).row('SELECT sales.orders').rowFilter).toBe(
      '((p=1) OR (p=2)) AND (q=3)',
    );
  });

  it('X5: without a share the local grant sleeps', () => {
    const { held, warnings } = asked([grant(READER, onTable('orders'), ['SELECT'], byConsumer)]);
    expect(held).toEqual([]);
    expect(warnings.join()).toContain('X5 (inferred)');
  });

  it('X1: the consumer administrator sees the shared columns and may read nothing', () => {
    const { held, row } = asked([grant(Q, onColumns('orders', ['id']), ['SELECT'], share)], ADMIN);
    expect(held).toEqual(['DESCRIBE sales.orders']);
    expect(row('DESCRIBE sales.orders')).toMatchObject({ columns: ['id'] });
    expect(row('DESCRIBE sales.orders').because).toEqual(expect.arrayContaining(['X1', 'I1']));
  });

  it('X3: a direct grant stands alone and needs no share', () => {
    const { row, held } = asked([grant(READER, onColumns('orders', ['id']), ['SELECT'], share)]);
    expect(held).toEqual(['DESCRIBE sales.orders', 'SELECT sales.orders']);
    expect(row('SELECT sales.orders').because).toContain('X3');
  });

  it('shares by tags and to an organization bound local grants too', () => {
    const lfTagAssignments = [tagsOn('orders', { level: 'low' }, { email: { level: 'high' } })];
    const rows = [
      grant(
        'arn:aws:organizations::111122223333:organization/o-1',
        onTags('TABLE', ['level', ['low']]),
        ['SELECT'],
        share,
      ),
      grant(READER, onColumns('orders'), ['SELECT'], byConsumer),
    ];
    expect(asked(rows, READER, { lfTagAssignments }).row('SELECT sales.orders').columns).toEqual(['id', 'amount']);
  });

  it('G5 does not reach across accounts; a database share bounds local database grants', () => {
    const rows = [
      grant(Q, onDatabase(), ['DESCRIBE'], share),
      grant(READER, onDatabase(), ['DESCRIBE', 'CREATE_TABLE'], byConsumer),
    ];
    expect(asked(rows).held).toEqual(['DESCRIBE sales']);
  });

  it('tables of an account that was not read still answer with the columns that grants name', () => {
    const OTHER = '999988887777';
    const foreign = { TableWithColumns: { CatalogId: OTHER, DatabaseName: 'x', Name: 't', ColumnNames: ['a'] } };
    const reader = role('Analyst');
    const input = lake({
      PrincipalResourcePermissions: [grant(reader, foreign, ['SELECT'], share)],
      TableList: [tableOf('orders', ['id'])],
    });
    expect(ask(input, reader).held.filter((h) => h.startsWith('SELECT'))).toEqual(['SELECT x.t']);
    expect(P).not.toBe(OTHER);
  });
});
