import { accountOfPrincipal } from '../arn';
import { accountOfCatalog, ALL_TABLES } from '../keys';
import type { DataCellsFilter, PermissionRow, Resource } from '../lakeformation';
import type { CoverageGap, Member, Part, Snapshot } from '../snapshot';
import { recordsOf } from '../snapshot';
import type { PermissionNames } from './bits';
import type { CatalogFinder } from './catalog';
import { groupBy, groupSome, type Groups } from './groups';
import type { PolicyTable } from './policies';
import type { PrincipalTable } from './principals';
import { isPermissionRow, unreadableGap } from './readable';

/** What a row is about; its target is a number of that kind. */
export const KIND = {
  catalog: 0,
  database: 1,
  table: 2,
  allTables: 3,
  filter: 4,
  databasePolicy: 5,
  tablePolicy: 6,
  location: 7,
  tag: 8,
  expression: 9,
  unknown: 10,
} as const;

/**
 * Where a row stands between accounts (X1, X3): in its own account, a share to an account or organization, a direct
 * grant by the owner to a principal elsewhere, or a grant made locally by the consumer (bounded by the share, X2).
 */
export const ORIGIN = { own: 0, share: 1, direct: 2, local: 3 } as const;

/** The columns a `TableWithColumns` row names: all, an include list (C1) or an exclude list (C2). */
export const COLUMNS = { all: 0, include: 1, exclude: 2 } as const;

/** Permission rows as parallel columns; `row` numbers index all of them. */
export interface GrantIndex {
  count: number;
  principal: Int32Array;
  kind: Uint8Array;
  target: Int32Array;
  permissions: Int32Array;
  grantable: Int32Array;
  origin: Uint8Array;
  columns: Uint8Array;
  /** 1 where the row came as TableWithColumns (G15). */
  split: Uint8Array;
  member: Int32Array;
  part: Int32Array;
  record: Int32Array;
  /** Rows that carry a Condition. */
  conditional: Set<number>;
  byPrincipal: Groups;
  /** Named rows and filter rows of a table, without gate rows. */
  byTable: Groups;
  /** All-tables rows of a database, without gate rows. */
  byAllTables: Groups;
  byDatabase: Groups;
  byCatalog: Groups;
  byPolicy: Groups;
  /** First gate row on each object, -1 without one (E1). */
  gateOfTable: Int32Array;
  gateOfAllTables: Int32Array;
  gateOfDatabase: Int32Array;
  gateOfCatalog: Int32Array;
  filters: FilterEntry[];
  /** Rows whose resource this version cannot read. */
  unreadable: number[];
}

export interface FilterEntry {
  table: number;
  name: string;
  record?: DataCellsFilter;
}

interface Target {
  kind: number;
  target: number;
  owner: string;
}

export interface GrantSources {
  find: CatalogFinder;
  principals: PrincipalTable;
  policies: PolicyTable;
  names: PermissionNames;
  counts: { catalogs: () => number; databases: () => number; tables: () => number };
  /** Takes note of rows that cannot be read; they are not indexed. */
  gaps: CoverageGap[];
}

export function readGrants(snapshot: Snapshot, sources: GrantSources): GrantIndex {
  const filters = new FilterTable(snapshot, sources.find);
  const columns = newColumns(rowCount(snapshot));
  const locator = new Locator(sources, filters);
  const target = locator.out;
  const members = new Map(snapshot.members.map((m, i) => [m.id, { m, i }]));
  const conditional = new Set<number>();
  const unreadable: number[] = [];
  let count = 0;
  snapshot.parts.forEach((part: Part, partNumber) => {
    const listed = members.get(part.member);
    if (part.layer !== 'permissions' || !listed) return;
    const { records } = part;
    const first = count;
    // Of a row on the member's own objects, the principal alone decides.
    const own: number[] = [];
    for (let at = 0; at < records.length; at++) {
      const row = records[at]!;
      if (!isPermissionRow(row)) continue;
      const { Resource: resource, Permissions: held, PermissionsWithGrantOption: options } = row;
      locator.locate(resource, listed.m);
      const principal = sources.principals.intern(row.Principal.DataLakePrincipalIdentifier);
      if (target.kind === KIND.unknown) unreadable.push(count);
      if (row.Condition?.Expression !== undefined) conditional.add(count);
      columns.principal[count] = principal;
      columns.kind[count] = target.kind;
      columns.target[count] = target.target;
      columns.permissions[count] = sources.names.maskOf(held);
      columns.grantable[count] = sources.names.maskOf(options);
      columns.origin[count] =
        target.owner === listed.m.account
          ? (own[principal] ??= originOf(row, sources.principals.entry(principal), target.owner, listed.m))
          : originOf(row, sources.principals.entry(principal), target.owner, listed.m);
      columns.columns[count] = columnForm(resource);
      columns.split[count] = resource.TableWithColumns ? 1 : 0;
      columns.record[count] = at;
      count++;
    }
    columns.member.fill(listed.i, first, count);
    columns.part.fill(partNumber, first, count);
    const bad = records.length - (count - first);
    if (bad > 0) sources.gaps.push(unreadableGap(part, bad));
  });
  return close(columns, count, conditional, unreadable, filters.entries, sources);
}

const rowCount = (snapshot: Snapshot): number =>
  snapshot.parts.reduce((sum, part) => sum + (part.layer === 'permissions' ? part.records.length : 0), 0);

/** X5: who listed the row decides; the writer's account only unmasks a direct grant that its recipient's listing repeats. */
function originOf(
  row: PermissionRow,
  principal: { kind: string; account: string | undefined },
  owner: string,
  member: Member,
): number {
  if (principal.kind === 'organization') return ORIGIN.share;
  if (member.account !== owner && owner !== '') {
    if (principal.kind === 'account') return ORIGIN.share;
    const writer = row.LastUpdatedBy === undefined ? undefined : accountOfPrincipal(row.LastUpdatedBy);
    return writer === owner ? ORIGIN.direct : ORIGIN.local;
  }
  if (principal.account === undefined || principal.account === owner) return ORIGIN.own;
  return principal.kind === 'account' ? ORIGIN.share : ORIGIN.direct;
}

const columnForm = (resource: Resource): number => {
  const form = resource.TableWithColumns;
  if (!form) return COLUMNS.all;
  if (form.ColumnNames?.length) return COLUMNS.include;
  return form.ColumnWildcard?.ExcludedColumnNames?.length ? COLUMNS.exclude : COLUMNS.all;
};

/** Finds what a row is about. Called once per row: no allocation, and the last catalog is remembered. */
class Locator {
  readonly out: Target = { kind: KIND.unknown, target: -1, owner: '' };
  private readonly last = { id: '', region: '', catalog: -1, owner: '' };

  constructor(
    private readonly sources: GrantSources,
    private readonly filters: FilterTable,
  ) {}

  locate(resource: Resource, member: Member): void {
    const { find, policies } = this.sources;
    const { Table: table, TableWithColumns: split, Database: database, LFTagPolicy: policy } = resource;
    if (split) {
      const d = find.database(this.catalog(split.CatalogId, member), split.DatabaseName);
      if (split.Name === ALL_TABLES) this.set(KIND.allTables, d);
      else this.set(KIND.table, find.table(d, split.Name));
    } else if (table) {
      const d = find.database(this.catalog(table.CatalogId, member), table.DatabaseName);
      if (table.TableWildcard || table.Name === ALL_TABLES || table.Name === undefined) this.set(KIND.allTables, d);
      else this.set(KIND.table, find.table(d, table.Name));
    } else if (database) {
      this.set(KIND.database, find.database(this.catalog(database.CatalogId, member), database.Name));
    } else if (policy) {
      this.out.owner = ownerOf(policy.CatalogId, member);
      if (policy.ResourceType === 'TABLE') this.set(KIND.tablePolicy, policies.intern(policy, member));
      else if (policy.ResourceType === 'DATABASE') this.set(KIND.databasePolicy, policies.intern(policy, member));
      else this.set(KIND.unknown, -1);
    } else this.locateOther(resource, member);
  }

  private locateOther(resource: Resource, member: Member): void {
    const cells = resource.DataCellsFilter;
    if (cells) {
      const d = this.sources.find.database(this.catalog(cells.TableCatalogId, member), cells.DatabaseName ?? '');
      const table = this.sources.find.table(d, cells.TableName ?? '');
      return this.set(KIND.filter, this.filters.intern(table, cells.Name ?? ''));
    }
    if (resource.Catalog) return this.set(KIND.catalog, this.catalog(resource.Catalog.Id, member));
    const other = resource.DataLocation ?? resource.LFTag ?? resource.LFTagExpression;
    this.out.owner = ownerOf(other?.CatalogId, member);
    if (resource.DataLocation) this.set(KIND.location, -1);
    else if (resource.LFTag) this.set(KIND.tag, -1);
    else this.set(resource.LFTagExpression ? KIND.expression : KIND.unknown, -1);
  }

  private set(kind: number, target: number): void {
    this.out.kind = kind;
    this.out.target = target;
  }

  private catalog(id: string | undefined, member: Member): number {
    const catalogId = id ?? member.account;
    const { last } = this;
    if (catalogId !== last.id || member.region !== last.region) {
      last.id = catalogId;
      last.region = member.region;
      last.catalog = this.sources.find.catalog(catalogId, member.region);
      last.owner = ownerOf(catalogId, member);
    }
    this.out.owner = last.owner;
    return last.catalog;
  }
}

/** Where it is the member's account, that very string: comparing it then costs nothing. */
const ownerOf = (catalogId: string | undefined, { account }: Member): string =>
  catalogId === undefined || catalogId === account ? account : accountOfCatalog(catalogId);

class FilterTable {
  readonly entries: FilterEntry[] = [];
  private readonly ids = new Map<number, Map<string, number>>();

  constructor(snapshot: Snapshot, find: CatalogFinder) {
    for (const { member, record } of recordsOf(snapshot, 'data-filters')) {
      const d = find.database(
        find.catalog(record.TableCatalogId ?? member.account, member.region),
        record.DatabaseName,
      );
      this.entries[this.intern(find.table(d, record.TableName), record.Name)]!.record = record;
    }
  }

  intern(table: number, name: string): number {
    let byName = this.ids.get(table);
    if (!byName) this.ids.set(table, (byName = new Map()));
    const known = byName.get(name);
    if (known !== undefined) return known;
    byName.set(name, this.entries.length);
    return this.entries.push({ table, name }) - 1;
  }
}

/** Columns for `capacity` rows at most; what takes few values takes one byte, for the sake of the cache. */
const newColumns = (capacity: number) => ({
  principal: new Int32Array(capacity),
  kind: new Uint8Array(capacity),
  target: new Int32Array(capacity),
  permissions: new Int32Array(capacity),
  grantable: new Int32Array(capacity),
  origin: new Uint8Array(capacity),
  columns: new Uint8Array(capacity),
  split: new Uint8Array(capacity),
  member: new Int32Array(capacity),
  part: new Int32Array(capacity),
  record: new Int32Array(capacity),
});

type Columns = ReturnType<typeof newColumns>;

const cutTo = (count: number, { principal, ...of }: Columns): Columns =>
  count === principal.length
    ? { principal, ...of }
    : {
        principal: principal.slice(0, count),
        kind: of.kind.slice(0, count),
        target: of.target.slice(0, count),
        permissions: of.permissions.slice(0, count),
        grantable: of.grantable.slice(0, count),
        origin: of.origin.slice(0, count),
        columns: of.columns.slice(0, count),
        split: of.split.slice(0, count),
        member: of.member.slice(0, count),
        part: of.part.slice(0, count),
        record: of.record.slice(0, count),
      };

function close(
  open: Columns,
  count: number,
  conditional: Set<number>,
  unreadable: number[],
  filters: FilterEntry[],
  sources: GrantSources,
): GrantIndex {
  const columns = cutTo(count, open);
  const { principal, kind, target, permissions } = columns;
  const { plain, gates } = rowsByKind(columns, sources.principals);
  const firstGate = (owners: number, of: number): Int32Array => {
    const first = new Int32Array(owners).fill(-1);
    for (const row of gates) {
      if (kind[row] === of && permissions[row] !== 0 && first[target[row]!] === -1) first[target[row]!] = row;
    }
    return first;
  };
  const by = (owners: number, ...kinds: number[]): Groups =>
    groupSome(concat(kinds.map((k) => plain[k]!)), owners, (row) =>
      kind[row] === KIND.filter ? filters[target[row]!]!.table : target[row]!,
    );
  const tables = sources.counts.tables();
  const databases = sources.counts.databases();
  const catalogs = sources.counts.catalogs();
  return {
    count,
    ...columns,
    conditional,
    unreadable,
    filters,
    byPrincipal: groupBy(count, sources.principals.count, (row) => principal[row]!),
    byTable: by(tables, KIND.table, KIND.filter),
    byAllTables: by(databases, KIND.allTables),
    byDatabase: by(databases, KIND.database),
    byCatalog: by(catalogs, KIND.catalog),
    byPolicy: by(sources.policies.policies.length, KIND.tablePolicy, KIND.databasePolicy),
    gateOfTable: firstGate(tables, KIND.table),
    gateOfAllTables: firstGate(databases, KIND.allTables),
    gateOfDatabase: firstGate(databases, KIND.database),
    gateOfCatalog: firstGate(catalogs, KIND.catalog),
  };
}

/** Row numbers by kind, rows of the gate group apart. */
function rowsByKind(
  { kind, principal }: Columns,
  principals: PrincipalTable,
): { plain: Int32Array[]; gates: number[] } {
  const isGate = Uint8Array.from({ length: principals.count }, (_, id) => Number(principals.entry(id).kind === 'gate'));
  const ofKind = new Int32Array(Object.keys(KIND).length);
  for (let row = 0; row < kind.length; row++) if (isGate[principal[row]!] === 0) ofKind[kind[row]!]!++;
  const plain = Array.from(ofKind, (rows) => new Int32Array(rows));
  const gates: number[] = [];
  ofKind.fill(0);
  for (let row = 0; row < kind.length; row++) {
    const of = kind[row]!;
    if (isGate[principal[row]!] === 1) gates.push(row);
    else plain[of]![ofKind[of]!++] = row;
  }
  return { plain, gates };
}

function concat(parts: readonly Int32Array[]): Int32Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
