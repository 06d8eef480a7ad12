import type { DzListing, DzSubscription } from '../model/datazone';
import { BIT } from '../model/mesh/bits';
import { knownActor } from './actor';
import type { AccessIndex } from './access-index';
import { tablesOfListing, domainKey, type DataZoneIndex } from './datazone-index';
import { ownerAccount } from './decide-table';
import { projectPrincipals } from './project-principals';
import type { SubscriptionAccess, UnsubscribedAccess } from './subscription';
import { whoCan } from './who-can';

/**
 * Who reads a published table without an approved subscription. Meant are principals of projects other than the owning
 * one, and of other accounts: within its own account a table has readers that DataZone never governed. DataZone's own
 * access roles, and whoever only IAM lets through, are not told.
 */
export function unsubscribedAccess(
  index: AccessIndex,
  dataZone: DataZoneIndex,
  subscriptions: readonly SubscriptionAccess[],
  about?: ReadonlySet<number>,
): UnsubscribedAccess[] {
  const projectsOf = projectsByPrincipal(index, dataZone);
  const service = new Set(dataZone.targets.flatMap((target) => target.manageAccessRole ?? []));
  const approved = pairSet(subscriptions.filter((s) => s.approved));
  const ended = endedPairs(subscriptions);
  const { entries } = index.mesh.principals;
  const found: UnsubscribedAccess[] = [];
  for (const [table, listings] of publishedTables(dataZone)) {
    if (about && !about.has(table)) continue;
    const owner = ownerAccount(index, index.mesh.catalog.tables[table]!);
    const owners = new Set(listings.map((listing) => domainKey(listing.domainId, listing.owningProjectId)));
    const { groups } = whoCan(index, { resource: { kind: 'table', table }, permission: 'SELECT' });
    for (const { table: access, actors } of groups) {
      if (!access || !(access.permissions & BIT.SELECT)) continue;
      for (const id of actors) {
        const { arn, account } = knownActor(index, entries[id]!).entry;
        const projects = projectsOf.get(arn) ?? [];
        const foreign = projects.length > 0 ? !projects.some((p) => owners.has(p)) : account !== owner;
        if (!foreign || account === undefined || service.has(arn) || approved.has(`${arn} ${String(table)}`)) continue;
        const rows = access.contributions.filter((c) => c.select !== null).map((c) => c.row);
        const last = ended.get(`${arn} ${String(table)}`);
        found.push({
          principal: arn,
          table,
          listing: listings[0]!,
          ...(projects[0] === undefined ? {} : { project: projects[0] }),
          rows,
          ...(last ? { ended: last } : {}),
        });
      }
    }
  }
  return found;
}

function projectsByPrincipal(index: AccessIndex, dataZone: DataZoneIndex): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const project of dataZone.projects.keys()) {
    for (const arn of projectPrincipals(index, dataZone, project)) {
      const list = found.get(arn);
      if (list) list.push(project);
      else found.set(arn, [project]);
    }
  }
  return found;
}

function publishedTables(dataZone: DataZoneIndex): Map<number, DzListing[]> {
  const found = new Map<number, DzListing[]>();
  for (const listing of dataZone.listings.values()) {
    for (const table of tablesOfListing(dataZone, listing.domainId, listing.listingId)) {
      const list = found.get(table);
      if (list) list.push(listing);
      else found.set(table, [listing]);
    }
  }
  return found;
}

const pairSet = (subscriptions: readonly SubscriptionAccess[]): Set<string> =>
  new Set(subscriptions.flatMap((s) => s.pairs.map((pair) => `${pair.principal} ${String(pair.table)}`)));

function endedPairs(subscriptions: readonly SubscriptionAccess[]): Map<string, DzSubscription> {
  const found = new Map<string, DzSubscription>();
  for (const { approved, pairs, subscription } of subscriptions) {
    if (!approved) for (const { principal, table } of pairs) found.set(`${principal} ${String(table)}`, subscription);
  }
  return found;
}
