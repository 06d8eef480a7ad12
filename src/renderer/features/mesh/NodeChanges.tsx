import { useHeddle } from '../../store/StoreProvider';
import { Menu } from '../../ui/Menu';
import { grantStart } from './grant-start';

/** What a person may change from a node: each opens its dialog with the node filled in. */
export function NodeChanges({ id }: { id: string }) {
  const openGrant = useHeddle((s) => s.openGrant);
  const openTags = useHeddle((s) => s.openTags);
  const start = grantStart(id);
  if (!start) return null;
  const items = [
    { id: 'grant', text: 'Grant…' },
    { id: 'revoke', text: 'Revoke…' },
    ...(start.resource === undefined ? [] : [{ id: 'retag', text: 'Retag…' }]),
  ];
  return (
    <Menu
      label="Change"
      items={items}
      onChoose={(chosen) => {
        if (chosen === 'retag') openTags(start);
        else openGrant({ mode: chosen === 'grant' ? 'grant' : 'revoke', ...start });
      }}
    />
  );
}
