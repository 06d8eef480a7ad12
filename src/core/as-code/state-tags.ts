import { Draft } from '../change/draft';
import { AssignedTags, type OwnTags } from '../change/own-tags';
import { accountOfCatalog } from '../model/keys';
import type { LFTagPair, Resource } from '../model/lakeformation';
import { recordsOf, type Member, type Snapshot } from '../model/snapshot';
import type { Chosen } from './chosen';
import type { Statement } from './code-types';
import { coversPairs, coversPlace } from './covers';
import { places, statement, type StatePart } from './state-part';

/** A tag with all its values, for the service knows no part of one. */
export function tagStatements(snapshot: Snapshot, chosen: Chosen): StatePart {
  const found = new Map<string, Statement>();
  for (const { member, record } of recordsOf(snapshot, 'tags')) {
    const { CatalogId = member.account, TagKey, TagValues } = record;
    if (CatalogId !== member.account) continue;
    const isAsked = chosen.tags.some((tag) => tag.account === CatalogId && tag.key === TagKey.toLowerCase());
    if (isAsked || chosen.accounts.has(CatalogId))
      found.set(
        `${CatalogId} ${member.region} ${TagKey.toLowerCase()}`,
        statement(member, 'CreateLFTag', { TagKey, TagValues }),
      );
  }
  return { statements: [...found.values()] };
}

export function expressionStatements(snapshot: Snapshot, chosen: Chosen): StatePart {
  const found = new Map<string, Statement>();
  for (const { member, record } of recordsOf(snapshot, 'tag-expressions')) {
    const { CatalogId = member.account, Name, Description, Expression } = record;
    if (CatalogId !== member.account) continue;
    if (!chosen.accounts.has(CatalogId) && !coversPairs(chosen, CatalogId, Expression)) continue;
    const request = { Name, ...(Description ? { Description } : {}), Expression: Expression.map(plainPair) };
    found.set(
      `${CatalogId} ${member.region} ${Name.toLowerCase()}`,
      statement(member, 'CreateLFTagExpression', request),
    );
  }
  return { statements: [...found.values()] };
}

/** What is assigned at each level; a value that only repeats the level above cannot be seen in what was read (T2). */
export function taggingStatements(snapshot: Snapshot, chosen: Chosen): StatePart {
  const statements: Statement[] = [];
  let isReduced = false;
  for (const member of places(snapshot)) {
    const assigned = new AssignedTags(new Draft(snapshot, member));
    const before = statements.length;
    for (const { resource, tags, columns } of assigned.entries.values()) {
      const pick = pickerOf(chosen, resource, member);
      const own = pick(tags);
      if (own.length > 0) statements.push(tagging(member, resource, own));
      for (const [names, pairs] of byTags(columns, pick)) {
        const { CatalogId, DatabaseName, Name = '' } = resource.Table!;
        const catalog = CatalogId === undefined ? {} : { CatalogId };
        statements.push(
          tagging(member, { TableWithColumns: { ...catalog, DatabaseName, Name, ColumnNames: names } }, pairs),
        );
      }
    }
    isReduced ||= assigned.reduced && statements.length > before;
  }
  if (!isReduced) return { statements };
  const what = 'LF-Tags that are set on a table or column with the very value that it inherits';
  return { statements, left: [{ what, why: 'what was read does not tell them from inherited ones' }] };
}

/** Which of the tags at a place belong to the selection: all of a chosen place, elsewhere the chosen tags. */
function pickerOf(
  chosen: Chosen,
  { Database, Table }: { Database?: { CatalogId?: string; Name: string }; Table?: Resource['Table'] },
  { account, region }: Member,
): (tags: OwnTags) => LFTagPair[] {
  const catalog = Database?.CatalogId ?? Table?.CatalogId ?? account;
  const database = Database?.Name ?? Table?.DatabaseName ?? '';
  const isPlace =
    chosen.accounts.has(accountOfCatalog(catalog)) || coversPlace(chosen, region, catalog, database, Table?.Name);
  return (tags) =>
    [...tags.values()]
      .filter((pair) => isPlace || coversPairs(chosen, pair.CatalogId ?? account, [pair]))
      .map(plainPair);
}

function byTags(
  columns: ReadonlyMap<string, { name: string; tags: OwnTags }>,
  pick: (tags: OwnTags) => LFTagPair[],
): [string[], LFTagPair[]][] {
  const groups = new Map<string, [string[], LFTagPair[]]>();
  for (const { name, tags } of columns.values()) {
    const pairs = pick(tags);
    if (pairs.length === 0) continue;
    const key = JSON.stringify(pairs);
    const group = groups.get(key);
    if (group) group[0].push(name);
    else groups.set(key, [[name], pairs]);
  }
  return [...groups.values()];
}

const plainPair = ({ CatalogId, TagKey, TagValues }: LFTagPair): LFTagPair => ({
  ...(CatalogId === undefined ? {} : { CatalogId }),
  TagKey,
  TagValues,
});

const tagging = (member: Member, resource: Resource, tags: LFTagPair[]): Statement =>
  statement(member, 'AddLFTagsToResource', { Resource: resource, LFTags: tags });
