import type { LFTagPair, Resource, TagAssignment } from '../model/lakeformation';
import { byCaller, CallerRights, denied } from './caller-rights';
import type { Draft } from './draft';
import { absentColumn, findDatabase, findTable } from './find';
import { AssignedTags, sameValue, type OwnTags } from './own-tags';
import { effect, invalid, notFound, type Outcome } from './refusal';
import { listedForm } from './resource-key';

export interface TaggingRequest {
  Resource?: Resource;
  LFTags?: LFTagPair[];
}

interface Level {
  resource: TagAssignment['Resource'];
  columns: string[] | undefined;
}

/** AddLFTagsToResource: one value per key and resource, an own value replaces the inherited one (T2, T13). */
export const addTags = (draft: Draft, request: TaggingRequest): Outcome =>
  byCaller(
    draft,
    {
      judge: (rights) => rights.mayPassOn(...taggingRights(draft, request)),
      lacks: LACKS,
      seen: listedForm(request.Resource ?? {}, draft.account),
    },
    (on) => tagsAdded(on, request),
  );

/** T12: owner, Super with the grant option, or the full set with it. */
function taggingRights(draft: Draft, { Resource: resource = {} }: TaggingRequest): [Resource, string[]] {
  const wanted = resource.Database
    ? ['DESCRIBE', 'CREATE_TABLE', 'ALTER', 'DROP']
    : ['DESCRIBE', 'ALTER', 'DROP', 'INSERT', 'SELECT', 'DELETE'];
  return [listedForm(resource, draft.account), wanted];
}

const LACKS = 'lacks Super or the full set of permissions with the grant option on what is to be tagged';

function tagsAdded(draft: Draft, request: TaggingRequest): Outcome {
  const level = levelOf(draft, request.Resource);
  if ('ok' in level) return level;
  const tags = request.LFTags ?? [];
  if (tags.length === 0) return invalid('LFTags must not be empty.');
  const refusals = tags.map((tag) => tagRefusal(draft, tag));
  const failures = tags.filter((_, at) => refusals[at]);
  if (failures.length === tags.length) return refusals[0]!;
  const assigned = new AssignedTags(draft, databaseOf(level));
  const hidden = assigned.reduced && !level.columns ? tags.filter((tag) => !failures.includes(tag) && isReplaced(assigned, level, tag)) : []; // prettier-ignore
  for (const target of targets(assigned, level)) {
    for (const tag of tags)
      if (!failures.includes(tag)) target.set(tag.TagKey.toLowerCase(), { CatalogId: draft.account, ...tag });
  }
  assigned.save();
  return effect(
    ['T1', 'T2'],
    [
      ...othersTags(draft, tags),
      ...failures.map(
        (tag) => `not applied: LF-Tag ${tag.TagKey}=${tag.TagValues.join()} is not one value that exists`,
      ),
      ...hidden.map(
        ({ TagKey }) =>
          `T2 (inferred): what lies below and carries the old value of ${TagKey} itself keeps it; a crawl cannot tell that from an inherited value`,
      ),
    ],
  );
}

/** Tags that somebody else seems to have made: the service may refuse an administrator who does not hold ASSOCIATE (I1). */
function othersTags(draft: Draft, tags: readonly LFTagPair[]): string[] {
  const rights = CallerRights.of(draft);
  if (!(rights instanceof CallerRights)) return [];
  return tags
    .filter((tag) => rights.isOthersTag(tag))
    .map(({ TagKey }) => `I1: somebody else made LF-Tag ${TagKey}: an administrator who holds no ASSOCIATE on it must grant it first, or is refused`); // prettier-ignore
}

/** Whether a value that things below may carry themselves, unseen, is replaced by another (facts 1.5). */
function isReplaced(assigned: AssignedTags, level: Level, tag: LFTagPair): boolean {
  const key = tag.TagKey.toLowerCase();
  const before = assigned.at(level.resource).tags.get(key) ?? inherited(assigned, level).get(key);
  return before !== undefined && !sameValue(before, tag);
}

/**
 * RemoveLFTagsFromResource: the inherited value comes back, so removing a tag can grant access (T2). Each tag is taken
 * from all the places asked for, or fails; an own value that equals the inherited one cannot be seen in a crawl, so that
 * removing it is taken to be possible and to change nothing.
 */
export const removeTags = (draft: Draft, request: TaggingRequest): Outcome =>
  byCaller(
    draft,
    {
      judge: (rights) => rights.mayPassOn(...taggingRights(draft, request)),
      lacks: LACKS,
      seen: listedForm(request.Resource ?? {}, draft.account),
    },
    (on) => tagsRemoved(on, request),
  );

function tagsRemoved(draft: Draft, request: TaggingRequest): Outcome {
  const level = levelOf(draft, request.Resource);
  if ('ok' in level) return level;
  const assigned = new AssignedTags(draft, databaseOf(level));
  const places = targets(assigned, level);
  const warnings: string[] = [];
  const tags = request.LFTags ?? [];
  let taken = 0;
  for (const tag of tags) {
    const key = tag.TagKey.toLowerCase();
    const carries = (own: LFTagPair | undefined): boolean =>
      own !== undefined && (tag.TagValues.length === 0 || sameValue(own, tag));
    if (places.every((own) => carries(own.get(key)))) {
      for (const own of places) own.delete(key);
      taken++;
    } else if (
      assigned.reduced &&
      places.every((own) => carries(own.get(key) ?? inherited(assigned, level).get(key)))
    ) {
      for (const own of places) own.delete(key);
      taken++;
      warnings.push(
        `T2 (inferred): whether ${tag.TagKey} is assigned there itself or only inherited cannot be seen in the crawl; the service says it`,
      );
    } else warnings.push(`not applied: LF-Tag ${tag.TagKey} is not assigned to the resource`);
  }
  if (taken === 0) return notFound('The LF-Tag is not assigned to the resource.');
  assigned.save();
  return effect(['T1', 'T2'], [...othersTags(draft, tags), ...warnings]);
}

/** What the level takes over from the levels above it. */
function inherited(assigned: AssignedTags, { resource, columns }: Level): OwnTags {
  const { Table: table } = resource;
  if (!table) return new Map();
  const database = assigned.at({ Database: { CatalogId: table.CatalogId, Name: table.DatabaseName } }).tags;
  return columns ? new Map([...database, ...assigned.at(resource).tags]) : database;
}

const databaseOf = ({ resource }: Level): string => resource.Database?.Name ?? resource.Table?.DatabaseName ?? '';

function levelOf(draft: Draft, resource: Resource | undefined): Level | Outcome {
  const { Database: database, Table: table, TableWithColumns: split } = resource ?? {};
  const CatalogId = (database ?? table ?? split)?.CatalogId ?? draft.account;
  if (database) {
    if (!findDatabase(draft, CatalogId, database.Name)) return notFound(`Database not found: ${database.Name}`);
    return { resource: { Database: { CatalogId, Name: database.Name } }, columns: undefined };
  }
  const named = table ?? split;
  if (!named?.Name) return invalid('LF-Tags can be assigned to databases, tables and columns only.');
  const found = findTable(draft, CatalogId, named.DatabaseName, named.Name);
  if (!found) return notFound(`Table not found: ${named.DatabaseName}.${named.Name}`);
  const absent = absentColumn(found, split?.ColumnNames ?? []);
  if (absent !== undefined) return notFound(`Column not found: ${absent}`);
  return {
    resource: { Table: { CatalogId, DatabaseName: named.DatabaseName, Name: named.Name } },
    columns: split?.ColumnNames,
  };
}

const targets = (assigned: AssignedTags, level: Level): OwnTags[] =>
  level.columns
    ? level.columns.map((name) => assigned.column(level.resource, name))
    : [assigned.at(level.resource).tags];

/** Each tag of a request is put on or refused by itself: it must exist, with exactly one value (T2). */
function tagRefusal(draft: Draft, tag: LFTagPair): Outcome | undefined {
  const known = draft.own('tags').find((t) => t.TagKey.toLowerCase() === tag.TagKey.toLowerCase());
  const values = new Set(known?.TagValues.map((v) => v.toLowerCase()));
  if (!known || !tag.TagValues.every((v) => values.has(v.toLowerCase())))
    return notFound('Tag or tag value does not exist.');
  const rights = CallerRights.of(draft);
  if (rights instanceof CallerRights && rights.holdsTag(tag, 'ASSOCIATE') === 'no')
    return denied(rights.arn, `lacks ASSOCIATE on ${tag.TagKey}=${tag.TagValues.join()}`);
  return tag.TagValues.length === 1 ? undefined : invalid('A resource carries exactly one value per LF-Tag.', 'T2');
}
