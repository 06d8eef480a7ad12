import { describe, expect, test } from 'vitest';
import type { PermissionRow } from '../../../../src/core/model/lakeformation';
import { lakeFormation } from '../../../../src/main/sandbox/services/lakeformation/service';
import type { VariantName } from '../../../../src/main/sandbox/service';
import type { World } from '../../../../src/main/sandbox/world';
import { A, B, caseWorld, client, role } from '../state/call';

const id = (DataLakePrincipalIdentifier: string) => ({ DataLakePrincipalIdentifier });
const analyst = id(role('Analyst'));
const orders = { Table: { DatabaseName: 'sales', Name: 'orders' } };
const allTables = { Table: { DatabaseName: 'sales', TableWildcard: {} } };
const columns = (...ColumnNames: string[]) => ({
  TableWithColumns: { DatabaseName: 'sales', Name: 'orders', ColumnNames },
});
const except = (...ExcludedColumnNames: string[]) => ({
  TableWithColumns: { DatabaseName: 'sales', Name: 'orders', ColumnWildcard: { ExcludedColumnNames } },
});
const invalidChange = { name: 'InvalidInputException', message: 'Permissions modification is invalid.' };

async function rows(world: World, as = role('HeddleAdmin')): Promise<PermissionRow[]> {
  return (
    await client(world, lakeFormation, { as })<{ PrincipalResourcePermissions: PermissionRow[] }>('ListPermissions')
  ).PrincipalResourcePermissions;
}

/** A world without rows, and its client. */
function empty(variants: Partial<Record<VariantName, string>> = {}, as = role('HeddleAdmin')) {
  const world = caseWorld('access/C31.json');
  world.data.accounts[0]?.roles.push({ name: 'Analyst' }, { name: 'Engineer' });
  const call = client(world, lakeFormation, { as, variants });
  return {
    world,
    grant: (Principal: object, Resource: object, Permissions: string[], more: object = {}) =>
      call('GrantPermissions', { Principal, Resource, Permissions, ...more }),
    revoke: (Principal: object, Resource: object, Permissions: string[], more: object = {}) =>
      call('RevokePermissions', { Principal, Resource, Permissions, ...more }),
    call,
  };
}

describe('grants', () => {
  test('SELECT is split off, later grants merge, and each row says who wrote it and when', async () => {
    const { world, grant } = empty();
    await grant(analyst, orders, ['SELECT', 'INSERT'], { PermissionsWithGrantOption: ['SELECT'] });
    await grant(analyst, orders, ['ALTER']);
    expect(
      (await rows(world)).map((r) => [
        Object.keys(r.Resource)[0],
        r.Permissions,
        r.PermissionsWithGrantOption,
        r.LastUpdatedBy,
      ]),
    ).toEqual([
      ['Table', ['INSERT', 'ALTER'], [], role('HeddleAdmin')],
      ['TableWithColumns', ['SELECT'], ['SELECT'], role('HeddleAdmin')],
    ]);
  });

  test('what the matrix does not list is refused', async () => {
    const { grant } = empty();
    await expect(grant(analyst, { Database: { Name: 'sales' } }, ['SELECT'])).rejects.toMatchObject(invalidChange);
    await expect(grant(analyst, columns('email'), ['INSERT'])).rejects.toMatchObject(invalidChange);
    await expect(grant(analyst, { Catalog: {} }, ['SUPER_USER'])).rejects.toMatchObject(invalidChange);
    const output = { TableWithColumns: { DatabaseName: 'sales', Name: 'ALL_TABLES', ColumnWildcard: {} } };
    await expect(grant(analyst, output, ['SELECT'])).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  test('principals and resources must exist', async () => {
    const { grant } = empty();
    await expect(grant(id(role('Nobody')), orders, ['SELECT'])).rejects.toMatchObject({ message: 'Invalid principal' });
    await expect(grant(id('nonsense'), orders, ['SELECT'])).rejects.toMatchObject({ message: 'Invalid principal' });
    await expect(grant(analyst, { Database: { Name: 'nowhere' } }, ['DESCRIBE'])).rejects.toMatchObject({
      name: 'EntityNotFoundException',
    });
    await expect(grant(analyst, columns('nowhere'), ['SELECT'])).rejects.toMatchObject({
      name: 'EntityNotFoundException',
    });
  });

  test('partial SELECT and table permissions shut each other out (V9)', async () => {
    const first = empty();
    await first.grant(analyst, columns('email'), ['SELECT']);
    await expect(first.grant(analyst, orders, ['INSERT'])).rejects.toMatchObject(invalidChange);
    const second = empty();
    await second.grant(analyst, orders, ['DESCRIBE']);
    await expect(second.grant(analyst, except('email'), ['SELECT'])).rejects.toMatchObject(invalidChange);
    const third = empty();
    await third.grant(analyst, orders, ['SELECT']);
    await expect(third.grant(analyst, columns('email'), ['SELECT'])).rejects.toMatchObject(invalidChange);
  });

  test('include lists merge by variant', async () => {
    for (const [merges, count] of [
      ['yes', 1],
      ['no', 2],
    ] as const) {
      const { world, grant } = empty({ 'include-list-merges': merges });
      await grant(analyst, columns('email'), ['SELECT']);
      await grant(analyst, columns('amount'), ['SELECT']);
      expect(await rows(world)).toHaveLength(count);
    }
  });

  test('only administrators and holders of the grant option may grant', async () => {
    const { world, grant } = empty();
    const engineer = client(world, lakeFormation, { as: role('Engineer') });
    const request = { Principal: analyst, Resource: orders, Permissions: ['DESCRIBE'] };
    await expect(engineer('GrantPermissions', request)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await grant(id(role('Engineer')), allTables, ['ALL'], { PermissionsWithGrantOption: ['ALL'] });
    await engineer('GrantPermissions', request);
    expect(await rows(world)).toHaveLength(2);
    const auditor = client(world, lakeFormation, { as: role('LFAuditor') });
    await expect(auditor('GrantPermissions', request)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('attribute-based grants: condition for IAMPrincipals only, without grant option or tag policy', async () => {
    const { grant } = empty();
    const Condition = { Expression: 'context.iam.principalTags.hasTag("team")' };
    await expect(grant(analyst, orders, ['SELECT'], { Condition })).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
    await grant(id(`${A}:IAMPrincipals`), orders, ['SELECT'], { Condition });
    const option = { Condition, PermissionsWithGrantOption: ['SELECT'] };
    await expect(grant(id(`${A}:IAMPrincipals`), orders, ['SELECT'], option)).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });
});

describe('grants across accounts (X4)', () => {
  const consumer = id(B);
  const refused = { name: 'InvalidInputException' };

  test('named grants carry a RAM share', async () => {
    const { world, grant } = empty();
    await grant(consumer, orders, ['SELECT'], { PermissionsWithGrantOption: ['SELECT'] });
    const [row] = await rows(world);
    expect(row?.AdditionalDetails?.ResourceShare?.[0]).toMatch(
      /^arn:aws:ram:eu-central-1:111122223333:resource-share\//,
    );
  });

  test('what may not cross', async () => {
    const { grant } = empty();
    await expect(grant(consumer, { Database: { Name: 'sales' } }, ['DROP'])).rejects.toMatchObject(refused);
    await expect(grant(consumer, except('email'), ['SELECT'])).rejects.toMatchObject(refused);
    await expect(
      grant(id('arn:aws:organizations::999988887777:organization/o-abc1234567'), { Database: { Name: 'sales' } }, [
        'ALL',
      ]),
    ).rejects.toMatchObject(refused);
    await expect(
      grant(id(role('Outsider', B)), orders, ['SELECT'], { PermissionsWithGrantOption: ['SELECT'] }),
    ).rejects.toMatchObject(refused);
  });

  test('a gate row stands in the way unless the location is hybrid (E7)', async () => {
    const gated = client(caseWorld('access/C02.json'), lakeFormation);
    const request = {
      Principal: consumer,
      Resource: orders,
      Permissions: ['SELECT'],
      PermissionsWithGrantOption: ['SELECT'],
    };
    await expect(gated('GrantPermissions', request)).rejects.toMatchObject({
      message: expect.stringContaining('Illegal combination') as string,
    });
    await client(caseWorld('access/C03.json'), lakeFormation)('GrantPermissions', request);
  });

  test('whether one gated table stands in the way of all tables is a variant (E7)', async () => {
    const request = {
      Principal: consumer,
      Resource: { Table: { CatalogId: A, DatabaseName: 'sales', TableWildcard: {} } },
      Permissions: ['DESCRIBE'],
    };
    await expect(
      client(caseWorld('access/C02.json'), lakeFormation)('GrantPermissions', request),
    ).rejects.toMatchObject({
      message: expect.stringContaining('Illegal combination') as string,
    });
    const variants = { 'gate-on-one-of-all-tables': 'taken' } as const;
    await client(caseWorld('access/C02.json'), lakeFormation, { variants })('GrantPermissions', request);
  });

  test('a consumer grants within the share, to its own principals, in its own listing', async () => {
    const world = caseWorld('access/C27.json');
    const admin = client(world, lakeFormation, { as: role('ConsumerAdmin', B) });
    const table = (name: string) => ({ Table: { CatalogId: A, DatabaseName: 'sales', Name: name } });
    const Principal = id(role('ConsumerAnalyst', B));
    await admin('GrantPermissions', { Principal, Resource: table('orders'), Permissions: ['SELECT'] });
    expect((await rows(world)).map((r) => r.Principal.DataLakePrincipalIdentifier)).toEqual([B, B]);
    expect((await rows(world, role('ConsumerAdmin', B))).map((r) => r.Resource.TableWithColumns?.CatalogId)).toContain(
      A,
    );
    const beyond = admin('GrantPermissions', { Principal, Resource: table('orders'), Permissions: ['INSERT'] });
    await expect(beyond).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const further = admin('GrantPermissions', {
      Principal: id('777788889999'),
      Resource: table('orders'),
      Permissions: ['SELECT'],
    });
    await expect(further).rejects.toMatchObject(refused);
    const stranger = client(world, lakeFormation, { as: role('ConsumerAnalyst', B) });
    await expect(
      stranger('GrantPermissions', { Principal, Resource: table('orders'), Permissions: ['SELECT'] }),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('revokes', () => {
  test('ALL and single permissions are independent (V4)', async () => {
    const { world, grant, revoke } = empty();
    await grant(analyst, orders, ['ALL', 'INSERT']);
    await expect(revoke(analyst, orders, ['SELECT'])).rejects.toMatchObject({
      message: expect.stringContaining('No permissions revoked') as string,
    });
    await revoke(analyst, orders, ['ALL']);
    expect((await rows(world)).map((r) => r.Permissions)).toEqual([['INSERT']]);
  });

  test('the wildcard and a table are independent (V2); the wildcard is revoked by TableWildcard', async () => {
    const { world, grant, revoke } = empty();
    await grant(analyst, allTables, ['SELECT', 'DESCRIBE']);
    await expect(revoke(analyst, orders, ['SELECT'])).rejects.toMatchObject({ name: 'InvalidInputException' });
    await revoke(analyst, allTables, ['SELECT', 'DESCRIBE']);
    expect(await rows(world)).toEqual([]);
  });

  test('an option that is not named stays (V1)', async () => {
    const { world, grant, revoke } = empty();
    await grant(analyst, orders, ['SELECT'], { PermissionsWithGrantOption: ['SELECT'] });
    await revoke(analyst, orders, ['SELECT']);
    expect((await rows(world)).map((r) => [r.Permissions, r.PermissionsWithGrantOption])).toEqual([[[], ['SELECT']]]);
  });

  test('one column of an include list by variant; of all columns never (V3)', async () => {
    const yes = empty();
    await yes.grant(analyst, columns('email', 'amount'), ['SELECT']);
    await yes.revoke(analyst, columns('email'), ['SELECT']);
    expect((await rows(yes.world))[0]?.Resource.TableWithColumns?.ColumnNames).toEqual(['amount']);
    const no = empty({ 'include-list-partial-revoke': 'no' });
    await no.grant(analyst, columns('email', 'amount'), ['SELECT']);
    await expect(no.revoke(analyst, columns('email'), ['SELECT'])).rejects.toMatchObject(invalidChange);
    await no.revoke(analyst, columns('amount', 'email'), ['SELECT']);
    expect(await rows(no.world)).toEqual([]);
  });

  test('a deleted principal’s rows can be revoked', async () => {
    const world = caseWorld('access/C34.json');
    await client(world, lakeFormation)('RevokePermissions', {
      Principal: id(role('FormerAnalyst')),
      Resource: orders,
      Permissions: ['SELECT'],
    });
    expect(await rows(world)).toEqual([]);
  });

  test('batches: 20 entries, unique ids, failures one by one', async () => {
    const { world, call } = empty();
    const entry = (Id: string, Principal: object) => ({ Id, Principal, Resource: orders, Permissions: ['SELECT'] });
    const many = Array.from({ length: 21 }, (_, n) => entry(String(n), analyst));
    await expect(call('BatchGrantPermissions', { Entries: many })).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
    await expect(
      call('BatchGrantPermissions', { Entries: [entry('1', analyst), entry('1', analyst)] }),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
    const answer = await call<{ Failures: { RequestEntry: { Id: string } }[] }>('BatchGrantPermissions', {
      Entries: [entry('1', analyst), entry('2', id(role('Nobody')))],
    });
    expect(answer.Failures.map((f) => f.RequestEntry.Id)).toEqual(['2']);
    expect(await rows(world)).toHaveLength(1);
    expect(
      (await call<{ Failures: unknown[] }>('BatchRevokePermissions', { Entries: [entry('1', analyst)] })).Failures,
    ).toEqual([]);
  });
});
