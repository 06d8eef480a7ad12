import { useState } from 'react';
import type { LakeLocation } from '../../../core/lake/views';
import { EditDialog } from '../../app/change/EditDialog';
import { HeldRows } from '../../app/change/HeldRows';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Panel } from '../../ui/Panel';
import { dateWords } from '../../ui/when';
import { deregisterLocation } from './lake-edits';

interface LocationPanelProps {
  location: LakeLocation;
  onEdit: () => void;
  onClose: () => void;
}

/** One registered location: its facts, the tables below it, and what can be done with it. */
export function LocationPanel({ location, onEdit, onClose }: LocationPanelProps) {
  const openGrant = useHeddle((s) => s.openGrant);
  const [isLeaving, setLeaving] = useState(false);
  const { record, tables, tableTotal, within, account, accountName } = location;
  const resource = record.ResourceArn.replace(/^arn:[^:]+:s3:::/, 's3://');
  const facts: [string, string | undefined][] = [
    ['Mode', record.HybridAccessEnabled ? 'hybrid: only for who is opted in' : 'Lake Formation'],
    ['Role', record.RoleArn],
    ['Within', within],
    ['Federated', record.WithFederation ? 'yes' : undefined],
    ['Privileged', record.WithPrivilegedAccess ? 'the registering principal may use it' : undefined],
    ['Checked by AWS', record.VerificationStatus?.toLowerCase().replaceAll('_', ' ')],
    ['Changed', record.LastModified && dateWords(record.LastModified)],
  ];
  return (
    <Panel title={resource} kind={`location of ${accountName ?? account}`} onClose={onClose}>
      <div className="panel-actions">
        <Button onClick={() => openGrant({ mode: 'grant', resource })}>Grant…</Button>
        <Button onClick={() => openGrant({ mode: 'revoke', resource })}>Revoke…</Button>
        <Button onClick={onEdit}>Change…</Button>
        <Button onClick={() => setLeaving(true)}>Deregister…</Button>
      </div>
      <dl className="facts lake-facts">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <section>
        <h3>Tables below it ({tableTotal})</h3>
        {tableTotal === 0 ? <p>None that was read.</p> : null}
        <ul className="held-rows">
          {tables.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
        {tableTotal > tables.length ? <p>and {tableTotal - tables.length} more</p> : null}
      </section>
      <HeldRows resource={resource} />
      {isLeaving ? (
        <EditDialog
          title={`Deregister ${resource}`}
          edits={deregisterLocation(location)}
          onClose={() => setLeaving(false)}
        >
          <p>
            Lake Formation hands out no data of the {tableTotal} {tableTotal === 1 ? 'table' : 'tables'} below it any
            more: who reads them is then decided by S3 permissions, and columns and rows are not limited.
          </p>
        </EditDialog>
      ) : null}
    </Panel>
  );
}
