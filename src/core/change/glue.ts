import type { GlueDatabase, GlueTable } from '../model/glue';
import { isViewRecord } from '../access/permissions';
import { isGatePrincipal } from '../model/keys';
import type { PermissionRow, PrincipalPermissions, Resource } from '../model/lakeformation';
import { isLink } from '../model/mesh/catalog';
import { callerPrincipal } from './caller';
import { both, byCaller, throughDatabase, type CallerRights, type Verdict } from './caller-rights';
import type { Draft } from './draft';
import { findDatabase, findTable } from './find';
import { piecesOf } from './permission-rows';
import { effect, exists, invalid, notFound, type Outcome } from './refusal';

export interface DatabaseRequest {
  CatalogId?: string;
  Name?: string;
  DatabaseInput?: GlueDatabase;
}

export interface TableRequest {
  CatalogId?: string;
  DatabaseName?: string;
  Name?: string;
  TableInput?: GlueTable;
}

const same = (a: string | undefined, b: string | undefined): boolean =>
  (a ?? '').toLowerCase() === (b ?? '').toLowerCase();

const catalogOf = ({ account }: Draft, { CatalogId = account }: { CatalogId?: string }): string => CatalogId;

const onDatabase = ({ account }: Draft, { CatalogId = account }: { CatalogId?: string }, Name = ''): Resource => ({
  Database: { CatalogId, Name },
});
const onTable = (
  { account }: Draft,
  { CatalogId = account, DatabaseName = '' }: TableRequest,
  Name = '',
): Resource => ({
  Table: { CatalogId, DatabaseName, Name },
});

/** Everything that a creator may do with its object (I3, LP11), as far as its kind takes it (facts 2.2). */
const CREATOR = {
  database: ['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'],
  table: ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'],
  view: ['ALL', 'DESCRIBE', 'DROP', 'SELECT'],
  link: ['DESCRIBE', 'DROP'],
};

const kindOf = (table: GlueTable): 'table' | 'view' | 'link' =>
  isLink(table) ? 'link' : isViewRecord(table) ? 'view' : 'table';

/** A creator's rights are stored as rows with the grant option (I3, LP11). */
function creatorHolds(draft: Draft, Resource: Resource, rights: string[]): string[] {
  const creator = callerPrincipal(draft);
  if (creator === undefined) return ['I3: the creator also receives explicit rows on what is new; who that is was not read']; // prettier-ignore
  const request = {
    Principal: { DataLakePrincipalIdentifier: creator },
    Resource,
    Permissions: rights,
    PermissionsWithGrantOption: rights,
  };
  const rows = piecesOf(request, draft.account).map(({ resource, permissions, grantable }): PermissionRow => ({
    Principal: request.Principal,
    Resource: resource,
    Permissions: permissions,
    PermissionsWithGrantOption: grantable,
    LastUpdatedBy: creator,
  }));
  draft.setOwn('permissions', [...draft.own('permissions'), ...rows]);
  return [];
}

/** Default permissions act at creation, and only then (E5). */
function gateRows(resource: Resource, defaults: PrincipalPermissions[] | undefined): PermissionRow[] {
  return (defaults ?? []).flatMap((entry) => {
    const principal = entry.Principal?.DataLakePrincipalIdentifier ?? '';
    if (!isGatePrincipal(principal) || !entry.Permissions?.length) return [];
    return [
      {
        Principal: { DataLakePrincipalIdentifier: principal },
        Resource: resource,
        Permissions: entry.Permissions,
        PermissionsWithGrantOption: [],
      },
    ];
  });
}

export const createDatabase = (draft: Draft, request: DatabaseRequest): Outcome =>
  byCaller(
    draft,
    {
      judge: (rights) =>
        rights.isAdmin
          ? 'yes'
          : both(
              rights.holds({ Catalog: { Id: draft.account } }, 'CREATE_DATABASE'),
              rights.mayPlace(request.DatabaseInput?.LocationUri, undefined),
            ),
      lacks: 'lacks CREATE_DATABASE on the catalog, or DATA_LOCATION_ACCESS where the database is to lie',
    },
    (on) => createDatabaseChecked(on, request),
  );

function createDatabaseChecked(draft: Draft, request: DatabaseRequest): Outcome {
  const input = request.DatabaseInput;
  if (!input?.Name) return invalid('DatabaseInput is required.');
  const CatalogId = request.CatalogId ?? draft.account;
  if (findDatabase(draft, CatalogId, input.Name)) return exists('Database already exists.');
  const settings = draft.own('settings')[0];
  const database = {
    CreateTableDefaultPermissions: settings?.CreateTableDefaultPermissions ?? [],
    ...input,
    Name: input.Name.toLowerCase(),
    CatalogId,
  };
  draft.setOwn('databases', [...draft.own('databases'), database]);
  const opened = gateRows({ Database: { CatalogId, Name: database.Name } }, settings?.CreateDatabaseDefaultPermissions);
  draft.setOwn('permissions', [...draft.own('permissions'), ...opened]);
  return effect(['E5', 'I3'], creatorHolds(draft, { Database: { CatalogId, Name: database.Name } }, CREATOR.database));
}

export const updateDatabase = (draft: Draft, request: DatabaseRequest): Outcome =>
  byCaller(
    draft,
    {
      judge: (rights) => {
        const CatalogId = request.CatalogId ?? draft.account;
        const held = findDatabase(draft, CatalogId, request.Name ?? '');
        const location = request.DatabaseInput?.LocationUri;
        return both(
          rights.holds(onDatabase(draft, request, request.Name), 'ALTER'),
          location === held?.LocationUri ? 'yes' : rights.mayPlace(location, undefined),
        );
      },
      lacks: 'lacks ALTER on the database, or DATA_LOCATION_ACCESS where it is to lie',
      seen: onDatabase(draft, request, request.Name),
    },
    (on) => updateDatabaseChecked(on, request),
  );

function updateDatabaseChecked(draft: Draft, request: DatabaseRequest): Outcome {
  const held = findDatabase(draft, request.CatalogId, request.Name ?? '');
  if (!held || !request.DatabaseInput) return notFound(`Database not found: ${request.Name}`);
  if (!same(request.DatabaseInput.Name, held.Name)) return invalid('A database cannot be renamed.');
  const updated = { ...request.DatabaseInput, Name: held.Name, CatalogId: held.CatalogId };
  draft.setOwn(
    'databases',
    draft.own('databases').map((d) => (d === held ? updated : d)),
  );
  return effect(['E5']);
}

/** DeleteDatabase takes its tables with it (G7). */
export const deleteDatabase = (draft: Draft, request: DatabaseRequest): Outcome =>
  byCaller(
    draft,
    {
      judge: (rights) => rights.holds(onDatabase(draft, request, request.Name), 'DROP'),
      lacks: 'lacks DROP on the database',
      seen: onDatabase(draft, request, request.Name),
    },
    (on) => deleteDatabaseChecked(on, request),
  );

function deleteDatabaseChecked(draft: Draft, request: DatabaseRequest): Outcome {
  const held = findDatabase(draft, request.CatalogId, request.Name ?? '');
  if (!held) return notFound(`Database not found: ${request.Name}`);
  draft.setOwn(
    'databases',
    draft.own('databases').filter((d) => d !== held),
  );
  draft.setOwn(
    'tables',
    draft.own('tables').filter((t) => !same(t.DatabaseName, held.Name) || !same(catalogOf(draft, t), catalogOf(draft, held))), // prettier-ignore
  );
  return effect(['G7']);
}

export const createTable = (draft: Draft, request: TableRequest): Outcome =>
  byCaller(
    draft,
    {
      judge: (rights) => {
        const CatalogId = request.CatalogId ?? draft.account;
        const on = onDatabase(draft, request, request.DatabaseName);
        const database = findDatabase(draft, CatalogId, request.DatabaseName ?? '');
        const location = request.TableInput?.StorageDescriptor?.Location;
        return both(rights.holds(on, 'CREATE_TABLE'), rights.mayPlace(location, database?.LocationUri));
      },
      lacks: 'lacks CREATE_TABLE on the database, or DATA_LOCATION_ACCESS where the table is to lie',
      seen: onDatabase(draft, request, request.DatabaseName),
    },
    (on) => createTableChecked(on, request),
  );

function createTableChecked(draft: Draft, request: TableRequest): Outcome {
  const input = request.TableInput;
  const CatalogId = request.CatalogId ?? draft.account;
  const database = findDatabase(draft, CatalogId, request.DatabaseName ?? '');
  if (!input?.Name) return invalid('TableInput is required.');
  if (!database) return notFound(`Database not found: ${request.DatabaseName}`);
  if (findTable(draft, CatalogId, database.Name, input.Name)) return exists('Table already exists.');
  const table = { ...input, Name: input.Name.toLowerCase(), DatabaseName: database.Name, CatalogId };
  draft.setOwn('tables', [...draft.own('tables'), table]);
  const resource = { Table: { CatalogId, DatabaseName: database.Name, Name: table.Name } };
  draft.setOwn('permissions', [
    ...draft.own('permissions'),
    ...gateRows(resource, database.CreateTableDefaultPermissions),
  ]);
  return effect(['E5', 'I3'], creatorHolds(draft, resource, CREATOR[kindOf(table)]));
}

/** UpdateTable: include lists keep their names, exclude lists follow the schema (C1, C2, C11). */
export const updateTable = (draft: Draft, request: TableRequest): Outcome =>
  byCaller(
    draft,
    {
      judge: (rights) => {
        const { CatalogId = draft.account, DatabaseName = '', TableInput } = request;
        const held = findTable(draft, CatalogId, DatabaseName, TableInput?.Name ?? '');
        const location = TableInput?.StorageDescriptor?.Location;
        return both(
          rights.holds(onTable(draft, request, TableInput?.Name), 'ALTER'),
          location === held?.StorageDescriptor?.Location ? 'yes' : moved(draft, rights, request, location),
        );
      },
      lacks: 'lacks ALTER on the table, or DATA_LOCATION_ACCESS where it is to lie',
      seen: onTable(draft, request, request.TableInput?.Name),
    },
    (on) => updateTableChecked(on, request),
  );

/** D1: a new place needs DATA_LOCATION_ACCESS, which the database's place implies for who may create tables there. */
function moved(draft: Draft, rights: CallerRights, request: TableRequest, location: string | undefined): Verdict {
  const { CatalogId = draft.account, DatabaseName = '' } = request;
  const alone = rights.mayPlace(location, undefined);
  if (alone === 'yes') return alone;
  const besides = rights.mayPlace(location, findDatabase(draft, CatalogId, DatabaseName)?.LocationUri);
  const creates = rights.holds(onDatabase(draft, request, DatabaseName), 'CREATE_TABLE');
  return creates === 'no' ? alone : both(creates, besides);
}

function updateTableChecked(draft: Draft, request: TableRequest): Outcome {
  const held = findTable(draft, request.CatalogId, request.DatabaseName ?? '', request.TableInput?.Name ?? '');
  if (!held || !request.TableInput)
    return notFound(`Table not found: ${request.DatabaseName}.${request.TableInput?.Name}`);
  const updated = {
    CreatedBy: held.CreatedBy,
    CreateTime: held.CreateTime,
    ...request.TableInput,
    Name: held.Name,
    DatabaseName: held.DatabaseName,
    CatalogId: held.CatalogId,
  };
  draft.setOwn(
    'tables',
    draft.own('tables').map((t) => (t === held ? updated : t)),
  );
  return effect(['C1', 'C2', 'C11']);
}

export const deleteTable = (draft: Draft, request: TableRequest): Outcome =>
  byCaller(
    draft,
    {
      judge: (rights) =>
        throughDatabase(
          rights.holds(onTable(draft, request, request.Name), 'DROP'),
          rights.holds(onDatabase(draft, request, request.DatabaseName), 'DROP'),
        ),
      lacks: 'lacks DROP on the table and on its database',
      seen: onTable(draft, request, request.Name),
    },
    (on) => deleteTableChecked(on, request),
  );

function deleteTableChecked(draft: Draft, request: TableRequest): Outcome {
  const held = findTable(draft, request.CatalogId, request.DatabaseName ?? '', request.Name ?? '');
  if (!held) return notFound(`Table not found: ${request.DatabaseName}.${request.Name}`);
  draft.setOwn(
    'tables',
    draft.own('tables').filter((t) => t !== held),
  );
  return effect();
}
