import { accountOfCatalog, isGatePrincipal } from '../model/keys';
import { DOMAIN_TAG_KEY, homeOf, uncoveredDomain } from './domains';
import { addEdge, addMark, addNode, type Draft } from './draft';
import { grantStates, type GrantStates } from './grant-state';
import { addPrincipal, isShareTarget } from './principals';
import type { ResourceTarget } from './resource-node';
import { rowSpots } from './row-spots';
import { addTable } from './tables';
import type { GraphEdge } from './types';

/** A principal as the holder of grants, looked at once per account. */
interface Holder {
  id: string;
  share: boolean;
  gate: boolean;
  gone: boolean;
}

/** Where rows about one resource meet: its node and the edges that leave it. */
interface Slot {
  id: string;
  marked: boolean;
  edges: Map<Holder, GraphEdge>;
}

interface Spot {
  target: ResourceTarget;
  owner: string;
  gated: boolean;
  slot: Slot;
}

/**
 * Edges from resources to those who hold grants on them, one per (principal, resource), in the direction data flows. A
 * row to an account or an organization is a share. Both listings of a cross-account row make one edge.
 */
export function addGrants(draft: Draft): void {
  const states = grantStates(draft.sources);
  const holderOf = holderFinder(draft, states);
  const listOf = permissionLists();
  const slots = new Map<string, Slot>();
  const spotOf = rowSpots((target): Spot => {
    const id = addResource(draft, target);
    const slot = slots.get(id) ?? { id, marked: false, edges: new Map() };
    slots.set(id, slot);
    return { target, owner: accountOfCatalog(target.catalog), gated: states.gated(target), slot };
  });
  for (const { member, rows } of draft.sources.rowLists) {
    for (const row of rows) {
      const spot = spotOf(row.Resource, member);
      if (!spot) continue;
      const { target, owner, slot } = spot;
      const principal = row.Principal.DataLakePrincipalIdentifier;
      const holder = holderOf(owner, principal);
      // Most rows are the owner's own, on something that no gate leaves open, for somebody who exists.
      const plain = holder.share || (!holder.gone && !spot.gated && owner === member.account);
      const reason = plain ? undefined : states.dormant(principal, target, member.account);
      const known = slot.edges.get(holder);
      if (!known) {
        const kind = holder.share ? 'share' : 'grant';
        const edge: GraphEdge = {
          id: `${kind}:${slot.id}>${holder.id}`,
          kind,
          source: slot.id,
          target: holder.id,
          state: reason ? 'dormant' : 'granted',
          permissions: listOf(row.Permissions),
          label: reason,
        };
        slot.edges.set(holder, edge);
        draft.grants.push(edge);
      } else merge(known, row.Permissions, reason, listOf);
      if (holder.gate && !slot.marked) {
        slot.marked = true;
        addMark(draft, slot.id, 'Open to IAM: IAM_ALLOWED_PRINCIPALS holds a grant here.');
      }
    }
  }
}

/** A million rows name a few thousand principals. The gate group is one principal per account. */
function holderFinder(draft: Draft, states: GrantStates): (account: string, principal: string) => Holder {
  const byId = new Map<string, Holder>();
  const byAccount = new Map<string, Map<string, Holder>>();
  return (account, principal) => {
    let known = byAccount.get(account);
    if (!known) byAccount.set(account, (known = new Map()));
    let holder = known.get(principal);
    if (!holder) {
      const id = addPrincipal(draft, principal, account);
      holder = byId.get(id) ?? {
        id,
        share: isShareTarget(principal),
        gate: isGatePrincipal(principal),
        gone: states.gone(principal),
      };
      byId.set(id, holder);
      known.set(principal, holder);
    }
    return holder;
  };
}

type ListOf = (permissions: readonly string[]) => string[];

/** Sorted permissions without repeats. There are few distinct lists, so edges share them. */
function permissionLists(): ListOf {
  const lists = new Map<string, string[]>();
  return (permissions) => {
    const text = permissions.length === 1 ? permissions[0]! : permissions.join();
    let list = lists.get(text);
    if (!list) lists.set(text, (list = [...new Set(permissions)].sort()));
    return list;
  };
}

/** A grant that works by one of its rows works. */
function merge(known: GraphEdge, permissions: readonly string[], reason: string | undefined, listOf: ListOf): void {
  const own = known.permissions ?? [];
  if (permissions.some((permission) => !own.includes(permission))) known.permissions = listOf([...own, ...permissions]);
  if (reason) return;
  known.state = 'granted';
  known.label = undefined;
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
