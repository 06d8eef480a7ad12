import type { DzDomain, DzOwner } from '../../../core/model/datazone';
import type { Member } from '../../../core/model/snapshot';
import { UNIT_LAYERS } from '../../../core/model/snapshot';
import type { Output } from '../../aws/services';
import { CallError } from '../../aws/errors';
import { readDomainCatalog, readListings } from './datazone-catalog';
import { readEntities } from './datazone-entities';
import { readPeople } from './datazone-people';
import { readUnitPolicies } from './datazone-policies';
import { readProjects } from './datazone-projects';
import { readEarlySubscriptions, readLateSubscriptions } from './datazone-subscriptions';
import { readUnits } from './datazone-units';
import { readLineage } from './lineage';
import type { CrawlRun } from './run';
import { beside } from './run';

type DomainSummary = NonNullable<Output<'datazone:ListDomains'>['items']>[number];

/** A domain and the member that reads it. */
export interface DomainSeat {
  id: string;
  member: Member;
  domain: DzDomain;
}

const LAYERS = [
  'dz-domains',
  'dz-units',
  'dz-entities',
  ...UNIT_LAYERS,
  'dz-projects',
  'dz-memberships',
  'dz-profiles',
  'dz-groups',
  'dz-environments',
  'dz-targets',
  'dz-assets',
  'dz-products',
  'dz-listings',
  'dz-terms',
  'dz-requests',
  'dz-subscriptions',
  'dz-grants',
  'dz-filters',
  'lineage-events',
  'lineage-nodes',
] as const;

/**
 * Every DataZone domain that some member lists, once: by the member in the managing account where there is one, else by
 * the first that may (facts datazone 1.3). `early` resolves with the first picture.
 */
export function crawlDataZone(run: CrawlRun): { early: Promise<void>; done: Promise<void> } {
  if (!run.wants(...LAYERS)) return { early: Promise.resolve(), done: Promise.resolve() };
  const domains = listDomains(run).then((found) =>
    Promise.all(
      [...found].map(async ([id, { summary, seats }]) => {
        const seat = await openDomain(run, id, summary, seats);
        return seat && seat.domain.status === 'AVAILABLE' ? [crawlDomain(run, seat, seats)] : [];
      }),
    ).then((crawls) => crawls.flat()),
  );
  const early = domains.then(async (all) => void (await Promise.all(all.map((one) => one.early))));
  const done = domains.then(async (all) => void (await Promise.all(all.map((one) => one.done))));
  void beside(domains);
  return { early: beside(early), done: beside(done) };
}

async function listDomains(run: CrawlRun): Promise<Map<string, { summary: DomainSummary; seats: Member[] }>> {
  const found = new Map<string, { summary: DomainSummary; seats: Member[] }>();
  const asked = new Set<string>();
  await Promise.all(
    run.members.map((member) => {
      // Two profiles of one account see the same domains; both may be needed to read one.
      asked.add(member.id);
      return run.read(member, 'dz-domains', () =>
        run.eachPage(
          'datazone:ListDomains',
          member,
          {},
          (page) => {
            for (const summary of page.items ?? []) {
              if (!summary.id) continue;
              const entry = found.get(summary.id) ?? { summary, seats: [] };
              entry.seats.push(member);
              found.set(summary.id, entry);
              run.sawAccount(member, summary.managedAccountId);
            }
          },
          'early',
        ),
      );
    }),
  );
  const order = new Map(run.members.map((m, i) => [m.id, i]));
  for (const entry of found.values()) {
    const rank = (m: Member): number =>
      (m.account === entry.summary.managedAccountId ? 0 : 1_000) + (order.get(m.id) ?? 0);
    entry.seats.sort((a, b) => rank(a) - rank(b));
  }
  return found;
}

/** GetDomain by the first member that may; a domain nobody may read is kept as listed, with a gap. */
async function openDomain(
  run: CrawlRun,
  id: string,
  summary: DomainSummary,
  seats: readonly Member[],
): Promise<DomainSeat | undefined> {
  const listed = { ...summary, id } as DzDomain;
  let refused: { member: Member; error: CallError } | undefined;
  for (const member of seats) {
    try {
      const answer = await run.call('datazone:GetDomain', member, { identifier: id }, 'early');
      const domain = { ...listed, ...(answer as Partial<DzDomain>), id } as DzDomain;
      await run.append(member, 'dz-domains', [domain]);
      return { id, member, domain };
    } catch (error) {
      if (!(error instanceof CallError) || error.kind === 'CANCELLED') throw error;
      refused ??= { member, error };
    }
  }
  if (refused) {
    const { member, error } = refused;
    await run.read(member, 'dz-domains', () => Promise.reject(error), listed.name);
    await run.append(member, 'dz-domains', [listed]);
  }
  return undefined;
}

/** `seats` are all members that list the domain. */
function crawlDomain(
  run: CrawlRun,
  seat: DomainSeat,
  seats: readonly Member[],
): { early: Promise<void>; done: Promise<void> } {
  const projects = readProjects(run, seat);
  const seeds = new Set<string>();
  const listings = readListings(run, seat, seeds);
  const subscriptions = readEarlySubscriptions(run, seat);
  const early = Promise.all([projects.listed, listings, subscriptions]).then(() => undefined);
  const { owners: units, policies } = readGovernance(run, seat);
  const late = readLateSubscriptions(run, seat, subscriptions);
  const catalog = readDomainCatalog(run, seat, projects.listed, listings, seeds);
  const lineage = readLineage(run, seat, beside(Promise.all([listings, catalog]).then(() => seeds)));
  const done = Promise.all([
    early,
    projects.done,
    late,
    catalog,
    lineage,
    policies,
    readEntities(run, seat, seats),
    readPeople(
      run,
      seat,
      beside(Promise.all([projects.done, units]).then(([members, owners]) => [...members, ...owners])),
    ),
  ]).then(() => undefined);
  return { early: beside(early), done: beside(done) };
}

/** The units with what governs them; of some units alone where only their policies are read again. */
function readGovernance(run: CrawlRun, seat: DomainSeat): { owners: Promise<DzOwner[]>; policies: Promise<unknown> } {
  const { units } = run;
  const pieces: Promise<void>[] = [];
  const isAsked = (unit: string): boolean =>
    !units || units.some((key) => !key.entityType && key.domainId === seat.id && key.unitId === unit);
  const read = (unit: string, name: string): void => {
    if (isAsked(unit)) pieces.push(beside(readUnitPolicies(run, seat, unit, name)));
  };
  if (units && !run.wants('dz-units', 'dz-profiles')) {
    for (const { unitId, entityType } of units) if (!entityType) read(unitId, unitId);
    return { owners: Promise.resolve([]), policies: Promise.all(pieces) };
  }
  const owners = readUnits(run, seat, read);
  const policies = beside(owners.then(() => Promise.all(pieces)));
  return { owners, policies };
}
