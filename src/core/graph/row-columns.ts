import type { ResourceTarget } from './resource-node';
import { rowSpots } from './row-spots';
import type { Sources } from './sources';

/**
 * The permission rows as numbers, in the order in which the members listed them: a million rows are read once, and what
 * follows steps through integers. Every array has one entry per row.
 */
export interface RowColumns {
  /** What the rows are about; columns and filters of a table are the table, all tables of a database a spot of its own. */
  spots: readonly ResourceTarget[];
  /** -1 = a resource shape that this version does not know. */
  spot: Int32Array;
  principals: readonly string[];
  principal: Int32Array;
  /** Distinct sorted lists of permissions; there are few. */
  lists: readonly string[][];
  list: Int32Array;
  /** Position in `sources.rowLists`. */
  lister: Int32Array;
}

const cache = new WeakMap<Sources['rowLists'], RowColumns>();

/** Reads the rows once. */
export function rowColumns(rowLists: Sources['rowLists']): RowColumns {
  const known = cache.get(rowLists);
  if (known) return known;
  const made = readColumns(rowLists);
  cache.set(rowLists, made);
  return made;
}

function readColumns(rowLists: Sources['rowLists']): RowColumns {
  const total = rowLists.reduce((sum, { rows }) => sum + rows.length, 0);
  const column = (): Int32Array => new Int32Array(total);
  const [spot, principal, list, lister] = [column(), column(), column(), column()];
  const spots: ResourceTarget[] = [];
  const spotOf = rowSpots((target) => spots.push(target) - 1);
  const principals = places<string>();
  const lists = permissionLists();
  let at = 0;
  rowLists.forEach(({ member, rows }, from) => {
    for (let nth = 0; nth < rows.length; nth++) {
      const row = rows[nth]!;
      spot[at] = spotOf(row.Resource, member) ?? -1;
      principal[at] = principals.placeOf(row.Principal.DataLakePrincipalIdentifier);
      list[at] = lists.placeOf(row.Permissions);
      lister[at++] = from;
    }
  });
  return { spots, spot, principals: principals.all, principal, lists: lists.all, list, lister };
}

/** Numbers values in the order in which they come. */
export function places<T>(): { all: T[]; placeOf: (value: T) => number } {
  const all: T[] = [];
  const known = new Map<T, number>();
  return {
    all,
    placeOf: (value) => {
      let place = known.get(value);
      if (place === undefined) known.set(value, (place = all.push(value) - 1));
      return place;
    },
  };
}

interface ListNode {
  next: Map<string, ListNode>;
  place: number;
}

/** Sorted, without repeats. Found step by step, for a text of every list would be a million texts. */
function permissionLists(): { all: string[][]; placeOf: (permissions: readonly string[]) => number } {
  const node = (): ListNode => ({ next: new Map<string, ListNode>(), place: -1 });
  const root = node();
  const all: string[][] = [];
  return {
    all,
    placeOf: (permissions) => {
      let at = root;
      for (const permission of permissions) {
        let next = at.next.get(permission);
        if (!next) at.next.set(permission, (next = node()));
        at = next;
      }
      if (at.place < 0) at.place = all.push([...new Set(permissions)].sort()) - 1;
      return at.place;
    },
  };
}

/** Rows by a number that each has, -1 = left out: `rows` holds their positions, those of `n` from `starts[n]` on, in order. */
export function groupRows(numbers: Int32Array, count: number): { starts: Int32Array; rows: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (let at = 0; at < numbers.length; at++) if (numbers[at]! >= 0) starts[numbers[at]! + 1]!++;
  for (let n = 0; n < count; n++) starts[n + 1]! += starts[n]!;
  const next = starts.slice();
  const rows = new Int32Array(starts[count]!);
  for (let at = 0; at < numbers.length; at++) if (numbers[at]! >= 0) rows[next[numbers[at]!]!++] = at;
  return { starts, rows };
}
