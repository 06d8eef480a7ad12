import type { AccessIndex } from '../access/access-index';

/** The table of a key as `tableKey` writes it, in whichever region it lies. */
export function tableByKey(index: AccessIndex, key: string): number | undefined {
  const { catalogs, find } = index.mesh.catalog;
  const parts = key.split('/');
  const name = parts.pop() ?? '';
  const database = parts.pop() ?? '';
  for (const { id, catalogId } of catalogs) {
    if (catalogId !== parts.join('/')) continue;
    const d = find.findDatabase(id, database);
    const t = d === undefined ? undefined : find.findTable(d, name);
    if (t !== undefined) return t;
  }
  return undefined;
}
