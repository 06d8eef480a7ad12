import { setImmediate as nextTurn } from 'node:timers/promises';
import { databaseKey, tableKey } from '../../../core/model/keys';
import type { ColumnLFTag, LFTagPair, TagAssignment } from '../../../core/model/lakeformation';
import type { Member } from '../../../core/model/snapshot';
import { CallError } from '../../aws/errors';
import type { CatalogCrawl, CatalogRead } from './catalog';
import type { CrawlRun } from './run';
import { beside, recordsOfPage } from './run';

/** Values per call, and hits per page, of the two searches. */
const VALUES_PER_CALL = 50;
const HITS_PER_PAGE = 100;

export interface AssignmentPlan {
  tags: readonly { values: number }[];
  databases: number;
  tables: number;
}

/**
 * The cheaper of plan S (searches by tag) and plan R (one call per database and table), by their upper bounds (facts
 * lakeformation 1.5 step 6). Before the searches it is not known how many resources carry a key; all may.
 */
export function cheaperAssignmentPlan(plan: AssignmentPlan): { plan: 'search' | 'resource'; calls: number } {
  const pages =
    Math.max(1, Math.ceil(plan.databases / HITS_PER_PAGE)) + Math.max(1, Math.ceil(plan.tables / HITS_PER_PAGE));
  const search = plan.tags.reduce((sum, tag) => sum + Math.max(1, Math.ceil(tag.values / VALUES_PER_CALL)) * pages, 0);
  const resource = plan.databases + plan.tables;
  return search <= resource ? { plan: 'search', calls: search } : { plan: 'resource', calls: resource };
}

/**
 * Do the searches win whatever the number of tables is? Then they need not wait for it: each hundred more tables cost the
 * searches a page per chunk of values, and the single questions a hundred calls.
 */
export function searchesWinAnyway({ tags, databases }: Omit<AssignmentPlan, 'tables'>): boolean {
  const chunks = tags.reduce((sum, tag) => sum + Math.max(1, Math.ceil(tag.values / VALUES_PER_CALL)), 0);
  return chunks <= HITS_PER_PAGE && chunks * (Math.max(1, Math.ceil(databases / HITS_PER_PAGE)) + 1) <= databases;
}

/** Effective LF-Tags of every own database and table of the default catalog and of each nested one. */
export async function readTagAssignments(
  run: CrawlRun,
  member: Member,
  tags: readonly LFTagPair[] | undefined,
  catalog: CatalogCrawl,
): Promise<void> {
  if (!tags) {
    run.partial(member, 'tag-assignments', 'Tag assignments were not read because the LF-Tags could not be listed.');
    return;
  }
  if (tags.length === 0) {
    await run.append(member, 'tag-assignments', []);
    return;
  }
  const catalogs = new Map<string, CatalogRead['databases']>();
  for (const database of (await catalog.listed).databases) {
    const list = catalogs.get(database.catalog) ?? [];
    list.push(database);
    catalogs.set(database.catalog, list);
  }
  await Promise.all(
    [...catalogs].map(([id, databases]) => readCatalogAssignments(run, member, tags, id, databases, catalog.filled)),
  );
}

async function readCatalogAssignments(
  run: CrawlRun,
  member: Member,
  tags: readonly LFTagPair[],
  catalogId: string,
  databases: CatalogRead['databases'],
  filled: Promise<CatalogRead>,
): Promise<void> {
  const known = { tags: tags.map((tag) => ({ values: tag.TagValues.length })), databases: databases.length };
  const whole = async (): Promise<CatalogRead['databases'] | null> => ((await filled).complete ? databases : null);
  if (searchesWinAnyway(known)) return searchAssignments(run, member, tags, catalogId, whole);
  await filled;
  const tables = databases.reduce((sum, d) => sum + d.tables.length, 0);
  const { plan } = cheaperAssignmentPlan({ ...known, tables });
  if (plan === 'search') await searchAssignments(run, member, tags, catalogId, whole);
  else await askEachResource(run, member, catalogId, databases);
}

/**
 * Plan S. Every hit carries all its tags, so a resource seen under one key needs no other; the key that most resources
 * are likely to carry goes first, alone, and where it has shown every table the others are not searched for tables.
 */
async function searchAssignments(
  run: CrawlRun,
  member: Member,
  tags: readonly LFTagPair[],
  catalogId: string,
  /** The whole catalog, or null where parts of it could not be listed: then no key can be spared. */
  whole: () => Promise<CatalogRead['databases'] | null>,
): Promise<void> {
  const scope = catalogId === member.account ? {} : { CatalogId: catalogId };
  const seenTables = new Set<string>();
  const seenDatabases = new Set<string>();
  let star: boolean | undefined;
  let answered = (): void => undefined;
  /** Some search has brought a page, so it is known whether `*` is accepted. */
  const paged = new Promise<void>((resolve) => (answered = resolve));

  /** Runs one search with `*`, or, where the service refuses that, with the key's values in chunks. */
  const search = async (tag: LFTagPair, one: (expression: LFTagPair[]) => Promise<void>): Promise<void> => {
    if (star !== false) {
      try {
        await one([{ TagKey: tag.TagKey, TagValues: ['*'] }]);
        star = true;
        return;
      } catch (error) {
        if (star === true || !(error instanceof CallError) || error.kind !== 'INVALID') throw error;
        star = false;
      }
    }
    for (let i = 0; i < tag.TagValues.length; i += VALUES_PER_CALL) {
      await one([{ TagKey: tag.TagKey, TagValues: tag.TagValues.slice(i, i + VALUES_PER_CALL) }]);
    }
  };

  const tables = (tag: LFTagPair): Promise<boolean> =>
    run.read(member, 'tag-assignments', () =>
      search(tag, (Expression) =>
        run.eachPage('lakeformation:SearchTablesByLFTags', member, { ...scope, Expression }, async (page) => {
          star ??= true;
          answered();
          const fresh = (page.TableList ?? []).flatMap((hit): TagAssignment[] => {
            const { CatalogId = catalogId, DatabaseName = '', Name = '' } = hit.Table ?? {};
            const key = tableKey(CatalogId, DatabaseName, Name);
            if (seenTables.has(key)) return [];
            seenTables.add(key);
            return [
              {
                Resource: { Table: { CatalogId, DatabaseName, Name } },
                ...(hit.LFTagOnDatabase ? { LFTagOnDatabase: recordsOfPage<LFTagPair>(hit.LFTagOnDatabase) } : {}),
                ...(hit.LFTagsOnTable ? { LFTagsOnTable: recordsOfPage<LFTagPair>(hit.LFTagsOnTable) } : {}),
                ...(hit.LFTagsOnColumns ? { LFTagsOnColumns: recordsOfPage<ColumnLFTag>(hit.LFTagsOnColumns) } : {}),
              },
            ];
          });
          await run.append(member, 'tag-assignments', fresh);
        }),
      ),
    );

  const databases = (tag: LFTagPair): Promise<boolean> =>
    run.read(member, 'tag-assignments', () =>
      search(tag, (Expression) =>
        run.eachPage('lakeformation:SearchDatabasesByLFTags', member, { ...scope, Expression }, async (page) => {
          const fresh = (page.DatabaseList ?? []).flatMap((hit): TagAssignment[] => {
            const { CatalogId = catalogId, Name = '' } = hit.Database ?? {};
            const key = databaseKey(CatalogId, Name);
            if (seenDatabases.has(key)) return [];
            seenDatabases.add(key);
            return [
              { Resource: { Database: { CatalogId, Name } }, LFTagOnDatabase: recordsOfPage<LFTagPair>(hit.LFTags) },
            ];
          });
          await run.append(member, 'tag-assignments', fresh);
        }),
      ),
    );

  const [first, ...rest] = byLikelyCoverage(tags);
  if (!first) return;
  // The longest listing, so it leaves before the others; alone, so that whether `*` is accepted is found out once.
  const tablesOfFirst = tables(first);
  await Promise.race([paged, tablesOfFirst]);
  const readable = await databases(first);
  const otherDatabases = readable ? beside(Promise.all(rest.map(databases))) : undefined;
  const complete = await tablesOfFirst;
  if (!readable && !complete) return;
  const catalog = complete ? await whole() : null;
  const sawAll = async (read: CatalogRead['databases']): Promise<boolean> => {
    for (const { name, tables: names } of read) {
      if (!names.every((table) => seenTables.has(tableKey(catalogId, name, table)))) return false;
      // Looked up in one turn, a hundred thousand tables would hold the process still.
      await nextTurn();
    }
    return true;
  };
  const all = catalog && (await sawAll(catalog));
  await Promise.all([otherDatabases ?? Promise.all(rest.map(databases)), ...(all ? [] : rest.map(tables))]);
}

/** Keys that organise a whole catalog tend to be named like this; the rest by number of values. */
const ORGANISING = /domain|owner|environment|^env$|classification|confidential|sensitiv|team/i;

function byLikelyCoverage(tags: readonly LFTagPair[]): LFTagPair[] {
  const rank = (tag: LFTagPair): number => (ORGANISING.test(tag.TagKey) ? 0 : 1);
  return [...tags].sort((a, b) => rank(a) - rank(b) || a.TagKey.localeCompare(b.TagKey));
}

/** Plan R: GetResourceLFTags, inherited values included, for each database and table. */
async function askEachResource(
  run: CrawlRun,
  member: Member,
  CatalogId: string,
  databases: CatalogRead['databases'],
): Promise<void> {
  const ask = (Resource: TagAssignment['Resource'], subject: string): Promise<boolean> =>
    run.read(
      member,
      'tag-assignments',
      async () => {
        const answer = await run.call('lakeformation:GetResourceLFTags', member, { Resource });
        const record: TagAssignment = {
          Resource,
          ...(answer.LFTagOnDatabase ? { LFTagOnDatabase: recordsOfPage<LFTagPair>(answer.LFTagOnDatabase) } : {}),
          ...(answer.LFTagsOnTable ? { LFTagsOnTable: recordsOfPage<LFTagPair>(answer.LFTagsOnTable) } : {}),
          ...(answer.LFTagsOnColumns ? { LFTagsOnColumns: recordsOfPage<ColumnLFTag>(answer.LFTagsOnColumns) } : {}),
        };
        if (hasTags(record)) await run.append(member, 'tag-assignments', [record]);
      },
      subject,
    );
  await Promise.all(
    databases.flatMap(({ name, tables }) => [
      ask({ Database: { CatalogId, Name: name } }, name),
      ...tables.map((Name) => ask({ Table: { CatalogId, DatabaseName: name, Name } }, `${name}.${Name}`)),
    ]),
  );
}

/** The search plan never lists a resource without tags; neither does this one. */
function hasTags(record: TagAssignment): boolean {
  const { LFTagOnDatabase = [], LFTagsOnTable = [], LFTagsOnColumns = [] } = record;
  return LFTagOnDatabase.length + LFTagsOnTable.length > 0 || LFTagsOnColumns.some((c) => c.LFTags.length > 0);
}
