/** One alternative: the text that AWS holds, or texts of which all must hold, distinct and sorted. */
type Term = string | readonly string[];

/**
 * A row predicate: `null` = all rows, else the alternatives, distinct and sorted. The texts of AWS are never parsed, so that
 * the answer shows what an engine receives; only `a OR (a AND b)` is told as `a`.
 */
export type Predicate = readonly Term[] | null;

export const ALL_ROWS: Predicate = null;

/** Union of rows (C6); all rows prevails (C7). */
export function either(a: Predicate, b: Predicate): Predicate {
  if (a === null || b === null) return null;
  if (a === b) return a;
  const terms = new Map([...a, ...b].map((term) => [termText(term), term]));
  const kept = [...terms].filter(([, term]) => ![...terms.values()].some((other) => isWider(other, term)));
  return kept.sort(([x], [y]) => (x < y ? -1 : 1)).map(([, term]) => term);
}

/** Intersection of rows, for a local grant within its share (C9). */
export function both(a: Predicate, b: Predicate): Predicate {
  if (a === null || samePredicate(a, b)) return b;
  if (b === null) return a;
  const factors = [...new Set([...factorsOf(a), ...factorsOf(b)])].sort();
  return [factors];
}

/** One text: a single alternative bare, several each in parentheses, joined with OR. */
export function predicateText(predicate: Predicate): string | null {
  if (predicate === null) return null;
  return predicate.length === 1 ? termText(predicate[0]!) : predicate.map((term) => `(${termText(term)})`).join(' OR ');
}

export const samePredicate = (a: Predicate, b: Predicate): boolean => a === b || predicateText(a) === predicateText(b);

const termText = (term: Term): string =>
  typeof term === 'string' ? term : term.map((factor) => `(${factor})`).join(' AND ');

const factorsOfTerm = (term: Term): readonly string[] => (typeof term === 'string' ? [term] : term);

const factorsOf = (predicate: readonly Term[]): readonly string[] =>
  predicate.length === 1 ? factorsOfTerm(predicate[0]!) : [predicateText(predicate)!];

/** Whether every row of `term` is also one of `other`, which asks for less. */
function isWider(other: Term, term: Term): boolean {
  const asked = factorsOfTerm(other);
  const all = factorsOfTerm(term);
  return asked.length < all.length && asked.every((factor) => all.includes(factor));
}
