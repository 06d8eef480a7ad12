import { accessOf, rowsOf } from '../access/access-of';
import type { AccessIndex } from '../access/access-index';
import type { AccessRow } from '../model/case';
import type { Resource } from '../model/lakeformation';
import type { PermissionRequest } from './permission-rows';
import type { Edit, Plan } from './plan-types';
import { listedForm } from './resource-key';

/** What one revoke takes, from whom and where; undefined = not in one database, not on one table. */
interface Revoke {
  principals: string[];
  permissions: ReadonlySet<string>;
  resource: Resource;
  database: string | undefined;
  table: string | undefined;
}

/** Tables by database, in lower case; `undefined` among them stands for all. */
type Places = Map<string | undefined, Set<string | undefined>>;

/**
 * V6: after a revoke, who of those it aimed at still holds the permission there, and through what. Compared by the
 * principal itself and the members of a group; a revoke from an account names nobody here and shows in the difference.
 */
export function keptBy(index: AccessIndex, calls: readonly Edit[]): Plan['kept'] {
  const revokes = calls.flatMap((call) => revokesOf(index, call));
  const places = new Map<string, Places>();
  for (const { principals, database, table } of revokes)
    for (const principal of principals) {
      const own = places.get(principal) ?? (new Map() as Places);
      places.set(principal, own.set(database, (own.get(database) ?? new Set()).add(table)));
    }
  const held = new Map([...places].map(([principal, databases]) => [principal, heldIn(index, principal, databases)]));
  return revokes.flatMap(({ principals, permissions, resource, database, table }) => {
    const covers = coverageOf(resource, database, table);
    return principals
      .flatMap((principal) => held.get(principal)?.get(database) ?? [])
      .filter((row) => (permissions.has(row.permission) || permissions.has('ALL')) && covers(row))
      .map((row) => ({ row, through: row.because ?? [] }));
  });
}

function revokesOf(index: AccessIndex, { operation, account, request }: Edit): Revoke[] {
  if (operation !== 'RevokePermissions' && operation !== 'BatchRevokePermissions') return [];
  const entries = operation === 'RevokePermissions' ? [request] : ((request['Entries'] ?? []) as unknown[]);
  return (entries as PermissionRequest[]).flatMap(({ Principal, Resource: on, Permissions }): Revoke[] => {
    const principal = Principal?.DataLakePrincipalIdentifier;
    if (!principal || !on) return [];
    const resource = listedForm(on, account);
    const { Database, Table, TableWithColumns, DataCellsFilter } = resource;
    const database = Database?.Name ?? (Table ?? TableWithColumns ?? DataCellsFilter)?.DatabaseName;
    const table = Table?.TableWildcard ? undefined : ((Table ?? TableWithColumns)?.Name ?? DataCellsFilter?.TableName);
    return [
      {
        principals: [principal, ...membersOf(index, principal)],
        permissions: new Set(Permissions),
        resource,
        database: database?.toLowerCase(),
        table: table?.toLowerCase(),
      },
    ];
  });
}

function membersOf({ mesh: { principals } }: AccessIndex, group: string): string[] {
  const id = principals.ids.find(group);
  if (id === undefined || !principals.entries[id]!.kind.endsWith('group')) return [];
  return principals.entries.filter((entry) => entry.groups.includes(id)).map((entry) => entry.arn);
}

/** The rows of a principal by the database that they are about; by `undefined`, all of them. */
function heldIn(index: AccessIndex, principal: string, places: Places): Map<string | undefined, AccessRow[]> {
  const { databases, tables } = index.mesh.catalog;
  const tablesIn = (database: number): Set<string | undefined> | undefined =>
    places.get(databases[database]!.name.toLowerCase());
  const within = (database: number): boolean => tablesIn(database) !== undefined;
  const only = (table: number): boolean => {
    const wanted = tablesIn(tables[table]!.database);
    return wanted !== undefined && (wanted.has(undefined) || wanted.has(tables[table]!.name.toLowerCase()));
  };
  const part = places.has(undefined) ? {} : { within, only };
  const rows = rowsOf(index, accessOf(index, principal, { withoutNotes: true, ...part }));
  const held = new Map<string | undefined, AccessRow[]>([[undefined, rows]]);
  for (const row of rows) {
    const { Database, Table } = row.resource;
    const name = (Database?.Name ?? Table?.DatabaseName)?.toLowerCase();
    if (name === undefined) continue;
    const there = held.get(name);
    if (there) there.push(row);
    else held.set(name, [row]);
  }
  return held;
}

function coverageOf(
  { Database }: Resource,
  database: string | undefined,
  table: string | undefined,
): (row: AccessRow) => boolean {
  if (Database) return ({ resource }) => resource.Database !== undefined;
  if (database === undefined) return () => true;
  return ({ resource: { Table } }) =>
    Table !== undefined && (table === undefined || Table.Name?.toLowerCase() === table);
}
