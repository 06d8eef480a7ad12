import type { Predicate } from './predicate';
import type { Bound } from './share-bound';
import type { RuleId } from './rules';

/** Columns by their place in the table (all = null) with the rows in which they are visible. */
export interface Visible {
  columns: readonly number[] | null;
  where: Predicate;
  /** Predicates of single columns, where they differ from `where`. */
  each?: ReadonlyMap<number, Predicate>;
}

/**
 * What one row gives on one object, whoever asks. Small on purpose: a large answer makes one per row and table; its
 * rules are worked out on demand by `contributionRules`.
 */
export interface Contribution {
  row: number;
  /** Permission bits, expanded and degraded (G3, T6). */
  permissions: number;
  grantable: number;
  /** Set where `permissions` holds SELECT. */
  select: Visible | null;
  /** Columns that its DESCRIBE shows; null = all. Of no meaning on databases. */
  describes: readonly number[] | null;
  /** Counts for the implied DESCRIBE on database and catalog (G5): not attribute-based. */
  impliesParents: boolean;
  /** Only part of the table matches a tag policy (T6). */
  partial?: boolean;
  /** A local grant, cut down to what these rows share (X2, C9). */
  bounded?: readonly number[];
}

/** A row that would give something but does not, with what would wake it. */
export interface Dormant {
  row: number;
  rule: RuleId;
  why: string;
  wakes: string;
}

/** What is worked out once per question: rows on the one object in question, and bounds by table and account. */
export interface Memo {
  /** Contributions by row, for questions about a single table. */
  rows?: Map<number, Contribution | Dormant | null>;
  bounds: Map<number, Map<string, Bound>>;
}

export const newMemo = (): Memo => ({ bounds: new Map() });
