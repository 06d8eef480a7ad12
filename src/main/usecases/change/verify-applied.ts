import { setTimeout as sleep } from 'node:timers/promises';
import type { Edit } from '../../../core/change/plan-types';
import type { Discrepancy } from '../../../core/change/verify';
import { CallError } from '../../aws/errors';
import type { StoredPlan } from '../../store/plan-store';
import { refreshMesh } from '../refresh-mesh';
import type { ApplyDeps } from './apply-plan';
import { touchedLayers } from './touched-layers';

interface Check {
  verified: boolean;
  differences: Discrepancy[];
  snapshot?: string;
}

/** How long DataZone is given to write or take back permissions, and how often it is asked (facts datazone 2.3). */
const SETTLE_MS = 60_000;
const ASK_EVERY_MS = 1_000;

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
  const refreshed = await refreshMesh({
    host,
    aws,
    connection: stored.connection,
    seats: stored.members.map(({ profile, region }) => ({ profile, region })),
    layers: touchedLayers(edits),
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

/** Waits until no grant of the decided subscriptions is on its way; answers why one failed. */
async function settleDataZone(
  { aws, signal }: ApplyDeps,
  stored: StoredPlan,
  edits: readonly Edit[],
): Promise<Discrepancy[]> {
  const failed = new Map<string, Discrepancy>();
  for (const { account, operation, request, service } of edits) {
    if (service !== 'datazone' || !/Subscription/.test(operation)) continue;
    const member = stored.members.find((m) => m.account === account);
    const domainIdentifier = String(request['domainIdentifier'] ?? '');
    const identifier = String(request['identifier'] ?? '');
    if (!member) continue;
    const input =
      operation === 'AcceptSubscriptionRequest'
        ? { domainIdentifier, subscriptionRequestIdentifier: identifier }
        : undefined;
    try {
      const ids: string[] = [];
      if (input) {
        for await (const page of aws.pages('datazone:ListSubscriptions', member, input))
          ids.push(...(page.items ?? []).map((item) => item.id ?? ''));
      } else ids.push(identifier);
      for (const until = Date.now() + SETTLE_MS; Date.now() < until && !signal.aborted; await sleep(ASK_EVERY_MS)) {
        let moving = false;
        for (const subscriptionId of ids) {
          const pages = aws.pages('datazone:ListSubscriptionGrants', member, { domainIdentifier, subscriptionId });
          for await (const page of pages)
            for (const item of page.items ?? []) {
              moving ||= /PENDING|IN_PROGRESS/.test(item.status ?? '');
              for (const asset of item.assets ?? [])
                if (/FAILED/.test(asset.status ?? ''))
                  failed.set(`${item.id ?? ''} ${asset.assetId ?? ''}`, {
                    what: 'state',
                    text: `DataZone: ${asset.status ?? ''} for ${asset.targetName ?? asset.assetId ?? ''}: ${asset.failureCause?.message ?? 'no cause given'}`,
                  });
            }
        }
        if (!moving) break;
      }
    } catch (error) {
      // The crawl that follows names what cannot be read.
      if (!(error instanceof CallError)) throw error;
    }
  }
  return [...failed.values()];
}
