import { canonicalText } from './canonical';
import type { CaseInput } from './case';
import type { ColumnLFTag, LFTagPair, TagAssignment } from './lakeformation';
import { isReadable, isRecord } from './mesh/readable';
import { ownedBy } from './owned-resource';

/**
 * The tag assignments of a case as a crawl stores them: one record per database and table. GetResourceLFTags may be asked
 * about columns (`TableWithColumns`), beside the table or instead of it; those answers are put together.
 */
export function caseAssignments({ lfTagAssignments, account }: CaseInput): TagAssignment[] {
  const records = new Map<string, TagAssignment>();
  for (const [place, given] of lfTagAssignments.filter(isRecord).entries()) {
    const record = {
      Resource: onTable(given['Resource']),
      ...(given['ShowAssignedLFTags'] === false ? {} : { assigned: true }),
      ...(isRecord(given['response']) ? given['response'] : {}),
    } as TagAssignment;
    const sound = isReadable('tag-assignments', record);
    const key = sound ? canonicalText(ownedBy(record.Resource, account)).toLowerCase() : `unreadable ${place}`;
    const known = records.get(key);
    records.set(key, known ? together(known, record) : record);
  }
  return [...records.values()];
}

function onTable(resource: unknown): unknown {
  const split = isRecord(resource) ? resource['TableWithColumns'] : undefined;
  if (!isRecord(split)) return resource;
  const { CatalogId, DatabaseName, Name } = split;
  return { Table: { ...(CatalogId === undefined ? {} : { CatalogId }), DatabaseName, Name } };
}

const together = (a: TagAssignment, b: TagAssignment): TagAssignment => ({
  ...a,
  ...b,
  LFTagOnDatabase: [...(a.LFTagOnDatabase ?? []), ...(b.LFTagOnDatabase ?? [])],
  LFTagsOnTable: [...(a.LFTagsOnTable ?? []), ...(b.LFTagsOnTable ?? [])],
  LFTagsOnColumns: byName([...(a.LFTagsOnColumns ?? []), ...(b.LFTagsOnColumns ?? [])]),
});

function byName(columns: readonly ColumnLFTag[]): ColumnLFTag[] {
  const tags = new Map<string, LFTagPair[]>();
  for (const { Name, LFTags } of columns) {
    const name = Name.toLowerCase();
    tags.set(name, [...(tags.get(name) ?? []), ...LFTags]);
  }
  return [...tags].map(([Name, LFTags]) => ({ Name, LFTags }));
}
