import type * as dz from '../model/datazone';
import type { GlueCatalog, GlueConnection, GlueDatabase, GlueTable } from '../model/glue';
import { catalogOf, databaseKey, tableKey } from '../model/keys';
import type { PermissionRow } from '../model/lakeformation';
import { recordsOf, type Layer, type LayerRecords, type Member, type Snapshot } from '../model/snapshot';
import { indexTags, type TagIndex } from './tags';

/** A permission row with the member that listed it: only that tells a producer's row from a consumer's (X5). */
export interface ListedRow {
  member: Member;
  row: PermissionRow;
}

/** The snapshot's records by the keys that the graph joins on. DataZone ids are prefixed with their domain's id. */
export interface Sources {
  snapshot: Snapshot;
  tables: Map<string, GlueTable>;
  /** Keys of tables in catalogs other than an account's default one. */
  federatedTables: string[];
  databases: Map<string, GlueDatabase>;
  catalogs: Map<string, GlueCatalog>;
  connections: Map<string, GlueConnection>;
  /** Permission rows as each member listed them; no object per row, for there may be a million. */
  rowLists: { member: Member; rows: readonly PermissionRow[] }[];
  tags: TagIndex;
  dzDomains: Map<string, dz.DzDomain>;
  units: Map<string, dz.DzDomainUnit>;
  entities: dz.DzPolicyEntity[];
  policies: dz.DzPolicyGrant[];
  rules: dz.DzRule[];
  projects: Map<string, dz.DzProject>;
  environments: Map<string, dz.DzEnvironment>;
  targets: dz.DzSubscriptionTarget[];
  assets: Map<string, dz.DzAsset>;
  products: Map<string, dz.DzDataProduct>;
  listings: Map<string, dz.DzListing>;
  requests: dz.DzSubscriptionRequest[];
  subscriptions: dz.DzSubscription[];
  grants: dz.DzSubscriptionGrant[];
  userProfiles: Map<string, dz.DzUserProfile>;
  groupProfiles: Map<string, dz.DzGroupProfile>;
  memberships: dz.DzMembership[];
  terms: Map<string, dz.DzGlossaryTerm>;
  filters: dz.DzAssetFilter[];
  /** Names and tags of principals that the identity layer lists, by ARN. */
  identities: Map<string, { name: string; tags: Record<string, string> }>;
  /** Accounts whose IAM principals were read: only there is an unlisted role a deleted one (G14). */
  identityRead: Set<string>;
  memberAccounts: Map<string, Member>;
}

export const dzKey = (domainId: string, id: string): string => `${domainId}/${id}`;

const cache = new WeakMap<Snapshot, Sources>();

/** Indexes a snapshot once; a snapshot is immutable, so later calls answer the same object. */
export function sourcesOf(snapshot: Snapshot): Sources {
  const known = cache.get(snapshot);
  if (known) return known;
  const made = readSources(snapshot);
  cache.set(snapshot, made);
  return made;
}

function readSources(snapshot: Snapshot): Sources {
  const identities = new Map<string, { name: string; tags: Record<string, string> }>();
  const identityRead = new Set<string>();
  for (const [id, name] of identityNames(snapshot)) identities.set(id, { name, tags: {} });
  for (const { record } of [...recordsOf(snapshot, 'identity'), ...recordsOf(snapshot, 'identity-center')]) {
    identities.set(record.arn, { name: record.name, tags: record.type === 'principal' ? record.tags : {} });
    if (record.type === 'principal') identityRead.add(record.account);
  }
  const gapped = new Set(snapshot.coverage.filter((gap) => gap.layer === 'identity').map((gap) => gap.member));
  for (const member of snapshot.members) if (gapped.has(member.id)) identityRead.delete(member.account);
  return {
    snapshot,
    ...readCatalog(snapshot),
    rowLists: rowLists(snapshot),
    tags: indexTags(snapshot),
    dzDomains: byId(snapshot, 'dz-domains', (r) => r.id),
    units: byId(snapshot, 'dz-units', (r) => dzKey(r.domainId, r.id)),
    entities: unique(snapshot, 'dz-entities', (r) => dzKey(r.domainId, `${r.entityType} ${r.entityIdentifier}`)),
    policies: records(snapshot, 'dz-policies'),
    rules: unique(snapshot, 'dz-rules', (r) => dzKey(r.domainId, r.identifier)),
    projects: byId(snapshot, 'dz-projects', (r) => dzKey(r.domainId, r.id)),
    environments: byId(snapshot, 'dz-environments', (r) => dzKey(r.domainId, r.id)),
    targets: unique(snapshot, 'dz-targets', (r) => dzKey(r.domainId, `${r.environmentId}/${r.id}`)),
    assets: byId(snapshot, 'dz-assets', (r) => dzKey(r.domainId, r.identifier)),
    products: byId(snapshot, 'dz-products', (r) => dzKey(r.domainId, r.id)),
    listings: byId(snapshot, 'dz-listings', (r) => dzKey(r.domainId, r.listingId)),
    requests: unique(snapshot, 'dz-requests', (r) => dzKey(r.domainId, r.id)),
    subscriptions: unique(snapshot, 'dz-subscriptions', (r) => dzKey(r.domainId, r.id)),
    grants: unique(snapshot, 'dz-grants', (r) => dzKey(r.domainId, r.id)),
    userProfiles: byId(snapshot, 'dz-profiles', (r) => dzKey(r.domainId, r.id)),
    groupProfiles: byId(snapshot, 'dz-groups', (r) => dzKey(r.domainId, r.id)),
    memberships: records(snapshot, 'dz-memberships'),
    terms: byId(snapshot, 'dz-terms', (r) => dzKey(r.domainId, r.id)),
    filters: unique(snapshot, 'dz-filters', (r) => dzKey(r.domainId, `${r.assetId}/${r.id}`)),
    identities,
    identityRead,
    memberAccounts: new Map(snapshot.members.map((member) => [member.account, member])),
  };
}

function rowLists(snapshot: Snapshot): Sources['rowLists'] {
  const members = new Map(snapshot.members.map((member) => [member.id, member]));
  return snapshot.parts.flatMap((part) => {
    const member = members.get(part.member);
    return part.layer === 'permissions' && member ? [{ member, rows: part.records }] : [];
  });
}

/** DataZone keeps Identity Center's people and groups under their own ids: names for rows where no member reads the store. */
function* identityNames(snapshot: Snapshot): Generator<[string, string]> {
  const arn = (kind: string, id: string): string => `arn:aws:identitystore:::${kind}/${id}`;
  for (const { record } of recordsOf(snapshot, 'dz-profiles')) {
    const { username, firstName, lastName } = record.details?.sso ?? {};
    const name = [firstName, lastName].filter(Boolean).join(' ') || username;
    if (name) yield [arn('user', record.id), name];
  }
  for (const { record } of recordsOf(snapshot, 'dz-groups'))
    if (record.groupName) yield [arn('group', record.id), record.groupName];
}

/** A shared object is listed by owner and receiver alike; the owner's record has the storage descriptor and wins. */
function readCatalog(
  snapshot: Snapshot,
): Pick<Sources, 'tables' | 'federatedTables' | 'databases' | 'catalogs' | 'connections'> {
  const tables = new Map<string, GlueTable>();
  const databases = new Map<string, GlueDatabase>();
  const put = <T>(into: Map<string, T>, key: string, record: T, owner: string, member: Member): void => {
    if (!into.has(key) || owner.startsWith(member.account)) into.set(key, record);
  };
  for (const { member, record } of recordsOf(snapshot, 'tables')) {
    const catalog = catalogOf(record.CatalogId, member);
    put(tables, tableKey(catalog, record.DatabaseName, record.Name), record, catalog, member);
  }
  for (const { member, record } of recordsOf(snapshot, 'databases')) {
    const catalog = catalogOf(record.CatalogId, member);
    put(databases, databaseKey(catalog, record.Name), record, catalog, member);
  }
  const connections = new Map<string, GlueConnection>();
  for (const { member, record } of recordsOf(snapshot, 'connections'))
    connections.set(`${member.account}/${record.Name}`, record);
  const federatedTables = [...tables.keys()].filter((key) => key.includes(':'));
  return { tables, federatedTables, databases, catalogs: byId(snapshot, 'catalogs', (r) => r.CatalogId), connections };
}

const records = <L extends Layer>(snapshot: Snapshot, layer: L): LayerRecords[L][] =>
  [...recordsOf(snapshot, layer)].map(({ record }) => record);

function byId<L extends Layer>(
  snapshot: Snapshot,
  layer: L,
  id: (record: LayerRecords[L]) => string,
): Map<string, LayerRecords[L]> {
  const found = new Map<string, LayerRecords[L]>();
  for (const { record } of recordsOf(snapshot, layer)) found.set(id(record), record);
  return found;
}

const unique = <L extends Layer>(
  snapshot: Snapshot,
  layer: L,
  id: (record: LayerRecords[L]) => string,
): LayerRecords[L][] => [...byId(snapshot, layer, id).values()];
