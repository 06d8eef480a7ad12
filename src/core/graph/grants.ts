import { accountOfCatalog, isGatePrincipal } from '../model/keys';
import { DOMAIN_TAG_KEY, homeOf, uncoveredDomain } from './domains';
import { addEdge, addMark, addNode, type Draft } from './draft';
import { grantStates, type GrantStates } from './grant-state';
import { addPrincipal, isShareTarget } from './principals';
import type { ResourceTarget } from './resource-node';
import { groupRows, places, rowColumns } from './row-columns';
import { addTable } from './tables';

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
  const spotSlot = numbersOf(spots, (target) => slots.placeOf(addResource(draft, target)));
  // Accounts by number: a million comparisons of texts are not free.
  const accounts = places<string>();
  const ownerNames = spots.map((target) => accountOfCatalog(target.catalog));
  const owner = numbersOf(ownerNames, accounts.placeOf);
  const listedBy = rowLists.map(({ member }) => accounts.placeOf(member.account));
  const gated = numbersOf(spots, (target) => Number(states.gated(target)));
  const { holders, holderOf } = holderFinder(draft, states, principals);
  const lists = listUnions(columns.lists);
  const reasons = places<string>();

  const slotOfRow = columns.spot.map((spot) => (spot < 0 ? -1 : spotSlot[spot]!));
  const { starts, rows } = groupRows(slotOfRow, slots.all.length);
  const column = (): Int32Array => new Int32Array(rows.length);
  const [source, target, list, reason] = [column(), column(), column(), column()];
  let count = 0;
  /** By holder: the edge that leaves the slot at hand, as far as it has one. */
  const edgeOf: number[] = [];
  slots.all.forEach((id, slot) => {
    const first = count;
    let marked = false;
    for (let i = starts[slot]!; i < starts[slot + 1]!; i++) {
      const row = rows[i]!;
      const spot = columns.spot[row]!;
      const holder = holderOf(ownerNames[spot]!, columns.principal[row]!);
      const lister = columns.lister[row]!;
      // Most rows are the owner's own, on something that no gate leaves open, for somebody who exists.
      const plain = holder.share || (!holder.gone && gated[spot] === 0 && owner[spot] === listedBy[lister]);
      const why = plain
        ? undefined
        : states.dormant(principals[columns.principal[row]!]!, spots[spot]!, rowLists[lister]!.member.account);
      const held = columns.list[row]!;
      const known = edgeOf[holder.at] ?? -1;
      if (known < first) {
        source[count] = slot;
        target[count] = holder.at;
        list[count] = held;
        reason[count] = why === undefined ? -1 : reasons.placeOf(why);
        edgeOf[holder.at] = count++;
      } else {
        list[known] = lists.unionOf(list[known]!, held);
        // A grant that works by one of its rows works.
        if (why === undefined) reason[known] = -1;
      }
      if (holder.gate && !marked) {
        marked = true;
        addMark(draft, id, 'Open to IAM: IAM_ALLOWED_PRINCIPALS holds a grant here.');
      }
    }
  });
  draft.grants = {
    count,
    source,
    target,
    sources: slots.all,
    targets: holders.map((holder) => holder.id),
    shares: holders.map((holder) => holder.share),
    list,
    lists: lists.all,
    reason,
    reasons: reasons.all,
  };
}

/** `Int32Array.from` would make a list of its own first. */
function numbersOf<T>(values: readonly T[], numberOf: (value: T) => number): Int32Array {
  const numbers = new Int32Array(values.length);
  values.forEach((value, at) => (numbers[at] = numberOf(value)));
  return numbers;
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

/** The places of what two lists hold together, sorted. There are few distinct lists, so each pair is united once. */
function listUnions(lists: readonly string[][]): {
  all: readonly string[][];
  unionOf: (one: number, other: number) => number;
} {
  const all = [...lists];
  const known = new Map(lists.map((list, place) => [list.join(), place]));
  const united = new Map<string, number>();
  const unite = (one: number, other: number): number => {
    const list = [...new Set([...all[one]!, ...all[other]!])].sort();
    const text = list.join();
    let place = known.get(text);
    if (place === undefined) known.set(text, (place = all.push(list) - 1));
    return place;
  };
  return {
    all,
    unionOf(one, other) {
      if (one === other) return one;
      const pair = `${String(one)}+${String(other)}`;
      let place = united.get(pair);
      if (place === undefined) united.set(pair, (place = unite(one, other)));
      return place;
    },
  };
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
