import type { Predicate } from './predicate';
import type { RuleId } from './rules';

/** Columns by their place in the table (all = null) with the rows in which they are visible. */
export interface Visible {
  columns: readonly number[] | null;
  where: Predicate;
  /** Predicates of single columns, where they differ from `where`. */
  each?: ReadonlyMap<number, Predicate>;
}

/** What one row gives one principal on one object. */
export interface Contribution {
  row: number;
  /** Permission bits, expanded and degraded (G3, T6). */
  permissions: number;
  grantable: number;
  /** Set where `permissions` holds SELECT. */
  select: Visible | null;
  /** Columns that its DESCRIBE shows; null = all. Of no meaning on databases. */
  describes: readonly number[] | null;
  rules: readonly RuleId[];
  /** Counts for the implied DESCRIBE on database and catalog (G5): not attribute-based. */
  impliesParents: boolean;
}

/** A row that would give something but does not, with what would wake it. */
export interface Dormant {
  row: number;
  rule: RuleId;
  why: string;
  wakes: string;
}
