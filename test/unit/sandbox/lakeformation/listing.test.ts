import { describe, expect, test } from 'vitest';
import type { PermissionRow } from '../../../../src/core/model/lakeformation';
import { lakeFormation } from '../../../../src/main/sandbox/services/lakeformation/service';
import type { VariantName } from '../../../../src/main/sandbox/service';
import { A, B, caseWorld, client, role } from '../state/call';

interface Listing {
  PrincipalResourcePermissions: PermissionRow[];
  NextToken?: string;
}

const lf = (file: string, options: { as?: string; variants?: Partial<Record<VariantName, string>> } = {}) =>
  client(caseWorld(`access/${file}.json`), lakeFormation, options);

const sales = { Database: { Name: 'sales' } };
const orders = { Table: { DatabaseName: 'sales', Name: 'orders' } };
const holders = ({ PrincipalResourcePermissions }: Listing): string[] =>
  PrincipalResourcePermissions.map((r) => r.Principal.DataLakePrincipalIdentifier);

describe('ListPermissions', () => {
  test('a principal without a resource is refused (LP18)', async () => {
    const call = lf('C08')('ListPermissions', { Principal: { DataLakePrincipalIdentifier: role('Analyst') } });
    await expect(call).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: 'Resource is mandatory if Principal is set in the input.',
    });
  });

  test('TableWithColumns is no filter (LP4); the table lists both kinds of its rows', async () => {
    const filter = { Resource: { TableWithColumns: { DatabaseName: 'sales', Name: 'orders', ColumnWildcard: {} } } };
    await expect(lf('C49')('ListPermissions', filter)).rejects.toMatchObject({ name: 'InvalidInputException' });
    const listed = await lf('C49')<Listing>('ListPermissions', { Resource: orders });
    expect(listed.PrincipalResourcePermissions.map((r) => Object.keys(r.Resource)[0])).toEqual([
      'Table',
      'TableWithColumns',
    ]);
  });

  test('a resource has exactly one member, whatever else exists', async () => {
    const call = lf('C49')('ListPermissions', { Resource: { Database: { Name: 'sales' }, Catalog: {} } });
    await expect(call).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  test('all-tables rows carry the name ALL_TABLES (LP6) and tag policies stay whole (LP7)', async () => {
    const wildcard = await lf('C08')<Listing>('ListPermissions');
    expect(
      wildcard.PrincipalResourcePermissions.map((r) => r.Resource.Table?.Name ?? r.Resource.TableWithColumns?.Name),
    ).toEqual(['ALL_TABLES', 'ALL_TABLES']);
    const policy = await lf('C11')<Listing>('ListPermissions');
    expect(policy.PrincipalResourcePermissions).toHaveLength(1);
  });

  test('filter rows: in the raw listing by variant, about a table only with IncludeRelated (LP8)', async () => {
    expect((await lf('C18')<Listing>('ListPermissions')).PrincipalResourcePermissions).toHaveLength(2);
    const without = await lf('C18', { variants: { 'filters-in-raw-list': 'no' } })<Listing>('ListPermissions');
    expect(without.PrincipalResourcePermissions).toHaveLength(0);
    expect(
      (await lf('C18')<Listing>('ListPermissions', { Resource: orders })).PrincipalResourcePermissions,
    ).toHaveLength(0);
    const related = await lf('C18')<Listing>('ListPermissions', { Resource: orders, IncludeRelated: 'TRUE' });
    expect(related.PrincipalResourcePermissions).toHaveLength(2);
    const DataCellsFilter = { TableCatalogId: A, DatabaseName: 'sales', TableName: 'orders', Name: 'eu' };
    expect(
      (await lf('C18')<Listing>('ListPermissions', { Resource: { DataCellsFilter } })).PrincipalResourcePermissions,
    ).toHaveLength(1);
  });

  test('LF_TAG_POLICY may return DATABASE policies only (LP3)', async () => {
    const ask = { ResourceType: 'LF_TAG_POLICY' };
    expect((await lf('C11')<Listing>('ListPermissions', ask)).PrincipalResourcePermissions).toHaveLength(1);
    const quirk = { variants: { 'tag-policy-type': 'database-only' } } as const;
    expect((await lf('C11', quirk)<Listing>('ListPermissions', ask)).PrincipalResourcePermissions).toHaveLength(0);
    const exact = await lf('C11', quirk)<Listing>('ListPermissions', { ResourceType: 'LF_TAG_POLICY_TABLE' });
    expect(exact.PrincipalResourcePermissions).toHaveLength(1);
  });

  test('a read-only administrator sees all, a holder its own, a stranger nothing', async () => {
    expect(
      (await lf('C26', { as: role('LFAuditor') })<Listing>('ListPermissions')).PrincipalResourcePermissions,
    ).toHaveLength(3);
    expect(holders(await lf('C09', { as: role('Engineer') })<Listing>('ListPermissions'))).toEqual([role('Engineer')]);
    expect(
      (await lf('C26', { as: role('Stranger') })<Listing>('ListPermissions')).PrincipalResourcePermissions,
    ).toHaveLength(0);
  });

  test('a direct grant to another account shows to its recipient and not to the administrator there (LP13, X1)', async () => {
    const file = 'C29';
    const byAdmin = await lf(file, { as: role('ConsumerAdmin', B) })<Listing>('ListPermissions');
    const direct = (l: Listing) => l.PrincipalResourcePermissions.filter((r) => r.AdditionalDetails?.ResourceShare);
    expect(direct(byAdmin).map((r) => r.Principal.DataLakePrincipalIdentifier)).toEqual([B]);
    const byRecipient = await lf(file, { as: role('ConsumerAnalyst', B) })<Listing>('ListPermissions');
    expect(direct(byRecipient).map((r) => r.Principal.DataLakePrincipalIdentifier)).toEqual([
      role('ConsumerAnalyst', B),
    ]);
  });

  test('rows about foreign objects: in the raw listing or only by the owner’s id (open point 12)', async () => {
    const options = { as: role('ConsumerAdmin', B), variants: { 'foreign-rows-in-raw-list': 'no' } } as const;
    expect((await lf('C29', options)<Listing>('ListPermissions')).PrincipalResourcePermissions).toHaveLength(0);
    expect(
      (await lf('C29', options)<Listing>('ListPermissions', { CatalogId: A })).PrincipalResourcePermissions,
    ).toHaveLength(2);
    await expect(lf('C29')('ListPermissions', { CatalogId: 'nonsense' })).rejects.toMatchObject({
      message: 'Catalog id must be a valid AWS account id.',
    });
  });

  test('a token belongs to its request', async () => {
    const world = caseWorld('access/C26.json');
    const call = client(world, lakeFormation);
    const first = await call<Listing>('ListPermissions', { MaxResults: 1 });
    expect(first.NextToken).toBeDefined();
    const next = await call<Listing>('ListPermissions', { MaxResults: 1, NextToken: first.NextToken });
    expect(next.PrincipalResourcePermissions[0]).not.toEqual(first.PrincipalResourcePermissions[0]);
    const other = call('ListPermissions', { ResourceType: 'TABLE', NextToken: first.NextToken });
    await expect(other).rejects.toMatchObject({ name: 'InvalidInputException' });
    await expect(call('ListPermissions', { NextToken: 'garbage' })).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });

  test('a missing and an invisible resource answer alike', async () => {
    const Resource = { Table: { DatabaseName: 'sales', Name: 'nowhere' } };
    await expect(lf('C08')('ListPermissions', { Resource })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('ListPermissions with principal and resource', () => {
  const ask = (file: string, principal: string, Resource: object, variants = {}) =>
    lf(file, { variants })<Listing>('ListPermissions', {
      Principal: { DataLakePrincipalIdentifier: principal },
      Resource,
    });
  const shape = ({ PrincipalResourcePermissions }: Listing) =>
    PrincipalResourcePermissions.map((r) => [
      Object.keys(r.Resource)[0],
      r.Resource.TableWithColumns?.ColumnNames,
      r.Permissions,
    ]);

  test('every path is combined, SELECT in a row of its own', async () => {
    expect(shape(await ask('C08', role('Analyst'), orders))).toEqual([
      ['Table', undefined, ['DESCRIBE']],
      ['TableWithColumns', undefined, ['SELECT']],
    ]);
    expect(shape(await ask('C11', role('Engineer'), orders))).toEqual([
      ['Table', undefined, ['DESCRIBE']],
      ['TableWithColumns', ['order_id', 'amount'], ['SELECT']],
    ]);
  });

  test('implied DESCRIBE on the database of a tag policy is a variant (G5)', async () => {
    expect(shape(await ask('C11', role('Engineer'), sales))).toEqual([['Database', undefined, ['DESCRIBE']]]);
    expect(shape(await ask('C11', role('Engineer'), sales, { 'tag-policy-parent-describe': 'no' }))).toEqual([]);
  });

  test('filtered access makes no row here (LP8), groups and other accounts none at all (LP2)', async () => {
    expect(shape(await ask('C18', role('Analyst'), orders))).toEqual([['Table', undefined, ['DESCRIBE']]]);
    const group = 'arn:aws:identitystore:::group/906769aa66-2222-4444-8888-bbbbbbbbbbbb';
    expect(shape(await ask('C46', group, orders))).toEqual([]);
    expect(shape(await ask('C29', role('ConsumerAnalyst', B), orders))).toEqual([]);
  });

  test('where IAM decides, the gate row is the answer', async () => {
    expect(holders(await ask('C02', role('Analyst'), orders))).toEqual(['IAM_ALLOWED_PRINCIPALS']);
  });
});
