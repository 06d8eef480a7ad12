import type { AccessPart } from '../access/access-of';
import type { AccessIndex } from '../access/access-index';
import { itemsOf } from '../model/mesh/groups';
import type { Scope } from './scope';

/** Numbers in the mesh. A database whose own tables are all meant has them among the tables. */
interface Places {
  databases: Set<number>;
  tables: Set<number>;
}

/**
 * Where each principal's access can change, and everybody's: an edit about one principal and one about another table say
 * nothing about the first one there.
 */
export class Reach {
  private readonly everybody = nowhere();
  /** The places of each edit about a principal, shared by all whom the edit is about. */
  private readonly of = new Map<string, Places[]>();
  private readonly joined = new Map<string, Places>();
  /** Whom an LF-Tag policy is granted or taken: it also meets what other edits of the plan tag. */
  private readonly anywhere = new Set<string>();
  private isBounded = true;

  constructor(private readonly whole: AccessIndex) {}

  /** Takes in what one edit can touch; `isPolicy` = it grants or takes an LF-Tag policy. */
  add(one: Scope, isPolicy: boolean): void {
    if (one.databases === 'all' || one.tables === 'all' || (isPolicy && one.principals === 'all')) {
      this.isBounded = false;
      return;
    }
    const { catalog } = this.whole.mesh;
    const inside = new Set([...one.tables].map((table) => catalog.tables[table]!.database));
    const tables = new Set(one.tables);
    for (const database of one.databases)
      if (!inside.has(database)) for (const table of itemsOf(catalog.tablesOf, database)) tables.add(table);
    const places = { databases: one.databases, tables };
    if (one.principals === 'all') return join(this.everybody, places);
    for (const principal of one.principals) {
      if (isPolicy) this.anywhere.add(principal);
      const held = this.of.get(principal);
      if (held) held.push(places);
      else this.of.set(principal, [places]);
    }
  }

  /** Joined when a principal is decided there: a value set on a hundred databases is about everybody who holds it. */
  private placesOf(principal: string): Places {
    let places = this.joined.get(principal);
    if (!places) {
      places = nowhere();
      for (const one of this.of.get(principal) ?? []) join(places, one);
      this.joined.set(principal, places);
    }
    return places;
  }

  /**
   * What of a principal is decided in a state of a part of the mesh, which numbers its objects in its own way. What other
   * tables imply for the databases is then missing.
   */
  within(part: AccessIndex): (principal: string) => AccessPart {
    if (!this.isBounded) return () => ({});
    const { databases, tables } = numbersIn(this.whole, part);
    const isMeant = (places: Places, kind: keyof Places, number: number | undefined): boolean =>
      number === undefined || this.everybody[kind].has(number) || places[kind].has(number);
    return (principal) => {
      if (this.anywhere.has(principal)) return {};
      const places = this.placesOf(principal);
      return {
        only: (table) => isMeant(places, 'tables', tables[table]),
        within: (database) => isMeant(places, 'databases', databases[database]),
      };
    };
  }
}

const nowhere = (): Places => ({ databases: new Set(), tables: new Set() });

function join(places: Places, { databases, tables }: Places): void {
  for (const database of databases) places.databases.add(database);
  for (const table of tables) places.tables.add(table);
}

/** By number in a part of the mesh, the number in the whole; undefined for what only the part has. */
function numbersIn(whole: AccessIndex, part: AccessIndex): Record<keyof Places, (number | undefined)[]> {
  const { catalogs, databases, tables } = part.mesh.catalog;
  const { find } = whole.mesh.catalog;
  const places = databases.map(({ catalog, name }) => {
    const { catalogId, region } = catalogs[catalog]!;
    const found = find.findCatalog(catalogId, region);
    return found === undefined ? undefined : find.findDatabase(found, name);
  });
  return {
    databases: places,
    tables: tables.map(({ database, name }) => {
      const place = places[database];
      return place === undefined ? undefined : find.findTable(place, name);
    }),
  };
}
