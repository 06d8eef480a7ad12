import type { Resource } from '../model/lakeformation';
import type { AccessIndex } from './access-index';
import { databaseResource, tableResource } from './row-shape';

/** An object of the mesh that a question is about, by number. */
export type ResourceRef =
  | { kind: 'table'; table: number; column?: string }
  | { kind: 'database'; database: number }
  | { kind: 'catalog'; catalog: number }
  /** An S3 prefix: `path` is `bucket/prefix`. */
  | { kind: 'location'; path: string }
  | { kind: 'tag'; account: string; key: string; value?: string };

/** `database.table`, with the account in front where several accounts are in the mesh. */
export function refText(index: AccessIndex, ref: ResourceRef): string {
  const { catalogs, databases, tables } = index.mesh.catalog;
  const home = (catalog: number): string => {
    const several = new Set(catalogs.map((c) => c.account)).size > 1;
    return several || !catalogs[catalog]!.isDefault ? `${catalogs[catalog]!.catalogId}/` : '';
  };
  switch (ref.kind) {
    case 'table': {
      const table = tables[ref.table]!;
      const database = databases[table.database]!;
      const column = ref.column === undefined ? '' : `.${ref.column}`;
      return `${home(database.catalog)}${database.name}.${table.name}${column}`;
    }
    case 'database':
      return `${home(databases[ref.database]!.catalog)}${databases[ref.database]!.name}`;
    case 'catalog':
      return `catalog ${catalogs[ref.catalog]!.catalogId}`;
    case 'location':
      return `s3://${ref.path}`;
    case 'tag':
      return `LF-Tag ${ref.key}${ref.value === undefined ? '' : `=${ref.value}`}`;
  }
}

/** The Resource that answers about this object carry; undefined where rows of several resources can answer. */
export function refResource(index: AccessIndex, ref: ResourceRef): Resource | undefined {
  const { catalogs, databases, tables } = index.mesh.catalog;
  if (ref.kind === 'table') return tableResource(index, tables[ref.table]!);
  if (ref.kind === 'database') return databaseResource(index, databases[ref.database]!);
  return ref.kind === 'catalog' ? { Catalog: { Id: catalogs[ref.catalog]!.catalogId } } : undefined;
}
