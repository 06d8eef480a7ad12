import type { EdgeLine } from '../../../core/graph/edge-lines';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Chip, toneOf } from '../../ui/Chip';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';
import { Panel } from '../../ui/Panel';
import { grantStart } from './grant-start';

const KINDS: Record<EdgeLine['kind'], string> = {
  grant: 'grant',
  share: 'share',
  subscribe: 'subscription',
  publish: 'publication',
  link: 'resource link',
  match: 'matches',
  member: 'membership',
  admin: 'administrator',
  iam: 'left to IAM',
};

/** The selected line: what it stands for, one by one, and the way to take a grant back. */
export function EdgePanel() {
  const edge = useHeddle((s) => s.edge);
  const asked = useHeddle((s) => s.selectedEdge);
  const select = useHeddle((s) => s.select);
  const again = useHeddle((s) => s.selectEdge);
  if (!asked) return null;
  const title = edge.value ? `${String(edge.value.total)} ${edge.value.total === 1 ? 'line' : 'lines'}` : 'Line';
  return (
    <Panel title={title} kind={`Connection, ${asked.state}`} onClose={() => void select(null)}>
      {edge.status === 'failed' ? (
        <ErrorPanel trouble={edge.trouble} title="No details" onRetry={() => void again(asked)} />
      ) : null}
      {edge.status === 'loading' ? <Loading what="Reading what the line stands for …" /> : null}
      {edge.value ? (
        <>
          <p>{edge.value.sentence}</p>
          <ul className="edge-lines" aria-label="What the line stands for">
            {edge.value.lines.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ul>
          {edge.value.total > edge.value.lines.length ? (
            <p className="faint">
              The first {edge.value.lines.length} are shown. Open its ends to see fewer at a time.
            </p>
          ) : null}
        </>
      ) : null}
    </Panel>
  );
}

function Line({ line: { kind, state, source, target, permissions, reason } }: { line: EdgeLine }) {
  const reveal = useHeddle((s) => s.reveal);
  const openGrant = useHeddle((s) => s.openGrant);
  const revoke = kind === 'grant' || kind === 'share' ? { ...grantStart(source.id), ...grantStart(target.id) } : null;
  return (
    <li>
      <div className="edge-ends">
        <Button kind="inline-link" onClick={() => void reveal(source.id)}>
          {source.label}
        </Button>
        <span aria-label="to"> → </span>
        <Button kind="inline-link" onClick={() => void reveal(target.id)}>
          {target.label}
        </Button>
      </div>
      <div className="edge-what">
        <span>
          {KINDS[kind]}
          {permissions.length ? `: ${permissions.join(', ')}` : ''}
          {reason ? <small className="faint">{reason}</small> : null}
        </span>
        <span className="row">
          {state === 'granted' ? null : <Chip tone={toneOf(state)}>{state}</Chip>}
          {revoke?.principal ? (
            <Button
              kind="inline-link"
              label={`Revoke ${permissions.join(', ')} on ${source.label} from ${target.label}…`}
              onClick={() => openGrant({ mode: 'revoke', ...revoke })}
            >
              Revoke…
            </Button>
          ) : null}
        </span>
      </div>
    </li>
  );
}
