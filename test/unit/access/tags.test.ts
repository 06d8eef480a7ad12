import { describe, expect, it } from 'vitest';
import { ANALYST, ask, grant, lake, onDatabase, onTable, onTags, P, tableOf, tagsOn } from './support/lake';

const tagged = (rows: Parameters<typeof lake>[0]) => lake(rows);

describe('LF-Tag policies', () => {
  it("T4: '*' matches any value of the key, not its absence", () => {
    const rows = [grant(ANALYST, onTags('TABLE', ['domain', ['*']]), ['SELECT'])];
    const input = tagged({
      PrincipalResourcePermissions: rows,
      TableList: [tableOf('orders', ['id']), tableOf('plain', ['id'])],
      lfTagAssignments: [tagsOn('orders', { domain: 'sales' })],
    });
    const { held, row } = ask(input);
    expect(held).toEqual(['DESCRIBE sales', 'DESCRIBE sales.orders', 'SELECT sales.orders']);
    expect(row('SELECT sales.orders').because).toEqual(expect.arrayContaining(['T4', 'T5']));
  });

  it('T10: keys and values compare without regard to case', () => {
    const rows = [grant(ANALYST, onTags('TABLE', ['Domain', ['SALES']]), ['SELECT'])];
    const { row } = ask(
      tagged({ PrincipalResourcePermissions: rows, lfTagAssignments: [tagsOn('orders', { domain: 'sales' })] }),
    );
    expect(row('SELECT sales.orders').because).toContain('T10');
  });

  it('T9: a saved expression is resolved by name; without its body it matches nothing', () => {
    const rows = [
      grant(ANALYST, { LFTagPolicy: { CatalogId: P, ResourceType: 'TABLE', ExpressionName: 'mine' } }, ['SELECT']),
    ];
    const body = { Name: 'mine', CatalogId: P, Expression: [{ TagKey: 'domain', TagValues: ['sales'] }] };
    const lfTagAssignments = [tagsOn(null, { domain: 'sales' })];
    const with_ = ask(tagged({ PrincipalResourcePermissions: rows, LFTagExpressions: [body], lfTagAssignments }));
    expect(with_.row('SELECT sales.orders').because).toEqual(expect.arrayContaining(['T1', 'T9']));
    expect(ask(tagged({ PrincipalResourcePermissions: rows, lfTagAssignments })).held).toEqual([]);
  });

  it('T13: a policy of another account never matches', () => {
    const foreign = {
      LFTagPolicy: {
        CatalogId: '999988887777',
        ResourceType: 'TABLE',
        Expression: [{ TagKey: 'domain', TagValues: ['sales'] }],
      },
    };
    const input = tagged({
      PrincipalResourcePermissions: [grant(ANALYST, foreign, ['SELECT'])],
      lfTagAssignments: [tagsOn('orders', { domain: 'sales' })],
    });
    expect(ask(input).held).toEqual([]);
  });

  it('T6: ALL on part of the columns shrinks to SELECT and DESCRIBE, and DROP alone to DESCRIBE', () => {
    const lfTagAssignments = [tagsOn('orders', { level: 'low' }, { email: { level: 'high' } })];
    const policy = onTags('TABLE', ['level', ['low']]);
    const all = ask(tagged({ PrincipalResourcePermissions: [grant(ANALYST, policy, ['ALL'])], lfTagAssignments }));
    expect(all.held).toEqual(['DESCRIBE sales', 'DESCRIBE sales.orders', 'SELECT sales.orders']);
    expect(all.row('SELECT sales.orders').columns).toEqual(['id', 'amount']);
    const drop = ask(tagged({ PrincipalResourcePermissions: [grant(ANALYST, policy, ['DROP'])], lfTagAssignments }));
    expect(drop.held).toEqual(['DESCRIBE sales', 'DESCRIBE sales.orders']);
    expect(drop.row('DESCRIBE sales.orders').because).toContain('T6');
  });

  it('T7: one matching column of a table that does not match is granted alone', () => {
    const lfTagAssignments = [tagsOn('orders', { level: 'high' }, { id: { level: 'low' } })];
    const { row } = ask(
      tagged({
        PrincipalResourcePermissions: [grant(ANALYST, onTags('TABLE', ['level', ['low']]), ['SELECT', 'INSERT'])],
        lfTagAssignments,
      }),
    );
    expect(row('SELECT sales.orders').columns).toEqual(['id']);
  });

  it('T6: all columns match but the table does not: partial, and said to be uncertain', () => {
    const TableList = [tableOf('orders', ['id'])];
    const lfTagAssignments = [tagsOn('orders', { level: 'high' }, { id: { level: 'low' } })];
    const { held, warnings } = ask(
      tagged({
        TableList,
        PrincipalResourcePermissions: [grant(ANALYST, onTags('TABLE', ['level', ['low']]), ['SELECT', 'INSERT'])],
        lfTagAssignments,
      }),
    );
    expect(held).toEqual(['DESCRIBE sales', 'DESCRIBE sales.orders', 'SELECT sales.orders']);
    expect(warnings.join()).toContain('T6 (unverified)');
  });

  it('T3: a key listed twice must hold twice', () => {
    const rows = [grant(ANALYST, onTags('TABLE', ['level', ['low', 'mid']], ['level', ['mid', 'high']]), ['SELECT'])];
    const at = (level: string) =>
      ask(tagged({ PrincipalResourcePermissions: rows, lfTagAssignments: [tagsOn('orders', { level })] })).held;
    expect(at('mid')).toContain('SELECT sales.orders');
    expect(at('low')).toEqual([]);
  });

  it('reads effective answers and assigned ones alike', () => {
    const rows = [grant(ANALYST, onTags('TABLE', ['level', ['low']]), ['SELECT'])];
    const assigned = lake({
      PrincipalResourcePermissions: rows,
      lfTagAssignments: [tagsOn(null, { level: 'low' }), tagsOn('orders', {}, { email: { level: 'high' } })],
    });
    const every = { id: { level: 'low' }, email: { level: 'high' }, amount: { level: 'low' } };
    const effective = lake({
      PrincipalResourcePermissions: rows,
      lfTagAssignments: [{ ...tagsOn('orders', { level: 'low' }, every), ShowAssignedLFTags: false }],
    });
    expect(ask(effective).row('SELECT sales.orders').columns).toEqual(ask(assigned).row('SELECT sales.orders').columns);
  });

  it('T5: a DATABASE policy gives database permissions alone', () => {
    const rows = [grant(ANALYST, onTags('DATABASE', ['domain', ['sales']]), ['ALL'])];
    const { held } = ask(
      tagged({ PrincipalResourcePermissions: rows, lfTagAssignments: [tagsOn(null, { domain: 'sales' })] }),
    );
    expect(held).toEqual(['ALTER sales', 'CREATE_TABLE sales', 'DESCRIBE sales', 'DROP sales']);
  });

  it('T8: rights on a tag imply DESCRIBE of the tag and nothing on tagged data', () => {
    const tag = { LFTag: { CatalogId: P, TagKey: 'domain', TagValues: ['sales'] } };
    const { rows } = ask(
      tagged({
        PrincipalResourcePermissions: [grant(ANALYST, tag, ['ASSOCIATE'])],
        lfTagAssignments: [tagsOn('orders', { domain: 'sales' })],
      }),
    );
    expect(rows.map((row) => [row.permission, row.resource])).toEqual([
      ['DESCRIBE', tag],
      ['ASSOCIATE', tag],
    ]);
    expect(onTable('orders')).not.toEqual(onDatabase());
  });
});
