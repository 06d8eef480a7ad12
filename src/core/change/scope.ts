import type { AccessIndex } from '../access/access-index';
import { tablesOfPolicy } from '../access/policy-reach';
import type { DataLakeSettings, LFTagPair, Resource } from '../model/lakeformation';
import { isGatePrincipal } from '../model/keys';
import { itemsOf } from '../model/mesh/groups';
import { isActor, kindOf } from '../model/mesh/principals';
import type { Policy } from '../model/mesh/policies';
import type { Member } from '../model/snapshot';
import { callerOf } from './caller';
import { lakeGrantsOfEdit } from './datazone-reach';
import type { PermissionRequest } from './permission-rows';
import type { Edit } from './plan-types';
import { Reach } from './reach';
import { expressionKey, listedForm } from './resource-key';

/** What an edit can touch. `all` where no smaller bound is known; a bound too wide costs time, one too narrow would lie. */
export interface Scope {
  tables: Set<number> | 'all';
  databases: Set<number> | 'all';
  /** Principals whose access is compared. */
  principals: Set<string> | 'all';
  /** Whom the edits name, whether they act themselves or not: their rows may merge with what is granted. */
  named: Set<string>;
  /** DataZone's layers decide too. */
  datazone: boolean;
}

/** The scope of edits with where whose access can change. */
export interface BoundScope extends Scope {
  reach: Reach;
}

export function scopeOf(index: AccessIndex, edits: readonly { edit: Edit; member: Member }[]): BoundScope {
  const scope = { ...emptyScope(), reach: new Reach(index) };
  for (const { edit, member } of edits) {
    const one = emptyScope();
    widen(index, one, edit, member);
    scope.reach.add(one, isAboutPolicy(edit));
    add(scope, one);
  }
  complete(index, scope);
  return scope;
}

function isAboutPolicy({ request }: Edit): boolean {
  const entries = (request['Entries'] ?? [request]) as PermissionRequest[];
  return entries.some((entry) => entry.Resource?.LFTagPolicy !== undefined);
}

const emptyScope = (): Scope => ({
  tables: new Set(),
  databases: new Set(),
  principals: new Set(),
  named: new Set(),
  datazone: false,
});

/** Adds what one edit can touch. */
function add(scope: Scope, one: Scope): void {
  scope.tables = union(scope.tables, one.tables);
  scope.databases = union(scope.databases, one.databases);
  scope.principals = union(scope.principals, one.principals);
  for (const name of one.named) scope.named.add(name);
  scope.datazone ||= one.datazone;
}

function union<T>(all: Set<T> | 'all', more: Set<T> | 'all'): Set<T> | 'all' {
  if (all === 'all' || more === 'all') return 'all';
  for (const one of more) all.add(one);
  return all;
}

/**
 * DESCRIBE on a database follows from any table in it, and on a nested catalog from any database below (G5): a database
 * comes with all its tables, and what lies in a nested catalog with everything.
 */
function complete({ mesh: { catalog } }: AccessIndex, scope: Scope): void {
  if (scope.tables === 'all' || scope.databases === 'all') return;
  for (const table of scope.tables) scope.databases.add(catalog.tables[table]!.database);
  for (const database of scope.databases) {
    if (!catalog.catalogs[catalog.databases[database]!.catalog]!.isDefault) {
      scope.tables = scope.databases = 'all';
      return;
    }
    for (const table of itemsOf(catalog.tablesOf, database)) scope.tables.add(table);
  }
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
      const { Database, Table, TableWithColumns } = resource;
      const named = Table ?? TableWithColumns;
      const CatalogId = (Database ?? named)?.CatalogId;
      const database = databaseOf(index, CatalogId, Database?.Name ?? named?.DatabaseName, member);
      if (database === undefined) return;
      const table = named?.Name === undefined ? undefined : index.mesh.catalog.find.findTable(database, named.Name);
      const pairs = pairsIn(index, database, table);
      holdersOfTags(index, scope, (request['LFTags'] ?? []) as LFTagPair[], member, pairs);
      return;
    }
    case 'PutDataLakeSettings':
      settings(index, scope, (request['DataLakeSettings'] ?? {}) as DataLakeSettings, member);
      return;
    case 'CreateLFTag':
    case 'CreateLFTagExpression': {
      const creator = callerOf(index.mesh.snapshot, member);
      if (creator !== undefined) principals(index, scope, creator);
      return;
    }
    case 'CreateDataCellsFilter':
    case 'UpdateDataCellsFilter':
    case 'DeleteDataCellsFilter':
      objects(index, scope, listedForm({ DataCellsFilter: request['TableData'] ?? request }, member.account), member);
      scope.principals = 'all';
      return;
    case 'AcceptSubscriptionRequest':
    case 'RejectSubscriptionRequest':
    case 'RevokeSubscription':
    case 'CancelSubscription':
    case 'CreateSubscriptionRequest':
    case 'CreateSubscriptionGrant':
    case 'DeleteSubscriptionGrant':
      scope.datazone = true;
      fulfilments(index, scope, edit);
      return;
    default:
      if (edit.service === 'datazone') scope.datazone = true;
      else scope.tables = scope.databases = scope.principals = 'all';
  }
}

function permission(index: AccessIndex, scope: Scope, request: PermissionRequest, member: Member): void {
  if (!request.Resource || !request.Principal?.DataLakePrincipalIdentifier) return;
  scope.named.add(request.Principal.DataLakePrincipalIdentifier);
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
  put(scope, 'databases', [database]);
  if (Database) return;
  if (Table?.TableWildcard) return put(scope, 'tables', [...itemsOf(index.mesh.catalog.tablesOf, database)]);
  const table = Table?.Name ?? TableWithColumns?.Name ?? DataCellsFilter?.TableName ?? '';
  const found = index.mesh.catalog.find.findTable(database, table);
  if (found !== undefined) put(scope, 'tables', [found]);
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
  put(scope, 'tables', tables);
  put(scope, 'databases', [...new Set(tables.map((table) => index.mesh.catalog.tables[table]!.database))]);
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
  } else if (kind === 'organization' || isGatePrincipal(principal)) scope.principals = 'all';
}

/**
 * Whoever holds a policy on a value that comes or goes: what the request names and what stands there now. A policy
 * on other values matches neither before nor after.
 */
function holdersOfTags(
  index: AccessIndex,
  scope: Scope,
  tags: readonly LFTagPair[],
  { account }: Member,
  pairs: ReadonlySet<number>,
): void {
  const values = new Map(
    tags.map((tag) => [tag.TagKey.toLowerCase(), new Set(tag.TagValues.map((value) => value.toLowerCase()))]),
  );
  for (const pair of pairs) {
    const [, key = '', value = ''] = /^[^|]*\|([^=]*)=(.*)$/s.exec(index.mesh.tags.pairs.texts[pair]!) ?? [];
    values.get(key)?.add(value);
  }
  const { grants, principals: everybody } = index.mesh;
  const holders = new Set<number>();
  for (const [key, moved] of values)
    for (const policy of policiesByKey(index).get(key) ?? []) {
      if (policy.account !== account) continue;
      const isTouched = policy.expression.some(
        ({ TagKey, TagValues }) =>
          TagKey.toLowerCase() === key && TagValues.some((value) => value === '*' || moved.has(value.toLowerCase())),
      );
      if (isTouched) for (const row of itemsOf(grants.byPolicy, policy.id)) holders.add(grants.principal[row]!);
    }
  for (const holder of holders) principals(index, scope, everybody.entries[holder]!.arn);
}

const byKey = new WeakMap<AccessIndex, Map<string, Policy[]>>();

/** LF-Tag policies by each key that they mention, in lower case. */
function policiesByKey(index: AccessIndex): Map<string, Policy[]> {
  const held = byKey.get(index);
  if (held) return held;
  const made = new Map<string, Policy[]>();
  for (const policy of index.mesh.policies)
    for (const key of new Set(policy.expression.map(({ TagKey }) => TagKey.toLowerCase()))) {
      const list = made.get(key);
      if (list) list.push(policy);
      else made.set(key, [policy]);
    }
  byKey.set(index, made);
  return made;
}

/** Numbers of the tag values on a database, and on one of its tables with the columns, or on all of them. */
function pairsIn({ mesh: { tags, catalog } }: AccessIndex, database: number, only?: number): Set<number> {
  const sets = new Set([tags.ofDatabase[database]!]);
  for (const table of only === undefined ? itemsOf(catalog.tablesOf, database) : [only]) {
    sets.add(tags.ofTable[table]!);
    for (const set of tags.ofColumns.get(table) ?? []) sets.add(set);
  }
  return new Set([...sets].flatMap((set) => tags.sets[set] ?? []));
}

/** What DataZone would write for the listing that a decision is about, on the side of the producer and of the consumer. */
function fulfilments(index: AccessIndex, scope: Scope, { request }: Edit): void {
  const { mesh } = index;
  for (const { grant, region } of lakeGrantsOfEdit(mesh.snapshot, request)) {
    const places: [string, string, string | undefined][] = [[grant.catalogId, grant.database, grant.table]];
    if (grant.link) places.push([grant.link.account, grant.link.database, undefined]);
    for (const [catalogId, name, table] of places) {
      const catalog = mesh.catalog.find.findCatalog(catalogId, grant.region || region);
      const database = catalog === undefined ? undefined : mesh.catalog.find.findDatabase(catalog, name);
      if (database === undefined) continue;
      put(scope, 'databases', [database]);
      const found = table === undefined ? undefined : mesh.catalog.find.findTable(database, table);
      if (found !== undefined) put(scope, 'tables', [found]);
    }
    for (const principal of grant.principals) principals(index, scope, principal);
  }
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

function put(scope: Scope, kind: 'tables' | 'databases', ids: number[]): void {
  const set = scope[kind];
  if (set !== 'all') for (const id of ids) set.add(id);
}
