import type { Operation } from './operations';
import { classify, metadataOf } from './errors';

/** What to do after a failed attempt: wait `ms` and go on, renew the credentials and go on, or give up (null). */
export type RetryStep = { wait: number; renew: boolean } | null;

/** Failures of one kind that a call may meet before it gives up (facts lakeformation 1.1, datazone 7). */
const ATTEMPTS = { THROTTLED: 8, BUSY: 6, SERVER: 4, NETWORK: 4, PROPAGATION: 4 } as const;
const BASE_MS = { THROTTLED: 500, BUSY: 300, SERVER: 200, NETWORK: 200, PROPAGATION: 1_000 } as const;
const CAP_MS = 8_000;

/** Messages of writes that only mean that IAM or Lake Formation has not spread the news yet. */
const PROPAGATION =
  /Invalid principal|Grantee has no permissions|register the S3 path|not authorized to access requested permissions/;
const ALREADY_GONE = /^No permissions revoked/;

/**
 * The retry rules in one place; the SDK's own retries are off, so that every attempt is paced and counted. `times` is
 * how often this call has failed in this way, this failure included; `random` in [0, 1) spreads the waiting (full jitter).
 */
export function retryStep(operation: Operation, times: number, error: unknown, random: number): RetryStep {
  const kind = classify(error);
  const backoff = (rule: keyof typeof ATTEMPTS): RetryStep => {
    if (times >= ATTEMPTS[rule]) return null;
    const ceiling = Math.min(CAP_MS, BASE_MS[rule] * 2 ** (times - 1));
    return { wait: ceiling / 2 + (random * ceiling) / 2, renew: false };
  };
  if (metadataOf(error)?.clockSkewCorrected && times === 1) return { wait: 0, renew: false };
  switch (kind) {
    case 'THROTTLED':
    case 'BUSY':
      return backoff(kind);
    case 'NETWORK':
    case 'SERVER':
      // A write whose answer was lost may have happened: only those that carry their own token are sent again unread.
      return operation.kind === 'write' && !operation.clientToken ? null : backoff(kind);
    case 'CREDS_EXPIRED':
      return times === 1 ? { wait: 0, renew: true } : null;
    case 'INVALID':
    case 'DENIED': {
      const message = error instanceof Error ? error.message : '';
      return operation.kind === 'write' && PROPAGATION.test(message) && !ALREADY_GONE.test(message)
        ? backoff('PROPAGATION')
        : null;
    }
    default:
      return null;
  }
}
