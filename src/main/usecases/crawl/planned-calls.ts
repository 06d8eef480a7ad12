import { policiesOf, UNIT_POLICIES } from '../../../core/model/policy-table';
import { TAGS_ALWAYS } from './identity';
import type { AssignmentPlan } from './tag-assignments';
import { cheaperAssignmentPlan } from './tag-assignments';

/** What one member's account holds in its region, in numbers. */
export interface LakeCounts {
  /** Raw rows. */
  permissions: number;
  locations: number;
  optIns: number;
  /** Own LF-Tags: their values, and how many databases and tables carry them (inherited and columns included). */
  tags: { values: number; databases: number; tables: number }[];
  sharedTags: number;
  expressions: number;
  filters: number;
  /** Tables with filters that must be asked singly because the raw rows show none (LP8); else 0. */
  tablesToCrossCheck: number;
  /** By catalog: tables per database. The default catalog first. */
  catalogs: number[][];
  /** Databases that only link to others; they are listed, but not listed through. */
  linkDatabases: number;
  policies: number;
  connections: number;
  crawlers: number;
  jobs: number;
}

export interface DomainCounts {
  units: number;
  /** Listings of children: one per unit, more where a unit has over 25 children. */
  unitListings?: number;
  /** Rules by unit; each is read whole once. */
  rules: number[];
  /** Accounts whose members list the domain. */
  accounts: number;
  /** Of all accounts. */
  blueprintConfigurations: number;
  environmentProfiles: number;
  /** Managed by DataZone, and the domain's own. */
  assetTypes: [number, number];
  projects: number;
  environments: number;
  listings: number;
  assets: number;
  products: number;
  unpublishedProducts: number;
  terms: number;
  /** Per status. */
  requests: number[];
  subscriptions: number[];
  grants: number;
  subscribedAssets: number;
  profiles: number[];
  groups: number[];
  unlistedProfiles: number;
  lineageEvents?: number;
  /** Jobs with an event that moved data: each is read in full once. */
  lineageJobs?: number;
}

const pages = (count: number, size: number): number => Math.max(1, Math.ceil(count / size));
const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
const perProjectPages = 2;
const perEnvironmentCalls = 2;

/** The cheapest plan for one member (facts lakeformation 1.5), in calls; `*` is taken to be accepted in searches. */
export function plannedLakeCalls(counts: LakeCounts): { lakeformation: number; glue: number } {
  const crowdedTags = counts.tags.filter((tag) => tag.values === 50).length;
  const lakeformation =
    1 + // GetDataLakeSettings
    1 + // the Identity Center configuration
    pages(counts.permissions, 1000) +
    pages(counts.locations, 1000) +
    pages(counts.optIns, 1000) +
    pages(counts.tags.length, 50) +
    pages(counts.sharedTags, 50) +
    crowdedTags +
    pages(counts.expressions, 1000) +
    pages(counts.filters, 1000) +
    counts.tablesToCrossCheck +
    sum(counts.catalogs.map((databases, i) => assignmentCalls(counts, databases, i === 0)));
  const glue =
    1 + // GetCatalogs
    1 + // databases shared with the account
    sum(counts.catalogs.map((databases, i) => pages(databases.length + (i === 0 ? counts.linkDatabases : 0), 100))) +
    sum(counts.catalogs.flat().map((tables) => pages(tables, 100))) +
    pages(counts.policies, 1000) +
    pages(counts.connections, 1000) +
    pages(counts.crawlers, 1000) +
    pages(counts.jobs, 1000);
  return { lakeformation, glue };
}

function assignmentCalls({ tags }: LakeCounts, databases: readonly number[], isDefault: boolean): number {
  if (tags.length === 0 || databases.length === 0) return 0;
  const plan: AssignmentPlan = { tags, databases: databases.length, tables: sum(databases) };
  const cheaper = cheaperAssignmentPlan(plan);
  if (cheaper.plan === 'resource') return cheaper.calls;
  return isDefault ? sum(tags.map((tag) => pages(tag.databases, 100) + pages(tag.tables, 100))) : 2 * tags.length;
}

/** 3B + EP + AT (facts datazone 1.2), and what lists them: blueprint configurations by every account for itself. */
function entityCalls({ accounts, blueprintConfigurations, environmentProfiles, assetTypes }: DomainCounts): number {
  return (
    accounts +
    (blueprintConfigurations > 0 ? 2 : 0) + // names of the blueprints: DataZone's, and the domain's own
    pages(environmentProfiles, 50) +
    sum(assetTypes.map((count) => pages(count, 50))) +
    policiesOf('ENVIRONMENT_BLUEPRINT_CONFIGURATION').length * blueprintConfigurations +
    policiesOf('ENVIRONMENT_PROFILE').length * environmentProfiles +
    policiesOf('ASSET_TYPE').length * sum(assetTypes)
  );
}

/** The call plan for one DataZone domain (facts datazone 1.3), with lineage from events and every policy. */
export function plannedDomainCalls(counts: DomainCounts): number {
  return (
    1 + // GetDomain
    counts.units +
    (counts.unitListings ?? counts.units) +
    UNIT_POLICIES.length * counts.units +
    entityCalls(counts) +
    sum(counts.rules.map((n) => pages(n, 50) + n)) +
    pages(counts.projects, 50) +
    perProjectPages * counts.projects +
    perEnvironmentCalls * counts.environments +
    pages(counts.listings, 50) +
    pages(counts.assets, 50) +
    pages(counts.products, 50) +
    counts.unpublishedProducts +
    pages(counts.terms, 50) +
    sum(counts.requests.map((n) => pages(n, 50))) +
    sum(counts.subscriptions.map((n) => pages(n, 50))) +
    pages(counts.grants, 50) +
    counts.subscribedAssets +
    sum(counts.profiles.map((n) => pages(n, 50))) +
    sum(counts.groups.map((n) => pages(n, 50))) +
    counts.unlistedProfiles +
    pages(counts.lineageEvents ?? 0, 50) +
    (counts.lineageJobs ?? 0)
  );
}

export interface PeopleCounts {
  /** Roles and users of IAM, by account. */
  accounts: { roles: number; users: number }[];
  /** Identity Center's. */
  directory: { users: number; groups: number };
}

/** Identities and shares: IAM with the tags of small accounts, one directory, and RAM's two sides from both ends. */
export function plannedPeopleCalls({ accounts, directory }: PeopleCounts): Record<string, number> {
  return {
    iam: sum(
      accounts.map(
        ({ roles, users }) =>
          pages(roles, 1000) + pages(users, 1000) + (roles + users <= TAGS_ALWAYS ? roles + users : 0),
      ),
    ),
    ram: 4 * accounts.length,
    'sso-admin': 1,
    identitystore: pages(directory.groups, 100) + directory.groups + pages(directory.users, 100),
  };
}
