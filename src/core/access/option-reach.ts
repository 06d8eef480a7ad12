import { BIT } from '../model/mesh/bits';
import { columnsOf, type TableEntry } from '../model/mesh/catalog';
import { KIND, ORIGIN } from '../model/mesh/grants';
import type { AccessIndex } from './access-index';
import type { Visible } from './contribution';
import { filterContribution, namedContribution } from './named';
import { either, samePredicate } from './predicate';
import type { Cells } from './select';
import { tableBound, within } from './share-bound';

/** Whether the SELECT that a row only lets pass on shows columns or rows that its holder does not read (G8). */
export function passesOnMore(index: AccessIndex, row: number, table: TableEntry, held: Cells): boolean {
  if (held.columns === null && held.where === null && held.each.size === 0) return false;
  const option = passedOn(index, row, table);
  if (!option) return false;
  const { columns } = option;
  const places = columns ?? columnsOf(table).map((_, place) => place);
  return places.some((place) => {
    if (held.columns !== null && !held.columns.includes(place)) return true;
    const read = held.each.has(place) ? held.each.get(place)! : held.where;
    const passed = option.each?.has(place) ? option.each.get(place)! : option.where;
    return !samePredicate(either(read, passed), read);
  });
}

/** Cells of the option; of a consumer's row no more than its account was given (X2). */
function passedOn(index: AccessIndex, row: number, table: TableEntry): Visible | null {
  const { grants, snapshot } = index.mesh;
  const family = grants.kind[row] === KIND.filter ? filterContribution : namedContribution;
  const option = family(index, table, row, undefined, grants.grantable[row]! & (BIT.SELECT | BIT.ALL))?.select;
  if (!option || grants.origin[row] !== ORIGIN.local) return option ?? null;
  const { cells } = tableBound(index, snapshot.members[grants.member[row]!]!.account, table);
  return cells && within(option, cells);
}
