import { accountOfCatalog } from '../model/keys';
import { recordsOf } from '../model/snapshot';
import { consumerNodeId, accountNodeId, databaseNodeId, gateNodeId } from './ids';
import { isGatePrincipal } from '../model/keys';
import { isShareTarget } from './principals';
import { resourceTarget } from './resource-node';
import type { ListedRow, Sources } from './sources';
import { matchesExpression } from './tags';

/** A row that concerns a node; `through` says how, where the row names something wider than the node. */
export interface NodeRow extends ListedRow {
  through?: string;
}

const cache = new WeakMap<Sources, Map<string, ListedRow[]>>();

/** Rows by the node they address and by the node that holds them; both listings of one row count once. */
function indexRows(sources: Sources): Map<string, ListedRow[]> {
  const known = cache.get(sources);
  if (known) return known;
  const found = new Map<string, ListedRow[]>();
  const seen = new Set<string>();
  const put = (id: string, row: ListedRow): void => void (found.get(id)?.push(row) ?? found.set(id, [row]));
  for (const listed of sources.rows) {
    const target = resourceTarget(listed.row.Resource, listed.member);
    if (!target) continue;
    const principal = listed.row.Principal.DataLakePrincipalIdentifier;
    const once = [
      principal,
      target.id,
      target.part,
      listed.row.Permissions.join(),
      listed.row.Condition?.Expression,
    ].join('\n');
    if (seen.has(once)) continue;
    seen.add(once);
    put(target.id, listed);
    put(holderId(principal, accountOfCatalog(target.catalog)), listed);
  }
  cache.set(sources, found);
  return found;
}

function holderId(principal: string, account: string): string {
  if (isGatePrincipal(principal)) return gateNodeId(account);
  return isShareTarget(principal) ? accountNodeId(principal) : consumerNodeId(principal);
}

/** For a table also the all-tables rows of its database and the tag policies that its effective tags match. */
export function rowsOfNode(sources: Sources, id: string): NodeRow[] {
  const index = indexRows(sources);
  const own: NodeRow[] = index.get(id) ?? [];
  if (!id.startsWith('table:')) return own;
  const key = id.slice('table:'.length);
  const database = databaseNodeId(key.slice(0, key.lastIndexOf('/')));
  const wide = (index.get(database) ?? [])
    .filter(({ row, member }) => resourceTarget(row.Resource, member)?.part === 'all tables')
    .map((listed) => ({ ...listed, through: 'all tables of the database' }));
  return [...own, ...wide, ...policiesOf(sources, index, key)];
}

function policiesOf(sources: Sources, index: Map<string, ListedRow[]>, key: string): NodeRow[] {
  const tags = sources.tags.ofTable(key);
  const account = accountOfCatalog(key.split('/', 1)[0] ?? '');
  if (!tags.length) return [];
  const saved = new Map(
    [...recordsOf(sources.snapshot, 'tag-expressions')].map(({ member, record }) => [
      `${record.CatalogId ?? member.account}/${record.Name}`,
      record.Expression,
    ]),
  );
  const found: NodeRow[] = [];
  for (const [id, rows] of index) {
    if (!id.startsWith(`tag-policy:${account}/TABLE:`)) continue;
    for (const listed of rows) {
      const policy = listed.row.Resource.LFTagPolicy;
      const expression = policy?.Expression ?? saved.get(`${account}/${policy?.ExpressionName ?? ''}`) ?? [];
      if (!matchesExpression(expression, tags)) continue;
      found.push({
        ...listed,
        through: `tag policy ${resourceTarget(listed.row.Resource, listed.member)?.label ?? ''}`,
      });
    }
  }
  return found;
}
