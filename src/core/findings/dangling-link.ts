import { databaseNodeId } from '../graph/ids';
import { accountOfCatalog, databaseKey } from '../model/keys';
import type { Finding, FindingSource } from './finding';
import { tableNode, tableText } from './table-words';

/** A resource link to something that its owner's own listing lacks (L4). Targets of accounts that nobody read are not judged. */
export function danglingLink({ index }: FindingSource): Finding[] {
  const { catalog, listedAccounts } = index.mesh;
  const tables = catalog.tables.flatMap((table): Finding[] => {
    const target = table.record?.TargetTable;
    if (!target) return [];
    const home = catalog.catalogs[catalog.databases[table.database]!.catalog]!;
    const catalogId = target.CatalogId ?? home.catalogId;
    if (!listedAccounts.has(accountOfCatalog(catalogId))) return [];
    const found = catalog.find.findCatalog(catalogId, target.Region ?? home.region);
    const database = found === undefined ? undefined : catalog.find.findDatabase(found, target.DatabaseName ?? '');
    const to = database === undefined ? undefined : catalog.find.findTable(database, target.Name ?? '');
    if (to !== undefined && catalog.tables[to]!.record) return [];
    const text = tableText(index, table.id);
    const goal = `${catalogId}/${target.DatabaseName ?? ''}.${target.Name ?? ''}`;
    return [linkFinding(`dangling-link:${tableNode(index, table.id)}`, text, goal, tableNode(index, table.id))];
  });
  const databases = catalog.databases.flatMap((database): Finding[] => {
    const target = database.record?.TargetDatabase;
    if (!target) return [];
    const home = catalog.catalogs[database.catalog]!;
    const catalogId = target.CatalogId ?? home.catalogId;
    if (!listedAccounts.has(accountOfCatalog(catalogId))) return [];
    const found = catalog.find.findCatalog(catalogId, target.Region ?? home.region);
    const to = found === undefined ? undefined : catalog.find.findDatabase(found, target.DatabaseName ?? '');
    if (to !== undefined && catalog.databases[to]!.record) return [];
    const node = databaseNodeId(databaseKey(home.catalogId, database.name));
    return [
      linkFinding(
        `dangling-link:${node}`,
        `${home.catalogId}/${database.name}`,
        `${catalogId}/${target.DatabaseName ?? ''}`,
        node,
      ),
    ];
  });
  return [...tables, ...databases];
}

const linkFinding = (id: string, link: string, goal: string, node: string): Finding => ({
  id,
  rule: 'dangling-link',
  severity: 'low',
  sentence: `The resource link ${link} points to ${goal}, which does not exist.`,
  where: [node],
  evidence: [],
  remedy: `Delete the link, or make a new one to what took the place of ${goal}.`,
});
