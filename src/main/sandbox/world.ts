import type { CaseInput } from '../../core/model/case';
import type * as dz from '../../core/model/datazone';
import type { GlueConnection, GlueCrawler, GlueJob, GluePolicy } from '../../core/model/glue';
import type { RamShare } from '../../core/model/identity';
import type { PermissionRow } from '../../core/model/lakeformation';

/**
 * The state of a small AWS as readable data: what the Halcyon files, a decision case or the scale generator describe.
 * Members keep AWS's own names; timestamps are ISO strings. `createWorld` (state.ts) makes a mutable `World` of it.
 */
export interface WorldData {
  name: string;
  partition: string;
  /** Where the SSO session, the Identity Center instance and the default profiles live. */
  region: string;
  accounts: AccountData[];
  /** One Identity Center, as in an organisation. */
  identityStore?: IdentityStoreData;
  datazone?: DataZoneData[];
  /** Groups of principals that no AWS call lists (SAML, QuickSight), by principal. Absent = no groups. */
  unlistedGroups?: Record<string, string[]>;
  /** Roles that keep an administrator's rights whatever the settings say: so that a case world can always be read. */
  operators?: string[];
}

export interface AccountData {
  id: string;
  name: string;
  email?: string;
  roles: RoleData[];
  users?: UserData[];
  /** State per region, in the shape of a decision case's `input` (without account, region and context). */
  regions: Record<string, LakeData>;
  shares?: RamShare[];
}

export interface RoleData {
  name: string;
  /** IAM path, default `/`. */
  path?: string;
  tags?: Record<string, string>;
  /** IAM actions with `*`; deny wins. Default: allow `*`. */
  allow?: string[];
  deny?: string[];
  /** ARNs or account ids that may assume it; default: every principal of its own account. */
  trust?: string[];
  /** Identity Center users (by name) who may take this role through the SSO portal. */
  assignedTo?: string[];
  description?: string;
}

export interface UserData {
  name: string;
  path?: string;
  tags?: Record<string, string>;
  allow?: string[];
  deny?: string[];
}

export type LakeData = Partial<Omit<CaseInput, 'account' | 'region' | 'context'>> & {
  GlueConnections?: GlueConnection[];
  Crawlers?: GlueCrawler[];
  Jobs?: GlueJob[];
  GluePolicies?: GluePolicy[];
  JobRuns?: ({ JobName: string; Id: string } & Record<string, unknown>)[];
  /** Permission rows made on demand, after those listed (worlds of a million rows). */
  rowSource?: { readonly count: number; at(index: number): PermissionRow };
};

export interface IdentityStoreData {
  identityStoreId: string;
  instanceArn: string;
  startUrl: string;
  sessionName: string;
  users: {
    id: string;
    userName: string;
    displayName: string;
    givenName?: string;
    familyName?: string;
    email?: string;
  }[];
  groups: { id: string; displayName: string; description?: string; members: string[] }[];
  /** A decision case may name users and groups by ids that the service's own pattern refuses; then the pattern is waived. */
  looseIds?: boolean;
}

/** One DataZone domain with everything in it; `account` and `region` own it. */
export interface DataZoneData {
  account: string;
  region: string;
  domain: dz.DzDomain;
  units: dz.DzDomainUnit[];
  projects: dz.DzProject[];
  memberships: dz.DzMembership[];
  profiles: dz.DzUserProfile[];
  groups: dz.DzGroupProfile[];
  environments: dz.DzEnvironment[];
  targets: dz.DzSubscriptionTarget[];
  assets: dz.DzAsset[];
  products: dz.DzDataProduct[];
  listings: dz.DzListing[];
  glossaries?: { id: string; name: string; owningProjectId: string; status?: string }[];
  terms: dz.DzGlossaryTerm[];
  requests: dz.DzSubscriptionRequest[];
  subscriptions: dz.DzSubscription[];
  grants: dz.DzSubscriptionGrant[];
  filters: (dz.DzAssetFilter & { configuration?: unknown; description?: string })[];
  /** Policy grants, rules, lineage and notifications grow here with the issues that need them. */
  extra?: Record<string, unknown>;
}

/**
 * The mutable world that handlers share. Each service keeps its own state under its own key, created on first use from
 * `data`, so that services stay independent: `world.part('lakeformation', () => createLakeState(world.data))`.
 */
export interface World {
  data: WorldData;
  part<T>(key: string, create: () => T): T;
  /** Counts writes: a dump or a cache is stale when it moved. */
  version: number;
}

export function createWorld(data: WorldData): World {
  const parts = new Map<string, unknown>();
  return {
    data,
    version: 0,
    part<T>(key: string, create: () => T): T {
      if (!parts.has(key)) parts.set(key, create());
      return parts.get(key) as T;
    },
  };
}
