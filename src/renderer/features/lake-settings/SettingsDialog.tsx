import { useState } from 'react';
import type { AccountSettings } from '../../../core/lake/views';
import type { DataLakeSettings } from '../../../core/model/lakeformation';
import { settingsChanges } from '../../../core/report/settings-words';
import { EditDialog } from '../../app/change/EditDialog';
import { useHeddle } from '../../store/StoreProvider';
import { SelectField } from '../../ui/SelectField';
import { TextField } from '../../ui/TextField';
import { Tick } from '../../ui/Tick';
import { asPrincipals, defaultsOf, isSettingsOf, pendingSettings, principalsOf, putSettings } from './lake-edits';
import { PrincipalsField } from './PrincipalsField';

const VERSIONS = ['1', '2', '3', '4', '5'];

const listed = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean);

/** The whole settings of an account: read, changed here, written back whole, with what differs in words. */
export function SettingsDialog({ place, onClose }: { place: AccountSettings; onClose: () => void }) {
  const basket = useHeddle((s) => s.basket.value);
  const [settings, setSettings] = useState<DataLakeSettings>(() =>
    pendingSettings(place, basket?.lines.map(({ edit }) => edit) ?? []),
  );
  const set = (part: Partial<DataLakeSettings>): void => setSettings({ ...settings, ...part });
  const changes = settingsChanges(place.settings, settings);
  const before = place.settings.Parameters?.['CROSS_ACCOUNT_VERSION'] ?? '1';
  const version = settings.Parameters?.['CROSS_ACCOUNT_VERSION'] ?? '1';
  const isFinal = before === '5';
  return (
    <EditDialog
      title={`Settings of ${place.accountName ?? place.account}`}
      edits={changes.length ? putSettings(place, settings) : []}
      isReplaced={isSettingsOf(place)}
      onClose={onClose}
    >
      <div className="change-fields">
        <PrincipalsField
          label="Administrators"
          more="Add an administrator"
          value={principalsOf(settings.DataLakeAdmins)}
          onChange={(arns) => set({ DataLakeAdmins: asPrincipals(arns) })}
        />
        <PrincipalsField
          label="Read-only administrators"
          more="Add a read-only administrator"
          value={principalsOf(settings.ReadOnlyAdmins)}
          onChange={(arns) => set({ ReadOnlyAdmins: asPrincipals(arns) })}
        />
      </div>
      <Tick
        label="Leave new databases to IAM"
        isOn={(settings.CreateDatabaseDefaultPermissions ?? []).length > 0}
        onChange={(isOn) => set({ CreateDatabaseDefaultPermissions: defaultsOf(isOn) })}
      />
      <Tick
        label="Leave tables of new databases to IAM"
        note="A database keeps what it was created with."
        isOn={(settings.CreateTableDefaultPermissions ?? []).length > 0}
        onChange={(isOn) => set({ CreateTableDefaultPermissions: defaultsOf(isOn) })}
      />
      <Tick
        label="Engines of third parties may filter data"
        isOn={settings.AllowExternalDataFiltering ?? false}
        onChange={(isOn) => set({ AllowExternalDataFiltering: isOn })}
      />
      <Tick
        label="Engines of third parties get data of whole tables to those who may read the whole table"
        isOn={settings.AllowFullTableExternalDataAccess ?? false}
        onChange={(isOn) => set({ AllowFullTableExternalDataAccess: isOn })}
      />
      <div className="change-fields">
        <SelectField
          label={isFinal ? 'Cross-account version (5 cannot be taken back)' : 'Cross-account version'}
          value={version}
          isDisabled={isFinal}
          options={VERSIONS.map((value) => ({ value, label: value }))}
          onChange={(value) => set({ Parameters: { ...settings.Parameters, CROSS_ACCOUNT_VERSION: value } })}
        />
        <ListField
          label="Accounts whose engines may filter"
          value={principalsOf(settings.ExternalDataFilteringAllowList)}
          onChange={(accounts) => set({ ExternalDataFilteringAllowList: asPrincipals(accounts) })}
        />
        <ListField
          label="Session tag values"
          value={settings.AuthorizedSessionTagValueList ?? []}
          onChange={(values) => set({ AuthorizedSessionTagValueList: values })}
        />
        <ListField
          label="Trusted resource owners"
          value={settings.TrustedResourceOwners ?? []}
          onChange={(owners) => set({ TrustedResourceOwners: owners })}
        />
      </div>
      <section className="lake-changes" aria-label="What differs">
        <h3>What differs from what was read</h3>
        {changes.length ? (
          <ul>
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        ) : (
          <p>Nothing yet. AWS replaces the settings as a whole: what is not changed here is written again as it is.</p>
        )}
      </section>
    </EditDialog>
  );
}

/** Short texts separated by commas; what is being typed stays as it is typed. */
function ListField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
}) {
  const [text, setText] = useState(value.join(', '));
  return (
    <TextField
      isWide
      label={label}
      value={text}
      placeholder="Separated by commas"
      onChange={(next) => {
        setText(next);
        onChange(listed(next));
      }}
    />
  );
}
