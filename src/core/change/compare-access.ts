import { accessOf, rowsOf, type Access, type AccessPart } from '../access/access-of';
import { movedReach } from './moved-reach';
import type { AccessIndex } from '../access/access-index';
import { compareRows, type Comparison } from '../access/compare';
import type { TableAccess } from '../access/decide-table';
import type { Snapshot } from '../model/snapshot';

/** Layers that a change may move without moving the numbers of tables or the way their data is reached. */
const MOVABLE = new Set(['permissions', 'tag-assignments', 'tags', 'tag-expressions', 'data-filters']);

/** What of a principal is decided in a state. */
type Within = (principal: string) => AccessPart;

/**
 * The difference in access of some principals between two states of one part of a mesh, within what can have moved. Where
 * the states number their tables alike, a table that is decided alike on both sides gets no rows: writing and comparing
 * rows costs far more than deciding. Where only tags moved (`areTags`), a principal is decided in those databases alone in
 * which a policy of its own or of its groups matches something else than before.
 */
export function compareAccess(
  before: AccessIndex,
  after: AccessIndex,
  principals: readonly string[],
  within: { before: Within; after: Within },
  areTags = false,
): Pick<Comparison, 'gained' | 'lost' | 'changed'> {
  const isAlike = numbersAlike(before.mesh.snapshot, after.mesh.snapshot);
  const reach = isAlike && areTags ? movedReach(before, after) : undefined;
  const total: Pick<Comparison, 'gained' | 'lost' | 'changed'> = { gained: [], lost: [], changed: [] };
  const names = { before: namesOf(before), after: namesOf(after) };
  for (const principal of principals) {
    const moved = reach?.(principal);
    if (reach && !moved) continue;
    const parts = moved ? [{ within: moved }, { within: moved }] : [within.before(principal), within.after(principal)];
    const decide = (index: AccessIndex, part: AccessPart): Access =>
      accessOf(index, principal, { ...part, withoutNotes: true });
    let [was, is] = [decide(before, parts[0]!), decide(after, parts[1]!)];
    const other = parts[0]!.only ? otherDatabases(was, names.before, is, names.after) : new Set<string>();
    if (other.size > 0) {
      // What the tables that did not move imply for their database was missing (G5).
      was = withDatabases(was, decide(before, { within: (id) => other.has(names.before[id]!) }));
      is = withDatabases(is, decide(after, { within: (id) => other.has(names.after[id]!) }));
    }
    if (isAlike) [was, is] = withoutSameTables(was, is);
    const { gained, lost, changed } = compareRows(rowsOf(before, was), rowsOf(after, is));
    for (const row of gained) total.gained.push(row);
    for (const row of lost) total.lost.push(row);
    for (const row of changed) total.changed.push(row);
  }
  return total;
}

/** Databases by number, in words that hold in any state of the mesh. */
const namesOf = ({ mesh: { catalog } }: AccessIndex): string[] =>
  catalog.databases.map(({ catalog: id, name }) => {
    const { catalogId, region } = catalog.catalogs[id]!;
    return `${catalogId} ${region} ${name}`;
  });

/** Databases, by name, that are decided differently in two states. */
function otherDatabases(was: Access, namesBefore: string[], is: Access, namesAfter: string[]): Set<string> {
  const texts = ({ databases }: Access, names: string[]): Map<string, string> =>
    new Map(
      databases.map(({ database, gate, permissions, grantable }) => [
        names[database.id]!,
        `${gate} ${String(permissions)} ${String(grantable)}`,
      ]),
    );
  const [old, now] = [texts(was, namesBefore), texts(is, namesAfter)];
  return new Set([...old.keys(), ...now.keys()].filter((name) => old.get(name) !== now.get(name)));
}

/** The access with some databases as another decision has them. */
function withDatabases(access: Access, other: Access): Access {
  const better = new Map(other.databases.map((decided) => [decided.database.id, decided]));
  const kept = access.databases.filter(({ database }) => !better.has(database.id));
  return { ...access, databases: [...kept, ...better.values()] };
}

function numbersAlike(before: Snapshot, after: Snapshot): boolean {
  const fixed = (snapshot: Snapshot): Snapshot['parts'] => snapshot.parts.filter((part) => !MOVABLE.has(part.layer));
  const [a, b] = [fixed(before), fixed(after)];
  return a.length === b.length && a.every((part, at) => part === b[at]);
}

function withoutSameTables(was: Access, is: Access): [Access, Access] {
  const old = new Map(was.tables.map((access) => [access.table.id, access]));
  const same = new Set<number>();
  for (const access of is.tables) {
    const held = old.get(access.table.id);
    // Tables that only a grant names are numbered by the grants.
    if (held?.table.record && access.table.record && isSame(held, access)) same.add(access.table.id);
  }
  const rest = (access: Access): Access => ({ ...access, tables: access.tables.filter((t) => !same.has(t.table.id)) });
  return [rest(was), rest(is)];
}

const isSame = (a: TableAccess, b: TableAccess): boolean =>
  a.gate === b.gate &&
  a.permissions === b.permissions &&
  a.grantable === b.grantable &&
  a.admin.length === b.admin.length &&
  extentText(a) === extentText(b);

const extentText = ({ select, describes }: TableAccess): string =>
  select === null && describes === null
    ? ''
    : JSON.stringify([select?.columns, select?.where, select && [...select.each], describes]);
