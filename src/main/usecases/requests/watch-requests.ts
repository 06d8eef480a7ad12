import type { RequestSummary } from '../../../contract/requests';
import { CallError } from '../../aws/errors';
import type { AppStateHolder } from '../app-state';
import type { UseCaseDeps } from '../port';
import type { Screen } from '../screen';
import type { OpenConnection } from './request-calls';

export interface WatchDeps extends Pick<UseCaseDeps, 'host' | 'notify' | 'log'> {
  state: AppStateHolder;
  screen: Pick<Screen, 'crawl'>;
  open: OpenConnection;
  /** 0 = never. */
  minutes: number;
}

/**
 * Asks every domain for pending requests now and then. Only where there are other ones than on screen are requests
 * crawled again, so that asking leaves no trail of snapshots. The answer ends the watch.
 */
export function watchRequests({ host, notify, log, state, screen, open, minutes }: WatchDeps): () => void {
  if (minutes <= 0) return () => undefined;
  const abort = new AbortController();
  let busy = false;
  const timer = setInterval(() => {
    if (busy || state.get().crawling !== null || state.get().snapshot === null) return;
    busy = true;
    look()
      .catch((error: unknown) => log(`asking for requests failed: ${String(error)}`))
      .finally(() => (busy = false));
  }, minutes * 60_000);
  timer.unref();

  async function look(): Promise<void> {
    const [listed, domains, aws] = [
      await host.ask('requests.list', null, abort.signal),
      await host.ask('requests.domains', null, abort.signal),
      await open(abort.signal),
    ];
    if (!listed.ok || !domains.ok || !aws.ok) return;
    const known = new Set(listed.value.filter(isPending).map((r) => r.id));
    const now = new Set<string>();
    for (const { domainId, member } of domains.value) {
      const seat = state.get().snapshot?.members.find((m) => m.id === member);
      if (!seat) continue;
      try {
        const input = { domainIdentifier: domainId, status: 'PENDING' as const };
        const options = { signal: abort.signal };
        for await (const page of aws.value.pages('datazone:ListSubscriptionRequests', seat, input, options))
          for (const { id } of page.items ?? []) if (id !== undefined) now.add(id);
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        return;
      }
    }
    if (known.size === now.size && [...now].every((id) => known.has(id))) return;
    const crawled = await screen.crawl({ layers: ['dz-requests', 'dz-filters'] }, abort.signal);
    if (!crawled.ok) return;
    const after = await host.ask('requests.list', null, abort.signal);
    if (after.ok) tell(after.value.filter((request) => isPending(request) && !known.has(request.id)));
  }

  function tell(fresh: readonly RequestSummary[]): void {
    const [first] = fresh;
    if (!first) return;
    notify?.({
      title:
        fresh.length === 1 ? `${first.requester} asks for ${first.product}` : `${String(fresh.length)} new requests`,
      body: fresh.length === 1 ? first.reason : fresh.map((r) => `${r.requester}: ${r.product}`).join('\n'),
      page: 'requests',
    });
  }

  return () => {
    clearInterval(timer);
    abort.abort();
  };
}

const isPending = ({ status }: RequestSummary): boolean => status === 'PENDING';
