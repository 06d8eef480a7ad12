import type { AccessIndex } from '../access/access-index';
import { itemsOf } from '../model/mesh/groups';
import type { Scope } from './scope';

/** A scope by names, which hold in any snapshot of the same mesh; numbers hold in one. */
export interface ResourceNames {
  databases: { catalogId: string; region: string; name: string }[] | 'all';
  principals: Scope['principals'];
  named: Scope['named'];
  datazone: boolean;
}

/** Whole databases: a scope always holds all tables of its databases. */
export function namesOfScope({ mesh: { catalog } }: AccessIndex, scope: Scope): ResourceNames {
  const { principals, named, datazone } = scope;
  if (scope.databases === 'all' || scope.tables === 'all') return { databases: 'all', principals, named, datazone };
  const databases = [...scope.databases].map((id) => {
    const database = catalog.databases[id]!;
    const { catalogId, region } = catalog.catalogs[database.catalog]!;
    return { catalogId, region, name: database.name };
  });
  return { databases, principals, named, datazone };
}

export function scopeOfNames({ mesh: { catalog } }: AccessIndex, names: ResourceNames): Scope {
  const { principals, named, datazone } = names;
  if (names.databases === 'all') return { tables: 'all', databases: 'all', principals, named, datazone };
  const databases = new Set<number>();
  const tables = new Set<number>();
  for (const { catalogId, region, name } of names.databases) {
    const c = catalog.find.findCatalog(catalogId, region);
    const d = c === undefined ? undefined : catalog.find.findDatabase(c, name);
    if (d === undefined) continue;
    databases.add(d);
    for (const table of itemsOf(catalog.tablesOf, d)) tables.add(table);
  }
  return { tables, databases, principals, named, datazone };
}
