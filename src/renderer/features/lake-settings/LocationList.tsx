import { useState } from 'react';
import type { LakeLocation, LakeSettingsView } from '../../../core/lake/views';
import { counted } from '../../../core/model/counted';
import type { Async } from '../../store/async';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { ListTools } from '../../ui/ListTools';
import { ListView } from '../../ui/ListView';
import { LocationDialog } from './LocationDialog';
import { LocationPanel } from './LocationPanel';

export interface LakeListProps {
  view: Async<LakeSettingsView>;
  onRetry: () => void;
}

const idOf = ({ account, region, record }: LakeLocation): string => `${account}/${region}/${record.ResourceArn}`;
const nameOf = (arn: string | undefined): string => arn?.slice(arn.lastIndexOf('/') + 1) ?? '';

const COLUMNS: GridColumn<LakeLocation>[] = [
  {
    id: 'arn',
    header: 'Location',
    width: 'minmax(220px, 2fr)',
    title: (l) => l.record.ResourceArn,
    cell: (l) => <strong>{l.record.ResourceArn.replace(/^arn:[^:]+:s3:::/, 's3://')}</strong>,
  },
  {
    id: 'mode',
    header: 'Mode',
    width: '130px',
    cell: (l) => (
      <Chip tone={l.record.HybridAccessEnabled ? 'requested' : 'granted'}>
        {l.record.HybridAccessEnabled ? 'hybrid' : 'Lake Formation'}
      </Chip>
    ),
  },
  { id: 'tables', header: 'Tables', width: '80px', cell: (l) => l.tableTotal },
  {
    id: 'role',
    isSpare: true,
    header: 'Role',
    width: 'minmax(140px, 1.2fr)',
    title: (l) => l.record.RoleArn ?? '',
    cell: (l) => nameOf(l.record.RoleArn) || 'not known',
  },
  {
    id: 'account',
    header: 'Account',
    width: 'minmax(110px, 1fr)',
    title: (l) => l.account,
    cell: (l) => l.accountName ?? l.account,
  },
];

/** Registered locations. */
export function LocationList({ view, onRetry }: LakeListProps) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [editing, setEditing] = useState<LakeLocation | 'new' | null>(null);
  const all = view.value?.locations;
  const wanted = text.trim().toLowerCase();
  const rows = (all ?? []).filter(({ record, account, accountName = '' }) =>
    `${record.ResourceArn} ${record.RoleArn ?? ''} ${account} ${accountName}`.toLowerCase().includes(wanted),
  );
  const current = all?.find((one) => idOf(one) === chosen);
  return (
    <ListView
      what="the registered locations"
      view={view}
      onRetry={onRetry}
      gaps={view.value?.gaps.filter(({ layer }) => layer !== 'settings' && layer !== 'opt-ins')}
      tools={
        <ListTools
          find="Find a location"
          text={text}
          onText={setText}
          count={all ? counted(all.length, 'location') : ''}
        >
          <Button isDisabled={!view.value?.places.length} onClick={() => setEditing('new')}>
            Register…
          </Button>
        </ListTools>
      }
      panel={
        current ? (
          <LocationPanel
            key={chosen}
            location={current}
            onEdit={() => setEditing(current)}
            onClose={() => setChosen(null)}
          />
        ) : null
      }
    >
      {all ? (
        <DataGrid
          label="Registered locations"
          columns={COLUMNS}
          rows={rows}
          rowId={idOf}
          selected={chosen}
          empty={
            text
              ? 'No location holds these words.'
              : 'No location is registered: Lake Formation hands out no data, only names of columns are limited.'
          }
          onSelect={(one) => setChosen(idOf(one))}
        />
      ) : null}
      {editing && view.value ? (
        <LocationDialog
          places={view.value.places}
          locations={view.value.locations}
          location={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </ListView>
  );
}
