/** Lists by owner in two flat arrays (compressed rows): the items of `owner` are `items[start[owner] … start[owner+1])`. */
export interface Groups {
  start: Int32Array;
  items: Int32Array;
}

/** Groups item numbers by owner; `ownerOf` < 0 leaves an item out. Items keep their order within a group. */
export function groupBy(count: number, owners: number, ownerOf: (item: number) => number): Groups {
  const start = new Int32Array(owners + 1);
  for (let i = 0; i < count; i++) {
    const owner = ownerOf(i);
    if (owner >= 0) start[owner + 1]!++;
  }
  for (let o = 0; o < owners; o++) start[o + 1]! += start[o]!;
  const items = new Int32Array(start[owners]!);
  const next = start.slice(0, owners);
  for (let i = 0; i < count; i++) {
    const owner = ownerOf(i);
    if (owner >= 0) items[next[owner]!++] = i;
  }
  return { start, items };
}

/** As `groupBy`, for some items only. */
export function groupSome(some: Int32Array, owners: number, ownerOf: (item: number) => number): Groups {
  const groups = groupBy(some.length, owners, (i) => ownerOf(some[i]!));
  const { items } = groups;
  for (let i = 0; i < items.length; i++) items[i] = some[items[i]!]!;
  return groups;
}

/** The items of one owner; a view, not a copy. */
export const itemsOf = (groups: Groups, owner: number): Int32Array =>
  owner < 0 || owner + 1 >= groups.start.length
    ? EMPTY
    : groups.items.subarray(groups.start[owner], groups.start[owner + 1]);

const EMPTY = new Int32Array(0);
