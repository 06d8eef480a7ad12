import type { AccessRow } from '../model/case';
import type { RuleId } from './rules';

/** Adds the rules of a change to every row that the change made or altered. */
export function withChangeRules(
  before: readonly AccessRow[],
  after: readonly AccessRow[],
  rules: readonly RuleId[],
): AccessRow[] {
  const unchanged = new Set(before.map(fingerprint));
  return after.map((row) =>
    unchanged.has(fingerprint(row)) ? row : { ...row, because: [...new Set([...(row.because ?? []), ...rules])] },
  );
}

const fingerprint = (row: AccessRow): string => JSON.stringify({ ...row, because: undefined });
