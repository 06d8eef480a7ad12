import type { DzDataProduct, DzListing } from '../model/datazone';
import { isBelow, s3Path } from '../model/mesh/locations';
import { pairText } from '../model/mesh/tags';
import { fail, ok, type Result } from '../model/result';
import type { AccessIndex } from './access-index';
import { locationOf } from './data-path';
import { dataZoneOf, domainKey, tablesOfListing, tablesOfProduct, type DataZoneIndex } from './datazone-index';
import { resolveResource, type Unresolved } from './resolve';
import { refText, type ResourceRef } from './resource-ref';

/** What a question about a resource covers: one object, or the several that a name stands for. */
export interface ResourceScope {
  text: string;
  refs: ResourceRef[];
  /** What the reader must know about the choice of `refs`. */
  remarks: string[];
}

/** Tables that one question looks at besides the object that it names. */
const TABLES_MAX = 1_000;

/**
 * As `resolveResource`, and `product:[PROJECT/]NAME` or the plain name of a data product or listing where nothing of the
 * catalog is called so. A tag value stands for its own rights and for the tables that carry it, an S3 prefix for its
 * location permissions and for the tables whose data lie below it.
 */
export function resourceScope(index: AccessIndex, text: string): Result<ResourceScope, Unresolved> {
  const wanted = /^product:(.*)$/i.exec(text.trim())?.[1];
  const found = wanted === undefined ? resolveResource(index, text) : undefined;
  if (found?.ok) {
    const below = [...taggedTables(index, found.value), ...tablesBelow(index, found.value)];
    return ok(scopeOf(refText(index, found.value), [found.value], below));
  }
  const products = productsCalled(dataZoneOf(index), (wanted ?? text).trim());
  if (products.length > 0) return ok(productScope(products));
  if (found) return found;
  return fail({
    code: 'RESOURCE_UNKNOWN',
    message: `No data product or listing in this snapshot is called ${wanted ?? ''}.`,
    wayOut: 'Check the name, or crawl the DataZone domain that publishes it.',
    candidates: [],
  });
}

function scopeOf(text: string, named: readonly ResourceRef[], tables: readonly number[]): ResourceScope {
  const shown = tables.slice(0, TABLES_MAX);
  const refs = [...named, ...shown.map((table): ResourceRef => ({ kind: 'table', table }))];
  const left = tables.length - shown.length;
  return { text, refs, remarks: left > 0 ? [`limit: ${String(left)} more tables of ${text} were not asked`] : [] };
}

function taggedTables({ mesh }: AccessIndex, ref: ResourceRef): number[] {
  if (ref.kind !== 'tag' || ref.value === undefined) return [];
  const { tags, catalog } = mesh;
  const pair = tags.pairs.find(pairText(ref.account, ref.key, ref.value));
  if (pair === undefined) return [];
  const carrying = tags.sets.map((set) => set.includes(pair));
  const carries = (table: number): boolean =>
    (carrying[tags.ofTable[table] ?? 0] ?? false) || (tags.ofColumns.get(table)?.some((set) => carrying[set]) ?? false);
  return catalog.tables.filter(({ id }) => carries(id)).map(({ id }) => id);
}

function tablesBelow({ mesh }: AccessIndex, ref: ResourceRef): number[] {
  if (ref.kind !== 'location') return [];
  const lies = (path: string | undefined): boolean => path !== undefined && isBelow(path, ref.path);
  return mesh.catalog.tables.filter((table) => lies(s3Path(locationOf(table)))).map(({ id }) => id);
}

interface Product {
  name: string;
  project: string;
  tables: number[];
}

/** Data products by name, `project/name` or id; listings of single assets where no product is called so. */
function productsCalled(dataZone: DataZoneIndex, wanted: string): Product[] {
  const lower = wanted.toLowerCase();
  const projectOf = (r: DzListing | DzDataProduct): string =>
    dataZone.projects.get(domainKey(r.domainId, r.owningProjectId))?.name ?? r.owningProjectId;
  const isCalled = (r: DzListing | DzDataProduct, ...ids: string[]): boolean =>
    ids.includes(wanted) || r.name.toLowerCase() === lower || `${projectOf(r)}/${r.name}`.toLowerCase() === lower;
  const listings = [...dataZone.listings.values()].filter((l) => isCalled(l, l.listingId, l.entityId));
  const listed = new Set(listings.map((l) => domainKey(l.domainId, l.entityId)));
  const inventory = [...dataZone.products.values()].filter(
    (p) => isCalled(p, p.id) && !listed.has(domainKey(p.domainId, p.id)),
  );
  const products = listings.filter((l) => l.kind === 'dataProduct');
  const chosen = products.length + inventory.length > 0 ? products : listings;
  return [
    ...chosen.map((l) => ({
      name: l.name,
      project: projectOf(l),
      tables: tablesOfListing(dataZone, l.domainId, l.listingId),
    })),
    ...inventory.map((p) => ({
      name: p.name,
      project: projectOf(p),
      tables: tablesOfProduct(dataZone, p.domainId, p.id),
    })),
  ];
}

/** Several products of one name are answered together; each can be asked for alone with its project in front. */
function productScope(products: readonly Product[]): ResourceScope {
  const names = products.map(({ name, project }) => `${name} of ${project}`);
  const scope = scopeOf(names.join(' and '), [], [...new Set(products.flatMap((p) => p.tables))]);
  const several = `ambiguous: ${String(products.length)} products are called so; ask for one as ${products.map(({ name, project }) => `product:${project}/${name}`).join(' or ')}`;
  const empty = products
    .filter((p) => p.tables.length === 0)
    .map((p) => `not-evaluated: ${p.name} of ${p.project} has no table in the Glue catalogs of this snapshot`);
  return { ...scope, remarks: [...scope.remarks, ...(products.length > 1 ? [several] : []), ...empty] };
}
