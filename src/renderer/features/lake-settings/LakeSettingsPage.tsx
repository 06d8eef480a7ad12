import { useState } from 'react';
import { useLake } from '../../store/use-lake';
import { Segmented } from '../../ui/Segmented';
import { AccountList } from './AccountList';
import './lake-settings.css';
import { LocationList } from './LocationList';
import { OptInList } from './OptInList';

type Tab = 'locations' | 'opt-ins' | 'accounts';

const TABS: readonly { id: Tab; text: string }[] = [
  { id: 'locations', text: 'Locations' },
  { id: 'opt-ins', text: 'Opt-ins' },
  { id: 'accounts', text: 'Administrators' },
];

const SAYS: Record<Tab, string> = {
  locations: 'S3 prefixes whose data Lake Formation hands out; hybrid ones only to principals that are opted in.',
  'opt-ins': 'Principals for whom Lake Formation counts although IAM_ALLOWED_PRINCIPALS leaves the resource to IAM.',
  accounts: 'Who administers each data lake, what new databases and tables start with, and how accounts share.',
};

/** How each account runs its data lake. */
export function LakeSettingsPage() {
  const [tab, setTab] = useState<Tab>('locations');
  const { view, retry } = useLake('lake.settings', null);
  const List = tab === 'locations' ? LocationList : tab === 'opt-ins' ? OptInList : AccountList;
  return (
    <div className="tabbed">
      <header className="tabbed-head">
        <h1>Lake settings</h1>
        <Segmented label="What to look at" value={tab} options={TABS} onChange={setTab} />
      </header>
      <p className="tabbed-say">{SAYS[tab]}</p>
      <List view={view} onRetry={retry} />
    </div>
  );
}
