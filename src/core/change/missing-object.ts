import { accountOfCatalog } from '../model/keys';
import type { Resource } from '../model/lakeformation';
import type { Draft } from './draft';
import { findDatabase, findTable, sameName } from './find';
import { notFound, type Outcome } from './refusal';

/** The service's answer where what a Resource names does not exist; undefined where it does, or was not read. */
export function missingObject(draft: Draft, resource: Resource): Outcome | undefined {
  const { Catalog: catalog } = resource;
  if (catalog?.Id?.includes(':') && !hasCatalog(draft, catalog.Id)) return notFound(`Catalog not found: ${catalog.Id}`);
  const { Database: database, TableWithColumns: split, DataCellsFilter: cells, LFTagExpression: saved } = resource;
  if (database && !findDatabase(draft, database.CatalogId, database.Name))
    return notFound(`Database not found: ${database.Name}`);
  if (cells && !hasFilter(draft, cells)) return notFound(`Data cells filter not found: ${cells.Name}`);
  if (saved && !hasExpression(draft, saved.Name)) return notFound(`LF-Tag expression not found: ${saved.Name}`);
  const table = resource.Table ?? split;
  if (!table) return undefined;
  if (!findDatabase(draft, table.CatalogId, table.DatabaseName))
    return notFound(`Database not found: ${table.DatabaseName}`);
  const found =
    resource.Table?.TableWildcard !== undefined ||
    findTable(draft, table.CatalogId, table.DatabaseName, table.Name ?? '') !== undefined;
  return found ? undefined : notFound(`Table not found: ${table.DatabaseName}.${table.Name}`);
}

/** A catalog that its account's listing lacks; of an account that was not read nothing is said. */
function hasCatalog(draft: Draft, id: string): boolean {
  const owner = accountOfCatalog(id);
  const isRead =
    draft.members.some(({ account }) => account === owner) && (owner !== draft.account || draft.reads('catalogs'));
  return !isRead || draft.all('catalogs').some(({ record }) => record.CatalogId === id);
}

const hasFilter = (draft: Draft, cells: NonNullable<Resource['DataCellsFilter']>): boolean =>
  draft
    .all('data-filters')
    .some(
      ({ record: f, member }) =>
        f.Name === cells.Name &&
        sameName(f.TableName, cells.TableName) &&
        sameName(f.DatabaseName, cells.DatabaseName) &&
        (f.TableCatalogId ?? member.account) === (cells.TableCatalogId ?? draft.account),
    );

/** Whether any account that was read keeps a saved LF-Tag expression of this name. */
export const hasExpression = (draft: Draft, name: string): boolean =>
  draft.all('tag-expressions').some(({ record }) => sameName(record.Name, name));
