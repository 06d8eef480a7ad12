import type {
  CreateTableRequest,
  DeleteTableRequest,
  GetTableRequest,
  GetTableResponse,
  GetTablesRequest,
  GetTablesResponse,
  SearchTablesRequest,
  SearchTablesResponse,
  UpdateTableRequest,
} from '@aws-sdk/client-glue';
import { databaseKey, tableKey } from '../../../../core/model/keys';
import type { GlueTable } from '../../../../core/model/glue';
import type { Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { withDates, withoutDates } from '../../state/dates';
import { findTable, lakesIn, putTable, tableResource, tablesOf } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { pageOf } from '../../state/paging';
import { filterKey } from '../../state/lake';
import { ownerOf } from '../../state/resource-key';
import { removeRow, scanRows } from '../../state/rows';
import { denied } from '../lakeformation/authority';
import { registrationOf } from '../lakeformation/oracle/data-path';
import { tableKind } from '../lakeformation/oracle/permissions';
import { hasPermission, requireLocation, seesTable } from '../lakeformation/visibility';
import { storeCreatorRows, storeGateRow } from './creation';
import { databaseOf } from './databases';
import { catalogOf, exists, folded, invalid, notFound } from './requests';

const shown = (table: GlueTable, IsRegisteredWithLakeFormation: boolean): GlueTable => ({
  ...table,
  IsRegisteredWithLakeFormation,
});

/** GetTables' Expression: a regular expression in which a lone `*` means anything. */
function namePattern(expression: string | undefined): RegExp | undefined {
  if (!expression) return undefined;
  try {
    return new RegExp(`^(?:${expression.replace(/(?<!\.)\*/g, '.*')})$`, 'i');
  } catch {
    throw invalid('Expression is not a valid pattern.');
  }
}

/** GetTables: at most 100 a page; IsRegisteredWithLakeFormation is always false here (E6). */
export function getTables(input: GetTablesRequest, call: Call): GetTablesResponse {
  const { lake, database } = databaseOf(call, input.CatalogId, input.DatabaseName);
  const catalog = database.CatalogId ?? lake.account;
  const pattern = namePattern(input.Expression);
  const list = tablesOf(lake, catalog, database.Name).filter(
    (t) =>
      (!pattern || pattern.test(t.Name)) &&
      (input.ResourceShareType !== 'FEDERATED' || t.FederatedTable !== undefined) &&
      seesTable(call, lake, t),
  );
  const bind = { catalog, database: database.Name, expression: input.Expression, attributes: input.AttributesToGet };
  const page = pageOf({ call, bind, token: input.NextToken, limit: input.MaxResults, max: 100 }, list);
  const attributes = input.AttributesToGet ?? [];
  const items =
    attributes.length > 0
      ? page.items.map(({ Name, DatabaseName, CatalogId, TableType }) => ({
          Name,
          DatabaseName,
          CatalogId,
          ...(attributes.includes('TABLE_TYPE') && { TableType }),
        }))
      : page.items.map((t) => shown(t, false));
  return { TableList: withDates(items), NextToken: page.token };
}

function tableOf(
  call: Call,
  input: { CatalogId?: string; DatabaseName?: string; Name?: string },
): { lake: Lake; table: GlueTable } {
  const { lake, catalog } = catalogOf(call, input.CatalogId);
  const table = findTable(lake, catalog, folded(input.DatabaseName), folded(input.Name));
  if (!table || !seesTable(call, lake, table)) throw notFound(`Table ${folded(input.Name)} not found.`);
  return { lake, table };
}

/** GetTable alone tells the truth about registration (E6). */
export function getTable(input: GetTableRequest, call: Call): GetTableResponse {
  const { lake, table } = tableOf(call, input as { CatalogId?: string; DatabaseName?: string; Name?: string });
  return { Table: withDates(shown(table, registrationOf(lake, table) !== undefined)) };
}

/** SearchTables: whatever the caller can see, in every database; free text matches names, descriptions and columns. */
export function searchTables(input: SearchTablesRequest, call: Call): SearchTablesResponse {
  const { lake: own, catalog } = catalogOf(call, input.CatalogId);
  const type = input.ResourceShareType;
  const lakes = lakesIn(call.world, call.region).filter((l) =>
    type === 'FOREIGN' ? l !== own : type === 'ALL' ? true : l === own,
  );
  const text = input.SearchText?.toLowerCase().replaceAll('"', '');
  const fits = (t: GlueTable): boolean => {
    const words = [t.Name, t.Description ?? '', ...(t.StorageDescriptor?.Columns ?? []).map((c) => c.Name)];
    return !text || words.some((w) => w.toLowerCase().includes(text));
  };
  const wanted = (t: GlueTable): boolean =>
    (input.Filters ?? []).every((f) => {
      const value =
        f.Key === 'DatabaseName' ? t.DatabaseName : f.Key === 'Name' ? t.Name : (t.Parameters?.[f.Key ?? ''] ?? '');
      return value.toLowerCase() === f.Value?.toLowerCase();
    });
  const list = lakes.flatMap((lake) =>
    [...lake.tables.values()].flatMap((tables) =>
      [...tables.values()].filter((t) => fits(t) && wanted(t) && seesTable(call, lake, t)),
    ),
  );
  const bind = { catalog, type, text, filters: input.Filters };
  const page = pageOf({ call, bind, token: input.NextToken, limit: input.MaxResults, max: 1000 }, list);
  return { TableList: withDates(page.items.map((t) => shown(t, false))), NextToken: page.token };
}

/** Creates a table or link: name in lower case, gate row by the database's default (E5), creator rows (I3). */
export function createTable(input: CreateTableRequest, call: Call): object {
  const { lake, database } = databaseOf(call, input.CatalogId, input.DatabaseName);
  const catalog = database.CatalogId ?? lake.account;
  const given = withoutDates<Partial<GlueTable>>(input.TableInput ?? {});
  const Name = folded(given.Name ?? input.Name);
  if (Name === '') throw invalid('Table name must be specified.');
  if (!hasPermission(call, lake, { Database: { CatalogId: catalog, Name: database.Name } }, 'CREATE_TABLE'))
    throw denied();
  requireLocation(call, lake, given.StorageDescriptor?.Location);
  if (findTable(lake, catalog, database.Name, Name)) throw exists('Table already exists.');
  const now = call.now.toISOString();
  const table: GlueTable = {
    ...given,
    Name,
    DatabaseName: database.Name,
    CatalogId: catalog,
    CreatedBy: call.caller.arn,
    CreateTime: now,
    UpdateTime: now,
    VersionId: '0',
  };
  putTable(lake, table);
  const resource: Resource = tableResource(table, lake.account);
  storeGateRow(call, lake, resource, database.CreateTableDefaultPermissions ?? []);
  storeCreatorRows(call, lake, resource, tableKind(table));
  call.world.version += 1;
  return {};
}

export function updateTable(input: UpdateTableRequest, call: Call): object {
  const given = withoutDates<Partial<GlueTable>>(input.TableInput ?? {});
  const Name = given.Name ?? input.Name;
  const { lake, table } = tableOf(call, { CatalogId: input.CatalogId, DatabaseName: input.DatabaseName, Name });
  if (!hasPermission(call, lake, tableResource(table, lake.account), 'ALTER')) throw denied();
  const location = given.StorageDescriptor?.Location;
  if (location !== table.StorageDescriptor?.Location) requireLocation(call, lake, location);
  putTable(lake, {
    ...given,
    Name: table.Name,
    DatabaseName: table.DatabaseName,
    CatalogId: table.CatalogId,
    CreatedBy: table.CreatedBy,
    CreateTime: table.CreateTime,
    UpdateTime: call.now.toISOString(),
    VersionId: String(Number(table.VersionId ?? '0') + 1),
  });
  call.world.version += 1;
  return {};
}

/** Dropping a table removes the rows, filters and tags on it; DROP on the database suffices (G7). */
export function deleteTable(input: DeleteTableRequest, call: Call): object {
  const { lake, table } = tableOf(call, input as { CatalogId?: string; DatabaseName?: string; Name?: string });
  const catalog = table.CatalogId ?? lake.account;
  const inDatabase = { Database: { CatalogId: catalog, Name: table.DatabaseName } };
  const may =
    hasPermission(call, lake, tableResource(table, lake.account), 'DROP') ||
    hasPermission(call, lake, inDatabase, 'DROP');
  if (!may) throw denied();
  const key = tableKey(catalog, table.DatabaseName, table.Name);
  for (const { row } of [...scanRows(lake.rows)]) {
    const r = row.Resource.Table ?? row.Resource.TableWithColumns;
    const filter = row.Resource.DataCellsFilter;
    const own =
      r && !row.Resource.Table?.TableWildcard && tableKey(r.CatalogId ?? catalog, r.DatabaseName, r.Name ?? '') === key;
    const filtered = filter && filterKey(filter, ownerOf(row.Resource, lake.account)).startsWith(`${key}/`);
    if (own || filtered) removeRow(lake.rows, row);
  }
  for (const place of [...lake.assigned.keys()])
    if (place === key || place.startsWith(`${key}\u0000`)) lake.assigned.delete(place);
  for (const id of [...lake.filters.keys()]) if (id.startsWith(`${key}/`)) lake.filters.delete(id);
  lake.tables.get(databaseKey(catalog, table.DatabaseName))?.delete(table.Name.toLowerCase());
  call.world.version += 1;
  return {};
}
