import type { AccessIndex } from '../access/access-index';
import { tablesOfPolicy } from '../access/policy-reach';
import type { DataLakeSettings, Resource } from '../model/lakeformation';
import { itemsOf } from '../model/mesh/groups';
import { isActor, kindOf } from '../model/mesh/principals';
import type { Member } from '../model/snapshot';
import type { PermissionRequest } from './permission-rows';
import type { Edit } from './plan-types';
import { expressionKey, listedForm } from './resource-key';

/** What an edit can touch. `all` where no smaller bound is known; a bound too wide costs time, one too narrow would lie. */
export interface Scope {
  tables: Set<number> | 'all';
  databases: Set<number> | 'all';
  /** Principals whose access is compared. */
  principals: Set<string> | 'all';
}

export function scopeOf(index: AccessIndex, edits: readonly { edit: Edit; member: Member }[]): Scope {
  const scope: Scope = { tables: new Set(), databases: new Set(), principals: new Set() };
  for (const { edit, member } of edits) widen(index, scope, edit, member);
  return scope;
}

function widen(index: AccessIndex, scope: Scope, edit: Edit, member: Member): void {
  const { request } = edit;
  switch (edit.operation) {
    case 'GrantPermissions':
    case 'RevokePermissions':
      permission(index, scope, request as PermissionRequest, member);
      return;
    case 'BatchGrantPermissions':
    case 'BatchRevokePermissions':
      for (const entry of (request['Entries'] ?? []) as PermissionRequest[]) permission(index, scope, entry, member);
      return;
    case 'CreateLakeFormationOptIn':
    case 'DeleteLakeFormationOptIn':
      permission(index, scope, request as PermissionRequest, member);
      return;
    case 'AddLFTagsToResource':
    case 'RemoveLFTagsFromResource': {
      const resource = listedForm((request['Resource'] ?? {}) as Resource, member.account);
      objects(index, scope, resource, member);
      // Tags of a database reach its tables (T1).
      const database = databaseOf(index, resource.Database?.CatalogId, resource.Database?.Name, member);
      if (database !== undefined) add(scope, 'tables', [...itemsOf(index.mesh.catalog.tablesOf, database)]);
      scope.principals = 'all';
      return;
    }
    case 'PutDataLakeSettings':
      settings(index, scope, (request['DataLakeSettings'] ?? {}) as DataLakeSettings, member);
      return;
    case 'CreateLFTag':
      return;
    default:
      scope.tables = scope.databases = scope.principals = 'all';
  }
}

function permission(index: AccessIndex, scope: Scope, request: PermissionRequest, member: Member): void {
  if (!request.Resource || !request.Principal?.DataLakePrincipalIdentifier) return;
  objects(index, scope, listedForm(request.Resource, member.account), member);
  principals(index, scope, request.Principal.DataLakePrincipalIdentifier);
}

function objects(index: AccessIndex, scope: Scope, resource: Resource, member: Member): void {
  const { Database, Table, TableWithColumns, DataCellsFilter, LFTagPolicy, Catalog } = resource;
  if (LFTagPolicy) return policy(index, scope, LFTagPolicy, member);
  if (Catalog) {
    scope.tables = scope.databases = 'all';
    return;
  }
  const catalog = (Database ?? Table ?? TableWithColumns)?.CatalogId ?? DataCellsFilter?.TableCatalogId;
  const name = Database?.Name ?? Table?.DatabaseName ?? TableWithColumns?.DatabaseName ?? DataCellsFilter?.DatabaseName;
  const database = databaseOf(index, catalog, name, member);
  if (database === undefined) return;
  add(scope, 'databases', [database]);
  if (Database) return;
  if (Table?.TableWildcard) return add(scope, 'tables', [...itemsOf(index.mesh.catalog.tablesOf, database)]);
  const table = Table?.Name ?? TableWithColumns?.Name ?? DataCellsFilter?.TableName ?? '';
  const found = index.mesh.catalog.find.findTable(database, table);
  if (found !== undefined) add(scope, 'tables', [found]);
}

/** A policy that rows already carry reaches what they reach; one that is new may reach anything. */
function policy(index: AccessIndex, scope: Scope, asked: NonNullable<Resource['LFTagPolicy']>, member: Member): void {
  const body = asked.ExpressionName ?? expressionKey(asked.Expression ?? []);
  const known = index.mesh.policies.find(
    (p) =>
      p.type === asked.ResourceType &&
      p.account === member.account &&
      (p.saved ?? expressionKey(p.expression)) === body,
  );
  if (!known || known.type === 'DATABASE') {
    scope.databases = 'all';
    if (!known && asked.ResourceType === 'TABLE') scope.tables = 'all';
    return;
  }
  const tables = [...tablesOfPolicy(index, known.id)];
  add(scope, 'tables', tables);
  add(scope, 'databases', [...new Set(tables.map((table) => index.mesh.catalog.tables[table]!.database))]);
}

function principals(index: AccessIndex, scope: Scope, principal: string): void {
  if (scope.principals === 'all') return;
  const { entries, iamOf, ids } = index.mesh.principals;
  const kind = kindOf(principal);
  if (isActor(kind)) scope.principals.add(principal);
  else if (kind === 'account' || kind === 'all-iam') {
    const account = principal.slice(0, 12);
    for (const id of iamOf.get(account) ?? []) scope.principals.add(entries[id]!.arn);
    for (const entry of entries) if (isActor(entry.kind) && entry.account === account) scope.principals.add(entry.arn);
  } else if (kind.endsWith('group')) {
    const id = ids.find(principal);
    for (const entry of entries)
      if (id !== undefined && isActor(entry.kind) && entry.groups.includes(id)) scope.principals.add(entry.arn);
  } else scope.principals = 'all';
}

/** Administrators come and go with the lists; who is neither before nor after is not touched. */
function settings(index: AccessIndex, scope: Scope, after: DataLakeSettings, member: Member): void {
  scope.tables = scope.databases = 'all';
  const before = index.mesh.settings.get(member.account) ?? {};
  for (const list of [before, after])
    for (const admin of [...(list.DataLakeAdmins ?? []), ...(list.ReadOnlyAdmins ?? [])])
      principals(index, scope, admin.DataLakePrincipalIdentifier);
}

function databaseOf(
  index: AccessIndex,
  catalog: string | undefined,
  name: string | undefined,
  member: Member,
): number | undefined {
  const { find } = index.mesh.catalog;
  const c = find.findCatalog(catalog ?? member.account, member.region);
  return c === undefined || name === undefined ? undefined : find.findDatabase(c, name);
}

function add(scope: Scope, kind: 'tables' | 'databases', ids: number[]): void {
  const set = scope[kind];
  if (set !== 'all') for (const id of ids) set.add(id);
}
