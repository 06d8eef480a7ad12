import { useHeddle } from '../store/StoreProvider';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';

/** Before anything was read through the connection: what will be, and the button that does it. */
export function NothingRead() {
  const connection = useHeddle((s) => s.app.value?.connection);
  const crawl = useHeddle((s) => s.crawl);
  const navigate = useHeddle((s) => s.navigate);
  return (
    <EmptyState
      title="Nothing has been read yet"
      action={
        connection ? (
          <Button kind="primary" onClick={() => void crawl()}>
            Read {connection.name}
          </Button>
        ) : (
          <Button kind="primary" onClick={() => navigate('connect')}>
            Connect your AWS profiles
          </Button>
        )
      }
    >
      Heddle reads domains, products, tables and grants through your profiles. Nothing is deployed and nothing is
      changed.
    </EmptyState>
  );
}
