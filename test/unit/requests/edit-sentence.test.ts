import { describe, expect, it } from 'vitest';
import { editSentence } from '../../../src/core/change/edit-sentence';

const edit = (operation: string, request: Record<string, unknown>, service = 'lakeformation') => ({
  account: '222222222222',
  service,
  operation,
  request,
});
const Principal = { DataLakePrincipalIdentifier: 'arn:aws:iam::222222222222:role/data/Scientist' };

describe('an edit as a sentence', () => {
  it.each([
    [
      'RevokePermissions',
      { Principal, Resource: { Table: { DatabaseName: 'sales', TableWildcard: {} } }, Permissions: ['SELECT'] },
      'Revoke SELECT on all tables of sales from Scientist',
    ],
    [
      'GrantPermissions',
      {
        Principal,
        Resource: { TableWithColumns: { DatabaseName: 'sales', Name: 'orders', ColumnNames: ['region'] } },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: ['SELECT'],
      },
      'Grant SELECT on sales.orders (region) to Scientist, with the right to pass it on',
    ],
    [
      'RevokePermissions',
      {
        Principal,
        Resource: { Database: { Name: 'sales' } },
        Permissions: [],
        PermissionsWithGrantOption: ['DESCRIBE'],
      },
      'Revoke the grant option of DESCRIBE on sales from Scientist',
    ],
    [
      'AddLFTagsToResource',
      {
        Resource: { Table: { DatabaseName: 'sales', Name: 'orders' } },
        LFTags: [{ TagKey: 'pii', TagValues: ['none'] }],
      },
      'Set pii=none on sales.orders',
    ],
    [
      'CreateLakeFormationOptIn',
      { Principal, Resource: { Database: { Name: 'sales' } }, Condition: { Expression: 'context.iam.x' } },
      'Opt in Scientist on sales, where context.iam.x',
    ],
    ['DeleteLFTag', { TagKey: 'pii' }, 'Delete LF-Tag pii'],
  ])('%s', (operation, request, sentence) => {
    expect(editSentence(edit(operation, request))).toBe(sentence);
  });

  it('names a foreign operation and survives a request of a foreign shape', () => {
    expect(editSentence(edit('TagRole', { RoleName: 'Analyst' }, 'iam'))).toBe('Tag Role Analyst');
    expect(editSentence(edit('AddLFTagsToResource', { LFTags: 7 }))).toBe('Add LFTags To Resource');
  });

  it('cuts what was pasted by mistake; what AWS takes stands whole', () => {
    const name = 'n'.repeat(255);
    expect(editSentence(edit('DeleteLFTag', { TagKey: name }))).toContain(name);
    const long = editSentence(edit('CreateLFTag', { TagKey: 'k', TagValues: ['x'.repeat(10_000), 'low'] }));
    expect(long).toMatch(/x…/);
    expect(long.length).toBeLessThan(200);
    expect(editSentence(edit('DeleteLFTag', { TagKey: 'a '.repeat(9_000) })).length).toBeLessThan(4_100);
  });
});
