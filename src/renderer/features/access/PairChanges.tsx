import { useHeddle } from '../../store/StoreProvider';
import { Menu } from '../../ui/Menu';

/** What a person may change from an answer about a principal and a resource. */
export function PairChanges({ principal, resource }: { principal: string; resource: string }) {
  const openGrant = useHeddle((s) => s.openGrant);
  const openTags = useHeddle((s) => s.openTags);
  return (
    <Menu
      label="Change"
      items={[
        { id: 'revoke', text: 'Revoke…' },
        { id: 'grant', text: 'Grant…' },
        { id: 'retag', text: 'Retag…' },
      ]}
      onChoose={(chosen) => {
        if (chosen === 'retag') openTags({ resource });
        else openGrant({ mode: chosen === 'grant' ? 'grant' : 'revoke', principal, resource });
      }}
    />
  );
}
