import type {
  BatchGrantPermissionsRequest,
  BatchGrantPermissionsResponse,
  BatchPermissionsFailureEntry,
  BatchPermissionsRequestEntry,
  BatchRevokePermissionsRequest,
} from '@aws-sdk/client-lakeformation';
import type { Call } from '../../service';
import { ServiceError } from '../../service';
import { invalid } from './authority';
import { applyGrant } from './grant';
import { readGrant } from './grant-request';
import type { GrantRequest } from './grant-request';
import { conflict, inFlight, isBusy } from './in-flight';
import { applyRevoke } from './revoke';

const MAX_ENTRIES = 20;

const keyOf = (entry: BatchPermissionsRequestEntry): string =>
  `principal:${entry.Principal?.DataLakePrincipalIdentifier ?? ''}`;

function attempt(entry: BatchPermissionsRequestEntry, step: () => void): BatchPermissionsFailureEntry[] {
  try {
    step();
    return [];
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return [{ RequestEntry: entry, Error: { ErrorCode: error.name, ErrorMessage: error.message } }];
  }
}

/** Entries succeed or fail one by one; the answer is 200 with the failures (facts 1). */
async function batch(
  input: BatchGrantPermissionsRequest,
  call: Call,
  apply: (call: Call, request: GrantRequest) => void,
): Promise<BatchGrantPermissionsResponse> {
  const entries = input.Entries ?? [];
  if (entries.length > MAX_ENTRIES) throw invalid('A batch can have at most 20 entries.');
  if (new Set(entries.map((e) => e.Id)).size < entries.length)
    throw invalid('Entry ids must be unique within a batch.');
  const busy = new Set(entries.map(keyOf).filter((key) => isBusy(call, key)));
  const free = [...new Set(entries.map(keyOf).filter((key) => !busy.has(key)))];
  const Failures = await inFlight(call, free, () =>
    entries.flatMap((entry) =>
      attempt(entry, () => {
        if (busy.has(keyOf(entry))) throw conflict();
        apply(call, readGrant(call, entry, input.CatalogId));
      }),
    ),
  );
  return { Failures };
}

export const batchGrantPermissions = (input: BatchGrantPermissionsRequest, call: Call) =>
  batch(input, call, applyGrant);

export const batchRevokePermissions = (input: BatchRevokePermissionsRequest, call: Call) =>
  batch(input, call, applyRevoke);
