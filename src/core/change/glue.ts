import type { GlueDatabase, GlueTable } from '../model/glue';
import { isGatePrincipal } from '../model/keys';
import type { PermissionRow, PrincipalPermissions, Resource } from '../model/lakeformation';
import type { Draft } from './draft';
import { findDatabase, findTable } from './find';
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

export function createDatabase(draft: Draft, request: DatabaseRequest): Outcome {
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
  return effect(['E5', 'I3'], ['I3: the creator also receives explicit rows on the new database']);
}

export function updateDatabase(draft: Draft, request: DatabaseRequest): Outcome {
  const held = findDatabase(draft, request.CatalogId, request.Name ?? '');
  if (!held || !request.DatabaseInput) return notFound(`Database not found: ${request.Name}`);
  const updated = { ...request.DatabaseInput, Name: held.Name, CatalogId: held.CatalogId };
  draft.setOwn(
    'databases',
    draft.own('databases').map((d) => (d === held ? updated : d)),
  );
  return effect(['E5']);
}

/** DeleteDatabase takes its tables with it (G7). */
export function deleteDatabase(draft: Draft, request: DatabaseRequest): Outcome {
  const held = findDatabase(draft, request.CatalogId, request.Name ?? '');
  if (!held) return notFound(`Database not found: ${request.Name}`);
  draft.setOwn(
    'databases',
    draft.own('databases').filter((d) => d !== held),
  );
  draft.setOwn(
    'tables',
    draft.own('tables').filter((t) => !same(t.DatabaseName, held.Name)),
  );
  return effect(['G7']);
}

export function createTable(draft: Draft, request: TableRequest): Outcome {
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
  return effect(['E5', 'I3'], ['I3: the creator also receives explicit rows on the new table']);
}

/** UpdateTable: include lists keep their names, exclude lists follow the schema (C1, C2, C11). */
export function updateTable(draft: Draft, request: TableRequest): Outcome {
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

export function deleteTable(draft: Draft, request: TableRequest): Outcome {
  const held = findTable(draft, request.CatalogId, request.DatabaseName ?? '', request.Name ?? '');
  if (!held) return notFound(`Table not found: ${request.DatabaseName}.${request.Name}`);
  draft.setOwn(
    'tables',
    draft.own('tables').filter((t) => t !== held),
  );
  return effect();
}
