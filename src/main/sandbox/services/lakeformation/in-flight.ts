import type { Call } from '../../service';
import { ServiceError } from '../../service';

/** How long a write takes: long enough that two requests sent together meet, short enough not to be felt. */
const WRITE_MS = 15;

export const conflict = (): ServiceError =>
  new ServiceError(
    'ConcurrentModificationException',
    'Permission update failed for Resource. Please retry in a short while.',
  );

const busyKeys = (call: Call): Set<string> => call.world.part('lake-writes', () => new Set<string>());

/** Is another write for this key under way? */
export const isBusy = (call: Call, key: string): boolean => busyKeys(call).has(key);

/**
 * Runs a write that holds `keys` (principals, tagged resources) for a moment; a second write for one of them meanwhile is
 * refused with ConcurrentModificationException (facts 1.1). The state changes in one synchronous step.
 */
export async function inFlight<T>(call: Call, keys: readonly string[], write: () => T): Promise<T> {
  const busy = busyKeys(call);
  if (keys.some((key) => busy.has(key))) throw conflict();
  for (const key of keys) busy.add(key);
  try {
    await new Promise((resolve) => setTimeout(resolve, WRITE_MS));
    return write();
  } finally {
    for (const key of keys) busy.delete(key);
  }
}
