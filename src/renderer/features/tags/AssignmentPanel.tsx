import { rowAt, type PackedTable } from '../../../core/report/packed-table';
import { linkOf } from '../../store/access-link';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Panel } from '../../ui/Panel';

interface AssignmentPanelProps {
  lines: PackedTable;
  row: number;
  onClose: () => void;
}

/** One tag on one place: how it comes there, and what can be done about it. */
export function AssignmentPanel({ lines, row, onClose }: AssignmentPanelProps) {
  const openTags = useHeddle((s) => s.openTags);
  const openGrant = useHeddle((s) => s.openGrant);
  const navigate = useHeddle((s) => s.navigate);
  const line = rowAt(lines, row);
  const { name = '', level = '', resource = '', column = '', key = '', value = '', account = '' } = line;
  const tagged = `tag:${account}/${key}=${value}`;
  return (
    <Panel title={name} kind={level} onClose={onClose}>
      <div className="panel-actions">
        <Button onClick={() => openTags({ resource, ...(column ? { column } : {}) })}>Retag…</Button>
        <Button onClick={() => openGrant({ mode: 'grant', resource: tagged })}>Grant by this tag…</Button>
        <Button onClick={() => openGrant({ mode: 'revoke', resource: tagged })}>Revoke…</Button>
        <Button onClick={() => navigate(linkOf({ ask: 'who', resource: column ? `${resource}.${column}` : resource }))}>
          Who can read it
        </Button>
      </div>
      <p className="tags-say">{sentenceOf(line)}</p>
    </Panel>
  );
}

function sentenceOf({ level, key, value, origin, instead }: Record<string, string>): string {
  const above = level === 'column' ? 'its table' : 'its database';
  if (origin === 'override') return `${key}=${value} is set here in place of ${instead}, which it would inherit from ${above}.`; // prettier-ignore
  if (origin === 'own')
    return `${key}=${value} is set here${level === 'database' ? ' and reaches everything in it' : ''}.`;
  return `${key}=${value} comes from ${above}. AWS answers tags in effect: a value set here again as it is inherited looks the same.`;
}
