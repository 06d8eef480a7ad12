import { accountOfCatalog, isGatePrincipal } from '../model/keys';
import { DOMAIN_TAG_KEY, homeOf, uncoveredDomain } from './domains';
import { addEdge, addMark, addNode, type Draft } from './draft';
import { grantStates } from './grant-state';
import { addPrincipal, isShareTarget } from './principals';
import { resourceTarget, type ResourceTarget } from './resource-node';
import { addTable } from './tables';
import type { GraphEdge } from './types';

/**
 * Edges from resources to those who hold grants on them, one per (principal, resource), in the direction data flows. A
 * row to an account or an organization is a share. Both listings of a cross-account row make one edge.
 */
export function addGrants(draft: Draft): void {
  const states = grantStates(draft.sources);
  // A million rows name a few thousand principals: each is looked at once per account.
  const holders = new Map<string, string>();
  for (const { member, row } of draft.sources.rows) {
    const target = resourceTarget(row.Resource, member);
    if (!target) continue;
    const principal = row.Principal.DataLakePrincipalIdentifier;
    const source = addResource(draft, target);
    const account = accountOfCatalog(target.catalog);
    const known = holders.get(`${account}/${principal}`);
    const holder = known ?? addPrincipal(draft, principal, account);
    if (known === undefined) holders.set(`${account}/${principal}`, holder);
    const kind = isShareTarget(principal) ? 'share' : 'grant';
    const reason = kind === 'grant' ? states.dormant(principal, target, member.account) : undefined;
    merge(draft, {
      id: `${kind}:${source}>${holder}`,
      kind,
      source,
      target: holder,
      state: reason ? 'dormant' : 'granted',
      permissions: row.Permissions,
      label: reason,
    });
    if (isGatePrincipal(principal)) addMark(draft, source, 'Open to IAM: IAM_ALLOWED_PRINCIPALS holds a grant here.');
  }
}

/** The node of a resource, made where nothing but a grant names it. */
export function addResource(draft: Draft, target: ResourceTarget): string {
  const { id, kind, label, catalog } = target;
  if (draft.nodes.has(id)) return id;
  if (kind === 'table' && target.key) return addTable(draft, target.key, undefined, label);
  const account = accountOfCatalog(catalog);
  if (kind === 'database' && target.key) {
    const tags = draft.sources.tags.ofDatabase(target.key);
    const parent = databaseDomain(draft, target.key, account);
    return addNode(draft, { id, kind, label, parent, account, tags: tags.length ? tags : undefined });
  }
  return addNode(draft, { id, kind, label, parent: homeOf(draft, account), account });
}

/** A database belongs where most of its tables do, else where its tag says, else to its account's home. */
function databaseDomain(draft: Draft, key: string, account: string): string {
  const held = draft.databaseHomes.get(key);
  if (held) return held;
  return draft.sources.tags.valueOf(key, DOMAIN_TAG_KEY) === undefined
    ? homeOf(draft, account)
    : uncoveredDomain(draft, key);
}

/** A grant that works by one of its rows works. */
function merge(draft: Draft, edge: GraphEdge): void {
  const known = draft.edges.get(edge.id);
  if (!known) return addEdge(draft, { ...edge, permissions: [...new Set(edge.permissions)] });
  for (const permission of edge.permissions ?? []) {
    if (!known.permissions?.includes(permission)) known.permissions = [...(known.permissions ?? []), permission];
  }
  if (edge.state === 'granted') {
    known.state = 'granted';
    known.label = undefined;
  }
}

/** Resource links point at what they link to; the edge runs from the target, as data does. */
export function addLinks(draft: Draft): void {
  const { tables, databases } = draft.sources;
  for (const [key, table] of tables) {
    if (!table.TargetTable) continue;
    const { CatalogId = '', DatabaseName = '', Name = '' } = table.TargetTable;
    const catalog = CatalogId || key.split('/', 1)[0] || '';
    const source = addTable(draft, `${catalog}/${DatabaseName.toLowerCase()}/${Name.toLowerCase()}`);
    addEdge(draft, { id: `link:${source}>table:${key}`, kind: 'link', source, target: `table:${key}` });
  }
  for (const [key, database] of databases) {
    const link = `database:${key}`;
    const { CatalogId = '', DatabaseName = '' } = database.TargetDatabase ?? {};
    const source = `database:${CatalogId}/${DatabaseName.toLowerCase()}`;
    if (draft.nodes.has(link) && draft.nodes.has(source))
      addEdge(draft, { id: `link:${source}>${link}`, kind: 'link', source, target: link });
  }
}
