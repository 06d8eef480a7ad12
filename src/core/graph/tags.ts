import type { LFTagPair, TableResource } from '../model/lakeformation';
import { catalogOf, databaseKey, tableKey } from '../model/keys';
import { recordsOf, type Snapshot } from '../model/snapshot';

type TagMap = ReadonlyMap<string, string>;
type OpenTags = Map<string, string>;

const NO_TAGS: TagMap = new Map();

/** Effective LF-Tags: parent's tags overlaid key by key with the resource's own (T1, T2); compared in lower case (T10). */
export interface TagIndex {
  ofDatabase(key: string): readonly string[];
  ofTable(key: string): readonly string[];
  ofColumn(key: string, column: string): readonly string[];
  valueOf(key: string, tagKey: string): string | undefined;
}

/** `key` arguments are `databaseKey`/`tableKey` values; answers are `key=value`, sorted. */
export function indexTags(snapshot: Snapshot): TagIndex {
  const databases = new Map<string, OpenTags>();
  const tables = new Map<string, OpenTags>();
  const columns = new Map<string, Map<string, OpenTags>>();
  for (const { member, record } of recordsOf(snapshot, 'tag-assignments')) {
    const { Database, Table } = record.Resource;
    if (Database)
      overlay(
        slot(databases, databaseKey(catalogOf(Database.CatalogId, member), Database.Name)),
        record.LFTagOnDatabase,
      );
    if (!Table?.Name) continue;
    const catalog = catalogOf(Table.CatalogId, member);
    const key = keyOf(catalog, Table);
    overlay(slot(databases, databaseKey(catalog, Table.DatabaseName)), record.LFTagOnDatabase);
    overlay(slot(tables, key), record.LFTagsOnTable);
    const named = columns.get(key) ?? new Map<string, OpenTags>();
    columns.set(key, named);
    for (const column of record.LFTagsOnColumns ?? []) overlay(slot(named, column.Name.toLowerCase()), column.LFTags);
  }
  const tableTags = (key: string): TagMap => merged(databases.get(parentKey(key)), tables.get(key));
  const textOf = tagTexts();
  const words = (tags: TagMap, under: TagMap = NO_TAGS): string[] => {
    const all: string[] = [];
    tags.forEach((value, key) => all.push(textOf(key, value)));
    under.forEach((value, key) => void (tags.has(key) || all.push(textOf(key, value))));
    return all.sort();
  };
  // One list for all tables that inherit it.
  const inherited = new Map<string, readonly string[]>();
  const ofDatabase = (key: string): readonly string[] => {
    let found = inherited.get(key);
    if (!found) inherited.set(key, (found = words(databases.get(key) ?? NO_TAGS)));
    return found;
  };
  return {
    ofDatabase,
    ofTable(key) {
      const own = tables.get(key);
      return own?.size ? words(own, databases.get(parentKey(key))) : ofDatabase(parentKey(key));
    },
    ofColumn: (key, column) => words(merged(tableTags(key), columns.get(key)?.get(column.toLowerCase()))),
    valueOf(key, tagKey) {
      const tag = tagKey.toLowerCase();
      return tables.get(key)?.get(tag) ?? databases.get(parentKey(key))?.get(tag) ?? databases.get(key)?.get(tag);
    },
  };
}

/** T3, T4: keys are ANDed, values of a key ORed, `*` is any value. `tags` are `key=value`. */
export function matchesExpression(expression: readonly LFTagPair[], tags: readonly string[]): boolean {
  const own = new Map(tags.map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]));
  return (
    expression.length > 0 &&
    expression.every(({ TagKey, TagValues }) => {
      const value = own.get(TagKey.toLowerCase());
      return value !== undefined && TagValues.some((wanted) => wanted === '*' || wanted.toLowerCase() === value);
    })
  );
}

const keyOf = (catalog: string, table: TableResource): string =>
  tableKey(catalog, table.DatabaseName, table.Name ?? '');
const parentKey = (key: string): string => key.slice(0, key.lastIndexOf('/'));

/** `key=value`, each text made once: a hundred thousand tables carry a few thousand tags. */
function tagTexts(): (key: string, value: string) => string {
  const known = new Map<string, Map<string, string>>();
  return (key, value) => {
    const values = slot(known, key);
    let text = values.get(value);
    if (text === undefined) values.set(value, (text = `${key}=${value}`));
    return text;
  };
}

function slot(from: Map<string, OpenTags>, key: string): OpenTags {
  const found = from.get(key) ?? new Map<string, string>();
  from.set(key, found);
  return found;
}

function overlay(onto: OpenTags, pairs: readonly LFTagPair[] | undefined): void {
  for (const { TagKey, TagValues } of pairs ?? []) {
    const value = TagValues[0];
    if (value !== undefined) onto.set(TagKey.toLowerCase(), value.toLowerCase());
  }
}

function merged(under: TagMap | undefined, over: TagMap | undefined): TagMap {
  const all = new Map(under);
  over?.forEach((value, key) => all.set(key, value));
  return all;
}
