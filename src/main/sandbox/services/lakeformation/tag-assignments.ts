import type {
  AddLFTagsToResourceRequest,
  AddLFTagsToResourceResponse,
  GetResourceLFTagsRequest,
  GetResourceLFTagsResponse,
  LFTagError,
  RemoveLFTagsFromResourceRequest,
  RemoveLFTagsFromResourceResponse,
} from '@aws-sdk/client-lakeformation';
import { databaseKey, tableKey } from '../../../../core/model/keys';
import type { LFTagPair, Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { ServiceError } from '../../service';
import { columnNames, findDatabase, findTable, lakeOfCatalog } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { catalogIdOf, withCatalogId } from '../../state/resource-key';
import { assign, columnKey } from '../../state/tags';
import { denied, heldRows, invalid, isAdmin, notFound, requestedCatalog } from './authority';
import { requireOneMember } from './existence';
import { inFlight } from './in-flight';
import { databaseAnswer, tableAnswer } from './tag-places';
import { seesDatabase, seesTable } from './visibility';

const MAX_ON_RESOURCE = 50;

interface Tagged {
  lake: Lake;
  resource: Resource;
  /** Where tags go: the database, the table, or each named column. */
  places: string[];
}

function placesOf(call: Call, given: Resource, catalogId: string | undefined): Tagged {
  requireOneMember(given);
  const resource = withCatalogId(given, requestedCatalog(call, catalogId));
  const catalog = catalogIdOf(resource, call.caller.account);
  const lake = lakeOfCatalog(call.world, catalog, call.region);
  const named = resource.Table ?? resource.TableWithColumns;
  if (resource.Database) {
    const database = findDatabase(lake, catalog, resource.Database.Name);
    if (!database || !seesDatabase(call, lake, database)) throw notFound('Database not found.');
    return { lake, resource, places: [databaseKey(catalog, database.Name)] };
  }
  if (!named || resource.Table?.TableWildcard)
    throw invalid('LF-Tags can be attached to databases, tables and columns only.');
  const table = findTable(lake, catalog, named.DatabaseName, named.Name ?? '');
  if (!table || !seesTable(call, lake, table)) throw notFound('Table not found.');
  const place = tableKey(catalog, table.DatabaseName, table.Name);
  if (!resource.TableWithColumns) return { lake, resource, places: [place] };
  const { regular, partition } = columnNames(table);
  const known = new Set([...regular, ...partition].map((c) => c.toLowerCase()));
  const columns = resource.TableWithColumns.ColumnNames ?? [];
  for (const column of columns) if (!known.has(column.toLowerCase())) throw notFound(`Column ${column} not found.`);
  if (columns.length === 0) throw invalid('ColumnNames must be specified.');
  return { lake, resource, places: columns.map((column) => columnKey(place, column)) };
}

/** GetResourceLFTags: with inheritance, or with ShowAssignedLFTags only what is set at that level. */
export function getResourceLFTags(input: GetResourceLFTagsRequest, call: Call): GetResourceLFTagsResponse {
  const { lake, resource } = placesOf(call, (input.Resource ?? {}) as Resource, input.CatalogId);
  const catalog = catalogIdOf(resource, lake.account);
  if (resource.Database) {
    const database = findDatabase(lake, catalog, resource.Database.Name);
    return database ? databaseAnswer(lake, database) : {};
  }
  const named = resource.Table ?? resource.TableWithColumns;
  const table = named && findTable(lake, catalog, named.DatabaseName, named.Name ?? '');
  if (!table) return {};
  const answer = tableAnswer(lake, table, input.ShowAssignedLFTags ?? false);
  const asked = resource.TableWithColumns?.ColumnNames?.map((c) => c.toLowerCase());
  if (!asked) return answer;
  const columns = answer.LFTagsOnColumns?.filter((c) => asked.includes(c.Name.toLowerCase()));
  return { ...answer, LFTagsOnColumns: columns };
}

/** ASSOCIATE on key and value: as administrator for tags it (or nobody in particular) made, as creator, or by a row (I1, T12). */
function mayAssociate(call: Call, lake: Lake, pair: LFTagPair): boolean {
  const tag = lake.tags.get(pair.TagKey.toLowerCase());
  if (tag?.creator === call.caller.principal || (isAdmin(call, lake) && tag?.creator === undefined)) return true;
  return heldRows(call).some(({ Resource: { LFTag: held }, Permissions }) => {
    if (!held || (held.CatalogId ?? lake.account) !== lake.account || !Permissions.includes('ASSOCIATE')) return false;
    const covers = (value: string): boolean =>
      held.TagValues.some((v) => v === '*' || v.toLowerCase() === value.toLowerCase());
    return held.TagKey.toLowerCase() === pair.TagKey.toLowerCase() && pair.TagValues.every(covers);
  });
}

const DATABASE_SET = ['DESCRIBE', 'CREATE_TABLE', 'ALTER', 'DROP'];
const TABLE_SET = ['DESCRIBE', 'ALTER', 'DROP', 'INSERT', 'SELECT', 'DELETE'];

/** Owner, Super with grant option, or the full grantable set (T12). DROP is not asked of other accounts on a database. */
function mayTag(call: Call, { lake, resource }: Tagged): boolean {
  if (isAdmin(call, lake)) return true;
  const named = resource.Table ?? resource.TableWithColumns;
  const name = (resource.Database?.Name ?? named?.Name ?? '').toLowerCase();
  const grantable = new Set<string>();
  for (const { Resource: r, PermissionsWithGrantOption: options } of heldRows(call)) {
    const table = r.Table ?? r.TableWithColumns;
    const sameTable =
      table?.DatabaseName.toLowerCase() === named?.DatabaseName.toLowerCase() &&
      (table?.Name?.toLowerCase() === name || r.Table?.TableWildcard !== undefined || table?.Name === 'ALL_TABLES');
    const same = resource.Database ? r.Database?.Name.toLowerCase() === name : table !== undefined && sameTable;
    if (same && catalogIdOf(r, lake.account) === catalogIdOf(resource, lake.account))
      for (const p of options ?? []) grantable.add(p);
  }
  const external = call.caller.account !== lake.account;
  const needed = resource.Database ? DATABASE_SET.filter((p) => p !== 'DROP' || !external) : TABLE_SET;
  return grantable.has('ALL') || needed.every((p) => grantable.has(p));
}

const failure = (pair: LFTagPair, error: ServiceError): LFTagError => ({
  LFTag: { CatalogId: pair.CatalogId, TagKey: pair.TagKey, TagValues: pair.TagValues },
  Error: { ErrorCode: error.name, ErrorMessage: error.message },
});

/** Why this tag cannot be put on or taken off here; undefined if it can. */
function refusal(call: Call, lake: Lake, pair: LFTagPair): ServiceError | undefined {
  const tag = lake.tags.get(pair.TagKey.toLowerCase());
  if ((pair.CatalogId ?? lake.account) !== lake.account)
    return invalid('The LF-Tag and the resource must belong to the same account.');
  const known = tag && pair.TagValues.every((v) => tag.values.includes(v.toLowerCase()));
  if (!known) return notFound('Tag or tag value does not exist.');
  if (!mayAssociate(call, lake, pair))
    return new ServiceError('AccessDeniedException', 'Insufficient Lake Formation permission(s) on LF-Tag.');
  return undefined;
}

type TagRequest = AddLFTagsToResourceRequest | RemoveLFTagsFromResourceRequest;

async function change(
  input: TagRequest,
  call: Call,
  one: (tagged: Tagged, pair: LFTagPair) => ServiceError | undefined,
): Promise<LFTagError[]> {
  const list = (input.LFTags ?? []) as LFTagPair[];
  if (list.length > MAX_ON_RESOURCE) throw invalid('At most 50 LF-Tags can be assigned to a resource.');
  const tagged = placesOf(call, (input.Resource ?? {}) as Resource, input.CatalogId);
  if (!mayTag(call, tagged)) throw denied();
  return inFlight(call, [`tags:${tagged.places[0] ?? ''}`], () => {
    const failures = list.flatMap((pair) => {
      const error = refusal(call, tagged.lake, pair) ?? one(tagged, pair);
      return error ? [failure(pair, error)] : [];
    });
    call.world.version += 1;
    return failures;
  });
}

/** One value per key: a second value of a key replaces the first (T2). Failures come with a 200. */
export async function addLFTagsToResource(
  input: AddLFTagsToResourceRequest,
  call: Call,
): Promise<AddLFTagsToResourceResponse> {
  const Failures = await change(input, call, ({ lake, places }, pair) => {
    const [value, ...others] = pair.TagValues;
    if (value === undefined || others.length > 0) return invalid('Exactly one value per LF-Tag can be assigned.');
    for (const place of places) {
      const own = lake.assigned.get(place);
      if ((own?.size ?? 0) >= MAX_ON_RESOURCE && !own?.has(pair.TagKey.toLowerCase())) {
        return invalid('At most 50 LF-Tags can be assigned to a resource.');
      }
    }
    for (const place of places) assign(lake.assigned, place, pair.TagKey, value);
    return undefined;
  });
  return { Failures };
}

/** Removes what is assigned here; an inherited value cannot be removed from below. */
export async function removeLFTagsFromResource(
  input: RemoveLFTagsFromResourceRequest,
  call: Call,
): Promise<RemoveLFTagsFromResourceResponse> {
  const Failures = await change(input, call, ({ lake, places }, pair) => {
    const key = pair.TagKey.toLowerCase();
    const carries = (place: string): boolean => {
      const value = lake.assigned.get(place)?.get(key);
      return (
        value !== undefined && (pair.TagValues.length === 0 || pair.TagValues.some((v) => v.toLowerCase() === value))
      );
    };
    if (!places.every(carries)) return notFound('Tag or tag value is not assigned to the resource.');
    for (const place of places) lake.assigned.get(place)?.delete(key);
    return undefined;
  });
  return { Failures };
}
