import type { Resource } from '../model/lakeformation';
import type { Draft } from './draft';
import { findDatabase, findTable } from './find';
import { notFound, type Outcome } from './refusal';

/** The service's answer where the database or table of a Resource does not exist; undefined where it does, or names neither. */
export function missingObject(draft: Draft, resource: Resource): Outcome | undefined {
  const { Database: database, TableWithColumns: split } = resource;
  if (database && !findDatabase(draft, database.CatalogId, database.Name))
    return notFound(`Database not found: ${database.Name}`);
  const table = resource.Table ?? split;
  if (!table) return undefined;
  if (!findDatabase(draft, table.CatalogId, table.DatabaseName))
    return notFound(`Database not found: ${table.DatabaseName}`);
  const found =
    resource.Table?.TableWildcard !== undefined ||
    findTable(draft, table.CatalogId, table.DatabaseName, table.Name ?? '') !== undefined;
  return found ? undefined : notFound(`Table not found: ${table.DatabaseName}.${table.Name}`);
}
