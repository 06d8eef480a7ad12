import { accountOfPrincipal, parseArn } from '../../../core/model/arn';
import { accountOfCatalog } from '../../../core/model/keys';
import type { PermissionRow, Resource } from '../../../core/model/lakeformation';
import type { Member } from '../../../core/model/snapshot';
import type { Input } from '../../aws/services';
import type { CatalogRead } from './catalog';
import type { CrawlRun } from './run';
import { recordsOfPage } from './run';

/** What the raw listing showed, as far as later pieces need it. */
export interface PermissionsRead {
  complete: boolean;
  filterRows: number;
  /** Catalog ids named by the rows, other than the member's own. */
  foreignCatalogs: Set<string>;
  /** Tables named by DataCellsFilter rows, `database.table`. */
  filterTables: Set<string>;
  /** Keys in tag policies. */
  tagKeys: Set<string>;
  conditions: boolean;
  /** Other accounts that the rows grant something to; `*` where a row names an organization or a unit of one. */
  recipients: Set<string>;
}

/** Accounts that may own what a member sees, as far as other pieces of the crawl know. */
export interface Producers {
  /** Every member's raw listing, by member. */
  listings: () => Promise<ReadonlyMap<Member, PermissionsRead | undefined>>;
  /** Owners of the RAM shares that Lake Formation made for the member. */
  shareOwners: (member: Member) => Promise<ReadonlySet<string>>;
}

/** The raw listing (LP1): no Principal, no Resource, every kind of row. */
export async function readPermissions(run: CrawlRun, member: Member): Promise<PermissionsRead> {
  const read: PermissionsRead = {
    complete: false,
    filterRows: 0,
    foreignCatalogs: new Set(),
    filterTables: new Set(),
    tagKeys: new Set(),
    conditions: false,
    recipients: new Set(),
  };
  read.complete = await run.read(member, 'permissions', () => list(run, member, {}, read));
  return read;
}

/**
 * Open point 12: whether the raw listing holds rows on sub-catalogs, and in a consumer account rows on what producers
 * share. Where it showed none, the listing is repeated per sub-catalog and per producer account: one that a link or a
 * shared database names, that shares through RAM, or whose own rows grant something to this account.
 */
export async function readForeignRows(
  run: CrawlRun,
  member: Member,
  read: PermissionsRead,
  catalog: Pick<CatalogRead, 'catalogs' | 'producers'>,
  producers: Producers,
): Promise<void> {
  const nested = catalog.catalogs.map((c) => c.CatalogId).filter((id) => id !== member.account && id.includes(':'));
  const showsNested = [...read.foreignCatalogs].some((id) => id.startsWith(`${member.account}:`));
  const showsProducers = [...read.foreignCatalogs].some((id) => accountOfCatalog(id) !== member.account);
  const owners = showsProducers ? [] : await producersOf(member, catalog, producers);
  await Promise.all(
    [...(showsNested ? [] : nested), ...owners].map((CatalogId) =>
      run.read(member, 'permissions', () => list(run, member, { CatalogId }, read, CatalogId), CatalogId),
    ),
  );
}

async function producersOf(
  member: Member,
  catalog: Pick<CatalogRead, 'producers'>,
  { listings, shareOwners }: Producers,
): Promise<string[]> {
  const owners = new Set([...catalog.producers, ...(await shareOwners(member))]);
  for (const [other, rows] of await listings()) {
    if (rows?.recipients.has(member.account) || rows?.recipients.has('*')) owners.add(other.account);
  }
  owners.delete(member.account);
  return [...owners];
}

/**
 * Rule LP8: where filters exist but the raw listing shows no row on any, each table with filters is asked again with
 * IncludeRelated, and only the filter rows of the answer are kept (the others are known).
 */
export async function readFilterRows(run: CrawlRun, member: Member, tables: Iterable<[string, string]>): Promise<void> {
  await Promise.all(
    [...tables].map(([DatabaseName, Name]) =>
      run.read(
        member,
        'permissions',
        () =>
          run.eachPage(
            'lakeformation:ListPermissions',
            member,
            { Resource: { Table: { CatalogId: member.account, DatabaseName, Name } }, IncludeRelated: 'TRUE' },
            async (page) => {
              const rows = recordsOfPage<PermissionRow>(page.PrincipalResourcePermissions);
              await run.append(
                member,
                'permissions',
                rows.filter((row) => row.Resource.DataCellsFilter),
              );
            },
          ),
        `${DatabaseName}.${Name}`,
      ),
    ),
  );
}

/** `only`: of a repeated listing, the rows on that catalog; the others are known. */
async function list(
  run: CrawlRun,
  member: Member,
  input: Input<'lakeformation:ListPermissions'>,
  read: PermissionsRead,
  only?: string,
): Promise<void> {
  const principals = new Set<string>();
  await run.eachPage('lakeformation:ListPermissions', member, input, async (page) => {
    let rows = recordsOfPage<PermissionRow>(page.PrincipalResourcePermissions);
    if (only) rows = rows.filter((row) => isOn(row.Resource, only));
    for (const row of rows) note(run, member, row, read, principals);
    await run.append(member, 'permissions', rows);
  });
}

function isOn(resource: Resource, catalog: string): boolean {
  const id = catalogIdOf(resource);
  return id === catalog || (!catalog.includes(':') && id !== undefined && accountOfCatalog(id) === catalog);
}

function note(run: CrawlRun, member: Member, row: PermissionRow, read: PermissionsRead, principals: Set<string>): void {
  const principal = row.Principal.DataLakePrincipalIdentifier;
  if (!principals.has(principal)) {
    principals.add(principal);
    const account = accountOfPrincipal(principal);
    run.sawAccount(member, account);
    if (parseArn(principal)?.service === 'organizations') read.recipients.add('*');
    else if (account !== undefined && account !== member.account) read.recipients.add(account);
  }
  const { DataCellsFilter: filter, LFTagPolicy: policy } = row.Resource;
  if (filter) {
    read.filterRows++;
    read.filterTables.add(`${filter.DatabaseName ?? ''}.${filter.TableName ?? ''}`);
  }
  for (const pair of policy?.Expression ?? []) {
    // The owner's tags show in its own listing, not in that of an account they are shared with.
    const owner = pair.CatalogId ?? policy?.CatalogId ?? member.account;
    if (owner === member.account) read.tagKeys.add(pair.TagKey.toLowerCase());
  }
  if (row.Condition?.Expression) read.conditions = true;
  const catalog = catalogIdOf(row.Resource);
  if (catalog !== undefined && catalog !== member.account && !read.foreignCatalogs.has(catalog)) {
    read.foreignCatalogs.add(catalog);
    run.sawAccount(member, accountOfCatalog(catalog));
  }
}

function catalogIdOf(resource: Resource): string | undefined {
  return (
    resource.Catalog?.Id ??
    resource.Database?.CatalogId ??
    resource.Table?.CatalogId ??
    resource.TableWithColumns?.CatalogId ??
    resource.DataLocation?.CatalogId ??
    resource.DataCellsFilter?.TableCatalogId ??
    resource.LFTag?.CatalogId ??
    resource.LFTagPolicy?.CatalogId ??
    resource.LFTagExpression?.CatalogId
  );
}
