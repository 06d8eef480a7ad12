import type { GlueCrawler, GlueJob, GluePolicy } from '../../../core/model/glue';
import type { DataLakeSettings, OptIn, ResourceInfo } from '../../../core/model/lakeformation';
import type { Member } from '../../../core/model/snapshot';
import type { CatalogCrawl } from './catalog';
import { readCatalog } from './catalog';
import { readFilters } from './filters';
import type { PermissionsRead, Producers } from './permissions';
import { readFilterRows, readForeignRows, readPermissions } from './permissions';
import type { CrawlRun } from './run';
import { beside, recordsOfPage } from './run';
import { withoutSecrets } from './secrets';
import { readTagAssignments } from './tag-assignments';
import { readTagExpressions, readTags } from './tags';

export interface LakeRead {
  /** The Identity Center instance that Lake Formation is connected to. */
  instanceArn?: string;
}

export interface LakeCrawl {
  early: Promise<void>;
  done: Promise<LakeRead>;
  /** The raw listing, before anything that depends on other members. */
  permissions: Promise<PermissionsRead | undefined>;
}

/**
 * Lake Formation and Glue of one member (facts lakeformation 1.5). Everything independent starts at once and is paced by
 * the limiters; `early` resolves when the first picture (settings, databases, tables) is complete.
 */
export function crawlLake(run: CrawlRun, member: Member, producers: Producers): LakeCrawl {
  const settings = run.wants('settings', 'permissions') ? readSettings(run, member) : Promise.resolve(undefined);
  const needsCatalog = run.wants('catalogs', 'databases', 'tables', 'tag-assignments', 'data-filters', 'permissions');
  const catalog = needsCatalog ? readCatalog(run, member) : nothingListed();
  const permissions = run.wants('permissions', 'identity') ? readPermissions(run, member) : Promise.resolve(undefined);
  const early = Promise.all([settings, catalog.filled]).then(() => undefined);
  const done = readRest(run, member, { settings, catalog, permissions, producers });
  void beside(settings);
  return { early: beside(early), done: beside(done), permissions: beside(permissions) };
}

function nothingListed(): CatalogCrawl {
  const read = Promise.resolve({ catalogs: [], databases: [], producers: new Set<string>(), complete: true });
  return { listed: read, filled: read };
}

interface Pieces {
  settings: Promise<DataLakeSettings | undefined>;
  catalog: CatalogCrawl;
  permissions: Promise<PermissionsRead | undefined>;
  producers: Producers;
}

async function readRest(
  run: CrawlRun,
  member: Member,
  { settings, catalog, permissions, producers }: Pieces,
): Promise<LakeRead> {
  const tags = run.wants('tags', 'tag-assignments') ? readTags(run, member) : Promise.resolve(undefined);

  const assignments = async (): Promise<void> => {
    if (run.wants('tag-assignments')) await readTagAssignments(run, member, await tags, catalog);
  };
  const filtersAndRows = async (): Promise<void> => {
    if (!run.wants('data-filters', 'permissions')) return;
    const filters = await readFilters(
      run,
      member,
      catalog.filled,
      async () => (await permissions)?.filterTables ?? new Set(),
    );
    const rows = await permissions;
    if (rows?.complete && rows.filterRows === 0) await readFilterRows(run, member, filters.values());
  };
  const foreignRows = async (): Promise<void> => {
    const rows = await permissions;
    if (rows?.complete && run.wants('permissions'))
      await readForeignRows(run, member, rows, await catalog.filled, producers);
  };
  const remarks = async (): Promise<void> => {
    const [known, rows, listed] = await Promise.all([settings, permissions, tags]);
    if (rows?.complete) remarkRights(run, member, known);
    if (!rows || !listed) return;
    const visible = new Set(listed.map((tag) => tag.TagKey.toLowerCase()));
    const hidden = [...rows.tagKeys].filter((key) => !visible.has(key)).sort();
    if (hidden.length > 0) {
      const reason = `Grants name the LF-Tags ${hidden.join(', ')}, which ${member.profile} does not see or which no longer exist.`;
      run.partial(member, 'tags', reason, 'lakeformation:ListLFTags');
    }
  };

  const [instanceArn] = await Promise.all([
    identityCenterOf(run, member),
    assignments(),
    filtersAndRows(),
    foreignRows(),
    remarks(),
    readTagExpressionsIfWanted(run, member),
    readLists(run, member),
  ]);
  return instanceArn ? { instanceArn } : {};
}

const readTagExpressionsIfWanted = (run: CrawlRun, member: Member): Promise<unknown> =>
  run.wants('tag-expressions') ? readTagExpressions(run, member) : Promise.resolve();

function readSettings(run: CrawlRun, member: Member): Promise<DataLakeSettings | undefined> {
  return run.fetch(member, 'settings', async () => {
    const answer = await run.call('lakeformation:GetDataLakeSettings', member, {}, 'early');
    const settings = (answer.DataLakeSettings ?? {}) as DataLakeSettings;
    await run.append(member, 'settings', [settings]);
    return settings;
  });
}

/** The plain lists: one call and its pages each. */
async function readLists(run: CrawlRun, member: Member): Promise<void> {
  const pieces: Promise<boolean>[] = [];
  if (run.wants('locations')) {
    pieces.push(
      run.read(member, 'locations', () =>
        run.eachPage('lakeformation:ListResources', member, {}, (page) =>
          run.append(member, 'locations', recordsOfPage<ResourceInfo>(page.ResourceInfoList)),
        ),
      ),
    );
  }
  if (run.wants('opt-ins')) {
    pieces.push(
      run.read(member, 'opt-ins', () =>
        run.eachPage('lakeformation:ListLakeFormationOptIns', member, {}, (page) =>
          run.append(member, 'opt-ins', recordsOfPage<OptIn>(page.LakeFormationOptInsInfoList)),
        ),
      ),
    );
  }
  if (run.wants('resource-policies')) {
    pieces.push(
      run.read(member, 'resource-policies', () =>
        run.eachPage('glue:GetResourcePolicies', member, {}, (page) =>
          run.append(member, 'resource-policies', recordsOfPage<GluePolicy>(page.GetResourcePoliciesResponseList)),
        ),
      ),
    );
  }
  if (run.wants('connections')) {
    pieces.push(
      run.read(member, 'connections', () =>
        run.eachPage('glue:GetConnections', member, { HidePassword: true }, (page) =>
          run.append(
            member,
            'connections',
            recordsOfPage<Record<string, unknown>>(page.ConnectionList).map(withoutSecrets),
          ),
        ),
      ),
    );
  }
  if (run.wants('crawlers')) {
    pieces.push(
      run.read(member, 'crawlers', () =>
        run.eachPage('glue:GetCrawlers', member, {}, (page) =>
          run.append(member, 'crawlers', recordsOfPage<GlueCrawler>(page.Crawlers)),
        ),
      ),
    );
  }
  if (run.wants('jobs')) {
    pieces.push(
      run.read(member, 'jobs', () =>
        run.eachPage('glue:GetJobs', member, {}, (page) =>
          run.append(member, 'jobs', recordsOfPage<GlueJob>(page.Jobs)),
        ),
      ),
    );
  }
  await Promise.all(pieces);
}

/** The Identity Center instance that Lake Formation is connected to; accounts without one answer with an error. */
async function identityCenterOf(run: CrawlRun, member: Member): Promise<string | undefined> {
  if (!run.wants('identity-center')) return undefined;
  try {
    const answer = await run.call('lakeformation:DescribeLakeFormationIdentityCenterConfiguration', member, {});
    return answer.InstanceArn;
  } catch (error) {
    if (run.signal.aborted) throw error;
    return undefined;
  }
}

/**
 * ListPermissions shows a caller that is no administrator only the rows for permissions it holds itself (facts 1.2), and
 * nothing in the answer says so.
 */
function remarkRights(run: CrawlRun, member: Member, settings: DataLakeSettings | undefined): void {
  if (!settings) {
    run.partial(
      member,
      'permissions',
      `Whether ${member.profile} sees every grant is unknown: its settings could not be read.`,
    );
    return;
  }
  const admins = [...(settings.DataLakeAdmins ?? []), ...(settings.ReadOnlyAdmins ?? [])];
  const caller = roleOrUserOf(member.callerArn ?? '');
  if (admins.some((admin) => sameIdentity(admin.DataLakePrincipalIdentifier, caller))) return;
  run.partial(
    member,
    'permissions',
    `${member.profile} is no data lake administrator in account ${member.account}, so only the grants it may see itself are listed; make it a read-only administrator.`,
  );
}

/** `arn:aws:sts::1:assumed-role/Name/session` → account and name, as IAM ARNs of the role have them (path aside). */
function roleOrUserOf(callerArn: string): { account: string; kind: string; name: string } | null {
  const assumed = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(callerArn);
  if (assumed) return { account: assumed[1]!, kind: 'role', name: assumed[2]! };
  const user = /^arn:[^:]+:iam::(\d{12}):(user|role)\/(?:.*\/)?([^/]+)$/.exec(callerArn);
  return user ? { account: user[1]!, kind: user[2]!, name: user[3]! } : null;
}

function sameIdentity(principal: string, caller: ReturnType<typeof roleOrUserOf>): boolean {
  const admin = roleOrUserOf(principal);
  return (
    admin !== null &&
    caller !== null &&
    admin.account === caller.account &&
    admin.kind === caller.kind &&
    admin.name === caller.name
  );
}
