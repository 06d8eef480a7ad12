import type {
  DzAssetFilter,
  DzSubscription,
  DzSubscriptionGrant,
  DzSubscriptionRequest,
} from '../../../core/model/datazone';
import type { DomainSeat } from './datazone';
import { assetsOfListing, subscribedListing, withDomain } from './datazone-records';
import type { CrawlRun } from './run';

/** Without a status these lists show only one of their states (facts datazone 1.1), so each is asked for by name. */
type RequestStatus = 'PENDING' | 'ACCEPTED' | 'REJECTED';
type SubscriptionStatus = 'APPROVED' | 'REVOKED' | 'CANCELLED';

/** What the first picture needs: open requests and subscriptions in force. Answers the assets asked for or subscribed to. */
export async function readEarlySubscriptions(run: CrawlRun, seat: DomainSeat): Promise<Set<string>> {
  const assets = new Set<string>();
  await Promise.all([
    run.wants('dz-requests', 'dz-filters') ? readRequests(run, seat, 'PENDING', 'early', assets) : undefined,
    run.wants('dz-subscriptions', 'dz-filters') ? readSubscriptions(run, seat, 'APPROVED', 'early', assets) : undefined,
  ]);
  return assets;
}

/** The other states, the grants, and the filters of assets that somebody subscribed to or asks for. */
export async function readLateSubscriptions(
  run: CrawlRun,
  seat: DomainSeat,
  early: Promise<Set<string>>,
): Promise<void> {
  const pieces: Promise<unknown>[] = [];
  const others = new Set<string>();
  if (run.wants('dz-requests')) {
    pieces.push(readRequests(run, seat, 'ACCEPTED'), readRequests(run, seat, 'REJECTED'));
  }
  if (run.wants('dz-subscriptions')) {
    pieces.push(
      readSubscriptions(run, seat, 'REVOKED', 'background', others),
      readSubscriptions(run, seat, 'CANCELLED', 'background', others),
    );
  }
  const filtered = new Set<string>();
  if (run.wants('dz-grants', 'dz-filters')) pieces.push(readGrants(run, seat, filtered));
  await Promise.all(pieces);
  if (!run.wants('dz-filters')) return;
  const assets = new Set([...(await early), ...filtered]);
  await Promise.all([...assets].map((asset) => readFilters(run, seat, asset)));
}

function readRequests(
  run: CrawlRun,
  { id: domainIdentifier, member }: DomainSeat,
  status: RequestStatus,
  priority: 'early' | 'background' = 'background',
  assets = new Set<string>(),
): Promise<boolean> {
  return run.read(
    member,
    'dz-requests',
    () =>
      run.eachPage(
        'datazone:ListSubscriptionRequests',
        member,
        { domainIdentifier, status },
        async (page) => {
          const records = withDomain<DzSubscriptionRequest>(domainIdentifier, page.items);
          for (const asset of records.flatMap((r) => r.subscribedListings.flatMap(assetsOfListing))) assets.add(asset);
          await run.append(
            member,
            'dz-requests',
            records.map((request) => ({
              ...request,
              subscribedListings: request.subscribedListings.map(subscribedListing),
            })),
          );
        },
        priority,
      ),
    status,
  );
}

function readSubscriptions(
  run: CrawlRun,
  { id: domainIdentifier, member }: DomainSeat,
  status: SubscriptionStatus,
  priority: 'early' | 'background',
  assets: Set<string>,
): Promise<boolean> {
  return run.read(
    member,
    'dz-subscriptions',
    () =>
      run.eachPage(
        'datazone:ListSubscriptions',
        member,
        { domainIdentifier, status },
        async (page) => {
          const records = withDomain<DzSubscription>(domainIdentifier, page.items);
          for (const record of records)
            for (const asset of assetsOfListing(record.subscribedListing)) assets.add(asset);
          await run.append(
            member,
            'dz-subscriptions',
            records.map((record) => ({ ...record, subscribedListing: subscribedListing(record.subscribedListing) })),
          );
        },
        priority,
      ),
    status,
  );
}

function readGrants(
  run: CrawlRun,
  { id: domainIdentifier, member }: DomainSeat,
  filtered: Set<string>,
): Promise<boolean> {
  return run.read(member, 'dz-grants', () =>
    run.eachPage('datazone:ListSubscriptionGrants', member, { domainIdentifier }, async (page) => {
      const records = withDomain<DzSubscriptionGrant>(domainIdentifier, page.items);
      for (const grant of records) {
        for (const asset of grant.assets ?? []) if (asset.assetScope?.filterIds?.length) filtered.add(asset.assetId);
      }
      await run.append(member, 'dz-grants', records);
    }),
  );
}

function readFilters(
  run: CrawlRun,
  { id: domainIdentifier, member }: DomainSeat,
  assetIdentifier: string,
): Promise<boolean> {
  return run.read(
    member,
    'dz-filters',
    () =>
      run.eachPage('datazone:ListAssetFilters', member, { domainIdentifier, assetIdentifier }, (page) =>
        run.append(member, 'dz-filters', withDomain<DzAssetFilter>(domainIdentifier, page.items)),
      ),
    assetIdentifier,
  );
}
