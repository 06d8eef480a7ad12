import { Failure } from '../store/failure';
import type { Result, Trouble } from '../../core/model/result';

/** What the shell sees: success; a finding or a refused plan; wrong usage; AWS or sign-in trouble. */
export const EXIT = { ok: 0, finding: 1, usage: 2, trouble: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The command line cannot be understood: exit 2, with the sentence and the command's usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws Failure with the trouble of a failed result */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Failure(result.error);
}

/** Exit 2 where the person's own input is at fault, else 3. */
export function exitCodeOf(trouble: Trouble): ExitCode {
  return /^(USAGE|EDITS_|PLAN_UNKNOWN|JOURNAL_UNKNOWN|SNAPSHOT_UNKNOWN|SNAPSHOT_NONE|LINEAGE_TOO_LARGE|REQUEST_UNKNOWN|GOVERNANCE_UNKNOWN|CRAWL_UNKNOWN_LAYER|TABLE_EXPECTED|SANDBOX_VARIANT|SANDBOX_STATE|PRINCIPAL_|RESOURCE_|CONNECTION_UNKNOWN|GRAPH_UNKNOWN)/.test(
    trouble.code,
  )
    ? EXIT.usage
    : EXIT.trouble;
}
