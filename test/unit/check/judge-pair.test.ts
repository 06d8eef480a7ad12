import { describe, expect, it } from 'vitest';
import type { PairToCheck } from '../../../src/core/report/pairs';
import type { PermissionRow, Resource } from '../../../src/core/model/lakeformation';
import { foundTexts, judgePair, predictedTexts, worstFirst } from '../../../src/main/usecases/check/judge-pair';

const TABLE = { CatalogId: '111111111111', DatabaseName: 'sales', Name: 'orders' };
const pair = (more: Partial<PairToCheck> = {}): PairToCheck => ({
  principal: 'arn:aws:iam::111111111111:role/Analyst',
  name: 'Analyst',
  resource: 'sales.orders',
  ask: { Table: TABLE },
  partition: 'aws',
  region: 'eu-central-1',
  owner: '111111111111',
  predicted: [{ permission: 'SELECT', columns: ['id'] }, { permission: 'DESCRIBE' }],
  regular: ['id', 'email'],
  leftToIam: false,
  ...more,
});
const row = (Resource: Resource, Permissions: string[], principal = pair().principal): PermissionRow => ({
  Principal: { DataLakePrincipalIdentifier: principal },
  Resource,
  Permissions,
});
const judged = (p: PairToCheck, rows: PermissionRow[], blind?: string) =>
  judgePair(
    p,
    { predicted: predictedTexts(p), found: foundTexts(p, rows), ...(blind === undefined ? {} : { blind }) },
    { actions: [] },
  );

describe('judgePair()', () => {
  it('agrees where AWS tells the same permissions and columns', () => {
    const rows = [
      row({ Table: TABLE }, ['DESCRIBE']),
      row({ TableWithColumns: { ...TABLE, ColumnNames: ['id'] } }, ['SELECT']),
    ];
    expect(judged(pair(), rows).verdict).toBe('agrees');
  });

  it('differs on a column, and names it', () => {
    const rows = [
      row({ Table: TABLE }, ['DESCRIBE']),
      row({ TableWithColumns: { ...TABLE, ColumnWildcard: {} } }, ['SELECT']),
    ];
    expect(judged(pair(), rows)).toMatchObject({
      verdict: 'differs',
      words: 'AWS does not tell SELECT(id); AWS also tells SELECT.',
    });
  });

  it('unites columns of several rows and expands ALL', () => {
    const rows = [
      row({ TableWithColumns: { ...TABLE, ColumnNames: ['id'] } }, ['SELECT']),
      row({ TableWithColumns: { ...TABLE, ColumnWildcard: { ExcludedColumnNames: ['id'] } } }, ['SELECT']),
    ];
    expect(foundTexts(pair(), rows)).toEqual(['SELECT']);
    expect(foundTexts(pair(), [row({ Table: TABLE }, ['ALL'])])).toEqual([
      'ALTER',
      'DELETE',
      'DESCRIBE',
      'DROP',
      'INSERT',
      'SELECT',
    ]);
  });

  it('takes silence about a pair that AWS is blind to for no disagreement', () => {
    expect(judged(pair(), [], 'other account (LP2)').verdict).toBe('blind');
    expect(judged(pair(), []).verdict).toBe('differs');
  });

  it('does not count the gate row, nor SELECT through a filter', () => {
    const gate = row({ Table: TABLE }, ['ALL'], 'IAM_ALLOWED_PRINCIPALS');
    expect(judged(pair({ predicted: [], leftToIam: true }), [gate]).verdict).toBe('agrees');
    const filtered = pair({ predicted: [{ permission: 'SELECT', filtered: true }] });
    expect(judged(filtered, [])).toMatchObject({ verdict: 'agrees', words: expect.stringContaining('LP8') as string });
  });

  it('tells first what needs a look', () => {
    const blind = judged(pair(), [], 'other account (LP2)');
    const agrees = judged(pair({ predicted: [], leftToIam: true }), [
      row({ Table: TABLE }, ['ALL'], 'IAM_ALLOWED_PRINCIPALS'),
    ]);
    const denied = { ...agrees, iam: { actions: [], allowed: false } };
    const differs = judged(pair(), []);
    const order = worstFirst([blind, agrees, denied, differs]);
    expect(order).toEqual([differs, denied, agrees, blind]);
  });
});
