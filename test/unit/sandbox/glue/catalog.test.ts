import { describe, expect, test } from 'vitest';
import type { PermissionRow } from '../../../../src/core/model/lakeformation';
import { glue } from '../../../../src/main/sandbox/services/glue/service';
import { lakeFormation } from '../../../../src/main/sandbox/services/lakeformation/service';
import { A, B, caseWorld, client, role, worldOf } from '../state/call';

interface Databases {
  DatabaseList: { Name: string; CatalogId: string }[];
}
interface Tables {
  TableList: { Name: string; TableType?: string; StorageDescriptor?: object }[];
  NextToken?: string;
}

const missing = { name: 'EntityNotFoundException' };
const gate = { Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' }, Permissions: ['ALL'] };

/** One account with an administrator, a maker who may create databases, and open defaults. */
const open = () =>
  worldOf({
    accounts: [
      {
        id: A,
        name: 'a',
        roles: [{ name: 'HeddleAdmin' }, { name: 'Maker' }, { name: 'Reader' }],
        regions: {
          'eu-central-1': {
            DataLakeSettings: {
              DataLakeAdmins: [{ DataLakePrincipalIdentifier: role('HeddleAdmin') }],
              CreateDatabaseDefaultPermissions: [],
              CreateTableDefaultPermissions: [gate],
            },
            PrincipalResourcePermissions: [
              {
                Principal: { DataLakePrincipalIdentifier: role('Maker') },
                Resource: { Catalog: {} },
                Permissions: ['CREATE_DATABASE'],
              },
            ],
          },
        },
      },
    ],
  });

describe('what Glue shows', () => {
  test('administrators see all, others what they hold, strangers nothing', async () => {
    const list = async (as: string) =>
      (await client(caseWorld('access/C26.json'), glue, { as })<Databases>('GetDatabases')).DatabaseList.map(
        (d) => d.Name,
      );
    expect(await list(role('LFAuditor'))).toEqual(['sales', 'analytics']);
    expect(await list(role('Scientist'))).toEqual(['sales']);
    expect(await list(role('Stranger'))).toEqual([]);
  });

  test('where IAM decides everybody sees', async () => {
    const world = caseWorld('access/C01.json');
    const call = client(world, glue, { as: role('Analyst') });
    expect((await call<Tables>('GetTables', { DatabaseName: 'sales' })).TableList).toHaveLength(1);
  });

  test('a database right lists no tables (G7), and an unknown database and an invisible one answer alike', async () => {
    const engineer = client(caseWorld('access/C09.json'), glue, { as: role('Engineer') });
    expect((await engineer<Tables>('GetTables', { DatabaseName: 'sales' })).TableList).toEqual([]);
    await expect(engineer('GetTable', { DatabaseName: 'sales', Name: 'orders' })).rejects.toMatchObject(missing);
    const stranger = client(caseWorld('access/C09.json'), glue, { as: role('Stranger') });
    await expect(stranger('GetTables', { DatabaseName: 'sales' })).rejects.toMatchObject(missing);
    await expect(engineer('GetTables', { DatabaseName: 'nowhere' })).rejects.toMatchObject(missing);
  });

  test('a shared database shows to the consumer as foreign', async () => {
    const world = caseWorld('access/C27.json');
    const consumer = client(world, glue, { as: role('ConsumerAdmin', B) });
    expect((await consumer<Databases>('GetDatabases')).DatabaseList).toEqual([]);
    const foreign = await consumer<Databases>('GetDatabases', { ResourceShareType: 'FOREIGN' });
    expect(foreign.DatabaseList.map((d) => [d.Name, d.CatalogId])).toEqual([['sales', A]]);
    const tables = await consumer<Tables>('GetTables', { CatalogId: A, DatabaseName: 'sales' });
    expect(tables.TableList.map((t) => t.Name)).toEqual(['orders']);
    const analyst = client(world, glue, { as: role('ConsumerAnalyst', B) });
    expect((await analyst<Databases>('GetDatabases', { ResourceShareType: 'ALL' })).DatabaseList).toEqual([]);
  });

  test('AttributesToGet, patterns and short pages', async () => {
    const call = client(caseWorld('access/C08.json'), glue);
    const names = await call<Tables>('GetTables', { DatabaseName: 'sales', AttributesToGet: ['NAME'] });
    expect(names.TableList[0]).toEqual({ Name: 'orders', DatabaseName: 'sales', CatalogId: A });
    expect(
      (await call<Tables>('GetTables', { DatabaseName: 'sales', Expression: 'ref*' })).TableList.map((t) => t.Name),
    ).toEqual(['refunds']);
    const short = client(caseWorld('access/C08.json'), glue, { variants: { 'short-pages': 'yes' } });
    const seen: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await short<Tables>('GetTables', { DatabaseName: 'sales', MaxResults: 2, NextToken });
      seen.push(page.TableList.length);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(seen).toEqual([1, 0, 1]);
  });

  test('IncludeRoot goes without a parent only', async () => {
    const call = client(caseWorld('access/C08.json'), glue);
    const root = await call<{ CatalogList: { CatalogId: string }[] }>('GetCatalogs', {
      IncludeRoot: true,
      Recursive: true,
    });
    expect(root.CatalogList.map((c) => c.CatalogId)).toEqual([A]);
    await expect(call('GetCatalogs', { IncludeRoot: true, ParentCatalogId: A })).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });
});

describe('what Glue creates', () => {
  const rowsOf = async (world: ReturnType<typeof open>) =>
    (
      await client(world, lakeFormation)<{ PrincipalResourcePermissions: PermissionRow[] }>('ListPermissions')
    ).PrincipalResourcePermissions.slice(1).map((r) => [
      r.Principal.DataLakePrincipalIdentifier.split('/').pop(),
      Object.keys(r.Resource)[0],
      r.Permissions,
    ]);

  test('names are folded, defaults become rows at creation, creators get theirs with grant option (E5, I3)', async () => {
    const world = open();
    const maker = client(world, glue, { as: role('Maker') });
    await maker('CreateDatabase', { DatabaseInput: { Name: 'Raw' } });
    await maker('CreateTable', {
      DatabaseName: 'RAW',
      TableInput: { Name: 'Events', StorageDescriptor: { Columns: [{ Name: 'id' }], Location: 's3://x/y/' } },
    });
    expect(await rowsOf(world)).toEqual([
      ['Maker', 'Database', ['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP']],
      ['IAM_ALLOWED_PRINCIPALS', 'Table', ['ALL']],
      ['Maker', 'Table', ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT']],
      ['Maker', 'TableWithColumns', ['SELECT']],
    ]);
    await expect(maker('CreateDatabase', { DatabaseInput: { Name: 'raw' } })).rejects.toMatchObject({
      name: 'AlreadyExistsException',
    });
    await maker('DeleteDatabase', { Name: 'raw' });
    expect(await rowsOf(world)).toEqual([]);
  });

  test('who holds no CREATE_DATABASE creates none', async () => {
    const reader = client(open(), glue, { as: role('Reader') });
    await expect(reader('CreateDatabase', { DatabaseInput: { Name: 'mine' } })).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  test('a table on a registered location needs DATA_LOCATION_ACCESS (D1)', async () => {
    const world = open();
    const maker = client(world, glue, { as: role('Maker') });
    const admin = client(world, lakeFormation);
    await maker('CreateDatabase', { DatabaseInput: { Name: 'raw' } });
    await admin('RegisterResource', { ResourceArn: 'arn:aws:s3:::x', UseServiceLinkedRole: true });
    const table = { DatabaseName: 'raw', TableInput: { Name: 't', StorageDescriptor: { Location: 's3://x/y/' } } };
    await expect(maker('CreateTable', table)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const Principal = { DataLakePrincipalIdentifier: role('Maker') };
    await admin('GrantPermissions', {
      Principal,
      Resource: { DataLocation: { ResourceArn: 'arn:aws:s3:::x' } },
      Permissions: ['DATA_LOCATION_ACCESS'],
    });
    await maker('CreateTable', table);
    await maker('UpdateTable', {
      DatabaseName: 'raw',
      TableInput: { Name: 't', StorageDescriptor: { Location: 's3://x/z/' } },
    });
    await maker('DeleteTable', { DatabaseName: 'raw', Name: 'T' });
    await expect(maker('GetTable', { DatabaseName: 'raw', Name: 't' })).rejects.toMatchObject(missing);
  });

  test('HidePassword hides passwords', async () => {
    const world = open();
    const lake = world.data.accounts[0]?.regions['eu-central-1'];
    Object.assign(lake ?? {}, {
      GlueConnections: [{ Name: 'pg', ConnectionType: 'JDBC', ConnectionProperties: { USERNAME: 'u', PASSWORD: 'p' } }],
    });
    const call = client(world, glue);
    const hidden = await call<{ ConnectionList: { ConnectionProperties: object }[] }>('GetConnections', {
      HidePassword: true,
    });
    expect(hidden.ConnectionList[0]?.ConnectionProperties).toEqual({ USERNAME: 'u' });
    const shown = await call<{ Connection: { ConnectionProperties: object } }>('GetConnection', { Name: 'pg' });
    expect(shown.Connection.ConnectionProperties).toEqual({ USERNAME: 'u', PASSWORD: 'p' });
  });
});
