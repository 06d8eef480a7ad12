import type { DataLakeSettings, PermissionRow } from '../lakeformation';
import type { CoverageGap, Member, Part, Snapshot } from '../snapshot';
import { recordsOf } from '../snapshot';
import { PermissionNames } from './bits';
import { closeCatalog, readCatalog, type CatalogIndex } from './catalog';
import { readGrants, type GrantIndex } from './grants';
import { readLocations, type LocationIndex } from './locations';
import { readOptIns, type OptInIndex } from './opt-ins';
import { PolicyTable, type Policy } from './policies';
import { readable } from './readable';
import { accountsWithIdentity, hasDirectory, PrincipalTable, readIdentity, type PrincipalIndex } from './principals';
import { readTags, type TagIndex } from './tags';

/**
 * A snapshot joined and indexed: objects, principals and rows are numbers, columns of rows are typed arrays, strings stay
 * where the snapshot holds them. Immutable once built.
 */
export interface Mesh {
  snapshot: Snapshot;
  catalog: CatalogIndex;
  principals: PrincipalIndex;
  tags: TagIndex;
  policies: Policy[];
  grants: GrantIndex;
  locations: LocationIndex;
  optIns: OptInIndex;
  permissions: PermissionNames;
  /** Settings by account; of several regions the first (they differ in practice only where regions are governed apart). */
  settings: Map<string, DataLakeSettings>;
  /** Accounts of which tables were listed by a member of their own. */
  listedAccounts: ReadonlySet<string>;
}

export function buildMesh(crawled: Snapshot): Mesh {
  const snapshot = readable(crawled);
  const principals = new PrincipalTable();
  readIdentity(snapshot, principals);
  const open = readCatalog(snapshot);
  const optIns = readOptIns(snapshot, open.find, principals);
  const tags = readTags(snapshot, open);
  const policies = new PolicyTable(snapshot, tags);
  const permissions = new PermissionNames();
  const counts = {
    catalogs: () => open.catalogs.length,
    databases: () => open.databases.length,
    tables: () => open.tables.length,
  };
  const gaps: CoverageGap[] = [];
  const grants = readGrants(snapshot, { find: open.find, principals, policies, names: permissions, counts, gaps });
  const settings = new Map<string, DataLakeSettings>();
  for (const { member, record } of recordsOf(snapshot, 'settings')) {
    if (!settings.has(member.account)) settings.set(member.account, record);
    for (const admin of [...(record.DataLakeAdmins ?? []), ...(record.ReadOnlyAdmins ?? [])]) {
      principals.intern(admin.DataLakePrincipalIdentifier);
    }
  }
  return {
    snapshot: gaps.length === 0 ? snapshot : { ...snapshot, coverage: [...snapshot.coverage, ...gaps] },
    catalog: closeCatalog(open),
    principals: principals.close(accountsWithIdentity(snapshot), hasDirectory(snapshot)),
    tags,
    policies: policies.policies,
    grants,
    locations: readLocations(snapshot),
    optIns,
    permissions,
    settings,
    listedAccounts: accountsWithTables(snapshot),
  };
}

/**
 * The mesh of a snapshot that differs in what is tagged alone, undefined where it differs in more: rows, principals and
 * objects stand as they are numbered.
 */
export function retaggedMesh(mesh: Mesh, crawled: Snapshot): Mesh | undefined {
  const { parts, coverage } = mesh.snapshot;
  const snapshot = { ...readable(crawled), coverage };
  const isAlike =
    snapshot.members === mesh.snapshot.members &&
    snapshot.parts.length === parts.length &&
    snapshot.parts.every((part, at) => part === parts[at] || isTagging(part, parts[at]!));
  if (!isAlike) return undefined;
  const { catalogs, databases, tables, find } = mesh.catalog;
  const { ofDatabase, ofTable } = mesh.tags;
  // Objects that only rows name came after the tags had been read.
  const named = { databases: databases.slice(0, ofDatabase.length), tables: tables.slice(0, ofTable.length) };
  const tags = readTags(snapshot, { catalogs, find, ...named });
  return { ...mesh, snapshot, tags, policies: new PolicyTable(snapshot, tags).again(mesh.policies) };
}

const isTagging = (a: Part, b: Part): boolean =>
  a.layer === 'tag-assignments' && b.layer === a.layer && a.member === b.member;

/** A row as AWS gave it. */
export function rowRecord(mesh: Mesh, row: number): PermissionRow {
  const part = mesh.snapshot.parts[mesh.grants.part[row]!]!;
  return part.records[mesh.grants.record[row]!] as PermissionRow;
}

/** The member that listed a row. */
export const rowMember = (mesh: Mesh, row: number): Member => mesh.snapshot.members[mesh.grants.member[row]!]!;

function accountsWithTables(snapshot: Snapshot): ReadonlySet<string> {
  const gaps = new Set(
    snapshot.coverage.filter((g) => g.layer === 'tables' || g.layer === 'account').map((g) => g.member),
  );
  const account = new Map(snapshot.members.map((m) => [m.id, m.account]));
  return new Set(
    snapshot.parts
      .filter((p) => p.layer === 'tables' && !gaps.has(p.member))
      .flatMap((p) => account.get(p.member) ?? []),
  );
}
