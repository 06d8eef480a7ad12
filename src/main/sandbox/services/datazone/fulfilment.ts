import type {
  DzAsset,
  DzSubscription,
  DzSubscriptionGrant,
  DzSubscriptionTarget,
} from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { failureOf } from './fulfilment-checks';
import { lakeGrants } from './lake-grants';
import type { LakeGrant } from './lake-grant';
import { applies, assetsOfListing, bareType, tableOf } from './listing-assets';
import { nextId } from './state';
import type { Domain } from './state';
import { actorId } from './visibility';

/** A grant that DataZone is working on; it moves with the sandbox's clock. */
export type StoredGrant = DzSubscriptionGrant & {
  work?: { kind: 'grant' | 'revoke'; since: number; thenDelete?: boolean };
};

type GrantedAsset = NonNullable<DzSubscriptionGrant['assets']>[number];

/** How long a grant stays pending, and when it is done; AWS takes seconds to minutes (datazone 2.3). */
const PENDING_MS = 300;
const DONE_MS = 1200;

export interface NewGrant {
  subscription: DzSubscription;
  target: DzSubscriptionTarget;
  scopes: { assetId: string; filterIds: string[] }[];
  names?: Map<string, string>;
}

/** Makes a grant PENDING and starts the work. `undefined` where the target takes none of the assets. */
export function startGrant(call: Call, domain: Domain, wanted: NewGrant): StoredGrant | undefined {
  const { subscription, target, scopes, names } = wanted;
  const listing = subscription.subscribedListing;
  const assets = assetsOfListing(domain, listing.id).filter((asset) => applies(target, asset));
  if (assets.length === 0) return undefined;
  const now = call.now.toISOString();
  const id = nextId(domain, 'grant');
  const grant: StoredGrant = {
    domainId: domain.domain.id,
    id,
    status: 'PENDING',
    environmentId: target.environmentId,
    subscriptionTargetId: target.id,
    subscriptionId: subscription.id,
    grantedEntity: {
      listing: { id: listing.id, ...(listing.revision !== undefined && { revision: listing.revision }) },
    },
    assets: assets.map((asset) => {
      const filterIds = scopes.find((scope) => scope.assetId === asset.identifier)?.filterIds ?? [];
      const scope = {
        assetId: asset.identifier,
        filterIds,
        scopeName: `datazone-${id}-${asset.identifier}`,
        status: 'GRANT_PENDING',
      };
      return {
        assetId: asset.identifier,
        assetRevision: '1',
        status: 'GRANT_PENDING',
        targetName: names?.get(asset.identifier) ?? tableOf(asset)?.table ?? asset.name,
        ...(filterIds.length > 0 && { assetScope: scope }),
      };
    }),
    createdAt: now,
    createdBy: actorId(call, domain),
    updatedAt: now,
  };
  if (fulfilledByDataZone(target)) grant.work = { kind: 'grant', since: call.now.getTime() };
  domain.grants.push(grant);
  return grant;
}

/** Of any other provider's grants DataZone only keeps the book; their status is reported to it (datazone 1.6, 2.3). */
export const fulfilledByDataZone = (target: DzSubscriptionTarget | undefined): boolean =>
  (target?.provider ?? 'Amazon DataZone') === 'Amazon DataZone';

/** Starts taking the permissions back. */
export function startRevoke(call: Call, domain: Domain, grant: StoredGrant, thenDelete: boolean): void {
  for (const asset of grant.assets ?? []) {
    if (asset.status !== 'REVOKED') asset.status = 'REVOKE_PENDING';
  }
  grant.status = 'PENDING';
  grant.updatedAt = call.now.toISOString();
  const target = domain.targets.find((t) => t.id === grant.subscriptionTargetId);
  if (fulfilledByDataZone(target)) grant.work = { kind: 'revoke', since: call.now.getTime(), thenDelete };
}

/** Moves every grant of the domain that has work to where it is by now. */
export function settleDomain(call: Call, domain: Domain): void {
  for (const grant of [...(domain.grants as StoredGrant[])]) {
    if (!grant.work) continue;
    const elapsed = call.now.getTime() - grant.work.since;
    if (elapsed >= DONE_MS) finish(call, domain, grant, grant.work);
    else if (elapsed >= PENDING_MS) progress(call, grant, grant.work.kind);
  }
}

function progress(call: Call, grant: StoredGrant, kind: 'grant' | 'revoke'): void {
  if (grant.status === 'IN_PROGRESS') return;
  grant.status = 'IN_PROGRESS';
  grant.updatedAt = call.now.toISOString();
  for (const asset of grant.assets ?? []) {
    if (asset.status.endsWith('_PENDING')) asset.status = kind === 'grant' ? 'GRANT_IN_PROGRESS' : 'REVOKE_IN_PROGRESS';
  }
}

function finish(call: Call, domain: Domain, grant: StoredGrant, work: NonNullable<StoredGrant['work']>): void {
  const target = domain.targets.find(
    (t) => t.id === grant.subscriptionTargetId && t.environmentId === grant.environmentId,
  );
  for (const granted of grant.assets ?? []) {
    if (!/_(PENDING|IN_PROGRESS)$/.test(granted.status)) continue;
    finishAsset(call, domain, target, granted, work.kind);
  }
  delete grant.work;
  grant.status = overall(grant.assets ?? []);
  grant.updatedAt = call.now.toISOString();
  if (work.thenDelete && grant.status === 'COMPLETED') domain.grants.splice(domain.grants.indexOf(grant), 1);
  call.world.version++;
}

function finishAsset(
  call: Call,
  domain: Domain,
  target: DzSubscriptionTarget | undefined,
  granted: GrantedAsset,
  kind: 'grant' | 'revoke',
): void {
  const asset = domain.assets.find((a) => a.identifier === granted.assetId);
  const failure = failureOf(call, domain, target, asset, kind);
  const now = call.now.toISOString();
  delete granted.failureCause;
  delete granted.failureTimestamp;
  if (failure !== undefined) {
    granted.status = kind === 'grant' ? 'GRANT_FAILED' : 'REVOKE_FAILED';
    granted.failureCause = { message: failure };
    granted.failureTimestamp = now;
    return;
  }
  const wanted = asset && target && lakeGrantOf(domain, target, asset, granted);
  if (kind === 'grant') {
    if (wanted) lakeGrants(call).grantInLake(call, wanted);
    granted.status = 'GRANTED';
    granted.grantedTimestamp = now;
    if (granted.assetScope) granted.assetScope.status = 'GRANTED';
    return;
  }
  if (wanted && !stillNeeded(domain, target, granted)) lakeGrants(call).revokeInLake(call, wanted);
  granted.status = 'REVOKED';
  if (granted.assetScope) granted.assetScope.status = 'REVOKED';
}

/** The same asset may have come through another subscription to the same target. */
const stillNeeded = (domain: Domain, target: DzSubscriptionTarget, granted: GrantedAsset): boolean =>
  domain.grants.some(
    (g) =>
      g.subscriptionTargetId === target.id &&
      (g.assets ?? []).some(
        (a) =>
          a !== granted &&
          a.assetId === granted.assetId &&
          a.status === 'GRANTED' &&
          (a.assetScope === undefined) === (granted.assetScope === undefined),
      ),
  );

/** The status of the whole from that of its parts (datazone 2.3). */
export function overall(assets: readonly { status: string }[]): string {
  const has = (status: string): boolean => assets.some((asset) => asset.status === status);
  if (assets.some((asset) => /_(PENDING|IN_PROGRESS)$/.test(asset.status))) return 'IN_PROGRESS';
  if (has('GRANT_FAILED') && has('REVOKE_FAILED')) return 'GRANT_AND_REVOKE_FAILED';
  if (has('GRANT_FAILED')) return 'GRANT_FAILED';
  return has('REVOKE_FAILED') ? 'REVOKE_FAILED' : 'COMPLETED';
}

function lakeGrantOf(
  domain: Domain,
  target: DzSubscriptionTarget,
  asset: DzAsset,
  granted: GrantedAsset,
): LakeGrant | undefined {
  const table = tableOf(asset);
  const environment = domain.environments.find((e) => e.id === target.environmentId);
  if (!table || !bareType(target.type).startsWith('Glue')) return undefined;
  const filters = domain.filters.filter((f) => granted.assetScope?.filterIds?.includes(f.id));
  const columns = filters.flatMap((f) => f.effectiveColumnNames ?? []);
  const rows = filters.flatMap((f) => f.effectiveRowFilter ?? []);
  const config = target.subscriptionTargetConfig?.find((form) => form.formName === 'GlueSubscriptionTargetConfigForm');
  const database = config && (JSON.parse(config.content) as { databaseName?: string }).databaseName;
  return {
    ...table,
    region: table.region === '' ? domain.region : table.region,
    account: table.catalogId.split(':', 1)[0] ?? '',
    principals: target.authorizedPrincipals,
    manageAccessRole: target.manageAccessRole ?? '',
    ...(columns.length > 0 && { columns: [...new Set(columns)] }),
    ...(rows.length > 0 && { rowFilter: rows.length === 1 ? rows[0] : rows.map((row) => `(${row})`).join(' OR ') }),
    scopeName: granted.assetScope?.scopeName,
    ...(database !== undefined &&
      environment?.awsAccountId !== undefined && {
        link: { account: environment.awsAccountId, database, name: granted.targetName ?? table.table },
      }),
  };
}
