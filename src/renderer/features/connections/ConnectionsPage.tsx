import { useEffect } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { ConnectionList } from './ConnectionList';
import './connections.css';
import { NewConnection } from './NewConnection';
import { UnreadAccounts } from './UnreadAccounts';

/** Connections that exist, and the profiles of this machine to make another from. */
export function ConnectionsPage() {
  const connections = useHeddle((s) => s.connections);
  const profiles = useHeddle((s) => s.profiles);
  const trouble = useHeddle((s) => s.listTrouble);
  const load = useHeddle((s) => s.loadConnections);
  useEffect(() => void load(), [load]);
  return (
    <Page
      title="Connect"
      subtitle="A connection is a set of profiles and regions that Heddle reads together. Credentials stay where the AWS CLI keeps them."
    >
      <div className="stack">
        {trouble ? <ErrorPanel trouble={trouble} /> : null}
        {connections.status === 'failed' ? (
          <ErrorPanel
            trouble={connections.trouble}
            title="Connections could not be listed"
            onRetry={() => void load()}
          />
        ) : null}
        {connections.value ? (
          <ConnectionList connections={connections.value} />
        ) : connections.status === 'failed' ? null : (
          <Loading what="Listing connections …" />
        )}
        <UnreadAccounts />
        {profiles.status === 'failed' ? (
          <ErrorPanel
            trouble={profiles.trouble}
            title="Your AWS profiles could not be read"
            onRetry={() => void load()}
          />
        ) : null}
        {profiles.value ? <NewConnection profiles={profiles.value} /> : null}
      </div>
    </Page>
  );
}
