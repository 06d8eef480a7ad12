import { accountOfCatalog } from '../model/keys';
import { recordsOf } from '../model/snapshot';
import { consumerNodeId, accountNodeId, databaseNodeId, gateNodeId } from './ids';
import { isGatePrincipal } from '../model/keys';
import { isShareTarget } from './principals';
import { resourceTarget } from './resource-node';
import { rowSpots } from './row-spots';
import type { ListedRow, Sources } from './sources';
import { matchesExpression } from './tags';

/** A row that concerns a node; `through` says how, where the row names something wider than the node. */
export interface NodeRow extends ListedRow {
  through?: string;
}

const cache = new WeakMap<Sources, Map<string, ListedRow[]>>();

/** Rows by the node they address and by the node that holds them, as every member listed them. */
function indexRows(sources: Sources): Map<string, ListedRow[]> {
  const known = cache.get(sources);
  if (known) return known;
  const found = new Map<string, ListedRow[]>();
  const slot = (id: string): ListedRow[] => {
    const rows = found.get(id) ?? [];
    found.set(id, rows);
    return rows;
  };
  const spotOf = rowSpots((target) => ({ account: accountOfCatalog(target.catalog), rows: slot(target.id) }));
  const holders = new Map<string, Map<string, ListedRow[]>>();
  for (const { member, rows } of sources.rowLists) {
    for (const row of rows) {
      const spot = spotOf(row.Resource, member);
      if (!spot) continue;
      const listed = { member, row };
      spot.rows.push(listed);
      const principal = row.Principal.DataLakePrincipalIdentifier;
      let held = holders.get(spot.account);
      if (!held) holders.set(spot.account, (held = new Map<string, ListedRow[]>()));
      let own = held.get(principal);
      if (!own) held.set(principal, (own = slot(holderId(principal, spot.account))));
      own.push(listed);
    }
  }
  cache.set(sources, found);
  return found;
}

/** Both listings of one row count once. */
function once(rows: readonly ListedRow[]): ListedRow[] {
  const seen = new Set<string>();
  return rows.filter(({ row, member }) => {
    const target = resourceTarget(row.Resource, member);
    const { Principal, Permissions, Condition } = row;
    const key = [
      Principal.DataLakePrincipalIdentifier,
      target?.id,
      target?.part,
      Permissions.join(),
      Condition?.Expression,
    ].join('\n');
    return !seen.has(key) && seen.add(key);
  });
}

function holderId(principal: string, account: string): string {
  if (isGatePrincipal(principal)) return gateNodeId(account);
  return isShareTarget(principal) ? accountNodeId(principal) : consumerNodeId(principal);
}

/** For a table also the all-tables rows of its database and the tag policies that its effective tags match. */
export function rowsOfNode(sources: Sources, id: string): NodeRow[] {
  const index = indexRows(sources);
  const own: NodeRow[] = once(index.get(id) ?? []);
  if (!id.startsWith('table:')) return own;
  const key = id.slice('table:'.length);
  const database = databaseNodeId(key.slice(0, key.lastIndexOf('/')));
  const wide = once(index.get(database) ?? [])
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
