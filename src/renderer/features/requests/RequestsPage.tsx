import { useEffect } from 'react';
import { unreadOf } from '../../../core/model/unread';
import { useHeddle } from '../../store/StoreProvider';
import { requestKey } from '../../store/requests-slice';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Button } from '../../ui/Button';
import { Loading } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { Decision } from './Decision';
import { Inbox } from './Inbox';
import { PollingChoice } from './PollingChoice';
import './requests.css';

/** Who asks for what, and what saying yes would mean: the inbox left, one decision right. */
export function RequestsPage() {
  const requests = useHeddle((s) => s.requests);
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const open = useHeddle((s) => s.openRequest);
  const load = useHeddle((s) => s.loadRequests);
  const choose = useHeddle((s) => s.chooseRequest);
  const crawl = useHeddle((s) => s.crawl);
  const ask = useHeddle((s) => s.openGovernance);
  useEffect(() => void load(), [load, snapshot]);
  const isUnread = useHeddle((s) =>
    Boolean(unreadOf(s.app.value?.coverage ?? [], ['dz-domains', 'dz-projects', 'dz-requests']).length),
  );
  const first = requests.value?.[0];
  useEffect(() => {
    if (open === null && first) void choose(requestKey(first));
  }, [open, first, choose]);
  const pending = requests.value?.filter(({ status }) => status === 'PENDING').length ?? 0;
  return (
    <Page
      title="Requests"
      actions={
        <>
          <PollingChoice />
          <Button onClick={() => ask({ kind: 'find' })}>Ask for data…</Button>
        </>
      }
      subtitle={
        requests.value && (requests.value.length || !isUnread)
          ? words(pending)
          : 'Subscription requests of every domain that is read.'
      }
    >
      {requests.status === 'failed' ? (
        <ErrorPanel trouble={requests.trouble} title="The requests could not be listed" onRetry={() => void load()} />
      ) : null}
      {!requests.value && requests.status !== 'failed' ? <Loading what="Looking for requests …" /> : null}
      {requests.value?.length === 0 ? (
        <EmptyState
          title={isUnread ? 'The requests could not be read' : 'Nobody has asked for anything'}
          action={<Button onClick={() => void crawl()}>Read again</Button>}
        >
          Subscription requests of every DataZone domain that the connected roles see appear here.
        </EmptyState>
      ) : null}
      {requests.value?.length ? (
        <div className="requests">
          <Inbox requests={requests.value} />
          <Decision />
        </div>
      ) : null}
    </Page>
  );
}

const words = (pending: number): string =>
  pending === 0
    ? 'No request waits for a decision.'
    : `${pending} ${pending === 1 ? 'request waits' : 'requests wait'} for a decision.`;
