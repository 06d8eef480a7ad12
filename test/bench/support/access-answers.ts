import type { AccessIndex } from '../../../src/core/access/access-index';
import type { Cells } from '../../../src/core/access/select';
import { whatCan, LIMIT } from '../../../src/core/access/what-can';
import { whoCan } from '../../../src/core/access/who-can';
import { BIT } from '../../../src/core/model/mesh/bits';
import { plainBits } from './duckdb-load';
import type { SqlRows } from './duckdb-questions';

/** Columns that a SELECT shows, and those that it shows in all rows, as bits. */
function bitsOf(cells: Cells, plain: number): [number, number] {
  let [cols, free] = [0, 0];
  for (let place = 0; 1 << place <= plain; place++) {
    if (cells.columns !== null && !cells.columns.includes(place)) continue;
    cols |= 1 << place;
    const where = cells.each.has(place) ? cells.each.get(place) : cells.where;
    if (where === null) free |= 1 << place;
  }
  return [cols, free];
}

/** A who-can answer about SELECT, one line of numbers per actor, sorted. */
export function whoLines(index: AccessIndex, table: number): string[] {
  const plain = plainBits(index.mesh.catalog.tables[table]!);
  const { groups } = whoCan(index, { resource: { kind: 'table', table }, permission: 'SELECT' });
  return groups
    .flatMap((group) =>
      group.actors.map((actor) => `${String(actor)} ${bitsOf(group.table!.select!, plain).join(' ')}`),
    )
    .sort();
}

export const whoLinesOf = ([actors = [], cols = [], free = []]: SqlRows): string[] =>
  actors.map((actor, i) => `${String(actor)} ${String(cols[i])} ${String(free[i])}`).sort();

/** A what-can answer: table, permissions and limits of its SELECT, sorted. */
export function whatLines(index: AccessIndex, principal: string): string[] {
  const { tables, permissions, limits } = whatCan(index, { principal, limit: Infinity });
  return Array.from(tables, (table, i) => `${String(table)} ${String(permissions[i])} ${String(limits[i])}`).sort();
}

export function whatLinesOf(index: AccessIndex, [tables = [], masks = [], cols = [], free = []]: SqlRows): string[] {
  const limits = (i: number): number => {
    if (!(masks[i]! & BIT.SELECT)) return 0;
    const part = cols[i] === plainBits(index.mesh.catalog.tables[tables[i]!]!) ? 0 : LIMIT.columns;
    return part | (free[i] === 0 ? LIMIT.rows : free[i] === cols[i] ? 0 : LIMIT.cells);
  };
  return tables.map((table, i) => `${String(table)} ${String(masks[i])} ${String(limits(i))}`).sort();
}
