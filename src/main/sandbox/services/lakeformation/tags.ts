import type {
  CreateLFTagRequest,
  CreateLFTagResponse,
  DeleteLFTagRequest,
  DeleteLFTagResponse,
  GetLFTagRequest,
  GetLFTagResponse,
  ListLFTagsRequest,
  ListLFTagsResponse,
  UpdateLFTagRequest,
  UpdateLFTagResponse,
} from '@aws-sdk/client-lakeformation';
import type { LFTagPair } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { ServiceError } from '../../service';
import { lakeOfCatalog } from '../../state/lake';
import type { Lake, TagRecord } from '../../state/lake';
import { pageOf } from '../../state/paging';
import { putRow } from '../../state/rows';
import {
  callerLake,
  denied,
  heldRows,
  invalid,
  isAdmin,
  isReadOnlyAdmin,
  notFound,
  requestedCatalog,
  shareRows,
} from './authority';

const MAX_VALUES = 1000;
const MAX_TAGS = 1000;
const MAX_VALUES_PER_CALL = 50;

/** Rights on a tag that let the holder see it (facts 1.2, T8). */
const SEES = new Set(['DESCRIBE', 'ASSOCIATE', 'DROP', 'ALTER', 'GRANT_WITH_LF_TAG_EXPRESSION', 'ALL']);

/** Values of a tag that the caller may see; undefined if none. */
function visibleValues(call: Call, lake: Lake, tag: TagRecord): string[] | undefined {
  if (isAdmin(call, lake) || tag.creator === call.caller.principal) return tag.values;
  if (isReadOnlyAdmin(call, lake) && call.variants['readonly-admin-sees-tags'] === 'yes') return tag.values;
  const shared = isAdmin(call, callerLake(call)) || isReadOnlyAdmin(call, callerLake(call)) ? shareRows(call) : [];
  const values = new Set<string>();
  for (const { Resource, Permissions } of [...heldRows(call), ...shared]) {
    const held = Resource.LFTag;
    if (!held || (held.CatalogId ?? lake.account) !== lake.account || held.TagKey.toLowerCase() !== tag.key) continue;
    if (!Permissions.some((p) => SEES.has(p))) continue;
    for (const value of tag.values)
      if (held.TagValues.some((v) => v === '*' || v.toLowerCase() === value)) values.add(value);
  }
  return values.size > 0 ? tag.values.filter((v) => values.has(v)) : undefined;
}

const listed = (call: Call, lake: Lake): LFTagPair[] =>
  [...lake.tags.values()].flatMap((tag) => {
    const values = visibleValues(call, lake, tag);
    const cut = call.variants['tag-values-truncated'] === 'yes' ? values?.slice(0, MAX_VALUES_PER_CALL) : values;
    return cut ? [{ CatalogId: lake.account, TagKey: tag.key, TagValues: cut }] : [];
  });

/** ListLFTags: at most 50 tags a page whatever is asked (facts 1.3); FOREIGN and ALL add tags that other accounts share. */
export function listLFTags(input: ListLFTagsRequest, call: Call): ListLFTagsResponse {
  const catalog = requestedCatalog(call, input.CatalogId);
  const own = lakeOfCatalog(call.world, catalog, call.region);
  const type = input.ResourceShareType;
  const foreign = call.world.data.accounts.filter((a) => a.id !== own.account && a.regions[call.region]);
  const tags = [
    ...(type === 'FOREIGN' ? [] : listed(call, own)),
    ...(type === undefined ? [] : foreign.flatMap((a) => listed(call, lakeOfCatalog(call.world, a.id, call.region)))),
  ];
  const bind = { catalog, type };
  const page = pageOf(
    { call, bind, token: input.NextToken, limit: Math.min(input.MaxResults ?? 50, 50), max: 50 },
    tags,
  );
  return { LFTags: page.items, NextToken: page.token };
}

function tagOf(call: Call, catalogId: string | undefined, key: string | undefined): { lake: Lake; tag: TagRecord } {
  const lake = lakeOfCatalog(call.world, requestedCatalog(call, catalogId), call.region);
  const tag = lake.tags.get((key ?? '').toLowerCase());
  if (!tag) throw notFound('Tag or tag value does not exist.');
  return { lake, tag };
}

export function getLFTag(input: GetLFTagRequest, call: Call): GetLFTagResponse {
  const { lake, tag } = tagOf(call, input.CatalogId, input.TagKey);
  const TagValues = visibleValues(call, lake, tag);
  if (!TagValues) throw denied();
  return { CatalogId: lake.account, TagKey: tag.key, TagValues };
}

const folded = (values: readonly string[] | undefined): string[] => [
  ...new Set((values ?? []).map((v) => v.toLowerCase())),
];

function mayCreate(call: Call, lake: Lake): boolean {
  if (isAdmin(call, lake)) return true;
  return heldRows(call).some((row) => row.Resource.Catalog && row.Permissions.includes('CREATE_LF_TAG'));
}

/** Creating a tag stores the creator's rights as rows with grant option (I3). */
export function createLFTag(input: CreateLFTagRequest, call: Call): CreateLFTagResponse {
  const lake = lakeOfCatalog(call.world, requestedCatalog(call, input.CatalogId), call.region);
  if (lake.account !== call.caller.account || !mayCreate(call, lake)) throw denied();
  const key = (input.TagKey ?? '').toLowerCase();
  const values = folded(input.TagValues);
  if (lake.tags.has(key)) throw invalid('Tag key already exists');
  if (values.length > MAX_VALUES_PER_CALL) throw invalid('At most 50 tag values per call are supported.');
  if (lake.tags.size >= MAX_TAGS) {
    throw new ServiceError('ResourceNumberLimitExceededException', 'The number of LF-Tags exceeds the account limit.');
  }
  lake.tags.set(key, { key, values, creator: call.caller.principal });
  const LFTag = { CatalogId: lake.account, TagKey: key, TagValues: ['*'] };
  for (const Permissions of [['ALTER', 'DROP', 'DESCRIBE', 'ASSOCIATE', 'GRANT_WITH_LF_TAG_EXPRESSION']]) {
    putRow(lake.rows, {
      Principal: { DataLakePrincipalIdentifier: call.caller.principal },
      Resource: { LFTag },
      Permissions,
      PermissionsWithGrantOption: Permissions,
      LastUpdated: call.now.toISOString(),
      LastUpdatedBy: call.caller.principal,
    });
  }
  call.world.version += 1;
  return {};
}

function mayChange(call: Call, lake: Lake, tag: TagRecord, permission: 'ALTER' | 'DROP'): boolean {
  if (isAdmin(call, lake) || tag.creator === call.caller.principal) return true;
  return heldRows(call).some(
    (row) =>
      row.Resource.LFTag?.TagKey.toLowerCase() === tag.key &&
      (row.Resource.LFTag.CatalogId ?? lake.account) === lake.account &&
      row.Permissions.includes(permission),
  );
}

/** A value that some resource carries cannot be deleted (T2). */
export function updateLFTag(input: UpdateLFTagRequest, call: Call): UpdateLFTagResponse {
  const { lake, tag } = tagOf(call, input.CatalogId, input.TagKey);
  if (!mayChange(call, lake, tag, 'ALTER')) throw denied();
  const added = folded(input.TagValuesToAdd);
  const removed = folded(input.TagValuesToDelete);
  if (added.length + removed.length === 0) throw invalid('Tag values to add or delete must be provided.');
  if (added.length > MAX_VALUES_PER_CALL || removed.length > MAX_VALUES_PER_CALL) {
    throw invalid('At most 50 tag values per call are supported.');
  }
  if (added.some((v) => removed.includes(v))) throw invalid('A tag value cannot be both added and deleted.');
  if (removed.some((v) => !tag.values.includes(v))) throw notFound('Tag or tag value does not exist.');
  for (const own of lake.assigned.values()) {
    if (removed.includes(own.get(tag.key) ?? '\u0000'))
      throw invalid('Update not allowed. Tag value is assigned to a resource.');
  }
  const values = folded([...tag.values.filter((v) => !removed.includes(v)), ...added]);
  if (values.length === 0) throw invalid('A tag must have at least one value.');
  if (values.length > MAX_VALUES) throw invalid('A tag can have at most 1000 values.');
  tag.values = values;
  call.world.version += 1;
  return {};
}

/** Deleting a key detaches it everywhere, in use or not; policies that name it stay and match nothing (T2, T9). */
export function deleteLFTag(input: DeleteLFTagRequest, call: Call): DeleteLFTagResponse {
  const { lake, tag } = tagOf(call, input.CatalogId, input.TagKey);
  if (!mayChange(call, lake, tag, 'DROP')) throw denied();
  lake.tags.delete(tag.key);
  for (const own of lake.assigned.values()) own.delete(tag.key);
  call.world.version += 1;
  return {};
}
