import type * as dz from './datazone';
import type * as glue from './glue';
import type { IdentityRecord, RamShare } from './identity';
import type * as lf from './lakeformation';

/**
 * What AWS said, uninterpreted. A part is one layer as one member read it; a layer can be read again without the rest.
 * A record's owner is in the record (`CatalogId`, absent = the member's account, LP16); *who listed it* is the part's
 * member, and that alone tells a direct cross-account grant (listed by the producer) from a local one (X5).
 */
export interface Snapshot {
  schema: typeof SNAPSHOT_SCHEMA;
  id: string;
  /** ISO 8601, when the crawl ended. */
  takenAt: string;
  connection: string;
  members: Member[];
  parts: Part[];
  coverage: CoverageGap[];
}

export const SNAPSHOT_SCHEMA = 1;

/** A profile in a region: one pair of eyes on one account. */
export interface Member {
  /** Stable within a connection: `profile@region`. */
  id: string;
  profile: string;
  account: string;
  /** As the SSO portal or the profile names it, where either does. */
  accountName?: string;
  region: string;
  partition: string;
  /** The ARN that GetCallerIdentity answered. */
  callerArn?: string;
}

/** Every layer with the type of its records. Names are stable: they are file names and coverage keys. */
export interface LayerRecords {
  settings: lf.DataLakeSettings;
  permissions: lf.PermissionRow;
  locations: lf.ResourceInfo;
  'opt-ins': lf.OptIn;
  tags: lf.LFTagPair;
  'tag-expressions': lf.LFTagExpression;
  'tag-assignments': lf.TagAssignment;
  'data-filters': lf.DataCellsFilter;
  catalogs: glue.GlueCatalog;
  databases: glue.GlueDatabase;
  tables: glue.GlueTable;
  'resource-policies': glue.GluePolicy;
  connections: glue.GlueConnection;
  crawlers: glue.GlueCrawler;
  jobs: glue.GlueJob;
  identity: IdentityRecord;
  /** Users and groups of the organisation's directory; apart from `identity`, because member accounts often may not read it. */
  'identity-center': IdentityRecord;
  shares: RamShare;
  'dz-domains': dz.DzDomain;
  'dz-units': dz.DzDomainUnit;
  'dz-entities': dz.DzPolicyEntity;
  'dz-policies': dz.DzPolicyGrant;
  'dz-rules': dz.DzRule;
  'dz-projects': dz.DzProject;
  'dz-memberships': dz.DzMembership;
  'dz-profiles': dz.DzUserProfile;
  'dz-groups': dz.DzGroupProfile;
  'dz-environments': dz.DzEnvironment;
  'dz-targets': dz.DzSubscriptionTarget;
  'dz-assets': dz.DzAsset;
  'dz-products': dz.DzDataProduct;
  'dz-listings': dz.DzListing;
  'dz-terms': dz.DzGlossaryTerm;
  'dz-requests': dz.DzSubscriptionRequest;
  'dz-subscriptions': dz.DzSubscription;
  'dz-grants': dz.DzSubscriptionGrant;
  'dz-filters': dz.DzAssetFilter;
  'lineage-nodes': dz.DzLineageNode;
  'lineage-events': dz.LineageEventRecord;
}

export type Layer = keyof LayerRecords;

export type Part = { [L in Layer]: { member: string; layer: L; readAt: string; records: LayerRecords[L][] } }[Layer];

/** Layers that are read domain unit by domain unit: some units can be read again without the others. */
export const UNIT_LAYERS = ['dz-policies', 'dz-rules'] as const satisfies Layer[];

export interface UnitKey {
  domainId: string;
  unitId: string;
  /** It is no domain unit but another entity with policies, by its identifier. */
  entityType?: dz.DzPolicyEntity['entityType'];
}

/** The unit that a record of a unit layer is about; undefined for records of other layers. */
export function unitOfRecord(layer: Layer, record: LayerRecords[Layer]): UnitKey | undefined {
  if (layer === 'dz-policies') {
    const { domainId, entityIdentifier: unitId, entityType } = record as dz.DzPolicyGrant;
    if (entityType === 'DOMAIN_UNIT') return { domainId, unitId };
    return { domainId, unitId, entityType: entityType as dz.DzPolicyEntity['entityType'] };
  }
  if (layer !== 'dz-rules') return undefined;
  const { domainId, target } = record as dz.DzRule;
  return { domainId, unitId: target.domainUnitTarget?.domainUnitId ?? '' };
}

/** A layer that could not be read, wholly or in part. A denied answer is a gap, never an empty list. */
export interface CoverageGap {
  member: string;
  layer: Layer | 'account';
  /** One sentence for a person. */
  reason: string;
  kind: 'denied' | 'failed' | 'cancelled' | 'partial' | 'unread-account' | 'sign-in';
  /** The IAM action to ask for, where the gap is a missing right. */
  action?: string;
  account?: string;
}

/** All records of a layer with the member that listed them, over all parts. */
export function* recordsOf<L extends Layer>(
  snapshot: Pick<Snapshot, 'members' | 'parts'>,
  layer: L,
): Generator<{ member: Member; record: LayerRecords[L] }> {
  const members = new Map(snapshot.members.map((m) => [m.id, m]));
  for (const part of snapshot.parts) {
    if (part.layer !== layer) continue;
    const member = members.get(part.member);
    if (!member) continue;
    for (const record of part.records) yield { member, record: record as LayerRecords[L] };
  }
}
