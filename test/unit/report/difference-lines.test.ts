import { expect, it } from 'vitest';
import type { AccessRow } from '../../../src/core/model/case';
import { differenceLines } from '../../../src/core/report/difference-lines';

const LUCIA = 'arn:aws:identitystore:::user/56bd3adf-a56e-5624-919b-e0d064797b35';
const row = (principal: string, permission: string, more: Partial<AccessRow> = {}): AccessRow =>
  ({
    principal,
    permission,
    resource: { Table: { CatalogId: '222233334444', DatabaseName: 'sales', Name: 'orders' } },
    ...more,
  }) as AccessRow;

it('tells permissions of one extent together, with the name that people know', () => {
  const columns = ['order_id', 'region'];
  const lines = differenceLines(
    [
      row(LUCIA, 'SELECT', { columns }),
      row('arn:aws:iam::222233334444:role/Analyst', 'SELECT', { columns }),
      row(LUCIA, 'DESCRIBE', { columns }),
      row(LUCIA, 'INSERT'),
      row(LUCIA, 'SELECT', { columns, rowFilter: "region = 'EU'" }),
      row(LUCIA, 'IAM_DECIDES'),
    ],
    { [LUCIA]: 'lucia.fernandez' },
  );
  expect(lines.map(({ text }) => text)).toEqual([
    'lucia.fernandez: SELECT and DESCRIBE on sales.orders (order_id, region)',
    'Analyst: SELECT on sales.orders (order_id, region)',
    'lucia.fernandez: INSERT on sales.orders',
    "lucia.fernandez: SELECT on sales.orders (order_id, region, rows where region = 'EU')",
    'lucia.fernandez: left to IAM on sales.orders',
  ]);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
});

it('names places of every kind', () => {
  const policy = { ResourceType: 'TABLE' as const, Expression: [{ TagKey: 'domain', TagValues: ['sales'] }] };
  const places = [{ Database: { Name: 'sales' } }, { LFTagPolicy: policy }, { Catalog: { Id: '222233334444' } }];
  const lines = differenceLines(
    places.map((resource) => row(LUCIA, 'DESCRIBE', { resource } as Partial<AccessRow>)),
    { [LUCIA]: 'lucia.fernandez' },
  );
  expect(lines.map(({ text }) => text.replace('lucia.fernandez: DESCRIBE on ', ''))).toEqual([
    'database sales',
    'tables tagged domain=sales',
    'catalog 222233334444',
  ]);
});
