import { splitKey } from '../graph/tables';
import type { AccessQuestion } from './question';

/** What to ask about a node of the graph: who reaches it, or what it reaches. */
export function questionOfNode(id: string): AccessQuestion | undefined {
  const at = id.indexOf(':');
  const [kind, key] = [id.slice(0, at), id.slice(at + 1)];
  switch (kind) {
    case 'table': {
      const [catalog = '', database = '', name = ''] = splitKey(key);
      return key.startsWith('asset/') || key.startsWith('listing/')
        ? undefined
        : { ask: 'who', resource: `${catalog}/${database}.${name}` };
    }
    case 'database':
    case 'location':
      return { ask: 'who', resource: key };
    case 'product':
    case 'catalog':
      return { ask: 'who', resource: id };
    case 'consumer':
      return key.endsWith('/IAM_ALLOWED_PRINCIPALS') ? undefined : { ask: 'what', principal: key };
    case 'project':
      return { ask: 'what', principal: id };
    case 'account':
      return /^\d{12}$/.test(key) ? { ask: 'what', principal: key } : undefined;
    default:
      return undefined;
  }
}
