import type { DzRule } from '../../../src/core/model/datazone';
import { accountOfCatalog, databaseKey, tableKey } from '../../../src/core/model/keys';
import { effectiveTags } from '../../../src/main/sandbox/state/tags';
import { columnKey } from '../../../src/main/sandbox/state/tags';
import { lakesIn } from '../../../src/main/sandbox/state/lake';
import type { Lake } from '../../../src/main/sandbox/state/lake';
import type { DataZoneData, WorldData } from '../../../src/main/sandbox/world';
import { createWorld } from '../../../src/main/sandbox/world';
import { assetsOfListing } from '../../../src/main/usecases/crawl/datazone-records';
import type { DomainCounts, LakeCounts } from '../../../src/main/usecases/crawl/planned-calls';
import {
  plannedDomainCalls,
  plannedLakeCalls,
  plannedPeopleCalls,
} from '../../../src/main/usecases/crawl/planned-calls';

/** Calls that the cheapest plan needs for every account of a world, computed from its state alone, by service. */
export function planOfWorld(data: WorldData): Record<string, number> {
  const world = createWorld(data);
  const lakes = lakesIn(world, data.region).map((lake) => plannedLakeCalls(lakeCounts(lake)));
  const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
  return {
    lakeformation: sum(lakes.map((plan) => plan.lakeformation)),
    glue: sum(lakes.map((plan) => plan.glue)),
    // One ListDomains for each member.
    datazone:
      data.accounts.length +
      sum((data.datazone ?? []).map((domain) => plannedDomainCalls(domainCounts(domain, accountsOf(data, domain))))),
    ...plannedPeopleCalls({
      accounts: data.accounts.map(({ roles, users = [] }) => ({ roles: roles.length, users: users.length })),
      directory: { users: data.identityStore?.users.length ?? 0, groups: data.identityStore?.groups.length ?? 0 },
    }),
  };
}

function lakeCounts(lake: Lake): LakeCounts {
  const real = [...lake.databases.values()].filter((d) => !d.TargetDatabase);
  const catalogs = [
    ...new Set([lake.account, ...lake.catalogs.keys(), ...real.map((d) => d.CatalogId ?? lake.account)]),
  ];
  const carried = carriers(lake);
  return {
    permissions: (lake.rows.source?.count ?? 0) + lake.rows.explicit.size,
    locations: lake.locations.size,
    optIns: lake.optIns.size,
    tags: [...lake.tags.values()].map(({ key, values }) => ({
      values: values.length,
      databases: carried.databases.get(key) ?? 0,
      tables: carried.tables.get(key) ?? 0,
    })),
    sharedTags: 0,
    expressions: lake.expressions.size,
    filters: lake.filters.size,
    tablesToCrossCheck: 0,
    catalogs: catalogs
      .filter((id) => accountOfCatalog(id) === lake.account)
      .map((id) =>
        real
          .filter((d) => (d.CatalogId ?? lake.account) === id)
          .map((d) => lake.tables.get(databaseKey(id, d.Name))?.size ?? 0),
      ),
    linkDatabases: lake.databases.size - real.length,
    policies: lake.policies.length,
    connections: lake.connections.size,
    crawlers: lake.crawlers.length,
    jobs: lake.jobs.length,
  };
}

/** How many databases and tables carry each key, inherited and on columns included (facts lakeformation 1.5: J and H). */
function carriers(lake: Lake): Record<'databases' | 'tables', Map<string, number>> {
  const count = { databases: new Map<string, number>(), tables: new Map<string, number>() };
  const add = (to: Map<string, number>, keys: Iterable<string>): void => {
    for (const key of new Set(keys)) to.set(key, (to.get(key) ?? 0) + 1);
  };
  for (const [database, tables] of lake.tables)
    for (const table of tables.values()) {
      const key = tableKey(table.CatalogId ?? lake.account, table.DatabaseName, table.Name);
      const columns = (table.StorageDescriptor?.Columns ?? []).map((c) => columnKey(key, c.Name));
      add(count.tables, [
        ...effectiveTags(lake.assigned, [database, key]).keys(),
        ...columns.flatMap((c) => [...(lake.assigned.get(c)?.keys() ?? [])]),
      ]);
    }
  for (const database of lake.databases.keys()) add(count.databases, effectiveTags(lake.assigned, [database]).keys());
  return count;
}

function domainCounts(data: DataZoneData, accounts: number): DomainCounts {
  const published = new Set(data.listings.map((l) => l.entityId));
  const subscribed = new Set([
    ...data.subscriptions.filter((s) => s.status === 'APPROVED').flatMap((s) => assetsOfListing(s.subscribedListing)),
    ...data.grants.flatMap((g) =>
      (g.assets ?? []).filter((a) => a.assetScope?.filterIds?.length).map((a) => a.assetId),
    ),
  ]);
  const byStatus = (records: readonly { status: string }[], states: string[]): number[] =>
    states.map((status) => records.filter((r) => r.status === status).length);
  return {
    units: data.units.length,
    rules: rulesByUnit(data),
    ...entityCounts(data, accounts),
    projects: data.projects.length,
    environments: data.environments.length,
    listings: data.listings.length,
    assets: data.assets.length,
    products: data.products.length,
    unpublishedProducts: data.products.filter((p) => !published.has(p.id)).length,
    terms: data.terms.length,
    requests: byStatus(data.requests, ['PENDING', 'ACCEPTED', 'REJECTED']),
    subscriptions: byStatus(data.subscriptions, ['APPROVED', 'REVOKED', 'CANCELLED']),
    grants: data.grants.length,
    subscribedAssets: subscribed.size,
    profiles: [data.profiles.length, 0],
    groups: [data.groups.length, 0],
    unlistedProfiles: 0,
    ...lineageCounts(data),
  };
}

/** Accounts that list a domain: its own, and those that it is shared with. */
function accountsOf({ accounts }: WorldData, { account, domain }: DataZoneData): number {
  const shares = accounts.find(({ id }) => id === account)?.shares ?? [];
  const receivers = shares
    .filter(({ resources }) => resources.some((arn) => arn.endsWith(`:domain/${domain.id}`)))
    .flatMap(({ principals }) => principals);
  return accounts.filter(({ id }) => id === account || receivers.includes(id)).length;
}

function entityCounts(
  { extra = {} }: DataZoneData,
  accounts: number,
): Pick<DomainCounts, 'accounts' | 'blueprintConfigurations' | 'environmentProfiles' | 'assetTypes'> {
  const list = (name: string): { managed?: boolean }[] => (extra[name] ?? []) as { managed?: boolean }[];
  const types = list('assetTypes');
  const managed = types.filter((type) => type.managed === true).length;
  return {
    accounts,
    blueprintConfigurations: list('blueprintConfigurations').length,
    environmentProfiles: list('environmentProfiles').length,
    assetTypes: [managed, types.length - managed],
  };
}

function rulesByUnit(data: DataZoneData): number[] {
  const rules = (data.extra?.['rules'] ?? []) as Pick<DzRule, 'target'>[];
  return data.units.map(({ id }) => rules.filter((r) => r.target.domainUnitTarget?.domainUnitId === id).length);
}

/** Events, and the jobs of those that ended well: the last event of each is read whole. */
function lineageCounts(data: DataZoneData): Pick<DomainCounts, 'lineageEvents' | 'lineageJobs'> {
  interface Run {
    eventType?: string;
    job?: { namespace: string; name: string };
  }
  const lineage = data.extra?.['lineage'] as { events?: { event?: unknown }[] } | undefined;
  const runs = (lineage?.events ?? []).map((one) => (one.event ?? one) as Run);
  const jobs = runs.flatMap(({ eventType, job }) =>
    !job || eventType === 'FAIL' || eventType === 'ABORT' ? [] : [`${job.namespace}\n${job.name}`],
  );
  return { lineageEvents: runs.length, lineageJobs: new Set(jobs).size };
}
