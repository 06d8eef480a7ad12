import { useState } from 'react';
import type { AccountSettings } from '../../../core/lake/views';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { ListView } from '../../ui/ListView';
import { Panel } from '../../ui/Panel';
import { principalsOf } from './lake-edits';
import type { LakeListProps } from './LocationList';
import { SettingsDialog } from './SettingsDialog';

const idOf = ({ account, region }: AccountSettings): string => `${account}/${region}`;
const names = (list: Parameters<typeof principalsOf>[0]): string =>
  principalsOf(list)
    .map((arn) => arn.slice(arn.lastIndexOf('/') + 1))
    .join(', ');
const openTo = ({ settings: s }: AccountSettings): string =>
  [
    (s.CreateDatabaseDefaultPermissions ?? []).length ? 'databases' : '',
    (s.CreateTableDefaultPermissions ?? []).length ? 'tables' : '',
  ]
    .filter(Boolean)
    .join(' and ');

const COLUMNS: GridColumn<AccountSettings>[] = [
  {
    id: 'account',
    header: 'Account',
    width: 'minmax(108px, 1fr)',
    title: (a) => a.account,
    cell: (a) => <strong>{a.accountName ?? a.account}</strong>,
  },
  {
    id: 'admins',
    header: 'Administrators',
    width: 'minmax(110px, 1.8fr)',
    title: (a) => principalsOf(a.settings.DataLakeAdmins).join('\n'),
    cell: (a) => names(a.settings.DataLakeAdmins) || 'none',
  },
  {
    id: 'readers',
    header: 'Read-only',
    width: 'minmax(90px, 1.2fr)',
    title: (a) => principalsOf(a.settings.ReadOnlyAdmins).join('\n'),
    cell: (a) => names(a.settings.ReadOnlyAdmins) || 'none',
  },
  {
    id: 'defaults',
    header: 'Left to IAM when new',
    width: 'minmax(134px, 1fr)',
    cell: (a) => <Chip tone={openTo(a) ? 'requested' : 'granted'}>{openTo(a) || 'nothing'}</Chip>,
  },
  {
    id: 'version',
    header: 'Sharing',
    width: '74px',
    cell: (a) => `version ${a.settings.Parameters?.['CROSS_ACCOUNT_VERSION'] ?? '1'}`,
  },
  {
    id: 'engines',
    isSpare: true,
    header: 'Other engines',
    width: 'minmax(90px, 0.8fr)',
    cell: (a) => enginesOf(a),
  },
];

const enginesOf = ({ settings }: AccountSettings): string =>
  [
    settings.AllowExternalDataFiltering ? 'filter' : '',
    settings.AllowFullTableExternalDataAccess ? 'read whole tables' : '',
  ]
    .filter(Boolean)
    .join(', ') || 'none';

/** Settings account by account. */
export function AccountList({ view, onRetry }: LakeListProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [isEditing, setEditing] = useState(false);
  const all = view.value?.settings;
  const current = all?.find((one) => idOf(one) === chosen);
  return (
    <ListView
      what="the settings"
      view={view}
      onRetry={onRetry}
      gaps={view.value?.gaps.filter(({ layer }) => layer === 'settings' || layer === 'account')}
      tools={
        <span className="is-count" role="status">
          {all ? `${all.length} ${all.length === 1 ? 'account' : 'accounts'}` : ''}
        </span>
      }
      panel={
        current ? (
          <Panel
            title={current.accountName ?? current.account}
            kind={`${current.account}, ${current.region}`}
            onClose={() => setChosen(null)}
          >
            <div className="panel-actions">
              <Button onClick={() => setEditing(true)}>Change the settings…</Button>
            </div>
            {current.missing.length ? (
              <p className="lake-say">
                Does not exist any more: {current.missing.join(', ')}. AWS refuses the settings until it is taken out.
              </p>
            ) : null}
            <Principals title="Administrators" list={current.settings.DataLakeAdmins} />
            <Principals title="Read-only administrators" list={current.settings.ReadOnlyAdmins} />
            <section>
              <h3>Everything else</h3>
              <dl className="facts">
                <dt>New and left to IAM</dt>
                <dd>{openTo(current) || 'nothing'}</dd>
                <dt>Sharing</dt>
                <dd>version {current.settings.Parameters?.['CROSS_ACCOUNT_VERSION'] ?? '1'}</dd>
                <dt>Other engines</dt>
                <dd>{enginesOf(current)}</dd>
                <dt>May filter</dt>
                <dd>{names(current.settings.ExternalDataFilteringAllowList) || 'none'}</dd>
                <dt>Session tags</dt>
                <dd>{current.settings.AuthorizedSessionTagValueList?.join(', ') || 'none'}</dd>
                <dt>Trusted owners</dt>
                <dd>{current.settings.TrustedResourceOwners?.join(', ') || 'none'}</dd>
              </dl>
            </section>
          </Panel>
        ) : null
      }
    >
      {all ? (
        <DataGrid
          label="Settings of the accounts"
          columns={COLUMNS}
          rows={all}
          rowId={idOf}
          selected={chosen}
          empty="The settings of no account could be read."
          onSelect={(one) => setChosen(idOf(one))}
        />
      ) : null}
      {isEditing && current ? <SettingsDialog place={current} onClose={() => setEditing(false)} /> : null}
    </ListView>
  );
}

function Principals({ title, list }: { title: string; list: Parameters<typeof principalsOf>[0] }) {
  const arns = principalsOf(list);
  return (
    <section>
      <h3>
        {title} ({arns.length})
      </h3>
      <ul className="held-rows">
        {arns.map((arn) => (
          <li key={arn}>{arn}</li>
        ))}
      </ul>
    </section>
  );
}
