import type {
  CreateDataCellsFilterRequest,
  DeleteDataCellsFilterRequest,
  GetDataCellsFilterRequest,
  GetDataCellsFilterResponse,
  ListDataCellsFilterRequest,
  ListDataCellsFilterResponse,
  UpdateDataCellsFilterRequest,
} from '@aws-sdk/client-lakeformation';
import type { DataCellsFilter } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { ServiceError } from '../../service';
import { columnNames, filterKey, findTable, lakeOfCatalog } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { topColumn } from '../../state/nested-column';
import { pageOf } from '../../state/paging';
import { removeRow, scanRows } from '../../state/rows';
import { denied, heldRows, invalid, isAdmin, notFound, seesAll } from './authority';
import { rowFilterTrouble } from './row-filter';

type FilterName = { TableCatalogId?: string; DatabaseName?: string; TableName?: string; Name?: string };

const ownerLake = (call: Call, catalogId: string | undefined): Lake =>
  lakeOfCatalog(call.world, catalogId ?? call.caller.account, call.region);

/** An administrator sees all filters of its account; others those they hold a permission on. */
function sees(call: Call, lake: Lake, filter: DataCellsFilter): boolean {
  if (seesAll(call, lake)) return true;
  return heldRows(call).some(({ Resource: { DataCellsFilter: held } }) =>
    held ? filterKey(held, lake.account) === filterKey(filter, lake.account) : false,
  );
}

/** ListDataCellsFilter; whether Table may be left out is open point 2. */
export function listDataCellsFilter(input: ListDataCellsFilterRequest, call: Call): ListDataCellsFilterResponse {
  const { Table } = input;
  if (!Table && call.variants['filter-list-needs-table'] === 'yes') throw invalid('Table must be specified.');
  const lake = ownerLake(call, Table?.CatalogId);
  if (Table?.Name && !findTable(lake, Table.CatalogId ?? lake.account, Table.DatabaseName ?? '', Table.Name)) {
    // EntityNotFoundException is no error of this operation; AccessDeniedException stands for what is not there, too.
    throw denied();
  }
  const list = [...lake.filters.values()].filter(
    (f) =>
      (!Table || f.DatabaseName.toLowerCase() === Table.DatabaseName?.toLowerCase()) &&
      (!Table?.Name || f.TableName.toLowerCase() === Table.Name.toLowerCase()) &&
      (!Table?.CatalogId || f.TableCatalogId === Table.CatalogId) &&
      sees(call, lake, f),
  );
  const page = pageOf({ call, bind: Table, token: input.NextToken, limit: input.MaxResults, max: 1000 }, list);
  return { DataCellsFilters: page.items, NextToken: page.token };
}

function filterOf(call: Call, name: FilterName): { lake: Lake; filter: DataCellsFilter } {
  const lake = ownerLake(call, name.TableCatalogId);
  const filter = lake.filters.get(filterKey(name, lake.account));
  if (!filter) throw notFound('Data cells filter not found.');
  return { lake, filter };
}

export function getDataCellsFilter(input: GetDataCellsFilterRequest, call: Call): GetDataCellsFilterResponse {
  const { lake, filter } = filterOf(call, input as FilterName);
  if (!sees(call, lake, filter)) throw denied();
  return { DataCellsFilter: filter };
}

function requireBody(call: Call, data: DataCellsFilter): Lake {
  const lake = ownerLake(call, data.TableCatalogId);
  if (lake.account !== call.caller.account || !isAdmin(call, lake)) {
    const grantable = heldRows(call).some(
      ({ Resource: r, PermissionsWithGrantOption: options }) =>
        r.TableWithColumns?.CatalogId === (data.TableCatalogId ?? lake.account) &&
        r.TableWithColumns.DatabaseName.toLowerCase() === data.DatabaseName.toLowerCase() &&
        r.TableWithColumns.Name.toLowerCase() === data.TableName.toLowerCase() &&
        options?.includes('SELECT'),
    );
    if (!grantable) throw denied();
  }
  const table = findTable(lake, data.TableCatalogId, data.DatabaseName, data.TableName);
  if (!table) throw notFound('Table not found.');
  if (data.ColumnNames?.length && data.ColumnWildcard) throw invalid('Specify either ColumnNames or ColumnWildcard.');
  if (!data.ColumnNames?.length && !data.ColumnWildcard)
    throw invalid('Either ColumnNames or ColumnWildcard must be specified.');
  const { regular, partition } = columnNames(table);
  const known = new Set([...regular, ...partition].map((c) => c.toLowerCase()));
  for (const name of [...(data.ColumnNames ?? []), ...(data.ColumnWildcard?.ExcludedColumnNames ?? [])]) {
    if (!known.has(topColumn(name).toLowerCase())) throw invalid(`Column ${name} does not exist in the table.`);
  }
  const { FilterExpression, AllRowsWildcard } = data.RowFilter ?? {};
  if (FilterExpression !== undefined && AllRowsWildcard !== undefined)
    throw invalid('Specify either FilterExpression or AllRowsWildcard.');
  const looksUp = call.variants['row-filter-columns'] === 'existing';
  const trouble = FilterExpression === undefined ? undefined : rowFilterTrouble(FilterExpression, table, looksUp);
  if (trouble !== undefined) throw invalid(trouble);
  return lake;
}

export function createDataCellsFilter(input: CreateDataCellsFilterRequest, call: Call): object {
  const data = input.TableData as DataCellsFilter;
  const lake = requireBody(call, data);
  const key = filterKey(data, lake.account);
  if (lake.filters.has(key))
    throw new ServiceError('AlreadyExistsException', `Data cells filter ${data.Name} already exists.`);
  lake.filters.set(key, { ...data, VersionId: '1' });
  call.world.version += 1;
  return {};
}

/** A request that names a VersionId other than the current one conflicts. */
export function updateDataCellsFilter(input: UpdateDataCellsFilterRequest, call: Call): object {
  const data = input.TableData as DataCellsFilter;
  const { lake, filter } = filterOf(call, data);
  requireBody(call, data);
  if (data.VersionId !== undefined && data.VersionId !== filter.VersionId) {
    throw new ServiceError('ConcurrentModificationException', 'The data cells filter was changed in the meantime.');
  }
  const VersionId = String(Number(filter.VersionId ?? '1') + 1);
  lake.filters.set(filterKey(data, lake.account), { ...data, VersionId });
  call.world.version += 1;
  return {};
}

export function deleteDataCellsFilter(input: DeleteDataCellsFilterRequest, call: Call): object {
  const { lake, filter } = filterOf(call, input as FilterName);
  if (!isAdmin(call, lake) && !sees(call, lake, filter)) throw denied();
  const key = filterKey(filter, lake.account);
  lake.filters.delete(key);
  // Whether its grants go with it is not documented: where they stay they give nothing until there is such a filter again.
  const goes = call.variants['filter-delete-takes-grants'] === 'yes';
  for (const { row } of [...scanRows(lake.rows)]) {
    const held = row.Resource.DataCellsFilter;
    if (goes && held && filterKey(held, lake.account) === key) removeRow(lake.rows, row);
  }
  call.world.version += 1;
  return {};
}
