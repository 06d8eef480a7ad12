import { describe, expect, test } from 'vitest';
import type { ColumnLFTag, LFTagPair, PermissionRow } from '../../../../src/core/model/lakeformation';
import { lakeFormation } from '../../../../src/main/sandbox/services/lakeformation/service';
import { A, caseWorld, client, role } from '../state/call';

interface Tags {
  LFTagOnDatabase?: LFTagPair[];
  LFTagsOnTable?: LFTagPair[];
  LFTagsOnColumns?: ColumnLFTag[];
}
interface Failures {
  Failures: { LFTag: LFTagPair; Error: { ErrorCode: string } }[];
}

const orders = { Table: { DatabaseName: 'sales', Name: 'orders' } };
const invalid = { name: 'InvalidInputException' };
const missing = { name: 'EntityNotFoundException' };
const denied = { name: 'AccessDeniedException' };

describe('LF-Tags', () => {
  test('answers with inheritance show every column, assigned answers only what is set there', async () => {
    const call = client(caseWorld('access/C11.json'), lakeFormation);
    const effective = await call<Tags>('GetResourceLFTags', { Resource: orders });
    expect(
      effective.LFTagsOnColumns?.map((c) => [c.Name, c.LFTags.find((t) => t.TagKey === 'sensitivity')?.TagValues[0]]),
    ).toEqual([
      ['order_id', 'low'],
      ['amount', 'low'],
      ['card_no', 'high'],
    ]);
    expect(effective.LFTagsOnTable).toHaveLength(2);
    const assigned = await call<Tags>('GetResourceLFTags', { Resource: orders, ShowAssignedLFTags: true });
    expect(Object.keys(assigned)).toEqual(['LFTagsOnColumns']);
    const column = { TableWithColumns: { DatabaseName: 'sales', Name: 'orders', ColumnNames: ['amount'] } };
    expect((await call<Tags>('GetResourceLFTags', { Resource: column })).LFTagsOnColumns).toHaveLength(1);
  });

  test('a second value of a key replaces the first; unknown values fail inside a 200', async () => {
    const call = client(caseWorld('access/C13.json'), lakeFormation);
    const Resource = { Table: { DatabaseName: 'sales', Name: 'a2' } };
    const LFTags = [
      { TagKey: 'MODULE', TagValues: ['Customers'] },
      { TagKey: 'module', TagValues: ['nonsense'] },
    ];
    const answer = await call<Failures>('AddLFTagsToResource', { Resource, LFTags });
    expect(answer.Failures.map((f) => [f.LFTag.TagValues, f.Error.ErrorCode])).toEqual([
      [['nonsense'], 'EntityNotFoundException'],
    ]);
    const tags = await call<Tags>('GetResourceLFTags', { Resource, ShowAssignedLFTags: true });
    expect(tags.LFTagsOnTable).toEqual([{ CatalogId: A, TagKey: 'module', TagValues: ['customers'] }]);
    const inherited = {
      Resource: { Table: { DatabaseName: 'sales', Name: 'a1' } },
      LFTags: [{ TagKey: 'module', TagValues: ['sales'] }],
    };
    expect((await call<Failures>('RemoveLFTagsFromResource', inherited)).Failures).toHaveLength(1);
  });

  test('an administrator may assign only tags it made, or that nobody in particular made (I1)', async () => {
    const world = caseWorld('access/C13.json');
    const first = client(world, lakeFormation, { as: role('LFAdmin') });
    await first('CreateLFTag', { TagKey: 'Owner', TagValues: ['Ada'] });
    const request = { Resource: { Database: { Name: 'sales' } }, LFTags: [{ TagKey: 'owner', TagValues: ['ada'] }] };
    const other = await client(world, lakeFormation)<Failures>('AddLFTagsToResource', request);
    expect(other.Failures.map((f) => f.Error.ErrorCode)).toEqual(['AccessDeniedException']);
    expect((await first<Failures>('AddLFTagsToResource', request)).Failures).toEqual([]);
    const stranger = client(world, lakeFormation, { as: role('Analyst') });
    await expect(stranger('AddLFTagsToResource', request)).rejects.toMatchObject(denied);
  });

  test('a value in use cannot go, a key can, and takes its assignments along', async () => {
    const call = client(caseWorld('access/C13.json'), lakeFormation);
    await expect(call('UpdateLFTag', { TagKey: 'module', TagValuesToDelete: ['orders'] })).rejects.toMatchObject({
      ...invalid,
      message: expect.stringContaining('Update not allowed') as string,
    });
    await call('UpdateLFTag', { TagKey: 'module', TagValuesToDelete: ['customers'], TagValuesToAdd: ['hr'] });
    const tag = await call<{ TagValues: string[] }>('GetLFTag', { TagKey: 'module' });
    expect(tag.TagValues).toEqual(['sales', 'orders', 'hr']);
    await call('DeleteLFTag', { TagKey: 'module' });
    await expect(call('GetLFTag', { TagKey: 'module' })).rejects.toMatchObject(missing);
    const tags = await call<Tags>('GetResourceLFTags', { Resource: { Table: { DatabaseName: 'sales', Name: 'a2' } } });
    expect(tags).toEqual({});
    const rows = await call<{ PrincipalResourcePermissions: PermissionRow[] }>('ListPermissions');
    expect(rows.PrincipalResourcePermissions).toHaveLength(1);
  });

  test('who sees tags: administrators, read-only ones by variant, holders of a right on them', async () => {
    const list = async (as: string, variants = {}) =>
      (
        await client(caseWorld('access/C13.json'), lakeFormation, { as, variants })<{ LFTags: LFTagPair[] }>(
          'ListLFTags',
        )
      ).LFTags.length;
    expect(await list(role('LFAdmin'))).toBe(1);
    expect(await list(role('LFAuditor'))).toBe(1);
    expect(await list(role('LFAuditor'), { 'readonly-admin-sees-tags': 'no' })).toBe(0);
    expect(await list(role('Analyst'))).toBe(0);
  });

  test('search: any column counts, every tag comes along, `*` by variant', async () => {
    const call = client(caseWorld('access/C11.json'), lakeFormation);
    const Expression = [{ TagKey: 'sensitivity', TagValues: ['high'] }];
    const hits = await call<{ TableList: Tags[] }>('SearchTablesByLFTags', { Expression });
    expect(hits.TableList).toHaveLength(1);
    expect(hits.TableList[0]?.LFTagsOnTable?.map((t) => t.TagKey)).toEqual(['domain', 'sensitivity']);
    expect((await call<{ DatabaseList: Tags[] }>('SearchDatabasesByLFTags', { Expression })).DatabaseList).toEqual([]);
    const star = { Expression: [{ TagKey: 'domain', TagValues: ['*'] }] };
    expect((await call<{ DatabaseList: Tags[] }>('SearchDatabasesByLFTags', star)).DatabaseList).toHaveLength(1);
    const strict = client(caseWorld('access/C11.json'), lakeFormation, { variants: { 'search-star': 'rejected' } });
    await expect(strict('SearchTablesByLFTags', star)).rejects.toMatchObject(invalid);
    await expect(
      call('SearchTablesByLFTags', { Expression: [{ TagKey: 'nope', TagValues: ['x'] }] }),
    ).rejects.toMatchObject(missing);
  });

  test('values are cut at 50 by variant, and GetLFTag has them all', async () => {
    const world = caseWorld('access/C13.json');
    const call = client(world, lakeFormation, { variants: { 'tag-values-truncated': 'yes' } });
    await call('CreateLFTag', { TagKey: 'site', TagValues: Array.from({ length: 50 }, (_, n) => `s${n}`) });
    await call('UpdateLFTag', { TagKey: 'site', TagValuesToAdd: ['s50', 's51'] });
    const { LFTags } = await call<{ LFTags: LFTagPair[] }>('ListLFTags');
    expect(LFTags.find((t) => t.TagKey === 'site')?.TagValues).toHaveLength(50);
    expect((await call<{ TagValues: string[] }>('GetLFTag', { TagKey: 'site' })).TagValues).toHaveLength(52);
  });
});

describe('saved expressions, opt-ins, filters, settings and locations', () => {
  test('deleting an expression deletes the rows that name it (T9)', async () => {
    const call = client(caseWorld('change/P09.json'), lakeFormation);
    await call('DeleteLFTagExpression', { Name: 'sales_public' });
    const rows = await call<{ PrincipalResourcePermissions: PermissionRow[] }>('ListPermissions');
    expect(rows.PrincipalResourcePermissions).toEqual([]);
    await expect(call('GetLFTagExpression', { Name: 'sales_public' })).rejects.toMatchObject(missing);
  });

  test('opt-ins: by administrators, on named objects, visible to administrators', async () => {
    const world = caseWorld('access/C02.json');
    const call = client(world, lakeFormation);
    const Principal = { DataLakePrincipalIdentifier: role('Analyst') };
    await call('CreateLakeFormationOptIn', { Principal, Resource: orders });
    const policy = { LFTagPolicy: { ResourceType: 'TABLE', Expression: [{ TagKey: 'a', TagValues: ['b'] }] } };
    await expect(call('CreateLakeFormationOptIn', { Principal, Resource: policy })).rejects.toMatchObject(invalid);
    const analyst = client(world, lakeFormation, { as: role('Analyst') });
    await expect(analyst('CreateLakeFormationOptIn', { Principal, Resource: orders })).rejects.toMatchObject(denied);
    const list = await call<{ LakeFormationOptInsInfoList: { LastModified: Date }[] }>('ListLakeFormationOptIns');
    expect(list.LakeFormationOptInsInfoList[0]?.LastModified).toEqual(new Date('2026-11-23T10:00:00Z'));
    await call('DeleteLakeFormationOptIn', { Principal, Resource: orders });
    await expect(call('DeleteLakeFormationOptIn', { Principal, Resource: orders })).rejects.toMatchObject(missing);
  });

  test('filters: whether their grants go with them is a variant', async () => {
    const DataCellsFilter = { TableCatalogId: A, DatabaseName: 'sales', TableName: 'orders', Name: 'eu' };
    for (const [stays, variants] of [
      [0, {}],
      [1, { 'filter-delete-takes-grants': 'no' }],
    ] as const) {
      const call = client(caseWorld('access/C18.json'), lakeFormation, { variants });
      await call('DeleteDataCellsFilter', DataCellsFilter);
      const rows = await call<{ PrincipalResourcePermissions: { Resource: { DataCellsFilter?: { Name: string } } }[] }>('ListPermissions'); // prettier-ignore
      const held = rows.PrincipalResourcePermissions.filter(({ Resource }) => Resource.DataCellsFilter?.Name === 'eu');
      expect(held).toHaveLength(stays);
    }
  });

  test('filters: bodies are checked, versions conflict, Table may be needed', async () => {
    const call = client(caseWorld('access/C18.json'), lakeFormation);
    const TableData = {
      TableCatalogId: A,
      DatabaseName: 'sales',
      TableName: 'orders',
      Name: 'us',
      RowFilter: { FilterExpression: "region='US'" },
      ColumnWildcard: {},
    };
    await call('CreateDataCellsFilter', { TableData });
    await expect(call('CreateDataCellsFilter', { TableData })).rejects.toMatchObject({
      name: 'AlreadyExistsException',
    });
    const wrong = { TableData: { ...TableData, Name: 'x', ColumnWildcard: undefined, ColumnNames: ['nope'] } };
    await expect(call('CreateDataCellsFilter', wrong)).rejects.toMatchObject(invalid);
    await expect(call('UpdateDataCellsFilter', { TableData: { ...TableData, VersionId: '9' } })).rejects.toMatchObject({
      name: 'ConcurrentModificationException',
    });
    await call('UpdateDataCellsFilter', { TableData: { ...TableData, VersionId: '1' } });
    const { DataCellsFilter } = await call<{ DataCellsFilter: { VersionId: string } }>('GetDataCellsFilter', TableData);
    expect(DataCellsFilter.VersionId).toBe('2');
    expect((await call<{ DataCellsFilters: unknown[] }>('ListDataCellsFilter')).DataCellsFilters).toHaveLength(3);
    const strict = client(caseWorld('access/C18.json'), lakeFormation, {
      variants: { 'filter-list-needs-table': 'yes' },
    });
    await expect(strict('ListDataCellsFilter')).rejects.toMatchObject(invalid);
  });

  test('settings are replaced as a whole, and checked', async () => {
    const call = client(caseWorld('access/C31.json'), lakeFormation);
    const admins = [{ DataLakePrincipalIdentifier: role('LFAdmin') }];
    await call('PutDataLakeSettings', { DataLakeSettings: { DataLakeAdmins: admins } });
    const { DataLakeSettings } = await call<{ DataLakeSettings: Record<string, unknown> }>('GetDataLakeSettings');
    expect(DataLakeSettings).toMatchObject({
      DataLakeAdmins: admins,
      ReadOnlyAdmins: [],
      CreateTableDefaultPermissions: [],
    });
    const group = [{ DataLakePrincipalIdentifier: 'arn:aws:identitystore:::group/1' }];
    await expect(call('PutDataLakeSettings', { DataLakeSettings: { DataLakeAdmins: group } })).rejects.toMatchObject({
      message: 'Invalid principal',
    });
    const open = [{ Principal: { DataLakePrincipalIdentifier: role('LFAdmin') }, Permissions: ['ALL'] }];
    await expect(
      call('PutDataLakeSettings', { DataLakeSettings: { CreateTableDefaultPermissions: open } }),
    ).rejects.toMatchObject(invalid);
  });

  test('locations: register once, update, deregister, filter', async () => {
    const call = client(caseWorld('access/C31.json'), lakeFormation);
    const ResourceArn = 'arn:aws:s3:::archive/cold/';
    await call('RegisterResource', { ResourceArn, UseServiceLinkedRole: true });
    await expect(
      call('RegisterResource', { ResourceArn: 'arn:aws:s3:::archive/cold', UseServiceLinkedRole: true }),
    ).rejects.toMatchObject({ name: 'AlreadyExistsException' });
    await call('UpdateResource', { ResourceArn, RoleArn: role('LFRegister'), HybridAccessEnabled: true });
    const FilterConditionList = [
      { Field: 'RESOURCE_ARN', ComparisonOperator: 'CONTAINS', StringValueList: ['archive'] },
    ];
    const list = await call<{ ResourceInfoList: { HybridAccessEnabled: boolean }[] }>('ListResources', {
      FilterConditionList,
    });
    expect(list.ResourceInfoList.map((r) => r.HybridAccessEnabled)).toEqual([true]);
    await call('DeregisterResource', { ResourceArn });
    await expect(call('DescribeResource', { ResourceArn })).rejects.toMatchObject(missing);
  });

  test('permissions at a path', async () => {
    const call = client(caseWorld('access/C49.json'), lakeFormation);
    const at = async (ResourceArn: string) =>
      (await call<{ Permissions: PermissionRow[] }>('GetEffectivePermissionsForPath', { ResourceArn })).Permissions;
    expect(await at('arn:aws:s3:::lake/sales')).toHaveLength(2);
    expect(await at('arn:aws:s3:::lake/sal')).toHaveLength(0);
  });
});
