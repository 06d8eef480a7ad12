import type { AccessIndex } from '../access/access-index';
import { actorOf } from '../access/actor';
import { newMemo } from '../access/contribution';
import { decideTable } from '../access/decide-table';
import { rowsFor, rowsOnTable } from '../access/table-rows';
import { physicalKeyOf } from '../graph/asset-key';
import { dzKey, sourcesOf, type Sources } from '../graph/sources';
import { grantFinder } from '../graph/subscriptions';
import type { DzSubscription, DzSubscriptionGrant, DzSubscriptionTarget } from '../model/datazone';
import { BIT } from '../model/mesh/bits';
import { tableByKey } from './table-by-key';

/** A subscription joined with what it stands for: listing → tables, grants → targets → principals (facts/datazone 1.6). */
export interface SubscriptionChain {
  subscription: DzSubscription;
  subscriber: string;
  /** The subscribing project, where it is one: `domain/id`. */
  project?: string;
  product: string;
  /** Numbers of the Glue tables behind the listing; assets of other stores have none. */
  tables: number[];
  grants: { grant: DzSubscriptionGrant; target?: DzSubscriptionTarget }[];
  /** Whom the grants' targets authorize; ARNs only. */
  principals: string[];
}

export function subscriptionChains(index: AccessIndex): SubscriptionChain[] {
  const sources = sourcesOf(index.mesh.snapshot);
  const grantsOf = grantFinder(sources);
  const targets = new Map(sources.targets.map((t) => [dzKey(t.domainId, t.id), t]));
  return sources.subscriptions.map((subscription) => {
    const { domainId, subscribedPrincipal: who, subscribedListing } = subscription;
    const grants = grantsOf(subscription).map((grant) => ({
      grant,
      target: targets.get(dzKey(domainId, grant.subscriptionTargetId)),
    }));
    const project = who.project && dzKey(domainId, who.project.id);
    const named = new Set(grants.flatMap(({ target }) => target?.authorizedPrincipals ?? []));
    if (who.iam?.principalArn) named.add(who.iam.principalArn);
    if (named.size === 0 && project !== undefined)
      for (const arn of principalsOfProject(sources, project)) named.add(arn);
    return {
      subscription,
      subscriber:
        who.project?.name ??
        (project === undefined ? undefined : sources.projects.get(project)?.name) ??
        who.group?.name ??
        who.iam?.principalArn ??
        who.project?.id ??
        who.user?.id ??
        who.group?.id ??
        'unknown',
      ...(project === undefined ? {} : { project }),
      product: subscribedListing.name ?? subscribedListing.id,
      tables: tablesOfListing(index, sources, domainId, subscribedListing.id, subscribedListing.item),
      grants,
      principals: [...named].filter((arn) => arn.startsWith('arn:')),
    };
  });
}

/** Whom the subscription targets of a project's environments authorize, and the environments' own user roles. */
export function principalsOfProject(sources: Sources, project: string): string[] {
  const environments = [...sources.environments.values()].filter((e) => dzKey(e.domainId, e.projectId) === project);
  const ids = new Set(environments.map((e) => dzKey(e.domainId, e.id)));
  const roles = environments.flatMap((e) =>
    (e.provisionedResources ?? []).filter(({ name }) => /userRoleArn/i.test(name ?? '')).map(({ value }) => value),
  );
  const authorized = sources.targets
    .filter((t) => ids.has(dzKey(t.domainId, t.environmentId)))
    .flatMap((t) => t.authorizedPrincipals);
  return [...new Set([...roles, ...authorized])].filter((arn) => arn.startsWith('arn:'));
}

/** Glue tables behind a listing: of its asset, or of the assets of its data product. */
export function tablesOfListing(
  index: AccessIndex,
  sources: Sources,
  domainId: string,
  listingId: string,
  item?: Record<string, unknown>,
): number[] {
  const listing = sources.listings.get(dzKey(domainId, listingId));
  if (listing?.kind === 'dataProduct') {
    const product = sources.products.get(dzKey(domainId, listing.entityId));
    const assets = new Set([
      ...(listing.items ?? []).flatMap((i) => sources.listings.get(dzKey(domainId, i.listingId))?.entityId ?? []),
      ...(product?.items ?? []).map((i) => i.identifier),
    ]);
    return unique([...assets].flatMap((asset) => tableOfAsset(index, sources, domainId, asset) ?? []));
  }
  const entity = listing?.entityId ?? entityOf(item);
  if (entity === undefined) return [];
  const table = tableOfAsset(index, sources, domainId, entity, listing?.forms);
  return table === undefined ? [] : [table];
}

function tableOfAsset(
  index: AccessIndex,
  sources: Sources,
  domainId: string,
  asset: string,
  listed?: Parameters<typeof physicalKeyOf>[0],
): number | undefined {
  const record = sources.assets.get(dzKey(domainId, asset));
  const forms =
    listed ?? [...sources.listings.values()].find((l) => l.domainId === domainId && l.entityId === asset)?.forms;
  const key = physicalKeyOf({ ...forms, ...record?.forms }, record?.externalIdentifier);
  return key && 'glue' in key ? tableByKey(index, key.glue) : undefined;
}

function entityOf(item: Record<string, unknown> | undefined): string | undefined {
  for (const face of Object.values(item ?? {})) {
    if (typeof face !== 'object' || face === null) continue;
    const id = (face as Record<string, unknown>)['entityId'];
    if (typeof id === 'string') return id;
  }
  return undefined;
}

const unique = (numbers: readonly number[]): number[] => [...new Set(numbers)];

/** Whether a principal may read a table: through Lake Formation, as IAM decides, or not. */
export function reads(index: AccessIndex, principal: string, table: number): 'yes' | 'iam' | 'no' {
  const actor = actorOf(index, principal);
  if (actor.entry.existence === 'missing') return 'no';
  const entry = index.mesh.catalog.tables[table]!;
  const access = decideTable(index, actor, entry, rowsFor(index, actor, rowsOnTable(index, table)), newMemo());
  if (access.permissions & BIT.SELECT) return 'yes';
  return access.gate === 'iam' ? 'iam' : 'no';
}
