import { databaseKey, tableKey } from '../../../core/model/keys';
import type { CaseTagAssignment } from '../../../core/model/case';
import type { LFTagPair } from '../../../core/model/lakeformation';

/** What is *assigned* at each place: place key → folded tag key → folded value. One value per key (T2). */
export type AssignedTags = Map<string, Map<string, string>>;

/** The place key of a column; NUL cannot occur in names. */
export const columnKey = (table: string, column: string): string => `${table}\u0000${column.toLowerCase()}`;

/** Sets one tag at one place; a second value replaces the first (T2). Keys and values are stored in lower case (T10). */
export function assign(tags: AssignedTags, place: string, key: string, value: string): void {
  const own = tags.get(place) ?? new Map<string, string>();
  tags.set(place, own);
  own.set(key.toLowerCase(), value.toLowerCase());
}

/** Reads GetResourceLFTags answers (ShowAssignedLFTags=true). Tags of another account than the owner are dropped (T13). */
export function seedAssignments(tags: AssignedTags, given: readonly CaseTagAssignment[], account: string): void {
  const put = (place: string, pairs: readonly LFTagPair[] | undefined): void => {
    for (const pair of pairs ?? []) {
      const value = pair.TagValues[0];
      if ((pair.CatalogId ?? account) === account && value !== undefined) assign(tags, place, pair.TagKey, value);
    }
  };
  for (const { Resource, response } of given) {
    if (Resource.Database)
      put(databaseKey(Resource.Database.CatalogId ?? account, Resource.Database.Name), response.LFTagOnDatabase);
    const table = Resource.Table ?? Resource.TableWithColumns;
    if (!table) continue;
    const catalog = table.CatalogId ?? account;
    const place = tableKey(catalog, table.DatabaseName, table.Name ?? '');
    put(databaseKey(catalog, table.DatabaseName), response.LFTagOnDatabase);
    put(place, response.LFTagsOnTable);
    for (const column of response.LFTagsOnColumns ?? []) put(columnKey(place, column.Name), column.LFTags);
  }
}

/** Effective tags of a place: what is assigned at each ancestor, the nearest winning key by key (T1, T2). */
export function effectiveTags(tags: AssignedTags, places: readonly string[]): Map<string, string> {
  const result = new Map<string, string>();
  for (const place of places) for (const [key, value] of tags.get(place) ?? []) result.set(key, value);
  return result;
}

export const pairs = (tags: ReadonlyMap<string, string> | undefined, account: string): LFTagPair[] =>
  [...(tags ?? [])].map(([TagKey, value]) => ({ CatalogId: account, TagKey, TagValues: [value] }));
