import type { AccessIndex } from '../access/access-index';
import { knownActor } from '../access/actor';
import { newMemo, type Memo } from '../access/contribution';
import { decideTable } from '../access/decide-table';
import type { RowChains } from '../access/row-chains';
import { rowsByActor, rowsFor, rowsOnTable } from '../access/table-rows';
import { KIND } from '../model/mesh/grants';
import { consumerNodeId } from '../graph/ids';
import type { Finding, FindingSource } from './finding';
import { rowViews, tableNode, tableText } from './table-words';

/** A data cells filter limits nobody who also holds SELECT without a filter: grants are united (C7). */
export function filterCancelled({ index }: FindingSource): Finding[] {
  const { grants, catalog, principals } = index.mesh;
  const filtered = new Set<number>();
  for (let row = 0; row < grants.count; row++)
    if (grants.kind[row] === KIND.filter) filtered.add(grants.filters[grants.target[row]!]!.table);
  return [...filtered].flatMap((table) => {
    const rows = rowsOnTable(index, table);
    const { named, everybody } = rowsByActor(index, rows, holdersOf(index, rows));
    const memo: Memo = { ...newMemo(), rows: new Map() };
    return named.numbers().flatMap((id): Finding[] => {
      const actor = knownActor(index, principals.entries[id]!);
      const mine = everybody.size === 0 ? named.rowsOf(id) : rowsFor(index, actor, rows);
      const access = decideTable(index, actor, catalog.tables[table]!, mine, memo);
      const filters = access.contributions.filter((c) => grants.kind[c.row] === KIND.filter);
      const plain = access.contributions.filter(
        (c) =>
          c.select?.where === null && c.select.columns === null && !c.select.each && grants.kind[c.row] !== KIND.filter,
      );
      if (filters.length === 0 || plain.length === 0) return [];
      const names = filters.map((c) => grants.filters[grants.target[c.row]!]!.name).join(', ');
      const text = tableText(index, table);
      return [
        {
          id: `filter-cancelled:${tableNode(index, table)}:${actor.entry.arn}`,
          rule: 'filter-cancelled',
          severity: 'high',
          sentence: `${actor.entry.name} was given ${text} through the filter ${names}, but also holds it without any: it sees every row and column.`,
          where: [consumerNodeId(actor.entry.arn), tableNode(index, table)],
          evidence: rowViews(
            index,
            [...filters, ...plain].map((c) => c.row),
          ),
          remedy: `Revoke the grant without a filter, or the filter's if all of ${text} is meant.`,
        },
      ];
    });
  });
}

/** Of many who hold a table, few hold a filter on it; undefined where everybody holds one. */
function holdersOf(index: AccessIndex, rows: readonly number[]): RowChains | undefined {
  const { kind } = index.mesh.grants;
  const { named, everybody } = rowsByActor(
    index,
    rows.filter((row) => kind[row] === KIND.filter),
  );
  return everybody.size > 0 ? undefined : named;
}
