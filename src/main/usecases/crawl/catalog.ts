import type { GlueCatalog, GlueDatabase, GlueTable } from '../../../core/model/glue';
import { accountOfCatalog, catalogOf, databaseKey } from '../../../core/model/keys';
import type { Member } from '../../../core/model/snapshot';
import { CallError } from '../../aws/errors';
import type { CrawlRun } from './run';
import { beside, recordsOfPage } from './run';

/** What the rest of a member's crawl needs to know of its catalog. */
export interface CatalogRead {
  catalogs: GlueCatalog[];
  /** Own databases that are no links, with their tables' names, by catalog id (absent = not readable). */
  databases: { catalog: string; name: string; tables: string[] }[];
  /** Accounts that own something this member sees through a share or a link. */
  producers: Set<string>;
  complete: boolean;
}

export interface CatalogCrawl {
  /** All databases are known, and whether their listing is complete; the names of their tables are still coming. */
  listed: Promise<CatalogRead>;
  filled: Promise<CatalogRead>;
}

/**
 * Catalogs, databases and tables of a member (facts lakeformation 1.5 step 8): GetTables for every database, never
 * SearchTables. Link databases are not listed through (their tables belong to the target). What others share is read
 * here only where no member of the connection reads its owner.
 */
export function readCatalog(run: CrawlRun, member: Member): CatalogCrawl {
  const read: CatalogRead = { catalogs: [], databases: [], producers: new Set(), complete: true };
  const tables: Promise<boolean>[] = [];
  const listed = listCatalog(run, member, read, tables);
  const filled = listed.then(async () => {
    const complete = (await Promise.all(tables)).every(Boolean);
    read.complete &&= complete;
    return read;
  });
  return { listed: beside(listed), filled: beside(filled) };
}

async function listCatalog(
  run: CrawlRun,
  member: Member,
  read: CatalogRead,
  tables: Promise<boolean>[],
): Promise<CatalogRead> {
  const seen = new Set<string>();
  const takeDatabases = async (records: GlueDatabase[], catalogId: string | undefined): Promise<void> => {
    const fresh = records.filter((record) => {
      const key = databaseKey(catalogOf(record.CatalogId, member), record.Name);
      return !seen.has(key) && seen.add(key);
    });
    // Their tables are asked for before the records are stored: nothing has to wait for the disk.
    for (const database of fresh) tables.push(...tablesOf(run, member, read, database, catalogId));
    await run.append(member, 'databases', fresh);
  };
  const databasesOf = (catalogId?: string): Promise<boolean> =>
    run.read(member, 'databases', () => listDatabases(run, member, read, catalogId, takeDatabases), catalogId);
  const nested = beside(
    run
      .fetch(member, 'catalogs', () =>
        run.eachPage(
          'glue:GetCatalogs',
          member,
          { Recursive: true, IncludeRoot: true },
          async (page) => {
            const records = recordsOfPage<GlueCatalog>(page.CatalogList);
            read.catalogs.push(...records);
            await run.append(member, 'catalogs', records);
          },
          'early',
        ),
      )
      .then(() => {
        const ids = read.catalogs.map((c) => c.CatalogId).filter((id) => id !== member.account && id.includes(':'));
        return Promise.all(ids.map((id) => databasesOf(id)));
      }),
  );
  const shared = run.read(member, 'databases', () =>
    run.eachPage(
      'glue:GetDatabases',
      member,
      { ResourceShareType: 'FOREIGN' },
      async (page) => {
        const records = recordsOfPage<GlueDatabase>(page.DatabaseList);
        for (const record of records)
          noteProducer(run, member, read, accountOfCatalog(catalogOf(record.CatalogId, member)));
        await takeDatabases(records, undefined);
      },
      'early',
    ),
  );
  const [own, foreign, others] = await Promise.all([databasesOf(), shared, nested]);
  read.complete = [own, foreign, ...others].every(Boolean);
  return read;
}

async function listDatabases(
  run: CrawlRun,
  member: Member,
  read: CatalogRead,
  catalogId: string | undefined,
  take: (records: GlueDatabase[], catalogId: string | undefined) => Promise<void>,
): Promise<void> {
  try {
    await run.eachPage(
      'glue:GetDatabases',
      member,
      catalogId ? { CatalogId: catalogId } : {},
      (page) => take(recordsOfPage<GlueDatabase>(page.DatabaseList), catalogId),
      'early',
    );
  } catch (error) {
    // A catalog that only holds other catalogs (s3tablescatalog) has no databases and may say so with an error.
    const isParent = catalogId !== undefined && read.catalogs.some((c) => c.CatalogId.startsWith(`${catalogId}/`));
    if (!isParent || !(error instanceof CallError) || (error.kind !== 'INVALID' && error.kind !== 'NOT_FOUND'))
      throw error;
  }
}

function tablesOf(
  run: CrawlRun,
  member: Member,
  read: CatalogRead,
  database: GlueDatabase,
  catalogId: string | undefined,
): Promise<boolean>[] {
  const link = database.TargetDatabase;
  if (link?.DatabaseName) {
    noteProducer(run, member, read, link.CatalogId ? accountOfCatalog(link.CatalogId) : undefined);
    return [];
  }
  const catalog = catalogId ?? catalogOf(database.CatalogId, member);
  const owner = accountOfCatalog(catalog);
  if (owner !== member.account && run.covers(owner, member.region)) return [];
  const entry = { catalog, name: database.Name, tables: [] as string[] };
  if (owner === member.account) read.databases.push(entry);
  const input = { DatabaseName: database.Name, ...(catalog === member.account ? {} : { CatalogId: catalog }) };
  return [
    run.read(
      member,
      'tables',
      () =>
        run.eachPage(
          'glue:GetTables',
          member,
          input,
          async (page) => {
            const records = recordsOfPage<GlueTable>(page.TableList);
            for (const table of records) {
              if (table.TargetTable?.Name) {
                const target = table.TargetTable.CatalogId;
                noteProducer(run, member, read, target ? accountOfCatalog(target) : undefined);
              } else {
                entry.tables.push(table.Name);
              }
            }
            await run.append(member, 'tables', records);
          },
          'early',
        ),
      database.Name,
    ),
  ];
}

function noteProducer(run: CrawlRun, member: Member, read: CatalogRead, account: string | undefined): void {
  if (account === undefined || account === member.account) return;
  read.producers.add(account);
  run.sawAccount(member, account);
}
