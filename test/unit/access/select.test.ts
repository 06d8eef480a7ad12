import { describe, expect, it } from 'vitest';
import { ANALYST, ask, filter, grant, lake, onColumns, onFilter, onTable, tableOf } from './support/lake';

describe('columns, rows and cells', () => {
  it('C8: filters with different columns give each column its own predicate', () => {
    const input = lake({
      PrincipalResourcePermissions: [
        grant(ANALYST, onFilter('a'), ['SELECT']),
        grant(ANALYST, onFilter('b'), ['SELECT']),
      ],
      DataCellsFilters: [filter('a', 'x=1', ['id', 'email']), filter('b', 'y=2', ['email', 'amount'])],
    });
    const row = ask(input).row('SELECT sales.orders');
    expect(row).toMatchObject({
      columns: ['id', 'email', 'amount'],
      rowFilter: '(x=1) OR (y=2)',
      cellFilters: { id: 'x=1', amount: 'y=2' },
    });
    expect(row.because).toEqual(expect.arrayContaining(['C3', 'C6', 'C8']));
  });

  it('C7, C8: all rows with fewer columns leaves the other columns filtered, and says that this is open', () => {
    const input = lake({
      PrincipalResourcePermissions: [
        grant(ANALYST, onFilter('all'), ['SELECT']),
        grant(ANALYST, onFilter('eu'), ['SELECT']),
      ],
      DataCellsFilters: [filter('all', null, ['id']), filter('eu', "r='EU'", ['id', 'email'])],
    });
    const { row, warnings } = ask(input);
    expect(row('SELECT sales.orders')).toMatchObject({
      columns: ['id', 'email'],
      rowFilter: null,
      cellFilters: { email: "r='EU'" },
    });
    expect(warnings.join()).toContain('C8 (unverified)');
  });

  it('C4: partition keys are visible with any SELECT, last, in all rows that are visible', () => {
    const TableList = [tableOf('orders', ['id', 'email'], { PartitionKeys: [{ Name: 'day' }] })];
    const one = ask(
      lake({ TableList, PrincipalResourcePermissions: [grant(ANALYST, onColumns('orders', ['email']), ['SELECT'])] }),
    );
    expect(one.row('SELECT sales.orders').columns).toEqual(['email', 'day']);
    expect(one.row('SELECT sales.orders').because).toContain('C4');
    const excluded = ask(
      lake({
        TableList,
        PrincipalResourcePermissions: [grant(ANALYST, onColumns('orders', undefined, ['day', 'id']), ['SELECT'])],
      }),
    );
    expect(excluded.row('SELECT sales.orders').columns).toEqual(['email', 'day']);
    const two = ask(
      lake({
        TableList,
        PrincipalResourcePermissions: [
          grant(ANALYST, onFilter('a'), ['SELECT']),
          grant(ANALYST, onFilter('b'), ['SELECT']),
        ],
        DataCellsFilters: [filter('a', 'x=1', ['id']), filter('b', 'y=2', ['email'])],
      }),
    );
    expect(two.row('SELECT sales.orders')).toMatchObject({
      columns: ['id', 'email', 'day'],
      rowFilter: '(x=1) OR (y=2)',
      cellFilters: { id: 'x=1', email: 'y=2' },
    });
  });

  it('C10: a nested name shows its top column and hides nothing else', () => {
    const TableList = [tableOf('orders', ['id', 'address'])];
    const input = lake({
      TableList,
      PrincipalResourcePermissions: [grant(ANALYST, onFilter('n'), ['SELECT'])],
      DataCellsFilters: [filter('n', null, ['"address"."zip"'])],
    });
    const { row } = ask(input);
    expect(row('SELECT sales.orders').columns).toEqual(['address']);
    expect(row('SELECT sales.orders').because).toContain('C10');
  });

  it('a list of which no column exists any more gives nothing', () => {
    const { held, warnings } = ask(
      lake({ PrincipalResourcePermissions: [grant(ANALYST, onColumns('orders', ['gone']), ['SELECT'])] }),
    );
    expect(held).toEqual([]);
    expect(warnings.join()).toContain('ColumnNames [gone] matches no current column');
  });

  it('DESCRIBE of its own shows all columns next to a partial SELECT', () => {
    const rows = [
      grant(ANALYST, onColumns('orders', ['id']), ['SELECT']),
      grant(ANALYST, onTable('orders'), ['INSERT']),
    ];
    const { row, warnings } = ask(lake({ PrincipalResourcePermissions: rows }));
    expect(row('SELECT sales.orders').columns).toEqual(['id']);
    expect(row('DESCRIBE sales.orders').columns).toEqual(['id', 'email', 'amount']);
    expect(row('INSERT sales.orders').because).toContain('G9');
    expect(warnings).not.toContain('');
  });
});
