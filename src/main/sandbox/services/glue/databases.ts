import type {
  CreateDatabaseRequest,
  DeleteDatabaseRequest,
  GetDatabaseRequest,
  GetDatabaseResponse,
  GetDatabasesRequest,
  GetDatabasesResponse,
  UpdateDatabaseRequest,
} from '@aws-sdk/client-glue';
import { databaseKey } from '../../../../core/model/keys';
import type { GlueDatabase } from '../../../../core/model/glue';
import type { Call } from '../../service';
import { withDates, withoutDates } from '../../state/dates';
import { findDatabase, lakesIn, putDatabase } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { pageOf } from '../../state/paging';
import { removeRow, scanRows } from '../../state/rows';
import { denied } from '../lakeformation/authority';
import { hasPermission, requireLocation, seesDatabase } from '../lakeformation/visibility';
import { storeCreatorRows, storeGateRow } from './creation';
import { catalogOf, exists, folded, invalid, notFound } from './requests';

/** Databases of other accounts that the caller may see, because they are shared with it. */
const sharedWithCaller = (call: Call): { lake: Lake; database: GlueDatabase }[] =>
  lakesIn(call.world, call.region)
    .filter((lake) => lake.account !== call.caller.account)
    .flatMap((lake) =>
      [...lake.databases.values()]
        .filter((database) => seesDatabase(call, lake, database))
        .map((database) => ({ lake, database })),
    );

/** GetDatabases: FOREIGN lists what other accounts share, ALL both, FEDERATED those with a connection behind them. */
export function getDatabases(input: GetDatabasesRequest, call: Call): GetDatabasesResponse {
  const { lake, catalog } = catalogOf(call, input.CatalogId);
  const type = input.ResourceShareType;
  const own = [...lake.databases.values()].filter(
    (d) => (d.CatalogId ?? lake.account) === catalog && seesDatabase(call, lake, d),
  );
  const foreign = type === 'FOREIGN' || type === 'ALL' ? sharedWithCaller(call).map(({ database }) => database) : [];
  const list = [...(type === 'FOREIGN' ? [] : own), ...foreign].filter(
    (d) => type !== 'FEDERATED' || d.FederatedDatabase !== undefined,
  );
  const bind = { catalog, type, attributes: input.AttributesToGet };
  const page = pageOf({ call, bind, token: input.NextToken, limit: input.MaxResults, max: 100 }, list);
  const onlyNames = input.AttributesToGet?.length === 1 && input.AttributesToGet[0] === 'NAME';
  const items = onlyNames ? page.items.map(({ Name, CatalogId }) => ({ Name, CatalogId })) : page.items;
  return { DatabaseList: withDates(items), NextToken: page.token };
}

/** A missing and an invisible database answer alike (facts 1). */
export function databaseOf(
  call: Call,
  catalogId: string | undefined,
  name: string | undefined,
): { lake: Lake; database: GlueDatabase } {
  const { lake, catalog } = catalogOf(call, catalogId);
  const database = findDatabase(lake, catalog, folded(name));
  if (!database || !seesDatabase(call, lake, database)) throw notFound(`Database ${folded(name)} not found.`);
  return { lake, database };
}

export const getDatabase = (input: GetDatabaseRequest, call: Call): GetDatabaseResponse => ({
  Database: withDates(databaseOf(call, input.CatalogId, input.Name).database),
});

/** Creates a database: name in lower case, gate row by the account's default (E5), creator rows otherwise (I3, LP11). */
export function createDatabase(input: CreateDatabaseRequest, call: Call): object {
  const { lake, catalog } = catalogOf(call, input.CatalogId);
  const given = withoutDates<Partial<GlueDatabase>>(input.DatabaseInput ?? {});
  const Name = folded(given.Name);
  if (Name === '') throw invalid('Database name must be specified.');
  if (lake.account !== call.caller.account) throw denied();
  if (!hasPermission(call, lake, { Catalog: { Id: catalog } }, 'CREATE_DATABASE')) throw denied();
  requireLocation(call, lake, given.LocationUri);
  if (findDatabase(lake, catalog, Name)) throw exists('Database already exists.');
  const parent = lake.catalogs.get(catalog);
  const database: GlueDatabase = {
    ...given,
    Name,
    CatalogId: catalog,
    CreateTime: call.now.toISOString(),
    CreateTableDefaultPermissions:
      given.CreateTableDefaultPermissions ??
      parent?.CreateTableDefaultPermissions ??
      lake.settings.CreateTableDefaultPermissions ??
      [],
  };
  putDatabase(lake, database);
  const defaults = parent?.CreateDatabaseDefaultPermissions ?? lake.settings.CreateDatabaseDefaultPermissions ?? [];
  const resource = { Database: { CatalogId: catalog, Name } };
  storeGateRow(call, lake, resource, defaults);
  storeCreatorRows(call, lake, resource, 'database');
  call.world.version += 1;
  return {};
}

export function updateDatabase(input: UpdateDatabaseRequest, call: Call): object {
  const { lake, database } = databaseOf(call, input.CatalogId, input.Name);
  const resource = { Database: { CatalogId: database.CatalogId ?? lake.account, Name: database.Name } };
  if (!hasPermission(call, lake, resource, 'ALTER')) throw denied();
  const given = withoutDates<Partial<GlueDatabase>>(input.DatabaseInput ?? {});
  if (given.LocationUri !== database.LocationUri) requireLocation(call, lake, given.LocationUri);
  if (folded(given.Name) !== database.Name) throw invalid('A database cannot be renamed.');
  putDatabase(lake, {
    ...given,
    Name: database.Name,
    CatalogId: database.CatalogId,
    CreateTime: database.CreateTime,
    CreateTableDefaultPermissions: given.CreateTableDefaultPermissions ?? database.CreateTableDefaultPermissions,
  });
  call.world.version += 1;
  return {};
}

/** Dropping a database drops its tables and every row about them (G7: DROP reaches the tables). */
export function deleteDatabase(input: DeleteDatabaseRequest, call: Call): object {
  const { lake, database } = databaseOf(call, input.CatalogId, input.Name);
  const catalog = database.CatalogId ?? lake.account;
  if (!hasPermission(call, lake, { Database: { CatalogId: catalog, Name: database.Name } }, 'DROP')) throw denied();
  const key = databaseKey(catalog, database.Name);
  for (const { row } of [...scanRows(lake.rows)]) {
    const { Database, Table, TableWithColumns, DataCellsFilter } = row.Resource;
    const name =
      Database?.Name ?? Table?.DatabaseName ?? TableWithColumns?.DatabaseName ?? DataCellsFilter?.DatabaseName;
    const of =
      Database?.CatalogId ?? Table?.CatalogId ?? TableWithColumns?.CatalogId ?? DataCellsFilter?.TableCatalogId;
    if (name !== undefined && databaseKey(of ?? catalog, name) === key) removeRow(lake.rows, row);
  }
  for (const place of [...lake.assigned.keys()])
    if (place === key || place.startsWith(`${key}/`)) lake.assigned.delete(place);
  for (const [id, filter] of [...lake.filters]) {
    if (databaseKey(filter.TableCatalogId, filter.DatabaseName) === key) lake.filters.delete(id);
  }
  lake.tables.delete(key);
  lake.databases.delete(key);
  call.world.version += 1;
  return {};
}
