/** A row predicate: null = all rows; text as the filter has it; or a sum or product of those. */
export type Predicate = null | string | { op: 'AND' | 'OR'; of: readonly Exclude<Predicate, null>[] };

type Term = Exclude<Predicate, null>;

/** As answers write it: operands in parentheses and sorted. */
export function predicateText(predicate: Predicate): string | null {
  if (predicate === null || typeof predicate === 'string') return predicate;
  const operands = predicate.of.map((term) => predicateText(term) ?? '').sort();
  return operands.map((operand) => `(${operand})`).join(` ${predicate.op} `);
}

function flat(op: 'AND' | 'OR', terms: readonly Term[]): Term[] {
  const byText = new Map<string, Term>();
  for (const term of terms) {
    const parts = typeof term !== 'string' && term.op === op ? term.of : [term];
    for (const part of parts) byText.set(predicateText(part) ?? '', part);
  }
  return [...byText.values()];
}

const join = (op: 'AND' | 'OR', terms: Term[]): Predicate =>
  terms.length === 1 ? (terms[0] ?? null) : { op, of: terms };

/** Texts that must all hold for a term. */
const factors = (term: Term): string[] =>
  typeof term !== 'string' && term.op === 'AND'
    ? term.of.map((t) => predicateText(t) ?? '')
    : [predicateText(term) ?? ''];

/** Union of rows: all rows prevails (C6, C7); `a OR (a AND b)` is `a`. */
export function either(predicates: readonly Predicate[]): Predicate {
  const terms = predicates.filter((p): p is Term => p !== null);
  if (terms.length < predicates.length || terms.length === 0) return null;
  const all = flat('OR', terms);
  const kept = all.filter((term) => {
    const own = factors(term);
    return !all.some(
      (other) => other !== term && factors(other).length < own.length && factors(other).every((f) => own.includes(f)),
    );
  });
  return join('OR', kept);
}

/** Intersection of rows (C9, X2). */
export function both(a: Predicate, b: Predicate): Predicate {
  if (a === null) return b;
  return b === null ? a : join('AND', flat('AND', [a, b]));
}
