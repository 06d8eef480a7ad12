import type { AccessRow, CaseInput } from '../../../../src/core/model/case';
import { caseToSnapshot } from '../../../../src/core/model/case-snapshot';
import type { PermissionRow, Resource } from '../../../../src/core/model/lakeformation';
import { buildAccessIndex, type AccessIndex } from '../../../../src/core/access/access-index';
import { accessOf, rowsOf } from '../../../../src/core/access/access-of';
import { noteText } from '../../../../src/core/access/rules';

export const P = '111122223333';
export const Q = '444455556666';
export const role = (name: string, account = P): string => `arn:aws:iam::${account}:role/${name}`;
export const ANALYST = role('Analyst');
export const GATE = 'IAM_ALLOWED_PRINCIPALS';

/** A small lake: database sales (orders: id, email, amount; partitioned by day) on a registered location. */
export function lake(change: Partial<CaseInput> = {}): CaseInput {
  return {
    account: P,
    region: 'eu-central-1',
    DataLakeSettings: {},
    ResourceInfoList: [{ ResourceArn: 'arn:aws:s3:::lake' }],
    LakeFormationOptInsInfoList: [],
    PrincipalResourcePermissions: [],
    CatalogList: [],
    DatabaseList: [{ Name: 'sales', CatalogId: P }],
    TableList: [tableOf('orders', ['id', 'email', 'amount'])],
    LFTags: [],
    LFTagExpressions: [],
    lfTagAssignments: [],
    DataCellsFilters: [],
    context: { principals: { [ANALYST]: { exists: true } } },
    ...change,
  };
}

export const tableOf = (
  name: string,
  columns: string[],
  change: Partial<CaseInput['TableList'][number]> = {},
): CaseInput['TableList'][number] => ({
  Name: name,
  DatabaseName: 'sales',
  CatalogId: P,
  TableType: 'EXTERNAL_TABLE',
  StorageDescriptor: { Columns: columns.map((Name) => ({ Name })), Location: `s3://lake/sales/${name}` },
  PartitionKeys: [],
  ...change,
});

export const grant = (
  principal: string,
  resource: Resource,
  permissions: string[],
  change: Partial<PermissionRow> = {},
): PermissionRow => ({
  Principal: { DataLakePrincipalIdentifier: principal },
  Resource: resource,
  Permissions: permissions,
  PermissionsWithGrantOption: [],
  ...change,
});

export const onTable = (Name: string, CatalogId = P): Resource => ({
  Table: { CatalogId, DatabaseName: 'sales', Name },
});
export const onAll = (): Resource => ({
  Table: { CatalogId: P, DatabaseName: 'sales', Name: 'ALL_TABLES', TableWildcard: {} },
});
export const onDatabase = (Name = 'sales'): Resource => ({ Database: { CatalogId: P, Name } });
export const onColumns = (Name: string, columns?: string[], excluded?: string[]): Resource => ({
  TableWithColumns: {
    CatalogId: P,
    DatabaseName: 'sales',
    Name,
    ...(columns ? { ColumnNames: columns } : { ColumnWildcard: excluded ? { ExcludedColumnNames: excluded } : {} }),
  },
});
export const onTags = (type: 'TABLE' | 'DATABASE', ...pairs: [string, string[]][]): Resource => ({
  LFTagPolicy: {
    CatalogId: P,
    ResourceType: type,
    Expression: pairs.map(([TagKey, TagValues]) => ({ TagKey, TagValues })),
  },
});
export const onFilter = (Name: string, TableName = 'orders'): Resource => ({
  DataCellsFilter: { TableCatalogId: P, DatabaseName: 'sales', TableName, Name },
});
export const filter = (
  Name: string,
  where: string | null,
  columns?: string[],
  TableName = 'orders',
): CaseInput['DataCellsFilters'][number] => ({
  TableCatalogId: P,
  DatabaseName: 'sales',
  TableName,
  Name,
  RowFilter: where === null ? { AllRowsWildcard: {} } : { FilterExpression: where },
  ...(columns ? { ColumnNames: columns } : { ColumnWildcard: {} }),
});
export const tagsOn = (
  table: string | null,
  tags: Record<string, string>,
  columns: Record<string, Record<string, string>> = {},
): CaseInput['lfTagAssignments'][number] => {
  const pairs = (of: Record<string, string>) =>
    Object.entries(of).map(([TagKey, value]) => ({ CatalogId: P, TagKey, TagValues: [value] }));
  return {
    Resource: table === null ? onDatabase() : onTable(table),
    ShowAssignedLFTags: true,
    response:
      table === null
        ? { LFTagOnDatabase: pairs(tags) }
        : {
            LFTagsOnTable: pairs(tags),
            LFTagsOnColumns: Object.entries(columns).map(([Name, of]) => ({ Name, LFTags: pairs(of) })),
          },
  };
};

export const indexOf = (input: CaseInput): AccessIndex => buildAccessIndex(caseToSnapshot({ id: 'test', input }));

/** The answer for one principal: rows, and `PERMISSION resource` texts for short assertions. */
export function ask(
  input: CaseInput,
  principal = ANALYST,
): { rows: AccessRow[]; held: string[]; warnings: string[]; row: (held: string) => AccessRow } {
  const index = indexOf(input);
  const access = accessOf(index, principal);
  const rows = rowsOf(index, access);
  const name = (row: AccessRow): string => `${row.permission} ${shortResource(row.resource)}`;
  return {
    rows,
    held: rows.map(name).sort(),
    warnings: access.notes.map(noteText),
    row: (held) => {
      const found = rows.find((row) => name(row) === held);
      if (!found) throw new Error(`no row ${held} among ${rows.map(name).join('; ')}`);
      return found;
    },
  };
}

function shortResource(resource: Resource): string {
  const { Table: table, Database: database, Catalog: catalog } = resource;
  if (table) return `${table.DatabaseName}.${table.Name}`;
  if (database) return database.Name;
  if (catalog) return `catalog ${catalog.Id}`;
  return JSON.stringify(resource);
}
