/**
 * An answer as evidence: one value from which the screen's table and every exported file are made, so that none of them
 * can say more or less than another.
 */
export interface Report {
  /** What was asked, as a person would ask it. */
  title: string;
  /** The answer in one sentence. */
  sentence: string;
  columns: ReportColumn[];
  /** One text per column; absent values are the empty text. */
  rows: string[][];
  derivations: Derivation[];
  /** What the answer was made from; null where it is of no snapshot. */
  snapshot: { id: string; takenAt: string; connection: string } | null;
  /** What could not be read, one sentence each; empty means nothing was missing. */
  coverage: string[];
  /** What the answer rests on that is not certain, one sentence each. */
  limits: string[];
  /** Rules that the rows cite, with their texts. */
  rules: { id: string; text: string }[];
}

export interface ReportColumn {
  key: string;
  label: string;
}

export interface Derivation {
  title: string;
  steps: { text: string; rules: string[]; row?: string }[];
  conclusion: string;
}
