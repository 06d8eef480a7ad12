import { describe, expect, it } from 'vitest';
import { accountOfPrincipal } from '../../../../src/core/model/arn';
import type { PermissionRow, Resource } from '../../../../src/core/model/lakeformation';
import { HALCYON_ACCOUNTS, halcyonWorld } from '../../../../src/main/sandbox/halcyon/halcyon';
import type { DataZoneData, LakeData } from '../../../../src/main/sandbox/world';

const REGION = 'eu-central-1';
const world = halcyonWorld();
const dz = world.datazone?.[0] as DataZoneData;
const lakes = new Map(world.accounts.map((account) => [account.id, account.regions[REGION] as LakeData]));
const all = <T>(pick: (lake: LakeData) => T[] | undefined): T[] =>
  [...lakes.values()].flatMap((lake) => pick(lake) ?? []);
const tables = all((lake) => lake.TableList);
const links = tables.filter((table) => table.TargetTable);
const rows: { listedBy: string; row: PermissionRow }[] = [...lakes].flatMap(([listedBy, lake]) =>
  (lake.PrincipalResourcePermissions ?? []).map((row) => ({ listedBy, row })),
);
const tableKeys = new Set(tables.map((table) => `${table.CatalogId}/${table.DatabaseName}/${table.Name}`));
const databaseKeys = new Set(all((lake) => lake.DatabaseList).map((db) => `${db.CatalogId}/${db.Name}`));
const filterKeys = new Set(
  all((lake) => lake.DataCellsFilters).map((f) => `${f.TableCatalogId}/${f.DatabaseName}/${f.TableName}/${f.Name}`),
);
const principals = new Set<string>([
  'IAM_ALLOWED_PRINCIPALS',
  ...world.accounts.flatMap((account) => [
    account.id,
    `${account.id}:IAMPrincipals`,
    ...account.roles.map((role) => `arn:aws:iam::${account.id}:role${role.path ?? '/'}${role.name}`),
    ...(account.users ?? []).map((user) => `arn:aws:iam::${account.id}:user${user.path ?? '/'}${user.name}`),
  ]),
  ...(world.identityStore?.users ?? []).map((user) => `arn:aws:identitystore:::user/${user.id}`),
  ...(world.identityStore?.groups ?? []).map((group) => `arn:aws:identitystore:::group/${group.id}`),
]);

/** The key of the thing a resource names, where it names a database, table or filter. */
function missing(resource: Resource): string | undefined {
  const { Database, Table, TableWithColumns, DataCellsFilter } = resource;
  if (Database) return databaseKeys.has(`${Database.CatalogId}/${Database.Name}`) ? undefined : Database.Name;
  const table = Table ?? TableWithColumns;
  if (table?.Name === 'ALL_TABLES') {
    return databaseKeys.has(`${table.CatalogId}/${table.DatabaseName}`) ? undefined : table.DatabaseName;
  }
  if (table) return tableKeys.has(`${table.CatalogId}/${table.DatabaseName}/${table.Name}`) ? undefined : table.Name;
  if (DataCellsFilter) {
    const { TableCatalogId, DatabaseName, TableName, Name } = DataCellsFilter;
    return filterKeys.has(`${TableCatalogId}/${DatabaseName}/${TableName}/${Name}`) ? undefined : Name;
  }
  return undefined;
}

describe('the size of Halcyon Biopharma', () => {
  it('has five accounts, about 12 products, 60 tables and 300 permission rows', () => {
    expect(world.accounts).toHaveLength(5);
    expect(dz.products.length).toBeGreaterThanOrEqual(12);
    expect(tables.length - links.length).toBeGreaterThanOrEqual(58);
    expect(rows.length).toBeGreaterThanOrEqual(300);
    expect(rows.length).toBeLessThanOrEqual(400);
  });

  it('has five mesh domains under the root and six open requests', () => {
    const root = dz.units.find((unit) => !unit.parentDomainUnitId);
    const names = dz.units.filter((unit) => unit.parentDomainUnitId === root?.id).map((unit) => unit.name);
    expect(names.sort()).toEqual(['Enterprise data', 'Marketing', 'Production', 'R&D', 'Sales']);
    expect(dz.requests.filter((request) => request.status === 'PENDING')).toHaveLength(6);
  });

  it('has requests, subscriptions and grants in every state that matters', () => {
    expect(new Set(dz.requests.map((r) => r.status))).toEqual(new Set(['PENDING', 'ACCEPTED', 'REJECTED']));
    expect(new Set(dz.subscriptions.map((s) => s.status))).toEqual(new Set(['APPROVED', 'REVOKED', 'CANCELLED']));
    expect(new Set(dz.grants.map((g) => g.status))).toEqual(
      new Set(['COMPLETED', 'IN_PROGRESS', 'PENDING', 'GRANT_FAILED', 'REVOKE_FAILED', 'INACCESSIBLE']),
    );
  });
});

describe('Lake Formation agrees with Glue and IAM', () => {
  it('names only existing databases, tables and filters in its rows', () => {
    expect(rows.map(({ row }) => missing(row.Resource)).filter(Boolean)).toEqual([]);
  });

  it('names only existing principals, but for one deleted role', () => {
    const unknown = rows
      .map(({ row }) => row.Principal.DataLakePrincipalIdentifier)
      .filter((principal) => !principals.has(principal));
    expect(new Set(unknown)).toEqual(new Set([`arn:aws:iam::${HALCYON_ACCOUNTS.sales}:role/TempMigration2024`]));
  });

  it('names only existing columns in rows, filters and tags', () => {
    const columns = new Map(
      tables.map((t) => [
        `${t.CatalogId}/${t.DatabaseName}/${t.Name}`,
        [...(t.StorageDescriptor?.Columns ?? []), ...(t.PartitionKeys ?? [])].map((c) => c.Name),
      ]),
    );
    const named = [
      ...rows.flatMap(({ row }) => {
        const t = row.Resource.TableWithColumns;
        if (!t) return [];
        const list = [...(t.ColumnNames ?? []), ...(t.ColumnWildcard?.ExcludedColumnNames ?? [])];
        return list.map((column) => ({ key: `${t.CatalogId}/${t.DatabaseName}/${t.Name}`, column }));
      }),
      ...all((lake) => lake.DataCellsFilters).flatMap((f) =>
        [...(f.ColumnNames ?? []), ...(f.ColumnWildcard?.ExcludedColumnNames ?? [])].map((column) => ({
          key: `${f.TableCatalogId}/${f.DatabaseName}/${f.TableName}`,
          column,
        })),
      ),
      ...all((lake) => lake.lfTagAssignments).flatMap((a) =>
        (a.response.LFTagsOnColumns ?? []).map((c) => ({
          key: `${a.Resource.Table?.CatalogId}/${a.Resource.Table?.DatabaseName}/${a.Resource.Table?.Name}`,
          column: c.Name,
        })),
      ),
    ];
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ key, column }) => !columns.get(key)?.includes(column))).toEqual([]);
  });

  it('uses only tags and values that the owning account defines', () => {
    for (const [account, lake] of lakes) {
      const defined = new Map((lake.LFTags ?? []).map((tag) => [tag.TagKey, tag.TagValues]));
      const used = (lake.lfTagAssignments ?? []).flatMap(({ response }) => [
        ...(response.LFTagOnDatabase ?? []),
        ...(response.LFTagsOnTable ?? []),
        ...(response.LFTagsOnColumns ?? []).flatMap((column) => column.LFTags),
      ]);
      const expressions = (lake.LFTagExpressions ?? []).flatMap((e) => e.Expression);
      for (const pair of [...used, ...expressions]) {
        expect([account, pair.TagKey, defined.get(pair.TagKey)]).not.toContain(undefined);
        expect(defined.get(pair.TagKey)).toEqual(expect.arrayContaining(pair.TagValues));
      }
    }
    const saved = new Set(all((lake) => lake.LFTagExpressions).map((e) => `${e.CatalogId}/${e.Name}`));
    for (const { row } of rows) {
      const policy = row.Resource.LFTagPolicy;
      if (policy?.ExpressionName) expect(saved).toContain(`${policy.CatalogId}/${policy.ExpressionName}`);
    }
  });

  it('never mixes a limited SELECT with table permissions of the same principal (V9)', () => {
    const place = (r: { CatalogId?: string; DatabaseName: string; Name?: string }): string =>
      `${r.CatalogId}/${r.DatabaseName}/${r.Name}`;
    const limited = new Set<string>();
    for (const { listedBy, row } of rows) {
      const t = row.Resource.TableWithColumns;
      if (!t || (!t.ColumnNames && !t.ColumnWildcard?.ExcludedColumnNames)) continue;
      limited.add(`${listedBy} ${row.Principal.DataLakePrincipalIdentifier} ${place(t)}`);
    }
    const mixed = rows.filter(({ listedBy, row }) => {
      const t = row.Resource.Table;
      return t && limited.has(`${listedBy} ${row.Principal.DataLakePrincipalIdentifier} ${place(t)}`);
    });
    expect(limited.size).toBeGreaterThan(5);
    expect(mixed.map(({ row }) => row)).toEqual([]);
  });

  it('has a RAM share behind every named row to another account', () => {
    const shares = new Map(world.accounts.flatMap((a) => a.shares ?? []).map((s) => [s.resourceShareArn, s]));
    for (const { listedBy, row } of rows) {
      const principal = row.Principal.DataLakePrincipalIdentifier;
      const home = accountOfPrincipal(principal);
      if (!home || home === listedBy || row.Resource.LFTagPolicy || row.Resource.LFTag) continue;
      const share = shares.get(row.AdditionalDetails?.ResourceShare?.[0] ?? '');
      expect(share?.principals, JSON.stringify(row.Resource)).toContain(principal);
      const table = row.Resource.Table ?? row.Resource.TableWithColumns;
      if (!table) continue;
      const end = `table/${table.DatabaseName}/${table.Name === 'ALL_TABLES' ? '*' : table.Name}`;
      expect(share?.resources.some((arn) => arn.endsWith(end))).toBe(true);
    }
  });
});

describe('DataZone agrees with Glue and Lake Formation', () => {
  it('points every Glue form at a table of the catalog', () => {
    const arns = new Set(
      tables.map((t) => {
        const [account, path] = (t.CatalogId ?? '').split(':');
        return `arn:aws:glue:${REGION}:${account}:table/${path ? `${path}/` : ''}${t.DatabaseName}/${t.Name}`;
      }),
    );
    const forms = dz.assets.flatMap((asset) => [asset.forms['GlueTableForm'], asset.forms['GlueViewForm']]);
    const pointed = forms.filter((form) => form !== undefined).map((form) => form['tableArn'] as string);
    expect(pointed.length).toBeGreaterThan(40);
    expect(pointed.filter((arn) => !arns.has(arn))).toEqual([]);
  });

  it('resolves every id inside the domain', () => {
    const ids = new Set([
      ...dz.units.map((x) => x.id),
      ...dz.projects.map((x) => x.id),
      ...dz.environments.map((x) => x.id),
      ...dz.profiles.map((x) => x.id),
      ...dz.groups.map((x) => x.id),
      ...dz.assets.map((x) => x.identifier),
      ...dz.products.map((x) => x.id),
      ...dz.listings.map((x) => x.listingId),
      ...dz.terms.map((x) => x.id),
      ...dz.targets.map((x) => x.id),
      ...dz.requests.map((x) => x.id),
      ...dz.subscriptions.map((x) => x.id),
      ...dz.filters.map((x) => x.id),
    ]);
    const used = [
      ...dz.projects.map((x) => x.domainUnitId),
      ...dz.memberships.flatMap((x) => [x.projectId, x.memberDetails.user?.userId ?? x.memberDetails.group?.groupId]),
      ...dz.environments.map((x) => x.projectId),
      ...dz.targets.map((x) => x.environmentId),
      ...dz.assets.flatMap((x) => [x.owningProjectId, ...(x.glossaryTerms ?? [])]),
      ...dz.products.flatMap((x) => [x.owningProjectId, ...(x.items ?? []).map((item) => item.identifier)]),
      ...dz.listings.flatMap((x) => [x.entityId, x.owningProjectId, ...(x.items ?? []).map((item) => item.listingId)]),
      ...dz.requests.flatMap((x) => [x.subscribedListings[0]?.id, x.subscribedPrincipals[0]?.project?.id, x.createdBy]),
      ...dz.subscriptions.flatMap((x) => [x.subscribedListing.id, x.subscriptionRequestId]),
      ...dz.grants.flatMap((x) => [
        x.environmentId,
        x.subscriptionTargetId,
        x.subscriptionId,
        x.grantedEntity.listing?.id,
        ...(x.assets ?? []).flatMap((a) => [a.assetId, ...(a.assetScope?.filterIds ?? [])]),
      ]),
      ...dz.filters.map((x) => x.assetId),
    ];
    expect(used.filter((id) => id === undefined || !ids.has(id))).toEqual([]);
  });

  it('has, for every granted Glue asset, a Lake Formation row for each authorized principal', () => {
    const held = new Set(
      rows.flatMap(({ row }) => {
        const t = row.Resource.TableWithColumns;
        const f = row.Resource.DataCellsFilter;
        if (!row.Permissions.includes('SELECT')) return [];
        const where = t
          ? `${t.CatalogId}/${t.DatabaseName}/${t.Name}`
          : f && `${f.TableCatalogId}/${f.DatabaseName}/${f.TableName}`;
        return [`${row.Principal.DataLakePrincipalIdentifier} ${where}`];
      }),
    );
    let checked = 0;
    for (const grant of dz.grants.filter((g) => g.status === 'COMPLETED')) {
      const target = dz.targets.find((t) => t.id === grant.subscriptionTargetId);
      if (target?.type !== 'GlueSubscriptionTargetType') continue;
      for (const { assetId } of grant.assets ?? []) {
        const asset = dz.assets.find((a) => a.identifier === assetId);
        const form = asset?.forms['GlueTableForm'] ?? asset?.forms['GlueViewForm'];
        const where = `${form?.['catalogId'] as string}/${form?.['databaseName'] as string}/${form?.['tableName'] as string}`;
        for (const principal of target.authorizedPrincipals) expect(held).toContain(`${principal} ${where}`);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(15);
  });

  it("takes its environments' user roles from IAM", () => {
    for (const environment of dz.environments) {
      const role = environment.provisionedResources?.find((r) => r.name === 'userRoleArn')?.value;
      expect(principals).toContain(role);
      expect(role).toContain(`:${environment.awsAccountId}:`);
    }
  });
});

describe('dates', () => {
  const created = new Map(tables.map((t) => [`${t.CatalogId}/${t.DatabaseName}/${t.Name}`, t.CreateTime ?? '']));

  it('come in the order in which things happen: database, table, row', () => {
    const databases = new Map(
      all((lake) => lake.DatabaseList).map((db) => [`${db.CatalogId}/${db.Name}`, db.CreateTime ?? '']),
    );
    const early = tables.filter(
      (t) => (t.CreateTime ?? '') < (databases.get(`${t.CatalogId}/${t.DatabaseName}`) ?? '9'),
    );
    expect(early.map((t) => t.Name)).toEqual([]);
    const before = rows.filter(({ row }) => {
      const t = row.Resource.Table ?? row.Resource.TableWithColumns;
      return t && (row.LastUpdated ?? '') < (created.get(`${t.CatalogId}/${t.DatabaseName}/${t.Name}`) ?? '');
    });
    expect(before.map(({ row }) => row.Resource)).toEqual([]);
  });

  it('come in the order in which things happen: asset, listing, request, subscription, grant, row', () => {
    const listed = new Map(dz.listings.map((l) => [l.listingId, l.createdAt ?? '']));
    const requested = new Map(dz.requests.map((r) => [r.id, r.createdAt ?? '']));
    const approved = new Map(dz.subscriptions.map((s) => [s.id, s.createdAt ?? '']));
    const wrong = [
      ...dz.listings.filter(
        (l) => (l.createdAt ?? '') < (dz.assets.find((a) => a.identifier === l.entityId)?.createdAt ?? ''),
      ),
      ...dz.requests.filter((r) => (r.createdAt ?? '') < (listed.get(r.subscribedListings[0]?.id ?? '') ?? '9')),
      ...dz.subscriptions.filter((s) => (s.createdAt ?? '') < (requested.get(s.subscriptionRequestId ?? '') ?? '9')),
      ...dz.grants.filter((g) => (g.createdAt ?? '') < (approved.get(g.subscriptionId ?? '') ?? '9')),
    ];
    expect(wrong).toEqual([]);
    const last = [...dz.requests, ...dz.subscriptions, ...dz.grants]
      .map((r) => r.updatedAt ?? '')
      .sort()
      .at(-1);
    expect(last && last < '2026-11-23').toBe(true);
  });
});

describe('what is wrong on purpose', () => {
  it('has exactly one dangling resource link', () => {
    const dangling = links.filter(
      ({ TargetTable: t }) => !tableKeys.has(`${t?.CatalogId}/${t?.DatabaseName}/${t?.Name}`),
    );
    expect(dangling.map((link) => link.Name)).toEqual(['legacy_customers']);
  });

  it('has a gate row on a governed table, outside of hybrid locations', () => {
    const gates = rows.filter(({ row }) => row.Principal.DataLakePrincipalIdentifier === 'IAM_ALLOWED_PRINCIPALS');
    expect(gates.map(({ row }) => row.Resource.Table?.Name)).toContain('deviations');
  });

  it('has a failed grant with a documented cause, and access left behind by a revoked subscription', () => {
    const failed = dz.grants.find((grant) => grant.status === 'GRANT_FAILED');
    expect(failed?.assets?.[0]?.failureCause?.message).toMatch(/^The Data Access Role does not have the necessary/);
    expect(dz.subscriptions.find((s) => s.id === failed?.subscriptionId)?.status).toBe('APPROVED');
    expect(dz.subscriptions.some((s) => s.status === 'REVOKED' && s.retainPermissions)).toBe(true);
  });

  it('has a filter that a plain grant cancels and a sensitive column without a tag', () => {
    const regional = rows.filter(({ row }) =>
      row.Principal.DataLakePrincipalIdentifier.endsWith('role/RegionalAnalyst'),
    );
    expect(regional.some(({ row }) => row.Resource.DataCellsFilter?.Name === 'orders_emea')).toBe(true);
    expect(regional.some(({ row }) => row.Resource.TableWithColumns?.Name === 'orders')).toBe(true);
    const tagged = all((lake) => lake.lfTagAssignments).find((a) => a.Resource.Table?.Name === 'sales_reps');
    expect(tagged?.response.LFTagsOnColumns?.map((c) => c.Name)).not.toContain('email');
  });

  it('has two products of the same name in two domains', () => {
    const twins = dz.products.filter((product) => product.name === 'Customer 360');
    expect(new Set(twins.map((product) => product.owningProjectId)).size).toBe(2);
  });

  it('has a connection secret for the crawler to drop', () => {
    const connection = all((lake) => lake.GlueConnections).find((c) => c.Name === 'crm-postgres');
    expect(connection?.ConnectionProperties?.['PASSWORD']).toBeTruthy();
  });
});
