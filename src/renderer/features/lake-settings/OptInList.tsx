import { useState } from 'react';
import type { LakeOptIn } from '../../../core/lake/views';
import { counted } from '../../../core/model/counted';
import { EditDialog } from '../../app/change/EditDialog';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { ListTools } from '../../ui/ListTools';
import { ListView } from '../../ui/ListView';
import { Panel } from '../../ui/Panel';
import { dateWords } from '../../ui/when';
import { removeOptIn } from './lake-edits';
import type { LakeListProps } from './LocationList';
import { OptInDialog } from './OptInDialog';

const idOf = ({ account, region, record }: LakeOptIn): string =>
  JSON.stringify([account, region, record.Principal, record.Resource, record.Condition]);

const sinceOf = ({ record }: LakeOptIn): string => (record.LastModified ? dateWords(record.LastModified) : 'not known');

const COLUMNS: GridColumn<LakeOptIn>[] = [
  {
    id: 'principal',
    header: 'Principal',
    width: 'minmax(160px, 1.4fr)',
    title: (o) => o.record.Principal.DataLakePrincipalIdentifier,
    cell: (o) => <strong>{o.principal}</strong>,
  },
  { id: 'resource', header: 'Opted in on', width: 'minmax(180px, 2fr)', title: (o) => o.resource, cell: (o) => o.resource },
  {
    id: 'condition',
    header: 'Condition',
    width: 'minmax(70px, 0.7fr)',
    title: (o) => o.record.Condition?.Expression ?? '',
    cell: (o) => o.record.Condition?.Expression ?? 'none',
  },
  {
    id: 'at',
    isSpare: true,
    header: 'Since',
    width: 'minmax(150px, 1fr)',
    cell: sinceOf,
  },
  {
    id: 'account',
    header: 'Account',
    width: 'minmax(110px, 0.8fr)',
    title: (o) => o.account,
    cell: (o) => o.accountName ?? o.account,
  },
]; // prettier-ignore

/** Hybrid opt-ins. */
export function OptInList({ view, onRetry }: LakeListProps) {
  const openGrant = useHeddle((s) => s.openGrant);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'add' | 'remove' | null>(null);
  const all = view.value?.optIns;
  const wanted = text.trim().toLowerCase();
  const rows = (all ?? []).filter(({ principal, resource }) =>
    `${principal} ${resource}`.toLowerCase().includes(wanted),
  );
  const current = all?.find((one) => idOf(one) === chosen);
  return (
    <ListView
      what="the opt-ins"
      view={view}
      onRetry={onRetry}
      gaps={view.value?.gaps.filter(({ layer }) => layer === 'opt-ins' || layer === 'account')}
      tools={
        <ListTools
          find="Find a principal or resource"
          text={text}
          onText={setText}
          count={all ? counted(all.length, 'opt-in') : ''}
        >
          <Button isDisabled={!view.value} onClick={() => setDialog('add')}>
            Opt in…
          </Button>
        </ListTools>
      }
      panel={
        current ? (
          <Panel title={current.principal} kind="opted in" onClose={() => setChosen(null)}>
            <div className="panel-actions">
              <Button onClick={() => setDialog('remove')}>Opt out…</Button>
              <Button
                onClick={() =>
                  openGrant({ mode: 'grant', principal: current.record.Principal.DataLakePrincipalIdentifier })
                }
              >
                Grant…
              </Button>
              <Button
                onClick={() =>
                  openGrant({ mode: 'revoke', principal: current.record.Principal.DataLakePrincipalIdentifier })
                }
              >
                Revoke…
              </Button>
            </div>
            <dl className="facts lake-facts">
              <dt>Principal</dt>
              <dd>{current.record.Principal.DataLakePrincipalIdentifier}</dd>
              <dt>On</dt>
              <dd>{current.resource}</dd>
              <dt>Condition</dt>
              <dd>{current.record.Condition?.Expression ?? 'none'}</dd>
              <dt>Since</dt>
              <dd>{sinceOf(current)}</dd>
              {current.record.LastUpdatedBy ? (
                <>
                  <dt>By</dt>
                  <dd>{current.record.LastUpdatedBy}</dd>
                </>
              ) : null}
            </dl>
          </Panel>
        ) : null
      }
    >
      {all ? (
        <DataGrid
          label="Opt-ins"
          columns={COLUMNS}
          rows={rows}
          rowId={idOf}
          selected={chosen}
          empty={text ? 'No opt-in holds these words.' : 'Nobody is opted in.'}
          onSelect={(one) => setChosen(idOf(one))}
        />
      ) : null}
      {dialog === 'add' ? <OptInDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'remove' && current ? (
        <EditDialog
          title={`Opt ${current.principal} out of ${current.resource}`}
          edits={removeOptIn(current)}
          onClose={() => setDialog(null)}
        >
          <p>Where IAM_ALLOWED_PRINCIPALS stands on it, IAM and S3 permissions decide again for this principal.</p>
        </EditDialog>
      ) : null}
    </ListView>
  );
}
