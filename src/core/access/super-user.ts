import type { TableEntry } from '../model/mesh/catalog';
import type { AccessIndex } from './access-index';
import type { Contribution } from './contribution';
import { acceptedBy } from './permissions';
import { ALL_ROWS } from './predicate';
import { BIT } from '../model/mesh/bits';

/** SUPER_USER rows on a catalog or on one above it (G10), nearest first. */
export function superUserRows(index: AccessIndex, catalog: number): number[] {
  if (index.superUsers.size === 0) return [];
  const rows: number[] = [];
  for (let c = catalog; c >= 0; c = index.mesh.catalog.catalogs[c]!.parent)
    rows.push(...(index.superUsers.get(c) ?? []));
  return rows;
}

/** Everything on an object below the catalog, grantable (G10). */
export function superUserContribution(index: AccessIndex, row: number, accepted: number): Contribution {
  const select = accepted & BIT.SELECT ? { columns: null, where: ALL_ROWS } : null;
  return {
    row,
    permissions: accepted,
    grantable: accepted,
    select,
    describes: null,
    impliesParents: !index.mesh.grants.conditional.has(row),
  };
}

export const superUserOnTable = (index: AccessIndex, table: TableEntry, row: number): Contribution =>
  superUserContribution(index, row, acceptedBy(table));
