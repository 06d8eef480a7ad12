import type { ConnectionInfo } from '../../../contract/calls';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { connectionTitle } from '../../ui/connection-title';

export function ConnectionList({ connections }: { connections: readonly ConnectionInfo[] }) {
  return (
    <section className="stack-small" aria-label="Connections">
      <h2 className="section-title">Connections</h2>
      {connections.map((connection) => (
        <Connection key={connection.name} connection={connection} />
      ))}
    </section>
  );
}

function Connection({ connection: { name, kind, members } }: { connection: ConnectionInfo }) {
  const isCurrent = useHeddle((s) => s.app.value?.connection?.name === name);
  const use = useHeddle((s) => s.useConnection);
  const remove = useHeddle((s) => s.removeConnection);
  return (
    <article className="tile" aria-label={name}>
      <div className="tile-text">
        <strong>{connectionTitle({ name, kind })}</strong> {kind === 'sandbox' ? null : <Chip>AWS</Chip>}{' '}
        {isCurrent ? <Chip tone="granted">on screen</Chip> : null}
        <ul className="member-list">
          {members.map(({ id, profile, region, account, accountName }) => (
            <li key={id} title={id}>
              {[accountName ?? profile, account ?? 'account not known yet', region].filter(Boolean).join(' · ')}
            </li>
          ))}
        </ul>
      </div>
      <div className="row">
        {isCurrent ? null : <Button onClick={() => void use(name)}>Open {connectionTitle({ name, kind })}</Button>}
        {kind === 'sandbox' || isCurrent ? null : <Button onClick={() => void remove(name)}>Forget {name}</Button>}
      </div>
    </article>
  );
}
