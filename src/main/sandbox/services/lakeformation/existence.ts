import { ALL_TABLES } from '../../../../core/model/keys';
import type { Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { filterKey, findDatabase, findTable, lakeOfCatalog } from '../../state/lake';
import { catalogIdOf } from '../../state/resource-key';
import { denied, invalid, notFound } from './authority';

/** Exactly one member of the union must be set. */
export function requireOneMember(resource: Resource): void {
  const set = Object.values(resource).filter((member) => member !== undefined);
  if (set.length !== 1) throw invalid('Resource must have exactly one member set.');
}

/** What is missing about a resource, in the service's words; undefined if it exists. Catalog ids are written out. */
export function missing(call: Call, resource: Resource): string | undefined {
  const catalog = catalogIdOf(resource, call.caller.account);
  const lake = lakeOfCatalog(call.world, catalog, call.region);
  const { Catalog, Database, DataCellsFilter, LFTag, LFTagExpression } = resource;
  const table = resource.Table ?? resource.TableWithColumns;
  if (Catalog) return !catalog.includes(':') || lake.catalogs.has(catalog) ? undefined : 'Catalog not found.';
  if (Database) return findDatabase(lake, catalog, Database.Name) ? undefined : 'Database not found.';
  if (table) {
    if (!findDatabase(lake, catalog, table.DatabaseName)) return 'Database not found.';
    const all =
      resource.Table?.TableWildcard !== undefined || (table.Name === ALL_TABLES && resource.Table === undefined);
    return all || findTable(lake, catalog, table.DatabaseName, table.Name ?? '') ? undefined : 'Table not found.';
  }
  if (DataCellsFilter)
    return lake.filters.has(filterKey(DataCellsFilter, catalog)) ? undefined : 'Data cells filter not found.';
  if (LFTag) {
    const tag = lake.tags.get(LFTag.TagKey.toLowerCase());
    const known = tag && LFTag.TagValues.every((v) => v === '*' || tag.values.includes(v.toLowerCase()));
    return known ? undefined : 'Tag or tag value does not exist.';
  }
  if (LFTagExpression)
    return lake.expressions.has(LFTagExpression.Name.toLowerCase()) ? undefined : 'LF-Tag expression not found.';
  return undefined;
}

/** For reads: a missing resource and an invisible one answer alike (facts 1). */
export function requireResource(call: Call, resource: Resource): void {
  requireOneMember(resource);
  if (missing(call, resource) !== undefined) throw denied();
}

/** For writes. */
export function requireExisting(call: Call, resource: Resource): void {
  requireOneMember(resource);
  const message = missing(call, resource);
  if (message !== undefined) throw notFound(message);
}
