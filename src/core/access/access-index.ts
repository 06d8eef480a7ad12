import type { PermissionRow } from '../model/lakeformation';
import { BIT } from '../model/mesh/bits';
import { isLink } from '../model/mesh/catalog';
import { KIND, ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import { buildMesh, rowRecord, type Mesh } from '../model/mesh/mesh';
import { isActor, isIam } from '../model/mesh/principals';
import type { Snapshot } from '../model/snapshot';
import type { Actor } from './actor';
import { plainTraits } from './plain-tables';

/** A mesh with the few extra look-ups that questions about access need. Immutable; safe to share between questions. */
export interface AccessIndex {
  mesh: Mesh;
  /** `<account>:IAMPrincipals` by account (G12). */
  allIamOf: Map<string, number[]>;
  /** Organization and OU principals that hold a share. */
  organizations: number[];
  /** Actors by the group that they belong to (G13). */
  membersOf: Map<number, number[]>;
  admins: Map<string, ReadonlySet<number>>;
  readOnlyAdmins: Map<string, ReadonlySet<number>>;
  /** Actors of no IAM kind (SAML, QuickSight, Identity Center users) that are not known to be gone. */
  directoryActors: number[];
  /** Principals that count as opted in everywhere by their AmazonDataZoneProject tag (E2). */
  dataZonePrincipals: number[];
  /** Tag policies that are shared, by the account or organization that holds them. */
  sharedPolicies: Map<number, number[]>;
  /** Tables under the gate, by owning account (E1). */
  gatedTables: Map<string, number[]>;
  /** Accounts that a member of the snapshot reads. */
  readAccounts: ReadonlySet<string>;
  /** Accounts that hold a share of another one. */
  sharedTo: ReadonlySet<string>;
  /** Links by the table that they point to (L3). */
  linksTo: Map<number, number[]>;
  /** Links by the database that they point to (L3). */
  databaseLinksTo: Map<number, number[]>;
  /** Actors made so far, by principal number. */
  actors: (Actor | undefined)[];
  /** Rows of a principal that are LF-Tag policies (T11). */
  policyRows: Int32Array;
  /** Catalog rows that hold SUPER_USER, by catalog (G10). */
  superUsers: Map<number, number[]>;
  /** Tables that a grant names although the owner's own listing lacks them. */
  gone: ReadonlySet<number>;
  /** What a plain decision asks of a table (`plainTraits`). */
  plainTraits: Int32Array;
  /** 1 for actors that more decides about than rows: administrators, and principals that do not exist. */
  special: Uint8Array;
}

export const buildAccessIndex = (snapshot: Snapshot): AccessIndex => indexMesh(buildMesh(snapshot));

export function indexMesh(mesh: Mesh): AccessIndex {
  const allIamOf = new Map<string, number[]>();
  const organizations: number[] = [];
  const membersOf = new Map<number, number[]>();
  const directoryActors: number[] = [];
  const dataZonePrincipals: number[] = [];
  for (const entry of mesh.principals.entries) {
    if (entry.kind === 'all-iam' && entry.account) {
      allIamOf.set(entry.account, [...(allIamOf.get(entry.account) ?? []), entry.id]);
    }
    if (entry.kind === 'organization') organizations.push(entry.id);
    if (isActor(entry.kind) && !isIam(entry.kind) && entry.existence !== 'missing') directoryActors.push(entry.id);
    if (entry.tags && Object.hasOwn(entry.tags, 'AmazonDataZoneProject')) dataZonePrincipals.push(entry.id);
    for (const group of new Set(entry.groups)) {
      const members = membersOf.get(group);
      if (members) members.push(entry.id);
      else membersOf.set(group, [entry.id]);
    }
  }
  const admins = adminsOf(mesh, 'DataLakeAdmins');
  const readOnlyAdmins = adminsOf(mesh, 'ReadOnlyAdmins');
  return {
    mesh,
    allIamOf,
    organizations,
    membersOf,
    directoryActors,
    dataZonePrincipals,
    sharedTo: sharedTo(mesh, organizations),
    readAccounts: new Set(mesh.snapshot.members.map((member) => member.account)),
    sharedPolicies: sharedPoliciesOf(mesh),
    gatedTables: gatedTablesOf(mesh),
    actors: [],
    admins,
    readOnlyAdmins,
    linksTo: linksOf(mesh),
    databaseLinksTo: databaseLinksOf(mesh),
    policyRows: policyRowsOf(mesh),
    superUsers: superUsersOf(mesh),
    gone: goneTables(mesh),
    plainTraits: plainTraits(mesh),
    special: specialActors(mesh, [...admins.values(), ...readOnlyAdmins.values()]),
  };
}

/** Accounts that are named by a share; an organization may reach every account of the mesh. */
function sharedTo(mesh: Mesh, organizations: readonly number[]): ReadonlySet<string> {
  const accounts = new Set(organizations.length > 0 ? mesh.settings.keys() : []);
  for (const entry of mesh.principals.entries) {
    if (entry.kind === 'account' && itemsOf(mesh.grants.byPrincipal, entry.id).length > 0) accounts.add(entry.arn);
  }
  return accounts;
}

function sharedPoliciesOf(mesh: Mesh): Map<number, number[]> {
  const { kind, origin } = mesh.grants;
  const shared = new Map<number, number[]>();
  for (const { id, kind: holder } of mesh.principals.entries) {
    if (holder !== 'account' && holder !== 'organization') continue;
    const rows = [...itemsOf(mesh.grants.byPrincipal, id)].filter(
      (row) => origin[row] === ORIGIN.share && (kind[row] === KIND.tablePolicy || kind[row] === KIND.databasePolicy),
    );
    if (rows.length > 0) shared.set(id, rows);
  }
  return shared;
}

function gatedTablesOf(mesh: Mesh): Map<string, number[]> {
  const gated = new Map<string, number[]>();
  const { catalogs, databases, tables } = mesh.catalog;
  const { gateOfTable, gateOfAllTables } = mesh.grants;
  for (const table of tables) {
    if (gateOfTable[table.id]! < 0 && gateOfAllTables[table.database]! < 0) continue;
    const { account } = catalogs[databases[table.database]!.catalog]!;
    const list = gated.get(account);
    if (list) list.push(table.id);
    else gated.set(account, [table.id]);
  }
  return gated;
}

function adminsOf(mesh: Mesh, list: 'DataLakeAdmins' | 'ReadOnlyAdmins'): Map<string, ReadonlySet<number>> {
  const byAccount = new Map<string, ReadonlySet<number>>();
  for (const [account, settings] of mesh.settings) {
    const ids = (settings[list] ?? []).map((p) => mesh.principals.ids.find(p.DataLakePrincipalIdentifier) ?? -1);
    byAccount.set(account, new Set(ids));
  }
  return byAccount;
}

/** As `Actor.admin`: named by a list, or a member of a group that is. */
function specialActors(mesh: Mesh, lists: readonly ReadonlySet<number>[]): Uint8Array {
  const listed = (id: number): boolean => lists.some((list) => list.has(id));
  return Uint8Array.from(mesh.principals.entries, ({ id, groups, existence }) =>
    Number(existence === 'missing' || listed(id) || groups.some(listed)),
  );
}

function linksOf(mesh: Mesh): Map<number, number[]> {
  const links = new Map<number, number[]>();
  const { catalogs, databases, tables, find } = mesh.catalog;
  for (const table of tables) {
    const target = table.record?.TargetTable;
    if (!target) continue;
    const home = catalogs[databases[table.database]!.catalog]!;
    const c = find.findCatalog(target.CatalogId ?? home.catalogId, target.Region ?? home.region);
    const d = c === undefined ? undefined : find.findDatabase(c, target.DatabaseName ?? '');
    const t = d === undefined ? undefined : find.findTable(d, target.Name ?? '');
    if (t !== undefined) links.set(t, [...(links.get(t) ?? []), table.id]);
  }
  return links;
}

function databaseLinksOf(mesh: Mesh): Map<number, number[]> {
  const links = new Map<number, number[]>();
  const { catalogs, databases, find } = mesh.catalog;
  for (const { id, catalog, record } of databases) {
    const target = record?.TargetDatabase;
    if (!target) continue;
    const home = catalogs[catalog]!;
    const c = find.findCatalog(target.CatalogId ?? home.catalogId, target.Region ?? home.region);
    const d = c === undefined ? undefined : find.findDatabase(c, target.DatabaseName ?? '');
    if (d !== undefined) links.set(d, [...(links.get(d) ?? []), id]);
  }
  return links;
}

function policyRowsOf(mesh: Mesh): Int32Array {
  const { count, kind, principal } = mesh.grants;
  const rows = new Int32Array(mesh.principals.entries.length);
  for (let row = 0; row < count; row++) {
    if (kind[row] === KIND.tablePolicy || kind[row] === KIND.databasePolicy) rows[principal[row]!]!++;
  }
  return rows;
}

function superUsersOf(mesh: Mesh): Map<number, number[]> {
  const byCatalog = new Map<number, number[]>();
  for (const catalog of mesh.catalog.catalogs) {
    const rows = [...itemsOf(mesh.grants.byCatalog, catalog.id)].filter(
      (r) => mesh.grants.permissions[r]! & BIT.SUPER_USER,
    );
    if (rows.length > 0 && !catalog.isDefault) byCatalog.set(catalog.id, rows);
  }
  return byCatalog;
}

/** Also gives tables that only a grant names the columns which its include lists name. */
function goneTables(mesh: Mesh): ReadonlySet<number> {
  const gone = new Set<number>();
  const { catalogs, databases, tables } = mesh.catalog;
  for (const table of tables) {
    if (table.record) continue;
    if (mesh.listedAccounts.has(catalogs[databases[table.database]!.catalog]!.account)) gone.add(table.id);
    else table.columns = namedColumns(mesh, table.id);
  }
  return gone;
}

function namedColumns(mesh: Mesh, table: number): string[] {
  const names = new Set<string>();
  for (const row of itemsOf(mesh.grants.byTable, table)) {
    const resource: PermissionRow['Resource'] = rowRecord(mesh, row).Resource;
    for (const name of resource.TableWithColumns?.ColumnNames ?? []) names.add(name.toLowerCase());
  }
  return [...names];
}

/** Whether a table number is a resource link. */
export const isTableLink = (index: AccessIndex, table: number): boolean =>
  isLink(index.mesh.catalog.tables[table]!.record);
