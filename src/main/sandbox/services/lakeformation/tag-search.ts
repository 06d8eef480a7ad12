import type {
  SearchDatabasesByLFTagsRequest,
  SearchDatabasesByLFTagsResponse,
  SearchTablesByLFTagsRequest,
  SearchTablesByLFTagsResponse,
} from '@aws-sdk/client-lakeformation';
import type { GlueTable } from '../../../../core/model/glue';
import type { LFTagPair } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { columnNames, lakeOfCatalog, tableResource } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { pageOfStream } from '../../state/paging';
import { invalid, notFound, requestedCatalog } from './authority';
import { databaseAnswer, matches, tableAnswer, tagsOfDatabase, tagsOfTable } from './tag-places';
import { seesDatabase, seesTable } from './visibility';

/** Checks an expression: keys and values must exist; whether `*` may be searched for is open point 2. */
function expressionOf(call: Call, lake: Lake, given: readonly unknown[] | undefined): LFTagPair[] {
  const expression = (given ?? []) as LFTagPair[];
  if (expression.length === 0) throw invalid('Expression must not be empty.');
  for (const { TagKey, TagValues } of expression) {
    if (TagValues.includes('*') && call.variants['search-star'] === 'rejected')
      throw invalid('Tag value * is not valid.');
    const tag = lake.tags.get(TagKey.toLowerCase());
    if (!tag || TagValues.some((v) => v !== '*' && !tag.values.includes(v.toLowerCase()))) {
      throw notFound('Tag or tag value does not exist.');
    }
  }
  return expression;
}

/** A table is a hit by its own effective tags or by those of one column. */
const isHit = (lake: Lake, table: GlueTable, expression: readonly LFTagPair[]): boolean =>
  matches(expression, tagsOfTable(lake, table)) ||
  columnNames(table).regular.some((column) => matches(expression, tagsOfTable(lake, table, column)));

/** Tables from a place on; whole databases before it are skipped. */
function* tablesFrom(lake: Lake, from: number): Generator<{ at: number; table: GlueTable }> {
  let at = 0;
  for (const tables of lake.tables.values()) {
    if (at + tables.size <= from) {
      at += tables.size;
      continue;
    }
    for (const table of tables.values()) {
      if (at >= from) yield { at, table };
      at += 1;
    }
  }
}

/** Every hit comes with all its tags, not only those searched for (facts 1.3). */
export function searchTablesByLFTags(input: SearchTablesByLFTagsRequest, call: Call): SearchTablesByLFTagsResponse {
  const catalog = requestedCatalog(call, input.CatalogId);
  const lake = lakeOfCatalog(call.world, catalog, call.region);
  const expression = expressionOf(call, lake, input.Expression);
  const paging = { call, bind: { catalog, expression }, token: input.NextToken, limit: input.MaxResults, max: 100 };
  const page = pageOfStream(paging, function* (from) {
    for (const { at, table } of tablesFrom(lake, from)) {
      if (catalog !== lake.account && table.CatalogId !== catalog) continue;
      if (isHit(lake, table, expression) && seesTable(call, lake, table)) yield { at, item: table };
    }
  });
  const TableList = page.items.map((table) => ({
    Table: tableResource(table, lake.account).Table,
    ...tableAnswer(lake, table, false),
  }));
  return { TableList, NextToken: page.token } as SearchTablesByLFTagsResponse;
}

export function searchDatabasesByLFTags(
  input: SearchDatabasesByLFTagsRequest,
  call: Call,
): SearchDatabasesByLFTagsResponse {
  const catalog = requestedCatalog(call, input.CatalogId);
  const lake = lakeOfCatalog(call.world, catalog, call.region);
  const expression = expressionOf(call, lake, input.Expression);
  const paging = { call, bind: { catalog, expression }, token: input.NextToken, limit: input.MaxResults, max: 100 };
  const page = pageOfStream(paging, function* (from) {
    let at = 0;
    for (const database of lake.databases.values()) {
      const place = at++;
      if (place < from || (catalog !== lake.account && database.CatalogId !== catalog)) continue;
      if (matches(expression, tagsOfDatabase(lake, database)) && seesDatabase(call, lake, database)) {
        yield { at: place, item: database };
      }
    }
  });
  const DatabaseList = page.items.map((database) => ({
    Database: { CatalogId: database.CatalogId ?? lake.account, Name: database.Name },
    LFTags: databaseAnswer(lake, database).LFTagOnDatabase ?? [],
  }));
  return { DatabaseList, NextToken: page.token };
}
