import type { ListPermissionsRequest, ListPermissionsResponse } from '@aws-sdk/client-lakeformation';
import type { PermissionRow, Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { withDates } from '../../state/dates';
import { lakesIn } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { pageOfStream } from '../../state/paging';
import { catalogIdOf, resourceKey, withCatalogId } from '../../state/resource-key';
import { scanRows } from '../../state/rows';
import { callerLake, heldRows, invalid, requestedCatalog, seesAll, visibleTo } from './authority';
import { computedPermissions } from './computed-permissions';
import { requireOneMember, requireResource } from './existence';
import { sharesWith } from './oracle/principals';

/** Does a row fit `ResourceType`? LF_TAG_POLICY was seen to return DATABASE policies only (LP3). */
function fitsType(call: Call, type: string, { Resource: r }: PermissionRow): boolean {
  const policy = r.LFTagPolicy;
  switch (type) {
    case 'CATALOG':
      return r.Catalog !== undefined;
    case 'DATABASE':
      return r.Database !== undefined;
    case 'TABLE':
      return r.Table !== undefined || r.TableWithColumns !== undefined;
    case 'DATA_LOCATION':
      return r.DataLocation !== undefined;
    case 'LF_TAG':
      return r.LFTag !== undefined;
    case 'LF_TAG_POLICY':
      return (
        policy !== undefined && (call.variants['tag-policy-type'] === 'both' || policy.ResourceType === 'DATABASE')
      );
    case 'LF_TAG_POLICY_DATABASE':
      return policy?.ResourceType === 'DATABASE';
    case 'LF_TAG_POLICY_TABLE':
      return policy?.ResourceType === 'TABLE';
    case 'LF_NAMED_TAG_EXPRESSION':
      return r.LFTagExpression !== undefined;
    default:
      throw invalid(`Unsupported resource type ${type}.`);
  }
}

/** Rows about one resource: the table asked for answers with its Table and TableWithColumns rows (LP4), filters on demand (LP8). */
function isAbout(asked: Resource, row: PermissionRow, account: string, related: boolean): boolean {
  const r = row.Resource;
  if (!asked.Table) return resourceKey(r, account) === resourceKey(asked, account);
  const table = asked.Table.TableWildcard ? '*' : (asked.Table.Name ?? '').toLowerCase();
  const place = (catalog: string | undefined, database: string | undefined, name: string | undefined): string =>
    `${catalog ?? account}/${(database ?? '').toLowerCase()}/${(name ?? '').toLowerCase()}`;
  const wanted = place(asked.Table.CatalogId, asked.Table.DatabaseName, table);
  if (r.Table)
    return place(r.Table.CatalogId, r.Table.DatabaseName, r.Table.TableWildcard ? '*' : r.Table.Name) === wanted;
  if (r.TableWithColumns) {
    const name = r.TableWithColumns.Name === 'ALL_TABLES' ? '*' : r.TableWithColumns.Name;
    return place(r.TableWithColumns.CatalogId, r.TableWithColumns.DatabaseName, name) === wanted;
  }
  const filter = r.DataCellsFilter;
  return (
    related && filter !== undefined && place(filter.TableCatalogId, filter.DatabaseName, filter.TableName) === wanted
  );
}

/**
 * Which catalogs the listing covers. Without CatalogId (or with the account's own id): everything, or under
 * `foreign-rows-in-raw-list=no` only the default catalog. With another id: that catalog alone (open point 12).
 */
function fitsCatalog(call: Call, catalogId: string, row: PermissionRow): boolean {
  const catalog = catalogIdOf(row.Resource, call.caller.account);
  if (catalogId !== call.caller.account) return catalog === catalogId;
  return call.variants['foreign-rows-in-raw-list'] === 'yes' || catalog === catalogId;
}

/** Rows of other accounts that this account sees: shares for its administrators (X1), direct grants for the recipient alone (LP13). */
function foreignRow(call: Call, row: PermissionRow, all: boolean): PermissionRow | undefined {
  if (row.Principal.DataLakePrincipalIdentifier === call.caller.principal) return row;
  return all && sharesWith(call.world, call.caller.account, row) ? row : undefined;
}

/** Walks the account's own rows, then those of others; `at` = lake index × 2^32 + seq. */
function* visibleRows(call: Call, at: number): Generator<{ at: number; item: PermissionRow }> {
  const own = callerLake(call);
  const all = seesAll(call, own);
  const held = all ? [] : heldRows(call);
  const lakes: Lake[] = [own, ...lakesIn(call.world, call.region).filter((lake) => lake !== own)];
  const step = 2 ** 32;
  for (let index = Math.floor(at / step); index < lakes.length; index++) {
    const lake = lakes[index];
    if (!lake) continue;
    for (const { seq, row } of scanRows(lake.rows, index * step <= at ? at % step : 0)) {
      const seen = lake === own ? (all ? row : visibleTo(call, held, row)) : foreignRow(call, row, all);
      if (seen) yield { at: index * step + seq, item: seen };
    }
  }
}

/**
 * ListPermissions. Without Resource: the raw inventory (LP1). With Resource: the explicit rows on it. With Principal and
 * Resource: what the naive evaluator says the principal can do.
 */
export function listPermissions(input: ListPermissionsRequest, call: Call): ListPermissionsResponse {
  const { Principal, MaxResults, NextToken, ...bind } = input;
  const Resource = input.Resource as Resource | undefined;
  const catalogId = requestedCatalog(call, input.CatalogId);
  if (Principal && !Resource) throw invalid('Resource is mandatory if Principal is set in the input.');
  if (Resource?.TableWithColumns) {
    throw invalid(
      'This operation does not support getting privileges on a table with columns. Instead, call this operation on the table, and the operation returns the table and the table w columns.',
    );
  }
  if (Resource) requireOneMember(Resource);
  const paging = { call, bind: { Principal, ...bind }, token: NextToken, limit: MaxResults, max: 1000 };
  const asked = Resource ? withCatalogId(Resource, catalogId) : undefined;
  if (asked) requireResource(call, asked);
  if (Principal && asked) {
    const rows = computedPermissions(call, Principal.DataLakePrincipalIdentifier ?? '', asked);
    const page = pageOfStream(paging, function* (from) {
      for (let at = from; at < rows.length; at++) yield { at, item: rows[at] as PermissionRow };
    });
    return { PrincipalResourcePermissions: withDates(page.items), NextToken: page.token };
  }
  const related = input.IncludeRelated?.toUpperCase() === 'TRUE';
  const type = input.ResourceType;
  const page = pageOfStream(paging, function* (from) {
    for (const { at, item } of visibleRows(call, from)) {
      if (asked ? !isAbout(asked, item, call.caller.account, related) : !fitsCatalog(call, catalogId, item)) continue;
      if (!asked && item.Resource.DataCellsFilter && call.variants['filters-in-raw-list'] === 'no') continue;
      if (type !== undefined && !fitsType(call, type, item) && !(related && item.Resource.DataCellsFilter)) continue;
      yield { at, item };
    }
  });
  return { PrincipalResourcePermissions: page.items.map((row) => withDates(row)), NextToken: page.token };
}
