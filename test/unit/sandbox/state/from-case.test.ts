import { describe, expect, test } from 'vitest';
import { lakeFormation } from '../../../../src/main/sandbox/services/lakeformation/service';
import { glue } from '../../../../src/main/sandbox/services/glue/service';
import { worldFromCase } from '../../../../src/main/sandbox/state/from-case';
import { A, B, caseWorld, client, role } from './call';

interface Listing {
  PrincipalResourcePermissions: {
    Principal: { DataLakePrincipalIdentifier: string };
    Resource: object;
    LastUpdated: Date;
  }[];
}

describe('a decision case as a state of AWS', () => {
  test('the owner lists its own rows and not the rows that the consumer wrote', async () => {
    const world = caseWorld('access/C29.json');
    const owner = await client(world, lakeFormation)<Listing>('ListPermissions');
    expect(owner.PrincipalResourcePermissions).toHaveLength(2);
    expect(owner.PrincipalResourcePermissions[0]?.LastUpdated).toBeInstanceOf(Date);
    const consumer = await client(world, lakeFormation, { as: role('HeddleAdmin', B) })<Listing>('ListPermissions');
    expect(consumer.PrincipalResourcePermissions.map((r) => r.Principal.DataLakePrincipalIdentifier).sort()).toEqual(
      [role('ConsumerAnalyst', B), B].sort(),
    );
  });

  test('databases, tables and settings are served', async () => {
    const world = caseWorld('access/C08.json');
    const call = client(world, glue);
    const databases = await call<{ DatabaseList: { Name: string; CreateTime: Date }[] }>('GetDatabases');
    expect(databases.DatabaseList.map((d) => d.Name)).toEqual(['sales']);
    expect(databases.DatabaseList[0]?.CreateTime).toBeInstanceOf(Date);
    const tables = await call<{ TableList: { Name: string; IsRegisteredWithLakeFormation: boolean }[] }>('GetTables', {
      DatabaseName: 'sales',
    });
    expect(tables.TableList.map((t) => [t.Name, t.IsRegisteredWithLakeFormation])).toEqual([
      ['orders', false],
      ['refunds', false],
    ]);
    const table = await call<{ Table: { IsRegisteredWithLakeFormation: boolean } }>('GetTable', {
      DatabaseName: 'sales',
      Name: 'orders',
    });
    expect(table.Table.IsRegisteredWithLakeFormation).toBe(true);
    const settings = await client(
      world,
      lakeFormation,
    )<{ DataLakeSettings: { DataLakeAdmins: unknown[] } }>('GetDataLakeSettings');
    expect(settings.DataLakeSettings.DataLakeAdmins).toContainEqual({
      DataLakePrincipalIdentifier: `arn:aws:iam::${A}:role/LFAdmin`,
    });
  });
});

test('serves what has a form, whatever else a file holds', () => {
  const broken = {
    account: '111122223333',
    DatabaseList: [{ Name: 'sales' }, null],
    TableList: [null, { Name: 'orders', DatabaseName: 'sales' }],
    DataCellsFilters: [null, 'x'],
    LakeFormationOptInsInfoList: [
      null,
      { Principal: { DataLakePrincipalIdentifier: 'arn:aws:iam::111122223333:role/A' } },
    ],
    LFTags: [null],
    ResourceInfoList: [null],
  };
  const world = worldFromCase({ id: 'x', input: broken as never });
  const lake = Object.values(world.accounts[0]?.regions ?? {})[0];
  expect(lake?.TableList).toHaveLength(1);
  expect(lake?.DatabaseList).toHaveLength(1);
  expect(
    [lake?.DataCellsFilters, lake?.LakeFormationOptInsInfoList, lake?.LFTags, lake?.ResourceInfoList].flat(),
  ).toEqual([]);
});
