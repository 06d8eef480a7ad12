import type { DzAsset, DzDataProduct, DzProject } from '../../../core/model/datazone';
import type { Layer, LayerRecords } from '../../../core/model/snapshot';
import type { Input, Output } from '../../aws/services';
import { CallError } from '../../aws/errors';
import type { DomainSeat } from './datazone';
import { assetOf, listingOf, productOf, termOf } from './datazone-records';
import { lineageSeedOf } from './lineage-nodes';
import type { CrawlRun } from './run';
import { beside } from './run';

type SearchItem = NonNullable<Output<'datazone:Search'>['items']>[number];

/** The published view with its forms inline. Answers the ids of what is published. */
export async function readListings(
  run: CrawlRun,
  { id: domainIdentifier, member }: DomainSeat,
  seeds: Set<string>,
): Promise<ReadonlySet<string>> {
  const published = new Set<string>();
  if (!run.wants('dz-listings', 'dz-products', 'lineage-nodes')) return published;
  await run.read(member, 'dz-listings', () =>
    run.eachPage(
      'datazone:SearchListings',
      member,
      { domainIdentifier, additionalAttributes: ['FORMS'] },
      async (page) => {
        const records = definedOnes((page.items ?? []).map((item) => listingOf(domainIdentifier, item)));
        for (const listing of records) {
          published.add(listing.entityId);
          if (listing.kind === 'asset') seeds.add(lineageSeedOf(listing.entityId, listing));
        }
        await run.append(member, 'dz-listings', records);
      },
      'early',
    ),
  );
  return published;
}

/** The inventory: assets with their forms, products (members of unpublished ones read singly) and glossary terms. */
export async function readDomainCatalog(
  run: CrawlRun,
  seat: DomainSeat,
  projects: Promise<readonly DzProject[]>,
  published: Promise<ReadonlySet<string>>,
  seeds: Set<string>,
): Promise<void> {
  const { id: domainIdentifier, member } = seat;
  const pieces: Promise<unknown>[] = [];
  if (run.wants('dz-assets', 'lineage-nodes')) {
    const input = { domainIdentifier, searchScope: 'ASSET' as const, additionalAttributes: ['FORMS' as const] };
    const take = (records: DzAsset[]): Promise<void> => {
      for (const asset of records) seeds.add(lineageSeedOf(asset.identifier, asset));
      return run.append(member, 'dz-assets', records);
    };
    pieces.push(searchAll(run, seat, 'dz-assets', input, projects, (item) => assetOf(domainIdentifier, item), take));
  }
  if (run.wants('dz-terms')) {
    const input = { domainIdentifier, searchScope: 'GLOSSARY_TERM' as const };
    pieces.push(searchAll(run, seat, 'dz-terms', input, projects, (item) => termOf(domainIdentifier, item)));
  }
  if (run.wants('dz-products')) {
    const input = { domainIdentifier, searchScope: 'DATA_PRODUCT' as const };
    const below: Promise<unknown>[] = [];
    const take = async (records: DzDataProduct[]): Promise<void> => {
      const known = await published;
      await run.append(
        member,
        'dz-products',
        records.filter((p) => known.has(p.id)),
      );
      below.push(...records.filter((p) => !known.has(p.id)).map((p) => beside(readProduct(run, seat, p))));
    };
    pieces.push(
      searchAll(run, seat, 'dz-products', input, projects, (item) => productOf(domainIdentifier, item), take).then(() =>
        Promise.all(below),
      ),
    );
  }
  await Promise.all(pieces);
}

/**
 * Search over the whole domain, or, where the service wants a project, once per project (facts datazone 1.3; which of the
 * two holds is unverified).
 */
async function searchAll<L extends Layer>(
  run: CrawlRun,
  { member }: DomainSeat,
  layer: L,
  input: Input<'datazone:Search'>,
  projects: Promise<readonly DzProject[]>,
  toRecord: (item: SearchItem) => LayerRecords[L] | undefined,
  take: (records: LayerRecords[L][]) => Promise<void> = (records) => run.append(member, layer, records),
): Promise<void> {
  const search = (more: object): Promise<void> =>
    run.eachPage('datazone:Search', member, { ...input, ...more }, (page) =>
      take(definedOnes((page.items ?? []).map(toRecord))),
    );
  let perProject = false;
  await run.read(member, layer, async () => {
    try {
      await search({});
    } catch (error) {
      if (!(error instanceof CallError) || error.kind !== 'INVALID') throw error;
      perProject = true;
    }
  });
  if (!perProject) return;
  await Promise.all(
    (await projects).map((project) =>
      run.read(member, layer, () => search({ owningProjectIdentifier: project.id }), project.name),
    ),
  );
}

async function readProduct(
  run: CrawlRun,
  { id: domainIdentifier, member }: DomainSeat,
  product: DzDataProduct,
): Promise<void> {
  const full = await run.fetch(
    member,
    'dz-products',
    () => run.call('datazone:GetDataProduct', member, { domainIdentifier, identifier: product.id }),
    product.name,
  );
  const { status, items } = (full ?? {}) as Partial<DzDataProduct>;
  await run.append(member, 'dz-products', [{ ...product, ...(status ? { status } : {}), ...(items ? { items } : {}) }]);
}

const definedOnes = <T>(items: readonly (T | undefined)[]): T[] =>
  items.filter((item): item is T & {} => item !== undefined);
