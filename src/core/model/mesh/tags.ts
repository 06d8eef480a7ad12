import { accountOfCatalog } from '../keys';
import type { LFTagPair } from '../lakeformation';
import type { Member, Snapshot } from '../snapshot';
import { recordsOf } from '../snapshot';
import { columnsOf, type CatalogEntry, type CatalogFinder, type DatabaseEntry, type TableEntry } from './catalog';
import { groupBy, type Groups } from './groups';
import { IntColumn, Interner } from './interner';

/**
 * Effective LF-Tags (rules T1, T2). A tag value is a *pair* (account, key, value), a *tag set* is what one resource
 * carries; both are numbers. Keys and values compare in lower case (T10); a pair belongs to the account that owns the
 * tag, so a tag of another account never matches (T13).
 */
export interface TagIndex {
  keys: Interner;
  pairs: Interner;
  /** Key number of each pair. */
  keyOfPair: number[];
  /** Pairs of each tag set; set 0 is empty. */
  sets: number[][];
  ofDatabase: Int32Array;
  ofTable: Int32Array;
  /** Per table, the tag set of every column where at least one differs from the table's. */
  ofColumns: Map<number, Int32Array>;
  /** Databases by tag set, tables by their own or a column's tag set. */
  databasesOf: Groups;
  tablesOf: Groups;
  /** Tag sets by pair. */
  setsOf: Groups;
}

export const keyText = (account: string, key: string): string => `${account}|${key.toLowerCase()}`;
export const pairText = (account: string, key: string, value: string): string =>
  `${account}|${key.toLowerCase()}=${value.toLowerCase()}`;

interface Own {
  tags?: LFTagPair[];
  columns?: { Name: string; LFTags: LFTagPair[] }[];
  /** What a table's answer said about its database, for databases without an answer of their own. */
  database?: LFTagPair[];
}

interface Sources {
  catalogs: CatalogEntry[];
  databases: DatabaseEntry[];
  tables: TableEntry[];
  find: CatalogFinder;
}

export function readTags(snapshot: Snapshot, catalog: Sources): TagIndex {
  const own = readAssignments(snapshot, catalog);
  const tagger = new Tagger();
  const accountOf = (database: DatabaseEntry): string => catalog.catalogs[database.catalog]!.account;
  const ofDatabase = Int32Array.from(catalog.databases, (d) => {
    const tags = own.databases.get(d.id) ?? own.seenOnTables.get(d.id);
    return tags ? tagger.overlay(0, tags, accountOf(d)) : 0;
  });
  const ofTable = new Int32Array(catalog.tables.length);
  const ofColumns = new Map<number, Int32Array>();
  for (const table of catalog.tables) {
    const account = accountOf(catalog.databases[table.database]!);
    const set = own.tables.get(table.id);
    const base = ofDatabase[table.database]!;
    const mine = set?.tags ? tagger.overlay(base, set.tags, account) : base;
    ofTable[table.id] = mine;
    if (set?.columns?.length) {
      const names = table.record ? columnsOf(table) : [];
      const columns = columnSets(tagger, names, set.columns, mine, account);
      if (columns) ofColumns.set(table.id, columns);
    }
  }
  return {
    ...tagger.index,
    ofDatabase,
    ofTable,
    ofColumns,
    ...bySet(tagger.index.sets.length, ofDatabase, ofTable, ofColumns),
    setsOf: byPair(tagger.index.sets, tagger.index.pairs.size),
  };
}

function columnSets(
  tagger: Tagger,
  names: readonly string[],
  own: { Name: string; LFTags: LFTagPair[] }[],
  base: number,
  account: string,
): Int32Array | undefined {
  const byName = new Map(own.map((c) => [c.Name.toLowerCase(), c.LFTags]));
  const sets = Int32Array.from(names, (name) => {
    const tags = byName.get(name.toLowerCase());
    return tags ? tagger.overlay(base, tags, account) : base;
  });
  return sets.some((set) => set !== base) ? sets : undefined;
}

function bySet(sets: number, ofDatabase: Int32Array, ofTable: Int32Array, ofColumns: Map<number, Int32Array>) {
  const owners: number[] = [];
  const tables: number[] = [];
  for (let t = 0; t < ofTable.length; t++) {
    owners.push(ofTable[t]!);
    tables.push(t);
  }
  for (const [t, columns] of ofColumns) {
    for (const set of new Set(columns)) {
      if (set === ofTable[t]) continue;
      owners.push(set);
      tables.push(t);
    }
  }
  const groups = groupBy(owners.length, sets, (i) => owners[i]!);
  return {
    databasesOf: groupBy(ofDatabase.length, sets, (d) => ofDatabase[d]!),
    tablesOf: { start: groups.start, items: groups.items.map((i) => tables[i]!) },
  };
}

function byPair(sets: readonly (readonly number[])[], pairs: number): Groups {
  const owners = new IntColumn(sets.length * 4 + 1);
  const owning = new IntColumn(sets.length * 4 + 1);
  for (let id = 0; id < sets.length; id++) {
    for (const pair of sets[id]!) {
      owners.push(pair);
      owning.push(id);
    }
  }
  const groups = groupBy(owners.length, pairs, (i) => owners.at(i));
  return { start: groups.start, items: groups.items.map((i) => owning.at(i)) };
}

/** Own tags by database and table. Effective answers overlay to the same result as assigned ones, so both are read alike. */
function readAssignments(snapshot: Snapshot, catalog: Sources) {
  const databases = new Map<number, LFTagPair[]>();
  const seenOnTables = new Map<number, LFTagPair[]>();
  const tables = new Map<number, Own>();
  const at = (catalogId: string | undefined, member: Member): number | undefined =>
    catalog.find.findCatalog(catalogId ?? member.account, member.region);
  for (const { member, record } of recordsOf(snapshot, 'tag-assignments')) {
    const { Database: database, Table: table } = record.Resource;
    const c = at((database ?? table)?.CatalogId, member);
    const d = c === undefined ? undefined : catalog.find.findDatabase(c, database?.Name ?? table?.DatabaseName ?? '');
    if (d === undefined || d >= catalog.databases.length) continue;
    if (database) {
      databases.set(d, record.LFTagOnDatabase ?? []);
      continue;
    }
    const t = catalog.find.findTable(d, table?.Name ?? '');
    if (record.LFTagOnDatabase?.length) seenOnTables.set(d, record.LFTagOnDatabase);
    if (t !== undefined && t < catalog.tables.length)
      tables.set(t, { tags: record.LFTagsOnTable, columns: record.LFTagsOnColumns });
  }
  return { databases, seenOnTables, tables };
}

/** Interns pairs and tag sets; `overlay` replaces key by key (T2). */
class Tagger {
  readonly index = { keys: new Interner(), pairs: new Interner(), keyOfPair: [] as number[], sets: [[]] as number[][] };
  private readonly ids = new Map<string, number>([['', 0]]);

  overlay(base: number, tags: readonly LFTagPair[], account: string): number {
    if (tags.length === 0) return base;
    const added: number[] = [];
    const keys: number[] = [];
    for (const tag of tags) {
      if (tag.CatalogId !== undefined && accountOfCatalog(tag.CatalogId) !== account) continue;
      const key = this.key(account, tag.TagKey);
      keys.push(key.id);
      for (const value of tag.TagValues) added.push(this.pair(account, tag.TagKey, value, key));
    }
    const set: number[] = [];
    for (const pair of this.index.sets[base]!) if (!keys.includes(this.index.keyOfPair[pair]!)) set.push(pair);
    for (const pair of added) if (!set.includes(pair)) insert(set, pair);
    const text = set.join(',');
    let id = this.ids.get(text);
    if (id === undefined) {
      id = this.index.sets.length;
      this.index.sets.push(set);
      this.ids.set(text, id);
    }
    return id;
  }

  /** Spellings seen so far, so that folding and joining happen once per spelling and not once per assignment. */
  private readonly spelled = new Map<string, Map<string, SpelledKey>>();

  private key(account: string, spelling: string): SpelledKey {
    let keys = this.spelled.get(account);
    if (!keys) this.spelled.set(account, (keys = new Map()));
    let key = keys.get(spelling);
    if (!key) keys.set(spelling, (key = { id: this.index.keys.intern(keyText(account, spelling)), pairs: new Map() }));
    return key;
  }

  private pair(account: string, key: string, value: string, spelled: SpelledKey): number {
    let id = spelled.pairs.get(value);
    if (id === undefined) {
      id = this.index.pairs.intern(pairText(account, key, value));
      this.index.keyOfPair[id] = spelled.id;
      spelled.pairs.set(value, id);
    }
    return id;
  }
}

/** Into a short ascending list, in place: nothing is allocated, as a sort would. */
function insert(ascending: number[], value: number): void {
  let at = ascending.push(value) - 1;
  for (; at > 0 && ascending[at - 1]! > value; at--) ascending[at] = ascending[at - 1]!;
  ascending[at] = value;
}

interface SpelledKey {
  id: number;
  pairs: Map<string, number>;
}
