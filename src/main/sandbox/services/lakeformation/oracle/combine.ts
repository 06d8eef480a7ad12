import type { Effect, Selection } from './effects';
import { both, either } from './predicates';
import type { Predicate } from './predicates';

/** An object's contributions taken together (G6, C3, C6, C8). */
export interface Together {
  permissions: Set<string>;
  select: Selection | undefined;
  describes: 'all' | Set<string>;
  options: Set<string>;
}

export function together(effects: readonly Effect[]): Together {
  const permissions = new Set(effects.flatMap((e) => e.permissions));
  const selections = effects.flatMap((e) => (e.select ? [e.select] : []));
  const cells = new Map<string, Predicate[]>();
  for (const { cells: own } of selections) for (const [c, p] of own) cells.set(c, [...(cells.get(c) ?? []), p]);
  const select: Selection | undefined =
    selections.length === 0
      ? undefined
      : {
          cells: new Map([...cells].map(([c, list]) => [c, either(list)])),
          rows: either(selections.map((s) => s.rows)),
        };
  const describes = new Set([
    ...cells.keys(),
    ...effects.flatMap((e) => (e.describes === 'all' ? [] : [...e.describes])),
  ]);
  return {
    permissions,
    select,
    describes: effects.some((e) => e.describes === 'all') ? 'all' : describes,
    options: new Set(effects.flatMap((e) => e.options)),
  };
}

/** What a local grant may still reach under a share (X2, C9): fewer permissions, fewer columns, both predicates. */
export function bounded(local: Effect, shares: readonly Effect[]): Effect | undefined {
  const share = together(shares);
  if (shares.length === 0 || (share.permissions.size === 0 && !share.select)) return undefined;
  const allowed = new Set([...share.permissions, 'DESCRIBE']);
  const permissions = local.permissions.filter((p) => allowed.has(p));
  const inShare = (c: string): boolean => share.describes === 'all' || share.describes.has(c);
  let describes: Effect['describes'] = new Set<string>();
  if (permissions.length > 0) {
    if (local.describes === 'all') describes = share.describes;
    else describes = new Set([...local.describes].filter(inShare));
  }
  let select: Selection | undefined;
  if (local.select && share.select) {
    const cells = new Map<string, Predicate>();
    for (const [c, own] of local.select.cells) {
      const theirs = share.select.cells.get(c);
      if (theirs !== undefined) cells.set(c, both(own, theirs));
    }
    const met = shares.flatMap((s) =>
      s.select && [...s.select.cells.keys()].some((c) => cells.has(c)) ? [s.select.rows] : [],
    );
    if (met.length > 0) select = { cells, rows: both(local.select.rows, either(met)) };
  }
  if (permissions.length === 0 && !select && local.options.length === 0) return undefined;
  // Of the columns that the local grant covers none is shared: what is left would be the name of the table.
  if (!select && isNone(describes) && !isNone(local.describes) && !isNone(share.describes)) return undefined;
  return { permissions, ...(select && { select }), describes, options: [], tagPolicy: local.tagPolicy };
}

const isNone = (describes: Effect['describes']): boolean => describes !== 'all' && describes.size === 0;
