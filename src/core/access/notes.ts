import { BIT } from '../model/mesh/bits';
import { isLink } from '../model/mesh/catalog';
import { KIND } from '../model/mesh/grants';
import { registrationOf } from '../model/mesh/locations';
import { isGatePrincipal } from '../model/keys';
import type { PrincipalPermissions } from '../model/lakeformation';
import { rowRecord } from '../model/mesh/mesh';
import type { AccessIndex } from './access-index';
import type { Access } from './access-of';
import type { Actor } from './actor';
import { dataPathOf, locationOf } from './data-path';
import { dormantNotes, type Sleeping } from './dormant-notes';
import { ownerAccount, type TableAccess } from './decide-table';
import { catalogGate, optedInOnCatalog, tableGateRow, type Gate } from './gate';
import { organizationNotes } from './organization-notes';
import { policyNotes } from './policy-notes';
import type { Note } from './rules';

/** Remarks on a whole answer: what is dormant and what would wake it, filters without effect, uncertain rules, open doors. */
export function answerNotes(index: AccessIndex, access: Access): Note[] {
  const notes: Note[] = [];
  const name = access.actor.entry.name;
  if (access.actor.entry.existence === 'missing') return [staleNote(access.actor)];
  if (access.actor.entry.existence === 'unknown') notes.push(unknownNote(access.actor));
  notes.push(...dormantNotes(index, name, sleepingIn(index, access)));
  for (const table of access.tables) notes.push(...awakeNotes(index, name, table));
  for (const database of access.databases) {
    if (database.permissions & BIT.DROP && !isLink(database.database.record)) {
      notes.push({
        kind: 'risk',
        rule: 'G7',
        text: `DROP on database ${database.database.name} lets the holder drop every table in it even without table permissions`,
      });
    }
    if (
      database.implied.length > 0 &&
      database.implied.every((c) => index.mesh.grants.kind[c.row] === KIND.tablePolicy)
    ) {
      notes.push({
        kind: 'uncertain',
        rule: 'G5',
        confidence: 'inferred',
        text: `DESCRIBE on ${database.database.name} is derived from tag policies on its tables`,
      });
    }
    if (database.gate === 'opted-in' && database.permissions === 0)
      notes.push(lockOut(name, `database ${database.database.name}`));
    if (isOpen(database.database.record?.CreateTableDefaultPermissions)) {
      notes.push(openDefaults(`new tables in ${database.database.name}`));
    }
  }
  notes.push(
    ...gateScopeNotes(access),
    ...catalogScopeNotes(index, access),
    ...policyNotes(index, access.actor),
    ...settingsNotes(index, access),
  );
  notes.push(...organizationNotes(index, access), ...unknownNotes(index, access.actor));
  return unique(notes);
}

/** The gate and opt-ins count per resource: said wherever a database and its tables come out differently (E1, E2). */
function gateScopeNotes(access: Access): Note[] {
  const tablesOf = new Map<number, Set<Gate>>();
  for (const { table, gate } of access.tables) {
    const gates = tablesOf.get(table.database);
    if (gates) gates.add(gate);
    else tablesOf.set(table.database, new Set([gate]));
  }
  return access.databases.flatMap(({ database, gate }): Note[] => {
    const gates = tablesOf.get(database.id);
    if (!gates || (gate !== 'iam' && !gates.has('iam')) || (gates.size === 1 && gates.has(gate))) return [];
    const inferred = { kind: 'uncertain', confidence: 'inferred' } as const;
    return [
      gate === 'opted-in'
        ? { ...inferred, rule: 'E2', text: `an opt-in on database ${database.name} is taken not to cover its tables` }
        : {
            ...inferred,
            rule: 'E1',
            text: `IAM_ALLOWED_PRINCIPALS on database ${database.name} and on its tables are taken to count each for itself`,
          },
    ];
  });
}

const sleepingIn = (index: AccessIndex, { tables, databases }: Pick<Access, 'tables' | 'databases'>): Sleeping[] => [
  ...tables.flatMap((t) => t.dormant.map((dormant) => ({ dormant, label: tableLabel(index, t) }))),
  ...databases.flatMap((d) => d.dormant.map((dormant) => ({ dormant, label: `database ${d.database.name}` }))),
];

/** Likewise for a catalog and what is in it. */
function catalogScopeNotes(index: AccessIndex, { actor, databases, tables }: Access): Note[] {
  const inside = new Map<number, Set<Gate>>();
  const add = (catalog: number, gate: Gate): void => {
    inside.set(catalog, (inside.get(catalog) ?? new Set<Gate>()).add(gate));
  };
  for (const { database, gate } of databases) add(database.catalog, gate);
  for (const { table, gate } of tables) add(index.mesh.catalog.databases[table.database]!.catalog, gate);
  const inferred = { kind: 'uncertain', confidence: 'inferred' } as const;
  return [...inside].flatMap(([catalog, gates]): Note[] => {
    const { catalogId } = index.mesh.catalog.catalogs[catalog]!;
    const gateRow = index.mesh.grants.gateOfCatalog[catalog] ?? -1;
    // CREATE_DATABASE alone, as a new account has it, speaks of the catalog only.
    const open = gateRow >= 0 && (index.mesh.grants.permissions[gateRow]! & BIT.ALL) !== 0;
    if (open && catalogGate(index, actor, catalog) === 'iam' && [...gates].some((g) => g !== 'iam'))
      return [
        {
          ...inferred,
          rule: 'E1',
          text: `IAM_ALLOWED_PRINCIPALS on catalog ${catalogId} is taken to say nothing about what is in it`,
        },
      ];
    if (gates.has('iam') && optedInOnCatalog(index, actor, catalog))
      return [
        { ...inferred, rule: 'E2', text: `an opt-in on catalog ${catalogId} is taken not to cover what is in it` },
      ];
    return [];
  });
}

/** Remarks on one table. */
export const tableNotes = (index: AccessIndex, name: string, access: TableAccess): Note[] => [
  ...dormantNotes(index, name, sleepingIn(index, { tables: [access], databases: [] })),
  ...awakeNotes(index, name, access),
];

function awakeNotes(index: AccessIndex, name: string, access: TableAccess): Note[] {
  const notes: Note[] = [];
  const label = tableLabel(index, access);
  if (access.gate === 'opted-in' && access.permissions === 0) notes.push(lockOut(name, label));
  if (access.gate === 'opted-in' && optedInByWildcard(index, access)) {
    notes.push({
      kind: 'uncertain',
      rule: 'E2',
      confidence: 'inferred',
      text: `an opt-in on all tables of the database is taken to cover ${label}`,
    });
  }
  if (access.table.record?.IsMaterializedView && access.permissions !== 0) {
    notes.push({
      kind: 'uncertain',
      rule: 'W1',
      confidence: 'unverified',
      text: `${label} is a materialized view: it is taken to accept the permissions of a table`,
    });
  }
  if (access.gate === 'hybrid' && access.permissions !== 0) {
    notes.push({
      kind: 'uncertain',
      rule: 'E7',
      confidence: 'inferred',
      text: `${label} is in hybrid mode and ${name} is of another account without opt-in: its grants are taken to count`,
    });
  }
  if (access.gate === 'iam') notes.push(...gateNotes(index, access, label));
  if (access.select && access.select.columns !== null && access.table.partitionKeys > 0) {
    notes.push({
      kind: 'uncertain',
      rule: 'C4',
      confidence: 'unverified',
      text: `partition keys of ${label} are taken to be visible although a grant names only some columns`,
    });
  }
  const path =
    access.permissions & (BIT.SELECT | BIT.INSERT | BIT.DELETE) ? dataPathOf(index, access.table) : undefined;
  if (path === 'NOT_S3') {
    notes.push({
      kind: 'risk',
      rule: 'E6',
      text: `SELECT, INSERT and DELETE apply to data in S3 only; access to the store behind ${label} is decided by its own accounts`,
    });
  }
  if (path === 'S3_IAM') {
    notes.push({
      kind: 'risk',
      rule: 'E6',
      text: `the location of ${label} is not registered: reading needs S3 permissions in IAM, and column and row limits are not enforced by vending`,
    });
  }
  if (path === 'VIEW_INVOKER') {
    notes.push({
      kind: 'risk',
      rule: 'W2',
      text: `${label} runs with the rights of its reader: ${name} also needs SELECT on the base tables; a cell filter on a base table would not apply to the view`,
    });
  }
  if (access.permissions & (BIT.INSERT | BIT.DELETE) && !(access.permissions & BIT.SELECT)) {
    notes.push({
      kind: 'risk',
      rule: 'G9',
      text: `INSERT or DELETE on ${label} lets ${name} read the underlying data`,
    });
  }
  notes.push(...filterNotes(index, name, access, label));
  return notes;
}

function filterNotes(index: AccessIndex, name: string, access: TableAccess, label: string): Note[] {
  const notes: Note[] = [];
  const selects = access.contributions.filter((c) => c.select);
  const filtered = selects.filter((c) => c.select!.where !== null);
  const unlimited = selects.some((c) => c.select!.where === null && c.select!.columns === null && !c.select!.each);
  if (filtered.length > 0 && unlimited) {
    for (const c of filtered) {
      const filter = rowRecord(index.mesh, c.row).Resource.DataCellsFilter?.Name ?? 'of the share';
      notes.push({
        kind: 'ineffective-filter',
        rule: 'C7',
        confidence: 'inferred',
        text: `filter '${filter}' is ineffective for ${name} because an unfiltered SELECT on ${label} exists`,
      });
    }
  } else if (filtered.length > 0 && filtered.length < selects.length) {
    notes.push({
      kind: 'uncertain',
      rule: 'C8',
      confidence: 'unverified',
      text: `${label}: a grant of all rows with fewer columns meets a row filter; if all rows prevail over the whole filter (C7), its columns are visible in all rows`,
    });
  } else if (access.select && access.select.each.size > 0) {
    notes.push({
      kind: 'uncertain',
      rule: 'C8',
      confidence: 'inferred',
      text: `${label}: filters with different columns are combined column by column`,
    });
  }
  return notes;
}

function gateNotes(index: AccessIndex, access: TableAccess, label: string): Note[] {
  const notes: Note[] = [];
  const account = ownerAccount(index, access.table);
  const registered = registrationOf(index.mesh.locations, locationOf(access.table), account);
  if (registered && registered.record.HybridAccessEnabled !== true) {
    notes.push({
      kind: 'risk',
      rule: 'E1',
      confidence: 'unverified',
      text: `${label}: registered location and IAM_ALLOWED_PRINCIPALS: data may be vended to any principal with lakeformation:GetDataAccess`,
    });
  }
  const gate = tableGateRow(index, access.table.id);
  if (!(index.mesh.grants.permissions[gate]! & BIT.ALL)) {
    notes.push({
      kind: 'uncertain',
      rule: 'E1',
      confidence: 'unverified',
      text: `${label}: IAM_ALLOWED_PRINCIPALS holds less than ALL; it may act as an ordinary grant to everybody`,
    });
  }
  return notes;
}

function optedInByWildcard(index: AccessIndex, access: TableAccess): boolean {
  const { optIns } = index.mesh;
  return optIns.allTables.has(access.table.database) && !optIns.table.has(access.table.id);
}

/** Rows of the actor on resources that this version does not know, and permission names beyond what it can hold. */
function unknownNotes(index: AccessIndex, actor: Actor): Note[] {
  const { grants, permissions } = index.mesh;
  const rows = grants.unreadable.filter((row) => actor.identities.has(grants.principal[row]!));
  const notes = rows.map((row): Note => {
    const { Permissions, Resource } = rowRecord(index.mesh, row);
    return {
      kind: 'not-evaluated',
      rule: 'G1',
      text: `${Permissions.join(', ')} on a resource of unknown type is not evaluated: ${JSON.stringify(Resource).slice(0, 200)}`,
    };
  });
  if (permissions.overflow.size > 0) {
    const names = [...permissions.overflow].sort().join(', ');
    notes.push({ kind: 'not-evaluated', rule: 'G6', text: `unknown permissions are not evaluated: ${names}` });
  }
  return notes;
}

const lockOut = (name: string, label: string): Note => ({
  kind: 'uncertain',
  rule: 'E2',
  confidence: 'inferred',
  text: `${name} is opted in on ${label} but holds no grant: it is locked out, for the IAM_ALLOWED_PRINCIPALS row does not serve it`,
});

const staleNote = (actor: Actor): Note => ({
  kind: 'stale',
  rule: 'G14',
  text: `stale-grant: ${actor.entry.arn} does not exist; a re-created principal with this ARN inherits its rows`,
});

const unknownNote = (actor: Actor): Note => ({
  kind: 'limit',
  rule: 'G14',
  text: `whether ${actor.entry.arn} exists was not read; the answer assumes that it does`,
});

function settingsNotes(index: AccessIndex, access: Access): Note[] {
  const settings =
    access.actor.entry.account === undefined ? undefined : index.mesh.settings.get(access.actor.entry.account);
  return isOpen(settings?.CreateDatabaseDefaultPermissions) ? [openDefaults('new databases')] : [];
}

const isOpen = (defaults: PrincipalPermissions[] | undefined): boolean =>
  (defaults ?? []).some(
    (d) => isGatePrincipal(d.Principal?.DataLakePrincipalIdentifier ?? '') && (d.Permissions ?? []).length > 0,
  );

const openDefaults = (what: string): Note => ({
  kind: 'defaults-open',
  rule: 'E5',
  text: `${what} will be open to IAM (defaults grant Super to IAM_ALLOWED_PRINCIPALS)`,
});

function tableLabel(index: AccessIndex, access: TableAccess): string {
  return `${index.mesh.catalog.databases[access.table.database]!.name}.${access.table.name}`;
}

function unique(notes: Note[]): Note[] {
  const seen = new Set<string>();
  return notes.filter((note) => !seen.has(note.text) && seen.add(note.text));
}
