import type { Edit } from '../../../src/core/change/plan-types';
import type { CaseInput } from '../../../src/core/model/case';
import { dice } from './random-edits';

const PERMISSIONS = ['ALL', 'SELECT', 'ALTER', 'DROP', 'DELETE', 'INSERT', 'DESCRIBE', 'CREATE_DATABASE', 'CREATE_TABLE', 'DATA_LOCATION_ACCESS', 'CREATE_LF_TAG', 'ASSOCIATE', 'GRANT_WITH_LF_TAG_EXPRESSION', 'CREATE_LF_TAG_EXPRESSION', 'CREATE_CATALOG', 'SUPER_USER']; // prettier-ignore

/** Requests as a person may compose them by hand: of every kind, often impossible, on things that may not exist. */
export function wildRequests(input: CaseInput, principals: readonly string[], seed: number, count: number): Edit[] {
  const roll = dice(seed * 104_729 + 7);
  const pick = <T>(from: readonly T[]): T => from[roll(from.length)]!;
  const some = <T>(from: readonly T[], most: number): T[] => [
    ...new Set(Array.from({ length: 1 + roll(most) }, () => pick(from))),
  ];
  const maybe = <T>(value: T, oneIn = 2): T | undefined => (roll(oneIn) === 0 ? value : undefined);
  const { account } = input;
  const catalog = () => (roll(3) === 0 ? {} : { CatalogId: account });
  const isOwn = (id = account): boolean => id.split(':')[0] === account;
  const tables = input.TableList.filter(({ CatalogId }) => isOwn(CatalogId)).map(
    ({ CatalogId, DatabaseName, Name }) => ({
      ...(CatalogId?.includes(':') ? { CatalogId } : {}),
      DatabaseName,
      Name,
    }),
  );
  const databases = input.DatabaseList.filter(({ CatalogId }) => isOwn(CatalogId)).map(({ CatalogId, Name }) => ({
    ...(CatalogId?.includes(':') ? { CatalogId } : {}),
    Name,
  }));
  const table = () => ({
    ...catalog(),
    ...pick([...tables, ...tables, { DatabaseName: pick(tables).DatabaseName, Name: 'nothing' }, { DatabaseName: 'nowhere', Name: 'a' }]),
  }); // prettier-ignore
  const database = () => ({ ...catalog(), ...pick([...databases, ...databases, { Name: 'nowhere' }]) });
  const wildcard = () => {
    const { Name, ...rest } = database();
    return { ...rest, DatabaseName: Name, TableWildcard: {} };
  };
  const column = () => pick(['id', 'email', 'amount', 'region', 'day', 'missing']);
  const columns = () => some([column(), column(), column()], 3);
  const key = () => pick([...input.LFTags.map((tag) => tag.TagKey), 'domain', 'nokey']);
  const value = () => pick([...input.LFTags.flatMap((tag) => tag.TagValues), 'sales', 'novalue', '*']);
  const pair = () => ({ ...catalog(), TagKey: key(), TagValues: some([value(), value()], 2) });
  const expression = () => Array.from({ length: 1 + roll(2) }, () => ({ TagKey: key(), TagValues: some([value(), value()], 2) })); // prettier-ignore
  const saved = () => pick([...(input.LFTagExpressions ?? []).map((e) => e.Name), 'noexpression']);
  const location = () => pick([...input.ResourceInfoList.map((r) => r.ResourceArn), 'arn:aws:s3:::lake/sub', 'arn:aws:s3:::elsewhere']); // prettier-ignore
  const filterName = () => pick([...input.DataCellsFilters.map((f) => f.Name), 'nofilter']);
  const principal = () => ({
    DataLakePrincipalIdentifier: pick([
      ...principals,
      ...principals,
      'IAM_ALLOWED_PRINCIPALS',
      `arn:aws:iam::${account}:role/Missing`,
      `${account}:IAMPrincipals`,
      '444455556666',
      account,
      'arn:aws:organizations::111122223333:organization/o-abc1234567',
      'arn:aws:iam::444455556666:role/Guest',
      'somebody',
    ]),
  });
  const resource = (): Record<string, unknown> => {
    switch (roll(13)) {
      case 0:
      case 1:
        return { Table: table() };
      case 2:
        return { Table: wildcard() };
      case 3:
        return { TableWithColumns: { ...table(), ColumnNames: columns() } };
      case 4:
        return { TableWithColumns: { ...table(), ColumnWildcard: maybe({ ExcludedColumnNames: columns() }) ?? {} } };
      case 5:
        return { Database: database() };
      case 6:
        return {
          Catalog: pick([
            {},
            { Id: account },
            ...input.CatalogList.map((c) => ({ Id: c.CatalogId })),
            { Id: `${account}:none` },
          ]),
        };
      case 7:
        return { DataLocation: { ...catalog(), ResourceArn: location() } };
      case 8:
        return { DataCellsFilter: { TableCatalogId: account, DatabaseName: pick(tables).DatabaseName, TableName: pick(tables).Name, Name: filterName() } }; // prettier-ignore
      case 9:
        return { LFTag: pair() };
      case 10:
        return { LFTagExpression: { ...catalog(), Name: saved() } };
      case 11:
        return { LFTagPolicy: { ...catalog(), ResourceType: pick(['TABLE', 'DATABASE']), ExpressionName: saved() } };
      default:
        return { LFTagPolicy: { ...catalog(), ResourceType: pick(['TABLE', 'DATABASE']), Expression: expression() } };
    }
  };
  const rows = input.PrincipalResourcePermissions.filter(({ Resource }) =>
    isOwn((Object.values(Resource)[0] as { CatalogId?: string } | undefined)?.CatalogId),
  );
  const request = (): [string, Record<string, unknown>] => {
    const tagged = (): Record<string, unknown> =>
      pick([{ Table: table() }, { Database: database() }, { TableWithColumns: { ...table(), ColumnNames: columns() } }]); // prettier-ignore
    const filter = (): Record<string, unknown> => ({
      TableCatalogId: account,
      ...((t) => ({ DatabaseName: t.DatabaseName, TableName: t.Name }))(table()),
      Name: pick([filterName(), 'fresh']),
      RowFilter: pick([{ FilterExpression: "region='EU'" }, { AllRowsWildcard: {} }, undefined]),
      ...pick([{ ColumnNames: columns() }, { ColumnWildcard: { ExcludedColumnNames: columns() } }, { ColumnWildcard: {} }, {}]), // prettier-ignore
    });
    switch (roll(20)) {
      case 0:
      case 1:
      case 2:
      case 3: {
        const Permissions = some(PERMISSIONS.slice(0, pick([7, 7, 9, 16])), 3);
        return ['GrantPermissions', { Principal: principal(), Resource: resource(), Permissions, PermissionsWithGrantOption: pick([[], [], Permissions, some(PERMISSIONS, 2)]) }]; // prettier-ignore
      }
      case 4:
      case 5: {
        const Permissions = some(PERMISSIONS.slice(0, 7), 2);
        return ['RevokePermissions', { Principal: principal(), Resource: resource(), Permissions, PermissionsWithGrantOption: pick([[], Permissions]) }]; // prettier-ignore
      }
      case 6:
      case 7: {
        if (rows.length === 0) return ['DeleteLFTag', { TagKey: key() }];
        const row = pick(rows);
        return ['RevokePermissions', { Principal: row.Principal, Resource: row.Resource, Permissions: row.Permissions, PermissionsWithGrantOption: row.PermissionsWithGrantOption ?? [] }]; // prettier-ignore
      }
      case 8:
        return [pick(['AddLFTagsToResource', 'RemoveLFTagsFromResource']), { Resource: tagged(), LFTags: [pair(), ...(maybe([pair()], 4) ?? [])] }]; // prettier-ignore
      case 9:
        return pick<[string, Record<string, unknown>]>([
          ['CreateLFTag', { TagKey: pick([key(), 'brand_new']), TagValues: some([value(), 'x', 'y'], 3) }],
          [
            'UpdateLFTag',
            { TagKey: key(), TagValuesToAdd: maybe(['x', value()]), TagValuesToDelete: maybe([value()]) },
          ],
          ['DeleteLFTag', { TagKey: key() }],
        ]);
      case 10:
        return pick<[string, Record<string, unknown>]>([
          ['CreateLFTagExpression', { Name: pick([saved(), 'other']), Expression: expression() }],
          ['UpdateLFTagExpression', { Name: saved(), Expression: expression() }],
          ['DeleteLFTagExpression', { Name: saved() }],
        ]);
      case 11:
        return [pick(['CreateDataCellsFilter', 'UpdateDataCellsFilter']), { TableData: filter() }];
      case 12:
        return ['DeleteDataCellsFilter', { TableCatalogId: account, DatabaseName: pick(tables).DatabaseName, TableName: pick(tables).Name, Name: filterName() }]; // prettier-ignore
      case 13:
        return [pick(['CreateLakeFormationOptIn', 'DeleteLakeFormationOptIn']), { Principal: principal(), Resource: resource() }]; // prettier-ignore
      case 14:
        return pick<[string, Record<string, unknown>]>([
          [
            'RegisterResource',
            { ResourceArn: location(), UseServiceLinkedRole: true, HybridAccessEnabled: maybe(true) },
          ],
          ['RegisterResource', { ResourceArn: location(), RoleArn: `arn:aws:iam::${account}:role/LFRegister` }],
          ['UpdateResource', { ResourceArn: location(), RoleArn: `arn:aws:iam::${account}:role/LFRegister`, HybridAccessEnabled: maybe(true) }], // prettier-ignore
          ['DeregisterResource', { ResourceArn: location() }],
        ]);
      case 15: {
        const Entries = Array.from({ length: 1 + roll(4) }, (_, at) => ({ Id: String(at), Principal: principal(), Resource: resource(), Permissions: some(PERMISSIONS.slice(0, 7), 2) })); // prettier-ignore
        return [pick(['BatchGrantPermissions', 'BatchRevokePermissions']), { Entries }];
      }
      case 16: {
        const { Name } = database();
        const input = { Name: pick([Name, 'made']), LocationUri: maybe('s3://lake/made') };
        return pick<[string, Record<string, unknown>]>([
          ['CreateDatabase', { DatabaseInput: input }],
          ['UpdateDatabase', { Name, DatabaseInput: { Name, LocationUri: maybe('s3://lake/moved') } }],
          ['DeleteDatabase', { Name: pick([Name, 'made']) }],
        ]);
      }
      case 17:
      case 18: {
        const { DatabaseName, Name } = table();
        const StorageDescriptor = { Columns: [{ Name: 'id', Type: 'bigint' }, { Name: 'email', Type: 'string' }], Location: pick([`s3://lake/${DatabaseName}/fresh`, 's3://elsewhere/fresh']) }; // prettier-ignore
        return pick<[string, Record<string, unknown>]>([
          ['CreateTable', { DatabaseName, TableInput: { Name: pick([Name, 'fresh']), StorageDescriptor } }],
          ['UpdateTable', { DatabaseName, TableInput: { Name, StorageDescriptor } }],
          ['DeleteTable', { DatabaseName, Name: pick([Name, 'fresh']) }],
        ]);
      }
      default:
        return ['PutDataLakeSettings', { DataLakeSettings: { ...input.DataLakeSettings, CreateTableDefaultPermissions: pick([[], [{ Principal: principal(), Permissions: ['ALL'] }]]) } }]; // prettier-ignore
    }
  };
  return Array.from({ length: count }, () => {
    const [operation, body] = request();
    return {
      account,
      service: /Database$|Table$/.test(operation) ? 'glue' : 'lakeformation',
      operation,
      request: JSON.parse(JSON.stringify(body)) as Record<string, unknown>,
    };
  });
}
