import type { AccessIndex } from '../access/access-index';
import { rowRef } from '../access/decision';
import { refText } from '../access/resource-ref';
import { tableNodeId } from '../graph/ids';
import { tableKey } from '../model/keys';
import { rowView } from '../report/access-line';
import type { RowView } from '../report/views';

/** Rows that a finding shows at most. */
const SHOWN = 20;

export const tableText = (index: AccessIndex, table: number): string => refText(index, { kind: 'table', table });

/** The node of a table in the graph. */
export function tableNode(index: AccessIndex, table: number): string {
  const { catalogs, databases, tables } = index.mesh.catalog;
  const entry = tables[table]!;
  const database = databases[entry.database]!;
  return tableNodeId(tableKey(catalogs[database.catalog]!.catalogId, database.name, entry.name));
}

export const rowViews = (index: AccessIndex, rows: Iterable<number>): RowView[] =>
  [...rows].slice(0, SHOWN).map((row) => rowView(rowRef(index, row)));
