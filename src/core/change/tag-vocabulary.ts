import type { LFTagExpression, LFTagPair, PermissionRow, Resource } from '../model/lakeformation';
import { callerPrincipal } from './caller';
import { byCaller, type Judged } from './caller-rights';
import type { Draft } from './draft';
import { unknownTag } from './grant-rules';
import { AssignedTags } from './own-tags';
import { effect, invalid, notFound, type Outcome } from './refusal';

export interface TagRequest {
  TagKey?: string;
  TagValues?: string[];
  TagValuesToAdd?: string[];
  TagValuesToDelete?: string[];
}

const isKey = (key: string) => (tag: LFTagPair) => tag.TagKey.toLowerCase() === key.toLowerCase();

/** CreateLFTag. Keys and values are stored in lower case (T10). */
export const createTag = (draft: Draft, request: TagRequest): Outcome =>
  byCaller(
    draft,
    {
      judge: (rights) => (rights.isAdmin ? 'yes' : rights.holds({ Catalog: { Id: draft.account } }, 'CREATE_LF_TAG')),
      lacks: 'lacks CREATE_LF_TAG on the catalog',
    },
    (on) => createTagChecked(on, request),
  );

function createTagChecked(draft: Draft, request: TagRequest): Outcome {
  if (!request.TagKey || !request.TagValues?.length) return invalid('TagKey and TagValues are required.');
  const tags = draft.own('tags');
  if (tags.some(isKey(request.TagKey))) return invalid('Tag key already exists.');
  const values = request.TagValues.map((value) => value.toLowerCase());
  const TagKey = request.TagKey.toLowerCase();
  draft.setOwn('tags', [...tags, { CatalogId: draft.account, TagKey, TagValues: values }]);
  const LFTag = { CatalogId: draft.account, TagKey, TagValues: ['*'] };
  const rights = ['ALTER', 'DROP', 'DESCRIBE', 'ASSOCIATE', 'GRANT_WITH_LF_TAG_EXPRESSION'];
  return creatorHolds(draft, { LFTag }, rights);
}

/** UpdateLFTag: values in use cannot be deleted (T2). */
export const updateTag = (draft: Draft, request: TagRequest): Outcome =>
  byCaller(
    draft,
    {
      judge: (rights) => rights.holdsTag({ TagKey: request.TagKey ?? '', TagValues: [] }, 'ALTER'),
      lacks: `lacks ALTER on ${request.TagKey ?? 'the LF-Tag'}`,
    },
    (on) => updateTagChecked(on, request),
  );

function updateTagChecked(draft: Draft, request: TagRequest): Outcome {
  const tags = draft.own('tags');
  const tag = tags.find(isKey(request.TagKey ?? ''));
  if (!tag) return notFound(`Tag key does not exist: ${request.TagKey}`);
  const added = (request.TagValuesToAdd ?? []).map((v) => v.toLowerCase());
  const gone = new Set((request.TagValuesToDelete ?? []).map((v) => v.toLowerCase()));
  if (added.length + gone.size === 0) return invalid('Tag values to add or delete must be provided.');
  if (added.some((v) => gone.has(v))) return invalid('A tag value cannot be both added and deleted.');
  if (gone.size > 0) {
    const held = new Set(tag.TagValues.map((v) => v.toLowerCase()));
    if ([...gone].some((v) => !held.has(v))) return notFound('Tag value does not exist.');
    for (const level of new AssignedTags(draft).levels()) {
      const used = level.get(tag.TagKey.toLowerCase())?.TagValues ?? [];
      if (used.some((v) => gone.has(v.toLowerCase())))
        return invalid('Update not allowed: the tag value is in use.', 'T2');
    }
  }
  const kept = tag.TagValues.filter((v) => !gone.has(v.toLowerCase()));
  const TagValues = [...new Set([...kept, ...added])];
  draft.setOwn(
    'tags',
    tags.map((t) => (t === tag ? { ...t, TagValues } : t)),
  );
  return effect(['T4']);
}

/** DeleteLFTag: detaches the key everywhere even while in use; policies that mention it match nothing from then on (T2, V7). */
export const deleteTag = (draft: Draft, request: TagRequest): Outcome =>
  byCaller(
    draft,
    {
      judge: (rights) => rights.holdsTag({ TagKey: request.TagKey ?? '', TagValues: [] }, 'DROP'),
      lacks: `lacks DROP on ${request.TagKey ?? 'the LF-Tag'}`,
    },
    (on) => deleteTagChecked(on, request),
  );

function deleteTagChecked(draft: Draft, request: TagRequest): Outcome {
  const tags = draft.own('tags');
  const tag = tags.find(isKey(request.TagKey ?? ''));
  if (!tag) return notFound(`Tag key does not exist: ${request.TagKey}`);
  draft.setOwn(
    'tags',
    tags.filter((t) => t !== tag),
  );
  const assigned = new AssignedTags(draft);
  for (const level of assigned.levels()) level.delete(tag.TagKey.toLowerCase());
  assigned.save();
  return effect(['V7', 'T1'], [`V7: policies that mention ${tag.TagKey} become invalid and match nothing`]);
}

export interface ExpressionRequest {
  Name?: string;
  Description?: string;
  Expression?: LFTagPair[];
}

/** The creator's rights are stored as ordinary rows with the grant option (I3). */
function creatorHolds(draft: Draft, resource: Resource, rights: string[]): Outcome {
  const creator = callerPrincipal(draft);
  if (creator === undefined)
    return effect(['I3'], ['I3: the creator also receives explicit rows on what is created; who that is was not read']);
  const row: PermissionRow = {
    Principal: { DataLakePrincipalIdentifier: creator },
    Resource: resource,
    Permissions: rights,
    PermissionsWithGrantOption: rights,
    LastUpdatedBy: creator,
  };
  draft.setOwn('permissions', [...draft.own('permissions'), row]);
  return effect(['I3']);
}

const isNamed = (name: string) => (e: LFTagExpression) => e.Name.toLowerCase() === name.toLowerCase();

export const createExpression = (draft: Draft, request: ExpressionRequest): Outcome =>
  byCaller(
    draft,
    {
      judge: (rights) =>
        rights.isAdmin ? 'yes' : rights.holds({ Catalog: { Id: draft.account } }, 'CREATE_LF_TAG_EXPRESSION'),
      lacks: 'lacks CREATE_LF_TAG_EXPRESSION on the catalog',
    },
    (on) => createExpressionChecked(on, request),
  );

function createExpressionChecked(draft: Draft, request: ExpressionRequest): Outcome {
  if (!request.Name || !request.Expression?.length) return invalid('Name and Expression are required.');
  const expressions = draft.own('tag-expressions');
  if (expressions.some(isNamed(request.Name))) return invalid('LF-Tag expression already exists.');
  const unknown = unknownTag(draft, request.Expression);
  if (unknown) return unknown;
  const created: LFTagExpression = { CatalogId: draft.account, Name: request.Name, Expression: request.Expression };
  draft.setOwn('tag-expressions', [...expressions, created]);
  const LFTagExpression = { CatalogId: draft.account, Name: request.Name };
  return creatorHolds(draft, { LFTagExpression }, ['ALTER', 'DESCRIBE', 'DROP']);
}

/** A saved expression is an administrator's, or whose row says so. */
const onExpression = ({ account }: Draft, { Name }: ExpressionRequest, permission: string): Judged => ({
  judge: (rights) =>
    rights.isAdmin ? 'yes' : rights.holds({ LFTagExpression: { CatalogId: account, Name: Name ?? '' } }, permission),
  lacks: `lacks ${permission} on ${Name ?? 'the expression'}`,
});

/** UpdateLFTagExpression: every grant by that name moves at once (T9). */
export const updateExpression = (draft: Draft, request: ExpressionRequest): Outcome =>
  byCaller(draft, onExpression(draft, request, 'ALTER'), (on) => updateExpressionChecked(on, request));

function updateExpressionChecked(draft: Draft, request: ExpressionRequest): Outcome {
  const expressions = draft.own('tag-expressions');
  const held = expressions.find(isNamed(request.Name ?? ''));
  if (!held) return notFound(`LF-Tag expression not found: ${request.Name}`);
  if (!request.Expression?.length) return invalid('Expression must not be empty.');
  const unknown = unknownTag(draft, request.Expression);
  if (unknown) return unknown;
  const updated = { ...held, Expression: request.Expression };
  draft.setOwn(
    'tag-expressions',
    expressions.map((e) => (e === held ? updated : e)),
  );
  return effect(['T9']);
}

/** DeleteLFTagExpression: its policy rows go with it (T9). */
export const deleteExpression = (draft: Draft, request: ExpressionRequest): Outcome =>
  byCaller(draft, onExpression(draft, request, 'DROP'), (on) => deleteExpressionChecked(on, request));

function deleteExpressionChecked(draft: Draft, request: ExpressionRequest): Outcome {
  const expressions = draft.own('tag-expressions');
  const held = expressions.find(isNamed(request.Name ?? ''));
  if (!held) return notFound(`LF-Tag expression not found: ${request.Name}`);
  draft.setOwn(
    'tag-expressions',
    expressions.filter((e) => e !== held),
  );
  const uses = (name: string | undefined): boolean => name?.toLowerCase() === held.Name.toLowerCase();
  draft.setOwn(
    'permissions',
    draft
      .own('permissions')
      .filter(({ Resource: on }) => !uses(on.LFTagPolicy?.ExpressionName) && !uses(on.LFTagExpression?.Name)),
  );
  return effect(['T9', 'V7']);
}
