import type { Edit } from '../../../core/change/plan-types';
import type { Discrepancy } from '../../../core/change/verify';
import type { StoredPlan } from '../../store/plan-store';
import { refreshMesh } from '../refresh-mesh';
import type { ApplyDeps } from './apply-plan';
import { settleDataZone } from './settle-datazone';
import { touchedLayers, touchedUnits } from './touched-layers';

interface Check {
  verified: boolean;
  differences: Discrepancy[];
  snapshot?: string;
}

/**
 * Reads what the edits touched into a new snapshot and compares it with what was predicted. What cannot be read again is
 * a difference of its own: unverified is not verified.
 */
export async function verifyApplied(
  deps: ApplyDeps,
  stored: StoredPlan,
  edits: readonly Edit[],
  complete: boolean,
): Promise<Check> {
  if (edits.length === 0) return { verified: complete, differences: [] };
  const unread = (text: string): Check => ({ verified: false, differences: [{ what: 'state', text }] });
  const ungranted = await settleDataZone(deps, stored, edits);
  const { host, aws, keep, now } = deps;
  const units = touchedUnits(edits);
  const refreshed = await refreshMesh({
    host,
    aws,
    connection: stored.connection,
    seats: stored.members.map(({ profile, region }) => ({ profile, region })),
    layers: touchedLayers(edits),
    ...(units ? { units } : {}),
    base: stored.snapshot,
    keep,
    // Cancelling ends the calls, not the proof of what they did.
    signal: new AbortController().signal,
    now,
    onProgress: () => undefined,
    onWave: () => undefined,
    onSignInNeeded: () => undefined,
  });
  if (!refreshed.ok) return unread(`What was touched could not be read again: ${refreshed.error.message}`);
  const observed = refreshed.value.info.id;
  const compared = await host.ask('change.verify', { base: stored.snapshot, observed, edits: [...edits] });
  if (!compared.ok)
    return { ...unread(`The result could not be compared: ${compared.error.message}`), snapshot: observed };
  // What only names a thing that is gone is no gap of this reading.
  const unreadLayers = refreshed.value.coverage.filter(({ kind }) => kind !== 'partial' && kind !== 'unread-account');
  const gaps = unreadLayers.map(({ member, layer, reason }): Discrepancy => ({
    what: 'state',
    text: `Not read again: ${member} ${layer}: ${reason}`,
  }));
  const differences = [...ungranted, ...compared.value, ...gaps];
  return { verified: complete && differences.length === 0, differences, snapshot: observed };
}
