import type { DataCellsFilter } from '../../../core/model/lakeformation';
import type { Member } from '../../../core/model/snapshot';
import { CallError } from '../../aws/errors';
import type { CatalogRead } from './catalog';
import type { CrawlRun } from './run';
import { recordsOfPage } from './run';

/** With more tables than this, only those that grants name are asked for their filters one by one. */
const MAX_TABLES_ASKED = 2_000;

/**
 * Data cells filters. One listing without Table where the service allows it (open point 2), else one per table. Answers
 * the tables that have filters.
 */
export async function readFilters(
  run: CrawlRun,
  member: Member,
  catalog: Promise<CatalogRead>,
  namedByRows: () => Promise<ReadonlySet<string>>,
): Promise<Map<string, [string, string]>> {
  const withFilters = new Map<string, [string, string]>();
  const list = (table?: { TableCatalogId: string; DatabaseName: string; Name: string }): Promise<void> =>
    run.eachPage(
      'lakeformation:ListDataCellsFilter',
      member,
      table ? { Table: { CatalogId: table.TableCatalogId, DatabaseName: table.DatabaseName, Name: table.Name } } : {},
      async (page) => {
        const records = recordsOfPage<DataCellsFilter>(page.DataCellsFilters);
        for (const f of records) withFilters.set(`${f.DatabaseName}.${f.TableName}`, [f.DatabaseName, f.TableName]);
        await run.append(member, 'data-filters', records);
      },
    );

  let perTable = false;
  await run.read(member, 'data-filters', async () => {
    try {
      await list();
    } catch (error) {
      if (!(error instanceof CallError) || error.kind !== 'INVALID') throw error;
      perTable = true;
    }
  });
  if (!perTable) return withFilters;

  const { databases } = await catalog;
  let tables = databases
    .filter((d) => d.catalog === member.account)
    .flatMap((d) => d.tables.map((Name) => ({ TableCatalogId: d.catalog, DatabaseName: d.name, Name })));
  if (tables.length > MAX_TABLES_ASKED) {
    const named = await namedByRows();
    tables = tables.filter((t) => named.has(`${t.DatabaseName}.${t.Name}`));
    const reason =
      'Filters can only be listed table by table here; those of tables without a grant on a filter were not read.';
    run.partial(member, 'data-filters', reason);
  }
  await Promise.all(tables.map((t) => run.read(member, 'data-filters', () => list(t), `${t.DatabaseName}.${t.Name}`)));
  return withFilters;
}
