import { describe, expect, it } from 'vitest';
import { assetsOfListing } from '../../../src/main/usecases/crawl/datazone-records';
import type { DomainCounts, LakeCounts } from '../../../src/main/usecases/crawl/planned-calls';
import { plannedDomainCalls, plannedLakeCalls } from '../../../src/main/usecases/crawl/planned-calls';
import { halcyonWorld } from '../../../src/main/sandbox/halcyon';
import type { Layer, LayerRecords, Member } from '../../../src/core/model/snapshot';
import type { MemoryHost } from '../../unit/crawl/memory-host';
import { withSandbox } from '../../support/sandbox';
import { administrators, awsOf, crawlAll } from './open-halcyon';

describe('calls of a crawl', () => {
  it('are those of the plan, within five percent', async () => {
    await withSandbox({ world: halcyonWorld() }, async (sandbox) => {
      const aws = awsOf(sandbox);
      const members = await administrators(aws);
      const { host } = await crawlAll(aws, members);
      aws.close();
      const lakes = members.map((member) => plannedLakeCalls(lakeCounts(host, member)));
      const planned = {
        lakeformation: lakes.reduce((sum, one) => sum + one.lakeformation, 0),
        glue: lakes.reduce((sum, one) => sum + one.glue, 0),
        // One ListDomains per member.
        datazone: members.length + plannedDomainCalls(domainCounts(host)),
      };
      for (const [service, calls] of Object.entries(planned)) {
        expect([service, host.calls[service]! / calls]).toEqual([service, expect.closeTo(1, 0)]);
        expect([service, host.calls[service]! / calls <= 1.05]).toEqual([service, true]);
      }
    });
  });
});

function of<L extends Layer>(host: MemoryHost, member: Member, layer: L): LayerRecords[L][] {
  return (host.parts.get(member.id)?.get(layer) ?? []) as LayerRecords[L][];
}

function lakeCounts(host: MemoryHost, member: Member): LakeCounts {
  const own = (id: string | undefined): boolean => (id ?? member.account).split(':')[0] === member.account;
  const tables = of(host, member, 'tables');
  const databases = of(host, member, 'databases').filter((d) => own(d.CatalogId));
  const real = databases.filter((d) => !d.TargetDatabase);
  const catalogs = [...new Set([member.account, ...real.map((d) => d.CatalogId ?? member.account)])];
  const assignments = of(host, member, 'tag-assignments');
  const carries = (key: string, kind: 'Database' | 'Table'): number =>
    assignments.filter((a) => a.Resource[kind] && JSON.stringify(a).includes(`"TagKey":"${key}"`)).length;
  const tags = of(host, member, 'tags');
  return {
    permissions: of(host, member, 'permissions').length,
    locations: of(host, member, 'locations').length,
    optIns: of(host, member, 'opt-ins').length,
    tags: tags
      .filter((t) => own(t.CatalogId))
      .map((t) => ({
        values: t.TagValues.length,
        databases: carries(t.TagKey, 'Database'),
        tables: carries(t.TagKey, 'Table'),
      })),
    sharedTags: tags.filter((t) => !own(t.CatalogId)).length,
    expressions: of(host, member, 'tag-expressions').length,
    filters: of(host, member, 'data-filters').length,
    tablesToCrossCheck: 0,
    catalogs: catalogs.map((id) =>
      real
        .filter((d) => (d.CatalogId ?? member.account) === id)
        .map((d) => tables.filter((t) => t.DatabaseName === d.Name && (t.CatalogId ?? member.account) === id).length),
    ),
    linkDatabases: databases.length - real.length,
    policies: of(host, member, 'resource-policies').length,
    connections: of(host, member, 'connections').length,
    crawlers: of(host, member, 'crawlers').length,
    jobs: of(host, member, 'jobs').length,
  };
}

function domainCounts(host: MemoryHost): DomainCounts {
  const count = <L extends Layer>(layer: L, keep: (record: LayerRecords[L]) => boolean = () => true): number =>
    host.records(layer).filter(keep).length;
  const entities = (type: string): number => count('dz-entities', (e) => e.entityType === type);
  const published = new Set(host.records('dz-listings').map((l) => l.entityId));
  const subscribed = new Set([
    ...host
      .records('dz-requests')
      .filter((r) => r.status === 'PENDING')
      .flatMap((r) => r.subscribedListings.flatMap(assetsOfListing)),
    ...host
      .records('dz-subscriptions')
      .filter((s) => s.status === 'APPROVED')
      .flatMap((s) => assetsOfListing(s.subscribedListing)),
    ...host
      .records('dz-grants')
      .flatMap((g) => (g.assets ?? []).filter((a) => a.assetScope?.filterIds?.length).map((a) => a.assetId)),
  ]);
  return {
    units: count('dz-units'),
    rules: host
      .records('dz-units')
      .map(({ id }) => count('dz-rules', (r) => r.target.domainUnitTarget?.domainUnitId === id)),
    accounts: host.parts.size,
    blueprintConfigurations: entities('ENVIRONMENT_BLUEPRINT_CONFIGURATION'),
    environmentProfiles: entities('ENVIRONMENT_PROFILE'),
    assetTypes: [
      count('dz-entities', (e) => e.managed === true),
      count('dz-entities', (e) => e.entityType === 'ASSET_TYPE' && e.managed !== true),
    ],
    projects: count('dz-projects'),
    environments: count('dz-environments'),
    listings: count('dz-listings'),
    assets: count('dz-assets'),
    products: count('dz-products'),
    unpublishedProducts: count('dz-products', (p) => !published.has(p.id)),
    terms: count('dz-terms'),
    requests: ['PENDING', 'ACCEPTED', 'REJECTED'].map((status) => count('dz-requests', (r) => r.status === status)),
    subscriptions: ['APPROVED', 'REVOKED', 'CANCELLED'].map((status) =>
      count('dz-subscriptions', (s) => s.status === status),
    ),
    grants: count('dz-grants'),
    subscribedAssets: subscribed.size,
    profiles: [0, 0],
    groups: [0, 0],
    unlistedProfiles: 0,
    lineageEvents: count('lineage-events'),
    lineageJobs: new Set(
      host.records('lineage-events').flatMap(({ event }) => {
        const { eventType, job } = event as { eventType?: string; job: { namespace: string; name: string } };
        return eventType === 'FAIL' || eventType === 'ABORT' ? [] : [`${job.namespace}\n${job.name}`];
      }),
    ).size,
  };
}
