import type { DzListing, DzSubscription, DzSubscriptionGrant, DzSubscriptionTarget } from '../model/datazone';
import { BIT } from '../model/mesh/bits';
import { KIND } from '../model/mesh/grants';
import type { Snapshot } from '../model/snapshot';
import { grantFinder } from '../graph/subscriptions';
import type { AccessIndex } from './access-index';
import { actorOf } from './actor';
import { newMemo } from './contribution';
import { dataZoneOf, domainKey, tablesOfListing, type DataZoneIndex } from './datazone-index';
import { decideTable } from './decide-table';
import { subscriberPrincipals } from './project-principals';
import { rowsFor, rowsOnTable } from './table-rows';
import { unsubscribedAccess } from './unsubscribed';

/** What Lake Formation gives one authorized principal on one subscribed table. */
export interface SubscribedPair {
  principal: string;
  table: number;
  /** Whether it can read: through Lake Formation, as IAM decides, not at all, or the principal is gone. */
  access: 'yes' | 'iam' | 'no' | 'gone';
  /** Rows that carry SELECT to the principal. */
  rows: number[];
  /** A plain grant reaches further than the asset filter that the subscription was approved with. */
  beyondFilter: boolean;
}

/** A subscription followed to what it is worth: listing → tables, grants → targets → principals → Lake Formation rows. */
export interface SubscriptionAccess {
  subscription: DzSubscription;
  approved: boolean;
  /** Name of the project, person, group or role that subscribed, or its id. */
  subscriber: string;
  /** `domain/id` of the subscribing project, where it is one. */
  project?: string;
  /** Name of the listing, or its id. */
  product: string;
  tables: number[];
  grants: { grant: DzSubscriptionGrant; target?: DzSubscriptionTarget }[];
  /** ARNs that are to have the access. */
  principals: string[];
  pairs: SubscribedPair[];
  /**
   * `all`, `some` or `none` of the pairs can read; `iam` where IAM decides about those that Lake Formation does not let
   * through; `unknown` where no table or no principal is known (Redshift, S3, an unread project).
   */
  verdict: 'all' | 'some' | 'none' | 'iam' | 'unknown';
  /** One sentence for an answer: what does not fit, undefined where subscription and access agree. */
  mismatch?: string;
}

/** A principal that reads a published table although no subscription is approved that would let it. */
export interface UnsubscribedAccess {
  principal: string;
  table: number;
  listing: DzListing;
  /** `domain/id` of the project for which the principal acts. */
  project?: string;
  rows: number[];
  /** The subscription that ended, where one did. */
  ended?: DzSubscription;
}

/** Both sides; each is worked out when it is first looked at. */
export interface SubscriptionReport {
  readonly subscriptions: SubscriptionAccess[];
  readonly withoutSubscription: UnsubscribedAccess[];
}

const reports = new WeakMap<AccessIndex, SubscriptionReport>();

/**
 * For every subscription whether the access behind it is real, and access to published tables that no subscription
 * explains (facts/datazone 1.6). `snapshot` must be the one that the index was built from; the answer is kept with the index.
 */
export function subscriptionAccess(index: AccessIndex, _snapshot?: Snapshot): SubscriptionReport {
  let report = reports.get(index);
  if (!report) reports.set(index, (report = new Report(index)));
  return report;
}

class Report implements SubscriptionReport {
  private followed: SubscriptionAccess[] | undefined;
  private unexplained: UnsubscribedAccess[] | undefined;

  constructor(private readonly index: AccessIndex) {}

  get subscriptions(): SubscriptionAccess[] {
    return (this.followed ??= followAll(this.index));
  }

  get withoutSubscription(): UnsubscribedAccess[] {
    return (this.unexplained ??= unsubscribedAccess(this.index, dataZoneOf(this.index), this.subscriptions));
  }
}

/** As `withoutSubscription`, about some tables only: cheap on any mesh. */
export const unsubscribedOn = (index: AccessIndex, tables: ReadonlySet<number>): UnsubscribedAccess[] =>
  unsubscribedAccess(index, dataZoneOf(index), subscriptionAccess(index).subscriptions, tables);

function followAll(index: AccessIndex): SubscriptionAccess[] {
  const dataZone = dataZoneOf(index);
  const grantsOf = grantFinder(dataZone);
  return dataZone.subscriptions.map((s) => follow(index, dataZone, s, grantsOf(s)));
}

function follow(
  index: AccessIndex,
  dataZone: DataZoneIndex,
  subscription: DzSubscription,
  granted: readonly DzSubscriptionGrant[],
): SubscriptionAccess {
  const { domainId, subscribedListing: listing, subscribedPrincipal: who } = subscription;
  const grants = granted.map((grant) => withTarget(dataZone, grant));
  const targets = grants.flatMap(({ target }) => target ?? []);
  const authorized = targets.flatMap((target) => target.authorizedPrincipals ?? []).filter(isArn);
  const principals = [
    ...new Set(targets.length > 0 ? authorized : subscriberPrincipals(index, dataZone, domainId, who)),
  ];
  const tables = subscribedTables(dataZone, subscription);
  const pairs = principals.flatMap((principal) =>
    tables.map((table) => pairOf(index, principal, table, filterNames(granted, dataZone, domainId, table))),
  );
  const project = who.project && domainKey(domainId, who.project.id);
  const found: SubscriptionAccess = {
    subscription,
    approved: subscription.status === 'APPROVED',
    subscriber: subscriberName(dataZone, subscription),
    ...(project === undefined ? {} : { project }),
    product: listing.name ?? listing.id,
    tables,
    grants,
    principals,
    pairs,
    verdict: verdictOf(pairs),
  };
  const mismatch = mismatchOf(found);
  return mismatch === undefined ? found : { ...found, mismatch };
}

const isArn = (text: unknown): text is string => typeof text === 'string' && text.startsWith('arn:');

function withTarget(dataZone: DataZoneIndex, grant: DzSubscriptionGrant): SubscriptionAccess['grants'][number] {
  const target = dataZone.targets.find(
    (t) =>
      t.domainId === grant.domainId &&
      t.id === grant.subscriptionTargetId &&
      (grant.environmentId === undefined || t.environmentId === grant.environmentId),
  );
  return target ? { grant, target } : { grant };
}

/** Of the listing as it is visible, else of what the subscription itself says about its assets. */
function subscribedTables(dataZone: DataZoneIndex, { domainId, subscribedListing }: DzSubscription): number[] {
  const visible = tablesOfListing(dataZone, domainId, subscribedListing.id);
  if (visible.length > 0) return visible;
  const assets = Object.values(subscribedListing.item ?? {}).flatMap(entitiesOf);
  return [...new Set(assets.flatMap((id) => dataZone.tablesOfAsset.get(domainKey(domainId, id)) ?? []))];
}

function entitiesOf(face: unknown): string[] {
  if (typeof face !== 'object' || face === null) return [];
  const own = 'entityId' in face && typeof face.entityId === 'string' ? [face.entityId] : [];
  const below =
    'assetListings' in face && Array.isArray(face.assetListings) ? face.assetListings.flatMap(entitiesOf) : [];
  return [...own, ...below];
}

/** Names of the data cells filters to which the grants of a table are limited; the join by name is inferred. */
function filterNames(
  grants: readonly DzSubscriptionGrant[],
  dataZone: DataZoneIndex,
  domainId: string,
  table: number,
): string[] {
  return grants
    .flatMap((grant) => grant.assets ?? [])
    .filter((asset) => dataZone.tablesOfAsset.get(domainKey(domainId, asset.assetId))?.includes(table))
    .flatMap((asset) => asset.assetScope?.scopeName ?? []);
}

function pairOf(index: AccessIndex, principal: string, table: number, filters: readonly string[]): SubscribedPair {
  const actor = actorOf(index, principal);
  if (actor.entry.existence === 'missing') return { principal, table, access: 'gone', rows: [], beyondFilter: false };
  const entry = index.mesh.catalog.tables[table]!;
  const candidates = rowsFor(index, actor, rowsOnTable(index, table));
  const { contributions, permissions, gate } = decideTable(index, actor, entry, candidates, newMemo());
  const rows = contributions.filter((c) => c.select !== null).map((c) => c.row);
  const { kind, target, filters: known } = index.mesh.grants;
  const within = (row: number): boolean => kind[row] === KIND.filter && filters.includes(known[target[row]!]!.name);
  return {
    principal,
    table,
    access: permissions & BIT.SELECT ? 'yes' : gate === 'iam' ? 'iam' : 'no',
    rows,
    beyondFilter: filters.length > 0 && rows.some((row) => !within(row)),
  };
}

function verdictOf(pairs: readonly SubscribedPair[]): SubscriptionAccess['verdict'] {
  if (pairs.length === 0) return 'unknown';
  const able = pairs.filter((pair) => pair.access === 'yes').length;
  if (able === pairs.length) return 'all';
  if (pairs.every((pair) => pair.access === 'yes' || pair.access === 'iam')) return 'iam';
  return able > 0 ? 'some' : 'none';
}

function mismatchOf({ approved, verdict, pairs, subscriber, product, grants }: SubscriptionAccess): string | undefined {
  const lacking = pairs.filter((pair) => pair.access === 'no' || pair.access === 'gone').length;
  if (!approved) {
    const left = pairs.filter((pair) => pair.access === 'yes').length;
    if (left === 0) return undefined;
    return `${subscriber} has no approved subscription to ${product} any more, but ${String(left)} of ${String(pairs.length)} accesses remain.`;
  }
  if (verdict === 'some' || verdict === 'none') {
    const cause = causeOf(grants.map(({ grant }) => grant));
    const extent =
      verdict === 'none' ? 'gives no access' : `lacks ${String(lacking)} of ${String(pairs.length)} accesses`;
    return `The subscription of ${subscriber} to ${product} is approved but ${extent}${cause ? ` (${cause})` : ''}.`;
  }
  if (pairs.some((pair) => pair.beyondFilter))
    return `${subscriber} reads more of ${product} than the asset filter of its subscription shows.`;
  return undefined;
}

/** What the grants themselves say about missing access. */
function causeOf(grants: readonly DzSubscriptionGrant[]): string | undefined {
  const failed = grants.flatMap((grant) => grant.assets ?? []).find((asset) => asset.failureCause?.message);
  if (failed) return failed.failureCause?.message;
  if (grants.length === 0) return 'nothing was granted';
  const open = grants.find(({ status }) => status !== 'COMPLETED');
  return open && `the grant is ${open.status}`;
}

function subscriberName(dataZone: DataZoneIndex, { domainId, subscribedPrincipal: who }: DzSubscription): string {
  const { project, user, group, iam } = who;
  if (project) return project.name ?? dataZone.projects.get(domainKey(domainId, project.id))?.name ?? project.id;
  return group?.name ?? iam?.principalArn ?? user?.id ?? group?.id ?? 'unknown';
}
