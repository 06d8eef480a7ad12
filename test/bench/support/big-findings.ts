import type {
  DzEnvironment,
  DzListing,
  DzProject,
  DzSubscription,
  DzSubscriptionGrant,
  DzSubscriptionTarget,
} from '../../../src/core/model/datazone';
import type { GlueTable } from '../../../src/core/model/glue';
import type { PermissionRow, TagAssignment } from '../../../src/core/model/lakeformation';
import type { Layer, Part, Snapshot } from '../../../src/core/model/snapshot';
import { bigSnapshot, type Scale } from './big-snapshot';
import { Random } from './random';

const DOMAIN = 'dzd_bench';
const PROJECTS = 300;
const LISTINGS = 1_000;
const SUBSCRIPTIONS = 1_500;
const LINKS = 2_000;
const GONE = 500;

/** A seeded mesh with something for the rules to find: marked columns, roles that are gone, dangling links, a domain. */
export function bigFindings(scale: Scale): Snapshot {
  const snapshot = bigSnapshot(scale);
  const random = new Random(scale.seed + 1);
  const [producer, consumer] = snapshot.members as [Snapshot['members'][number], Snapshot['members'][number]];
  const tables = snapshot.parts.flatMap((part) => (part.layer === 'tables' ? part.records : []));
  const added = (layer: Layer, records: unknown[], member = producer.id): Part =>
    ({ member, layer, readAt: snapshot.takenAt, records }) as unknown as Part;
  const parts = snapshot.parts.map((part): Part => {
    if (part.member !== producer.id) return part;
    if (part.layer === 'tag-assignments') return { ...part, records: [...part.records, ...marks(tables, random)] };
    if (part.layer === 'permissions') return { ...part, records: [...part.records, ...rowsOfGone(tables, random)] };
    return part;
  });
  const roles = Array.from(
    { length: PROJECTS },
    (_, i) => `arn:aws:iam::${producer.account}:role/team/role_${String(i)}`,
  );
  return {
    ...snapshot,
    parts: [
      ...parts,
      added('databases', [{ Name: 'links', CatalogId: consumer.account }], consumer.id),
      added('tables', links(tables, consumer.account, producer.account), consumer.id),
      added('dz-domains', [{ id: DOMAIN, name: 'Bench', managedAccountId: producer.account, status: 'AVAILABLE' }]),
      added(
        'dz-projects',
        roles.map((_, i): DzProject => ({ domainId: DOMAIN, id: `p${String(i)}`, name: `Project ${String(i)}` })),
      ),
      added(
        'dz-environments',
        roles.map((_, i): DzEnvironment => ({
          domainId: DOMAIN,
          projectId: `p${String(i)}`,
          id: `e${String(i)}`,
          name: `Environment ${String(i)}`,
        })),
      ),
      added(
        'dz-targets',
        roles.map((arn, i): DzSubscriptionTarget => ({
          domainId: DOMAIN,
          projectId: `p${String(i)}`,
          environmentId: `e${String(i)}`,
          id: `t${String(i)}`,
          type: 'GlueSubscriptionTargetType',
          authorizedPrincipals: [arn],
        })),
      ),
      added('dz-listings', listings(tables, random, producer.region)),
      ...subscriptions(random).map(({ layer, records }) => added(layer, records)),
    ],
  };
}

/** A tenth of the e-mail columns of marked tables say how sensitive they are, so all others of that name stand out. */
const marks = (tables: readonly GlueTable[], random: Random): TagAssignment[] =>
  Array.from({ length: Math.ceil(tables.length / 10) }, (_, i) => {
    const { CatalogId, DatabaseName, Name } = tables[10 * i + random.below(10)] ?? tables[10 * i]!;
    const tag = { CatalogId: CatalogId!, TagKey: 'classification', TagValues: ['personal'] };
    return {
      Resource: { Table: { CatalogId: CatalogId!, DatabaseName, Name } },
      assigned: true,
      LFTagsOnColumns: [{ Name: 'email', LFTags: [tag] }],
    };
  });

const rowsOfGone = (tables: readonly GlueTable[], random: Random): PermissionRow[] =>
  Array.from({ length: GONE }, (_, i) => {
    const { CatalogId, DatabaseName, Name } = random.pick(tables);
    return {
      Principal: { DataLakePrincipalIdentifier: `arn:aws:iam::${CatalogId!}:role/gone_${String(i)}` },
      Resource: { Table: { CatalogId: CatalogId!, DatabaseName, Name } },
      Permissions: ['DESCRIBE'],
      PermissionsWithGrantOption: [],
    };
  });

/** Every other link points to a table that is not there. */
const links = (tables: readonly GlueTable[], home: string, owner: string): GlueTable[] =>
  Array.from({ length: LINKS }, (_, i) => ({
    Name: `link_${String(i)}`,
    DatabaseName: 'links',
    CatalogId: home,
    TargetTable: {
      CatalogId: owner,
      DatabaseName: tables[i]!.DatabaseName,
      Name: i % 2 === 0 ? tables[i]!.Name : `dropped_${String(i)}`,
    },
  }));

const listings = (tables: readonly GlueTable[], random: Random, region: string): DzListing[] =>
  Array.from({ length: LISTINGS }, (_, i) => {
    const { CatalogId, DatabaseName, Name } = random.pick(tables);
    return {
      domainId: DOMAIN,
      listingId: `l${String(i)}`,
      name: `Listing ${String(i)}`,
      kind: 'asset',
      entityId: `a${String(i)}`,
      owningProjectId: `p${String(random.below(PROJECTS))}`,
      forms: { GlueTableForm: { catalogId: CatalogId, databaseName: DatabaseName, tableName: Name, region } },
    };
  });

function subscriptions(random: Random): { layer: Layer; records: unknown[] }[] {
  const drawn = Array.from({ length: SUBSCRIPTIONS }, (_, i) => {
    const [project, listing] = [random.below(PROJECTS), `l${String(random.below(LISTINGS))}`];
    const subscription: DzSubscription = {
      domainId: DOMAIN,
      id: `s${String(i)}`,
      status: i % 5 === 0 ? 'REVOKED' : 'APPROVED',
      subscribedPrincipal: { project: { id: `p${String(project)}`, name: `Project ${String(project)}` } },
      subscribedListing: { id: listing, name: listing } as DzSubscription['subscribedListing'],
    };
    const grant: DzSubscriptionGrant = {
      domainId: DOMAIN,
      id: `g${String(i)}`,
      status: 'COMPLETED',
      environmentId: `e${String(project)}`,
      subscriptionTargetId: `t${String(project)}`,
      subscriptionId: `s${String(i)}`,
      grantedEntity: { listing: { id: listing } },
    };
    return { subscription, grant };
  });
  return [
    { layer: 'dz-subscriptions', records: drawn.map((one) => one.subscription) },
    { layer: 'dz-grants', records: drawn.map((one) => one.grant) },
  ];
}
