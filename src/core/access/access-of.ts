import type { AccessRow } from '../model/case';
import type { CoverageGap } from '../model/snapshot';
import { KIND, ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import { isActor } from '../model/mesh/principals';
import type { AccessIndex } from './access-index';
import { actorOf, isHome, type Actor } from './actor';
import { candidatesOf, type Candidates } from './candidates';
import { newMemo, type Contribution } from './contribution';
import { decideDatabase, impliedByAllTables, impliedByTable, type DatabaseAccess } from './decide-database';
import { decideTable, type TableAccess } from './decide-table';
import { delegationRows, rowsOfActor, type Held } from './delegation';
import { implicitTables } from './implicit-tables';
import { catalogRows, locationRows, OtherRows, plainRow, type OtherRow, tagAndFilterRows } from './other-rows';
import { databaseRows, tableRows } from './row-shape';
import { answerNotes } from './notes';
import type { Note } from './rules';

/** The complete effective access of one principal. */
export interface Access {
  actor: Actor;
  tables: TableAccess[];
  databases: DatabaseAccess[];
  /** Rows on catalogs, locations, tags, expressions and filter objects, and delegations. */
  others: OtherRow[];
  notes: Note[];
  /** What the crawl could not see and the answer therefore lacks. */
  coverage: CoverageGap[];
}

/** What a preview does without. */
export interface AccessPart {
  withoutNotes?: boolean;
  /** Tables to decide; what others imply for their databases is then missing too. */
  only?: (table: number) => boolean;
  /** Databases to decide; without `only`, each with all its tables. */
  within?: (database: number) => boolean;
}

/** Evaluates one principal over the whole mesh. Groups, accounts and organizations never act (G13): their access is empty. */
export function accessOf(index: AccessIndex, principal: string, part: AccessPart = {}): Access {
  const actor = actorOf(index, principal);
  const notes: Note[] = [];
  const access: Access = {
    actor,
    tables: [],
    databases: [],
    others: [],
    notes,
    coverage: index.mesh.snapshot.coverage,
  };
  if (!isActor(actor.entry.kind)) {
    if (/^arn:[^:]+:iam::\d{12}:root$/.test(principal)) notes.push(rootNote(principal));
    return access;
  }
  const { within } = part;
  const { tables } = index.mesh.catalog;
  const only = part.only ?? (within && ((table: number): boolean => within(tables[table]!.database)));
  const candidates = candidatesOf(index, actor, false, only);
  decideTables(index, actor, candidates, access, only);
  decideDatabases(index, actor, candidates, access, part.only === undefined, within);
  if (actor.entry.existence !== 'missing') access.others = otherRowsOf(index, actor, candidates, access);
  if (!part.withoutNotes) notes.push(...answerNotes(index, access));
  return access;
}

/** Facts 2.5: the root user as a principal is unverified. */
const rootNote = (principal: string): Note => ({
  kind: 'uncertain',
  rule: 'G1',
  confidence: 'unverified',
  text: `whether the root user ${principal} can hold Lake Formation permissions is not confirmed; taken to hold none`,
});

/** All rows of an answer in the shape of the decision cases. */
export function rowsOf(index: AccessIndex, access: Access): AccessRow[] {
  const rows: AccessRow[] = [];
  for (const database of access.databases) rows.push(...databaseRows(index, access.actor, database));
  for (const table of access.tables) rows.push(...tableRows(index, access.actor, table));
  return [...rows, ...access.others.map(plainRow)];
}

function decideTables(
  index: AccessIndex,
  actor: Actor,
  candidates: Candidates,
  access: Access,
  only?: (table: number) => boolean,
): void {
  const memo = newMemo();
  const decide = (id: number, rows: readonly number[]): void => {
    if (index.gone.has(id) || only?.(id) === false) return;
    const decision = decideTable(index, actor, index.mesh.catalog.tables[id]!, rows, memo, access.notes);
    const tells = decision.permissions !== 0 || decision.gate !== 'closed' || decision.dormant.length > 0;
    if (tells) access.tables.push(decision);
  };
  const { tables } = candidates;
  for (let place = 0; place < tables.size; place++) decide(tables.at(place), tables.rowsOf(tables.at(place)));
  if (actor.entry.existence === 'missing') return;
  for (const id of implicitTables(index, actor)) if (!tables.has(id)) decide(id, []);
}

/** Whether the databases of an account must be looked at without any row: gate, administrator, or shared with its account. */
function concernsAccount(index: AccessIndex, actor: Actor, account: string): boolean {
  const own = actor.entry.account;
  return isHome(actor, account) || (own !== undefined && actor.admin.has(own) && index.sharedTo.has(own));
}

function decideDatabases(
  index: AccessIndex,
  actor: Actor,
  candidates: Candidates,
  access: Access,
  complete: boolean,
  within?: (database: number) => boolean,
): void {
  const { catalog } = index.mesh;
  const implied = impliedByDatabase(index, candidates, access, complete);
  for (const database of catalog.databases) {
    if (within?.(database.id) === false) continue;
    const rows = candidates.databases.get(database.id) ?? [];
    const from = implied.get(database.id) ?? [];
    const known = database.record !== undefined || rows.length > 0;
    if (
      rows.length === 0 &&
      from.length === 0 &&
      !concernsAccount(index, actor, catalog.catalogs[database.catalog]!.account)
    )
      continue;
    if (!known && from.length === 0) continue;
    if (!database.record && index.mesh.listedAccounts.has(catalog.catalogs[database.catalog]!.account)) continue;
    const decision = decideDatabase(index, actor, database, rows, from, access.notes);
    const tells = decision.permissions !== 0 || decision.gate !== 'closed' || decision.dormant.length > 0;
    if (tells) access.databases.push(decision);
  }
}

/** Per database, the grants on its tables that imply DESCRIBE on it (G5), each row once. */
function impliedByDatabase(
  index: AccessIndex,
  candidates: Candidates,
  access: Access,
  complete: boolean,
): Map<number, Contribution[]> {
  const implied = new Map<number, Map<number, Contribution>>();
  const add = (database: number, contribution: Contribution): void => {
    let rows = implied.get(database);
    if (!rows) implied.set(database, (rows = new Map()));
    if (!rows.has(contribution.row)) rows.set(contribution.row, contribution);
  };
  for (const table of access.tables) for (const c of impliedByTable(table)) add(table.table.database, c);
  for (const [database, rows] of candidates.allTables) {
    if (!complete && itemsOf(index.mesh.catalog.tablesOf, database).length > 0) continue;
    for (const c of impliedByAllTables(index, access.actor, database, rows, implied.get(database))) add(database, c);
  }
  return new Map([...implied].map(([database, rows]) => [database, [...rows.values()]]));
}

function otherRowsOf(index: AccessIndex, actor: Actor, candidates: Candidates, access: Access): OtherRow[] {
  const out = new OtherRows(actor.entry.arn);
  const held = (database: DatabaseAccess): boolean =>
    database.contributions.some((c) => c.impliesParents) || database.implied.length > 0;
  const below = new Set(access.databases.filter(held).map((d) => d.database.catalog));
  catalogRows(index, actor, candidates.others, below, out, access.notes);
  locationRows(index, actor, candidates.others, out, access.notes);
  tagAndFilterRows(index, actor, candidates.others, out);
  const tables = new Map(access.tables.map((t) => [t.table.id, t]));
  const databases = new Map(access.databases.map((d) => [d.database.id, d.permissions]));
  delegationRows(
    index,
    actor,
    rowsOfActor(index, actor),
    {
      table: (t) => tables.get(t)?.permissions ?? 0,
      cells: (t) => tables.get(t)?.select ?? null,
      database: (d) => databases.get(d) ?? 0,
    },
    out,
    access.notes,
  );
  return out.rows;
}

/** Rows of an actor on catalogs, locations, tags and filter objects, without looking at any table. */
export function otherRowsOnly(index: AccessIndex, actor: Actor): OtherRow[] {
  const { grants } = index.mesh;
  const others = [...rowsOfActor(index, actor)].filter(
    (row) => isOther(grants.kind[row]!) && grants.origin[row] !== ORIGIN.share,
  );
  const out = new OtherRows(actor.entry.arn);
  const notes: Note[] = [];
  catalogRows(index, actor, others, new Set(), out, notes);
  locationRows(index, actor, others, out, notes);
  tagAndFilterRows(index, actor, others, out);
  delegationRows(index, actor, others, HOLDS_NOTHING, out);
  return out.rows;
}

const HOLDS_NOTHING: Held = { table: () => 0, cells: () => null, database: () => 0 };

const isOther = (kind: number): boolean =>
  kind === KIND.catalog || kind === KIND.location || kind === KIND.tag || kind === KIND.expression;
