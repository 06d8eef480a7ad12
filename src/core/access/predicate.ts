/**
 * A row predicate: `null` = all rows, else the alternatives, distinct and sorted. Alternatives stay the text that AWS
 * holds; nothing is parsed or simplified, so the answer shows what an engine receives.
 */
export type Predicate = readonly string[] | null;

export const ALL_ROWS: Predicate = null;

/** Union of rows (C6); all rows prevails (C7). */
export function either(a: Predicate, b: Predicate): Predicate {
  if (a === null || b === null) return null;
  if (a === b) return a;
  return [...new Set([...a, ...b])].sort();
}

/** Intersection of rows, for a local grant within its share (C9). */
export function both(a: Predicate, b: Predicate): Predicate {
  if (a === null) return b;
  if (b === null) return a;
  const operands = [...new Set([predicateText(a)!, predicateText(b)!])].sort();
  return [operands.map((operand) => `(${operand})`).join(' AND ')].map((text) =>
    operands.length === 1 ? operands[0]! : text,
  );
}

/** One text: a single alternative bare, several each in parentheses, joined with OR. */
export function predicateText(predicate: Predicate): string | null {
  if (predicate === null) return null;
  return predicate.length === 1 ? predicate[0]! : predicate.map((operand) => `(${operand})`).join(' OR ');
}

export const samePredicate = (a: Predicate, b: Predicate): boolean => a === b || predicateText(a) === predicateText(b);
