/** `table:CATALOG/db/name` and `database:CATALOG/db` name resources, `consumer:ARN` a principal; the rest takes no grant. */
export function grantStart(id: string): { resource?: string; principal?: string } | null {
  const [, kind, rest = ''] = /^(\w+):(.*)$/s.exec(id) ?? [];
  if (kind === 'consumer' || kind === 'account')
    return rest.startsWith('arn:') || /^\d{12}$/.test(rest) ? { principal: rest } : null;
  if ((kind !== 'table' && kind !== 'database') || rest.startsWith('asset/') || rest.startsWith('listing/'))
    return null;
  const parts = rest.split('/');
  const names = parts.splice(kind === 'table' ? -2 : -1);
  return { resource: `${parts.join('/')}/${names.join('.')}` };
}
