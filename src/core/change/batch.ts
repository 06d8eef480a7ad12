import type { Draft } from './draft';
import { grantPermissions } from './grant';
import type { PermissionRequest } from './permission-rows';
import { effect, invalid, type Effect, type Outcome } from './refusal';
import { revokePermissions } from './revoke';

export interface BatchRequest {
  Entries?: (PermissionRequest & { Id?: string })[];
}

/** Entries per batch call that the service takes. */
const BATCH_LIMIT = 20;

/** BatchGrantPermissions and BatchRevokePermissions answer 200 with failures; all failing counts as a refusal here. */
export function batchPermissions(kind: 'grant' | 'revoke', draft: Draft, request: BatchRequest): Outcome {
  const entries = request.Entries ?? [];
  if (entries.length === 0) return invalid('Entries is required.');
  if (entries.length > BATCH_LIMIT) return invalid(`At most ${BATCH_LIMIT} entries per call.`);
  const ids = entries.map((entry) => entry.Id ?? '');
  if (new Set(ids).size < ids.length) return invalid('Entry ids must be unique.');
  const done: Effect = { rules: [], warnings: [] };
  const refused: Outcome[] = [];
  for (const entry of entries) {
    const outcome = kind === 'grant' ? grantPermissions(draft, entry) : revokePermissions(draft, entry);
    if (outcome.ok) {
      done.rules.push(...outcome.value.rules);
      done.warnings.push(...outcome.value.warnings);
    } else {
      refused.push(outcome);
      done.warnings.push(`entry ${entry.Id ?? ''} is refused: ${outcome.error.code}: ${outcome.error.message}`);
    }
  }
  return refused.length === entries.length ? refused[0]! : effect([...new Set(done.rules)], done.warnings);
}
