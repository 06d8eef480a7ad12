import { readFileSync } from 'node:fs';
import type { DecisionCase } from '../../../src/core/model/case';
import type { PermissionRow, Resource } from '../../../src/core/model/lakeformation';

const ACCOUNT = '111122223333';
const CONSUMER = '444455556666';
const AT = '2026-11-20T09:00:00Z';
const ADMIN = `arn:aws:iam::${ACCOUNT}:role/LFAdmin`;
const COLUMNS = ['id', 'email', 'amount', 'region'];

/** A seeded generator: the same number gives the same mesh (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

/**
 * A small mesh of two accounts in the shape of a decision case: named, wildcard, column, filter and tag grants, the gate,
 * hybrid locations and opt-ins, drawn so that ListPermissions could have answered each row.
 */
export function randomCase(seed: number): DecisionCase {
  const roll = dice(seed);
  const pick = <T>(from: readonly T[]): T => from[roll(from.length)]!;
  const base = JSON.parse(readFileSync('test/cases/access/C15.json', 'utf8')) as DecisionCase;
  const roles = ['Analyst', 'Engineer', 'Auditor'].map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`);
  const guest = `arn:aws:iam::${CONSUMER}:role/Guest`;
  const principals = [...roles, guest];
  const databases = ['sales', 'hr'];
  const tables = databases.flatMap((database) =>
    ['a', 'b'].map((name) => ({ database, name: `${name}${String(seed % 7)}` })),
  );
  const rows = new Map<string, PermissionRow>();
  const grant = (principal: string, resource: Resource, permissions: string[], grantable: string[] = []): void => {
    const key = JSON.stringify([principal, resource]);
    if (rows.has(key)) return;
    const row: PermissionRow = {
      Principal: { DataLakePrincipalIdentifier: principal },
      Resource: resource,
      Permissions: permissions,
      PermissionsWithGrantOption: grantable,
      LastUpdated: AT,
      LastUpdatedBy: ADMIN,
    };
    rows.set(key, row);
  };
  const at = ({
    database,
    name,
  }: (typeof tables)[number]): { CatalogId: string; DatabaseName: string; Name: string } => ({
    CatalogId: ACCOUNT,
    DatabaseName: database,
    Name: name,
  });
  const filters: DecisionCase['input']['DataCellsFilters'] = [];

  for (let i = 0; i < 4 + roll(8); i++) {
    const principal = pick(principals);
    const table = pick(tables);
    switch (roll(8)) {
      case 0:
        grant(principal, { Table: at(table) }, [pick(['DESCRIBE', 'ALTER', 'DROP'])]);
        break;
      case 1:
        grant(principal, { TableWithColumns: { ...at(table), ColumnWildcard: {} } }, ['SELECT']);
        break;
      case 2:
        grant(
          principal,
          {
            TableWithColumns: {
              ...at(table),
              ColumnNames: COLUMNS.filter(() => roll(2) === 0)
                .concat('id')
                .filter((c, n, all) => all.indexOf(c) === n),
            },
          },
          ['SELECT'],
        );
        break;
      case 3:
        grant(
          principal,
          { TableWithColumns: { ...at(table), ColumnWildcard: { ExcludedColumnNames: [pick(COLUMNS)] } } },
          ['SELECT'],
        );
        break;
      case 4:
        grant(principal, { Database: { CatalogId: ACCOUNT, Name: table.database } }, [
          pick(['DESCRIBE', 'CREATE_TABLE', 'ALTER']),
        ]);
        break;
      case 5:
        grant(
          principal,
          {
            LFTagPolicy: {
              CatalogId: ACCOUNT,
              ResourceType: 'TABLE',
              Expression: [{ TagKey: 'domain', TagValues: [pick(['sales', 'finance'])] }],
            },
          },
          [pick(['SELECT', 'DESCRIBE'])],
        );
        break;
      case 6: {
        const name = `f${String(filters.length)}`;
        filters.push({
          TableCatalogId: ACCOUNT,
          DatabaseName: table.database,
          TableName: table.name,
          Name: name,
          RowFilter: { FilterExpression: `region = '${pick(['EU', 'US'])}'` },
          ColumnWildcard: {},
        });
        grant(
          principal,
          {
            DataCellsFilter: {
              TableCatalogId: ACCOUNT,
              DatabaseName: table.database,
              TableName: table.name,
              Name: name,
            },
          },
          ['SELECT'],
        );
        break;
      }
      default:
        grant('IAM_ALLOWED_PRINCIPALS', { Table: at(table) }, ['ALL']);
    }
  }

  const tagged = tables.filter(() => roll(2) === 0);
  const isHybrid = roll(2) === 0;
  return {
    ...base,
    id: `random-${String(seed)}`,
    input: {
      ...base.input,
      ResourceInfoList:
        roll(3) === 0 ? [] : base.input.ResourceInfoList.map((info) => ({ ...info, HybridAccessEnabled: isHybrid })),
      LakeFormationOptInsInfoList: isHybrid
        ? [
            {
              Resource: { Table: at(pick(tables)) },
              Principal: { DataLakePrincipalIdentifier: pick(roles) },
              LastModified: AT,
            },
          ]
        : [],
      PrincipalResourcePermissions: [...rows.values()],
      DatabaseList: databases.map((Name) => ({
        Name,
        CatalogId: ACCOUNT,
        CreateTableDefaultPermissions: [],
        CreateTime: AT,
      })),
      TableList: tables.map(({ database, name }) => ({
        Name: name,
        DatabaseName: database,
        CatalogId: ACCOUNT,
        TableType: 'EXTERNAL_TABLE',
        CreateTime: AT,
        UpdateTime: AT,
        StorageDescriptor: {
          Columns: COLUMNS.map((Name) => ({ Name, Type: 'string' })),
          Location: `s3://lake/${database}/${name}/`,
        },
        PartitionKeys: [],
        Parameters: { classification: 'parquet' },
        IsRegisteredWithLakeFormation: false,
        VersionId: '1',
      })),
      lfTagAssignments: tagged.map((table) => ({
        Resource: { Table: at(table) },
        ShowAssignedLFTags: true,
        response: {
          LFTagsOnTable: [{ CatalogId: ACCOUNT, TagKey: 'domain', TagValues: [pick(['sales', 'finance'])] }],
        },
      })),
      DataCellsFilters: filters,
      context: {
        principals: Object.fromEntries(
          principals.map((arn) => [
            arn,
            {
              exists: true,
              account: arn.split(':')[4],
              iam: { glueRead: true, lakeformationGetDataAccess: true, s3Direct: false },
            },
          ]),
        ),
        accounts: { [CONSUMER]: { DataLakeSettings: base.input.DataLakeSettings } },
      },
    },
    evaluate: { principals },
  };
}
