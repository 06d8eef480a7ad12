import type { GlueDatabase, GlueTable } from '../model/glue';
import type { Draft } from './draft';

const sameCatalog = (a: string | undefined, b: string | undefined, account: string): boolean =>
  (a ?? account) === (b ?? account);

/** Glue and Lake Formation fold names to lower case. */
export const sameName = (a: string | undefined, b: string | undefined): boolean =>
  a?.toLowerCase() === b?.toLowerCase();

/** A database by name, from whichever member lists it. */
export function findDatabase(draft: Draft, catalogId: string | undefined, name: string): GlueDatabase | undefined {
  const wanted = name.toLowerCase();
  return draft.find(
    'databases',
    (record, member) =>
      record.Name.toLowerCase() === wanted && sameCatalog(record.CatalogId ?? member.account, catalogId, draft.account),
  );
}

export function findTable(
  draft: Draft,
  catalogId: string | undefined,
  database: string,
  name: string,
): GlueTable | undefined {
  const [within, wanted] = [database.toLowerCase(), name.toLowerCase()];
  return draft.find(
    'tables',
    (record, member) =>
      record.Name.toLowerCase() === wanted &&
      record.DatabaseName.toLowerCase() === within &&
      sameCatalog(record.CatalogId ?? member.account, catalogId, draft.account),
  );
}

/** The first of some column names that a table does not have, partition keys counted; undefined where it has them all. */
export function absentColumn(table: GlueTable, names: readonly string[]): string | undefined {
  const columns = [...(table.StorageDescriptor?.Columns ?? []), ...(table.PartitionKeys ?? [])];
  const present = new Set(columns.map((column) => column.Name.toLowerCase()));
  return names.find((name) => !present.has(name.toLowerCase()));
}
