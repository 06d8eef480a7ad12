import { databaseKey, tableKey } from '../../../../core/model/keys';
import type { GlueDatabase, GlueTable } from '../../../../core/model/glue';
import type { ColumnLFTag, LFTagPair } from '../../../../core/model/lakeformation';
import { columnNames } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { columnKey, effectiveTags, pairs } from '../../state/tags';

/** The three levels of a tag answer; a level without tags is absent, not empty (facts 1). */
export interface TagAnswer {
  LFTagOnDatabase?: LFTagPair[];
  LFTagsOnTable?: LFTagPair[];
  LFTagsOnColumns?: ColumnLFTag[];
}

const databasePlace = (lake: Lake, database: Pick<GlueDatabase, 'CatalogId' | 'Name'>): string =>
  databaseKey(database.CatalogId ?? lake.account, database.Name);

const tablePlaces = (lake: Lake, table: GlueTable): [string, string] => {
  const catalog = table.CatalogId ?? lake.account;
  return [databaseKey(catalog, table.DatabaseName), tableKey(catalog, table.DatabaseName, table.Name)];
};

/** Effective tags of a table or, with `column`, of one of its columns (T1, T2). */
export function tagsOfTable(lake: Lake, table: GlueTable, column?: string): Map<string, string> {
  const [database, own] = tablePlaces(lake, table);
  return effectiveTags(lake.assigned, column === undefined ? [database, own] : [database, own, columnKey(own, column)]);
}

export const tagsOfDatabase = (lake: Lake, database: Pick<GlueDatabase, 'CatalogId' | 'Name'>): Map<string, string> =>
  effectiveTags(lake.assigned, [databasePlace(lake, database)]);

const some = (list: LFTagPair[]): LFTagPair[] | undefined => (list.length > 0 ? list : undefined);

export function databaseAnswer(lake: Lake, database: GlueDatabase): TagAnswer {
  const own = some(pairs(tagsOfDatabase(lake, database), lake.account));
  return own ? { LFTagOnDatabase: own } : {};
}

/** What a table answers: inherited values on every column, or with `assigned` only what is set at table and column level. */
export function tableAnswer(lake: Lake, table: GlueTable, assigned: boolean): TagAnswer {
  const { regular, partition } = columnNames(table);
  const [database, own] = tablePlaces(lake, table);
  const columns = [...regular, ...partition].flatMap((Name): ColumnLFTag[] => {
    const tags = assigned ? lake.assigned.get(columnKey(own, Name)) : tagsOfTable(lake, table, Name);
    const LFTags = pairs(tags, lake.account);
    return LFTags.length > 0 ? [{ Name, LFTags }] : [];
  });
  const onDatabase = assigned ? undefined : some(pairs(lake.assigned.get(database), lake.account));
  const onTable = some(pairs(assigned ? lake.assigned.get(own) : tagsOfTable(lake, table), lake.account));
  return {
    ...(onDatabase && { LFTagOnDatabase: onDatabase }),
    ...(onTable && { LFTagsOnTable: onTable }),
    ...(columns.length > 0 && { LFTagsOnColumns: columns }),
  };
}

/** Does one set of effective tags satisfy an expression? Keys ANDed, values ORed, `*` = any value (T3, T4, T10). */
export const matches = (expression: readonly LFTagPair[], tags: ReadonlyMap<string, string>): boolean =>
  expression.every(({ TagKey, TagValues }) => {
    const value = tags.get(TagKey.toLowerCase());
    return value !== undefined && TagValues.some((wanted) => wanted === '*' || wanted.toLowerCase() === value);
  });
