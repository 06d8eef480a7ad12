import type {
  GetCatalogRequest,
  GetCatalogResponse,
  GetCatalogsRequest,
  GetCatalogsResponse,
} from '@aws-sdk/client-glue';
import type { GlueCatalog } from '../../../../core/model/glue';
import type { Call } from '../../service';
import { withDates } from '../../state/dates';
import type { Lake } from '../../state/lake';
import { pageOf } from '../../state/paging';
import { seesCatalog } from '../lakeformation/visibility';
import { catalogOf, invalid } from './requests';

/** The account's default catalog, which exists without a record of its own. */
const rootCatalog = (lake: Lake): GlueCatalog => ({
  CatalogId: lake.account,
  Name: lake.account,
  ResourceArn: `arn:${lake.partition}:glue:${lake.region}:${lake.account}:catalog`,
});

const parentOf = (catalogId: string): string => {
  const slash = catalogId.lastIndexOf('/');
  return slash > 0 ? catalogId.slice(0, slash) : (catalogId.split(':', 1)[0] ?? '');
};

const listed = (lake: Lake, catalog: GlueCatalog): GlueCatalog => ({
  ResourceArn: `arn:${lake.partition}:glue:${lake.region}:${lake.account}:catalog/${catalog.CatalogId.split(':').slice(1).join(':')}`,
  ...catalog,
});

/** GetCatalogs: children of the parent (default: the account), all levels with Recursive; the root only with IncludeRoot. */
export function getCatalogs(input: GetCatalogsRequest, call: Call): GetCatalogsResponse {
  const { ParentCatalogId, Recursive, IncludeRoot, HasDatabases } = input;
  if (IncludeRoot && ParentCatalogId !== undefined)
    throw invalid('IncludeRoot cannot be used together with ParentCatalogId.');
  const { lake, catalog: parent } = catalogOf(call, ParentCatalogId);
  const below = (c: GlueCatalog): boolean => {
    if (!Recursive) return parentOf(c.CatalogId) === parent;
    return parent === lake.account || c.CatalogId.startsWith(`${parent}/`);
  };
  const databases = new Set([...lake.databases.values()].map((d) => d.CatalogId));
  const list = [
    ...(IncludeRoot ? [rootCatalog(lake)] : []),
    ...[...lake.catalogs.values()].filter((c) => below(c) && seesCatalog(call, lake, c)).map((c) => listed(lake, c)),
  ].filter((c) => HasDatabases !== true || databases.has(c.CatalogId));
  const bind = { parent, Recursive, IncludeRoot, HasDatabases };
  const page = pageOf({ call, bind, token: input.NextToken, limit: input.MaxResults, max: 1000 }, list);
  return { CatalogList: withDates(page.items), NextToken: page.token };
}

export function getCatalog(input: GetCatalogRequest, call: Call): GetCatalogResponse {
  const { lake, catalog } = catalogOf(call, input.CatalogId);
  const found = lake.catalogs.get(catalog);
  return { Catalog: withDates(found ? listed(lake, found) : rootCatalog(lake)) };
}
