import type { Edit } from '../../../src/core/change/plan-types';
import type { DecisionCase } from '../../../src/core/model/case';
import type { Resource } from '../../../src/core/model/lakeformation';

/** A seeded generator: the same number gives the same edits (mulberry32). */
export function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

/**
 * Edits of every kind on a mesh of `randomCase`: some would be refused, some change nothing. No two are alike in what they
 * address by design; chance may still make them so.
 */
export function randomEdits({ input, evaluate }: DecisionCase, seed: number, count: number): Edit[] {
  const roll = dice(seed * 7919 + 13);
  const pick = <T>(from: readonly T[]): T => from[roll(from.length)]!;
  const { account } = input;
  const tables = input.TableList.map(({ DatabaseName, Name }) => ({ CatalogId: account, DatabaseName, Name }));
  const columns = ['id', 'email', 'amount', 'region'];
  const principal = () => ({ DataLakePrincipalIdentifier: pick([...evaluate.principals, '444455556666']) });
  const edit = (operation: string, request: Record<string, unknown>): Edit => ({
    account,
    service: 'lakeformation',
    operation,
    request,
  });
  const tag = () => ({ TagKey: 'domain', TagValues: [pick(['sales', 'finance'])] });
  const resource = (): [Resource, string[]] => {
    const table = pick(tables);
    switch (roll(6)) {
      case 0:
        return [{ Table: table }, pick([['SELECT'], ['DESCRIBE'], ['SELECT', 'ALTER'], ['ALL']])];
      case 1:
        return [{ TableWithColumns: { ...table, ColumnNames: [pick(columns)] } }, ['SELECT']];
      case 2:
        return [
          { TableWithColumns: { ...table, ColumnWildcard: { ExcludedColumnNames: [pick(columns)] } } },
          ['SELECT'],
        ];
      case 3:
        return [{ Database: { CatalogId: account, Name: table.DatabaseName } }, [pick(['DESCRIBE', 'ALTER', 'ALL'])]];
      case 4:
        return [
          { Table: { CatalogId: account, DatabaseName: table.DatabaseName, TableWildcard: {} } },
          [pick(['SELECT', 'DESCRIBE'])],
        ];
      default:
        return [
          { LFTagPolicy: { CatalogId: account, ResourceType: 'TABLE', Expression: [tag()] } },
          [pick(['SELECT', 'DESCRIBE'])],
        ];
    }
  };
  const revoke = (): Edit => {
    const row = input.PrincipalResourcePermissions[roll(Math.max(1, input.PrincipalResourcePermissions.length))];
    if (!row) return grant();
    return edit('RevokePermissions', {
      Principal: row.Principal,
      Resource: row.Resource,
      Permissions: row.Permissions,
      ...(row.PermissionsWithGrantOption?.length ? { PermissionsWithGrantOption: row.PermissionsWithGrantOption } : {}),
    });
  };
  const grant = (): Edit => {
    const [Resource, Permissions] = resource();
    return edit('GrantPermissions', {
      Principal: principal(),
      Resource,
      Permissions,
      ...(roll(4) === 0 ? { PermissionsWithGrantOption: Permissions } : {}),
    });
  };
  const target = (): Resource =>
    pick([
      { Table: pick(tables) },
      { Database: { CatalogId: account, Name: pick(tables).DatabaseName } },
      { TableWithColumns: { ...pick(tables), ColumnNames: [pick(columns)] } },
    ]);
  const filter = () => {
    const held = input.DataCellsFilters[0];
    const table = pick(tables);
    const data = {
      TableCatalogId: account,
      DatabaseName: held?.DatabaseName ?? table.DatabaseName,
      TableName: held?.TableName ?? table.Name,
      Name: held?.Name ?? 'fresh',
      RowFilter: { FilterExpression: "region = 'APAC'" },
      ColumnNames: ['id', 'region'],
    };
    return held
      ? edit('UpdateDataCellsFilter', { TableData: data })
      : edit('CreateDataCellsFilter', { TableData: data });
  };
  const optIn = (): Edit => {
    const request = {
      Principal: { DataLakePrincipalIdentifier: pick(evaluate.principals) },
      Resource: { Table: pick(tables) },
    };
    const held = input.LakeFormationOptInsInfoList[0];
    return held && roll(2) === 0
      ? edit('DeleteLakeFormationOptIn', { Principal: held.Principal, Resource: held.Resource })
      : edit('CreateLakeFormationOptIn', request);
  };
  return Array.from({ length: count }, () => {
    switch (roll(9)) {
      case 0:
      case 1:
      case 2:
        return grant();
      case 3:
      case 4:
        return revoke();
      case 5:
        return edit('AddLFTagsToResource', { Resource: target(), LFTags: [tag()] });
      case 6:
        return edit('RemoveLFTagsFromResource', { Resource: target(), LFTags: [tag()] });
      case 7:
        return filter();
      default:
        return optIn();
    }
  });
}
