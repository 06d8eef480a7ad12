import { useHeddle } from '../../store/StoreProvider';
import { Menu } from '../../ui/Menu';

/** What a person may change from a node: each opens its dialog with the node filled in. */
export function NodeChanges({ id }: { id: string }) {
  const openGrant = useHeddle((s) => s.openGrant);
  const openTags = useHeddle((s) => s.openTags);
  const start = startOf(id);
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

/** `table:CATALOG/db/name` and `database:CATALOG/db` name resources, `consumer:ARN` a principal; the rest takes no grant. */
export function startOf(id: string): { resource?: string; principal?: string } | null {
  const [, kind, rest = ''] = /^(\w+):(.*)$/s.exec(id) ?? [];
  if (kind === 'consumer') return rest.startsWith('arn:') || /^\d{12}$/.test(rest) ? { principal: rest } : null;
  if ((kind !== 'table' && kind !== 'database') || rest.startsWith('asset/') || rest.startsWith('listing/'))
    return null;
  const parts = rest.split('/');
  const names = parts.splice(kind === 'table' ? -2 : -1);
  return { resource: `${parts.join('/')}/${names.join('.')}` };
}
