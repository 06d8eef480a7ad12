import { accountOfCatalog, isGatePrincipal } from '../model/keys';
import { DOMAIN_TAG_KEY, homeOf, uncoveredDomain } from './domains';
import { addEdge, addMark, addNode, type Draft } from './draft';
import { grantStates, type GrantStates } from './grant-state';
import { addPrincipal, isShareTarget } from './principals';
import type { ResourceTarget } from './resource-node';
import { groupRows, places, rowColumns } from './row-columns';
import { addTable } from './tables';
import type { GraphEdge } from './types';

/** A principal as the holder of grants, looked at once; the gate group is one for each account. */
interface Holder {
  /** Place among the holders. */
  at: number;
  id: string;
  share: boolean;
  gate: boolean;
  gone: boolean;
}

/**
 * Edges from resources to those who hold grants on them, one per (principal, resource), in the direction data flows. A
 * row to an account or an organization is a share. Both listings of a cross-account row make one edge.
 */
export function addGrants(draft: Draft): void {
  const { rowLists } = draft.sources;
  const states = grantStates(draft.sources);
  const columns = rowColumns(rowLists);
  const { spots, principals } = columns;
  const slots = places<string>();
  const spotSlot = Int32Array.from(spots, (target) => slots.placeOf(addResource(draft, target)));
  const owner = spots.map((target) => accountOfCatalog(target.catalog));
  const gated = spots.map((target) => states.gated(target));
  const { holders, holderOf } = holderFinder(draft, states, principals);
  const unionOf = unions(columns.lists);
  const grants = draft.grants;
  grants.sources = slots.all;

  const slotOfRow = columns.spot.map((spot) => (spot < 0 ? -1 : spotSlot[spot]!));
  const { starts, rows } = groupRows(slotOfRow, slots.all.length);
  /** By holder: the edge that leaves the slot at hand, as far as it has one. */
  const edgeOf: number[] = [];
  slots.all.forEach((id, slot) => {
    const first = grants.edges.length;
    const prefix = { grant: `grant:${id}>`, share: `share:${id}>` };
    let marked = false;
    for (let i = starts[slot]!; i < starts[slot + 1]!; i++) {
      const row = rows[i]!;
      const spot = columns.spot[row]!;
      const holder = holderOf(owner[spot]!, columns.principal[row]!);
      const listedBy = rowLists[columns.lister[row]!]!.member.account;
      // Most rows are the owner's own, on something that no gate leaves open, for somebody who exists.
      const plain = holder.share || (!holder.gone && !gated[spot] && owner[spot] === listedBy);
      const reason = plain ? undefined : states.dormant(principals[columns.principal[row]!]!, spots[spot]!, listedBy);
      const permissions = columns.lists[columns.list[row]!]!;
      const known = edgeOf[holder.at] ?? -1;
      if (known < first) {
        const kind = holder.share ? 'share' : 'grant';
        edgeOf[holder.at] = grants.edges.length;
        grants.edges.push({
          id: prefix[kind] + holder.id,
          kind,
          source: id,
          target: holder.id,
          state: reason ? 'dormant' : 'granted',
          permissions,
          label: reason,
        });
        grants.source.push(slot);
        grants.target.push(holder.at);
      } else merge(grants.edges[known]!, permissions, reason, unionOf);
      if (holder.gate && !marked) {
        marked = true;
        addMark(draft, id, 'Open to IAM: IAM_ALLOWED_PRINCIPALS holds a grant here.');
      }
    }
  });
  grants.targets = holders.map((holder) => holder.id);
}

/** A million rows name a few thousand principals. */
function holderFinder(
  draft: Draft,
  states: GrantStates,
  principals: readonly string[],
): { holders: Holder[]; holderOf: (account: string, principal: number) => Holder } {
  const holders: Holder[] = [];
  const gate = principals.map(isGatePrincipal);
  const known: Holder[] = [];
  const gates = new Map<string, Holder>();
  const make = (account: string, place: number): Holder => {
    const principal = principals[place]!;
    const holder: Holder = {
      at: holders.length,
      id: addPrincipal(draft, principal, account),
      share: isShareTarget(principal),
      gate: gate[place]!,
      gone: states.gone(principal),
    };
    holders.push(holder);
    return holder;
  };
  return {
    holders,
    holderOf(account, place) {
      if (!gate[place]) return (known[place] ??= make(account, place));
      let holder = gates.get(account);
      if (!holder) gates.set(account, (holder = make(account, place)));
      return holder;
    },
  };
}

type UnionOf = (one: readonly string[], other: readonly string[]) => string[];

/** What two lists hold together, sorted. There are few distinct lists, so edges share them. */
function unions(lists: readonly string[][]): UnionOf {
  const known = new Map(lists.map((list) => [list.join(), list]));
  return (one, other) => {
    const list = [...new Set([...one, ...other])].sort();
    const text = list.join();
    const same = known.get(text);
    if (!same) known.set(text, list);
    return same ?? list;
  };
}

/** A grant that works by one of its rows works. */
function merge(edge: GraphEdge, permissions: readonly string[], reason: string | undefined, unionOf: UnionOf): void {
  const own = edge.permissions ?? [];
  if (own !== permissions && permissions.some((permission) => !own.includes(permission)))
    edge.permissions = unionOf(own, permissions);
  if (reason) return;
  edge.state = 'granted';
  edge.label = undefined;
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
