import type { Edit } from '../../../core/change/plan-types';
import type { FilterTarget, LakeFilter } from '../../../core/lake/views';
import type { DataCellsFilter } from '../../../core/model/lakeformation';

/** What a person says about a data filter. */
export interface FilterDraft {
  name: string;
  columnMode: 'all' | 'include' | 'exclude';
  columns: readonly string[];
  rowMode: 'all' | 'where';
  expression: string;
  /** Who gets SELECT through a new filter at once; empty = nobody yet. */
  grantTo: string;
}

export function draftOf(filter: LakeFilter | null): FilterDraft {
  const { ColumnNames, ColumnWildcard, RowFilter } = filter?.record ?? {};
  const excluded = ColumnWildcard?.ExcludedColumnNames ?? [];
  return {
    name: filter?.name ?? '',
    columnMode: ColumnNames?.length ? 'include' : excluded.length ? 'exclude' : 'all',
    columns: ColumnNames?.length ? ColumnNames : excluded,
    rowMode: RowFilter?.FilterExpression === undefined ? 'all' : 'where',
    expression: RowFilter?.FilterExpression ?? '',
    grantTo: '',
  };
}

/** The edits of a draft; none while it is not whole, or says what the filter already is. */
export function filterEdits(target: FilterTarget, before: LakeFilter | null, draft: FilterDraft): Edit[] {
  const { name, columnMode, columns, rowMode, expression, grantTo } = draft;
  const Name = name.trim();
  if (!Name || (columnMode !== 'all' && columns.length === 0) || (rowMode === 'where' && !expression.trim())) return [];
  const key = { TableCatalogId: target.catalogId, DatabaseName: target.database, TableName: target.table, Name };
  const TableData: DataCellsFilter = {
    ...key,
    RowFilter: rowMode === 'all' ? { AllRowsWildcard: {} } : { FilterExpression: expression.trim() },
    ...(columnMode === 'include'
      ? { ColumnNames: [...columns] }
      : { ColumnWildcard: columnMode === 'exclude' ? { ExcludedColumnNames: [...columns] } : {} }),
  };
  if (before && JSON.stringify(draftOf(before)) === JSON.stringify({ ...draft, grantTo: '' })) return [];
  const lake = (operation: string, request: Record<string, unknown>): Edit => ({
    account: target.account,
    region: target.region,
    service: 'lakeformation',
    operation,
    request,
  });
  const grant = {
    Principal: { DataLakePrincipalIdentifier: grantTo.trim() },
    Resource: { DataCellsFilter: key },
    Permissions: ['SELECT'],
  };
  return [
    lake(before ? 'UpdateDataCellsFilter' : 'CreateDataCellsFilter', { TableData }),
    ...(grantTo.trim() && !before ? [lake('GrantPermissions', grant)] : []),
  ];
}

/** Null where only a grant names the filter: what does not exist cannot be deleted. */
export function deleteFilter({ account, region, record }: LakeFilter): Edit[] {
  if (!record) return [];
  const { TableCatalogId, DatabaseName, TableName, Name } = record;
  const request = { TableCatalogId, DatabaseName, TableName, Name };
  return [{ account, region, service: 'lakeformation', operation: 'DeleteDataCellsFilter', request }];
}
