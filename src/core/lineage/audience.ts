import { closureOf } from './closure';
import type { LineageGraph } from './lineage-graph';

/** What lineage needs to know of access; the mesh host fills it from the access index. */
export interface AccessView {
  /** Principals that can SELECT the column (or anything of the table, without column). */
  readers: (tableId: string, column?: string) => ReadonlySet<string>;
  /** Effective tags of a column (or a table), as `key=value`. */
  tags: (tableId: string, column?: string) => readonly string[];
}

/** A place where data of the asked column ended up, and who reads it there. */
export interface DerivedPlace {
  table: string;
  /** Absent where only table-level lineage is known: the column may be in it. */
  column?: string;
  distance: number;
  readers: string[];
}

export interface DerivedAudience {
  places: DerivedPlace[];
  /** Every principal that reads the column or anything derived from it. */
  readers: string[];
  /** Those who cannot read the column itself. */
  beyond: string[];
}

/**
 * Who can reach data derived from a column. Column lineage is followed where it exists; a derived table without any
 * column lineage from the source counts as a whole, since nothing proves that the column is not in it.
 */
export function derivedAudience(
  graph: LineageGraph,
  access: AccessView,
  table: string,
  column?: string,
): DerivedAudience {
  const places = derivedPlaces(graph, table, column).map((place) => ({
    ...place,
    readers: [...access.readers(place.table, place.column)].sort(),
  }));
  const own = access.readers(table, column);
  const all = new Set(own);
  for (const place of places) for (const reader of place.readers) all.add(reader);
  return { places, readers: [...all].sort(), beyond: [...all].filter((r) => !own.has(r)).sort() };
}

type Place = Omit<DerivedPlace, 'readers'>;

export function derivedPlaces(graph: LineageGraph, table: string, column?: string): Place[] {
  const places: Place[] = [];
  const withColumns = new Set<string>();
  const start = column === undefined ? undefined : graph.indexOf.get(`${table}#${column.toLowerCase()}`);
  if (start !== undefined) {
    const { nodes, distance } = closureOf(graph, start, 'downstream');
    nodes.forEach((index, i) => {
      const node = graph.nodes[index]!;
      if (node.kind !== 'column' || node.parent === undefined) return;
      withColumns.add(node.parent);
      places.push({ table: node.parent, column: node.label, distance: distance[i]! });
    });
  }
  const whole = graph.indexOf.get(table);
  if (whole === undefined) return places;
  const hasColumnLineage = tablesWithColumnLineage(graph);
  const { nodes, distance } = closureOf(graph, whole, 'downstream');
  nodes.forEach((index, i) => {
    const node = graph.nodes[index]!;
    if (node.kind !== 'table' && node.kind !== 'dataset') return;
    if (node.id === table || withColumns.has(node.id)) return;
    if (column !== undefined && hasColumnLineage.has(node.id)) return;
    places.push({ table: node.id, distance: distance[i]! });
  });
  return places;
}

/** Tables some of whose columns are known to come from somewhere: for them, silence about a column means it is not there. */
function tablesWithColumnLineage(graph: LineageGraph): ReadonlySet<string> {
  const known = COLUMN_LINEAGE.get(graph);
  if (known) return known;
  const tables = new Set<string>();
  graph.nodes.forEach((node, index) => {
    if (node.kind === 'column' && node.parent !== undefined && graph.up.starts[index] !== graph.up.starts[index + 1])
      tables.add(node.parent);
  });
  COLUMN_LINEAGE.set(graph, tables);
  return tables;
}

const COLUMN_LINEAGE = new WeakMap<LineageGraph, ReadonlySet<string>>();

/** A tag that a column carries and a column derived from it does not, while people outside the source's audience read it. */
export interface LostTag {
  source: { table: string; column: string };
  derived: { table: string; column: string };
  tag: string;
  readers: string[];
}

/**
 * Sensitive columns whose derivative lost its tag. `isSensitive` says which tags matter (`key=value`); the check goes from
 * each tagged column along column lineage, and is silent where nobody new can read the derivative.
 */
export function lostTags(graph: LineageGraph, access: AccessView, isSensitive: (tag: string) => boolean): LostTag[] {
  const found: LostTag[] = [];
  graph.nodes.forEach((node, index) => {
    if (node.kind !== 'column' || node.parent === undefined) return;
    const tags = access.tags(node.parent, node.label).filter(isSensitive);
    if (!tags.length) return;
    const own = access.readers(node.parent, node.label);
    for (const target of closureOf(graph, index, 'downstream').nodes) {
      const derived = graph.nodes[target]!;
      if (derived.kind !== 'column' || derived.parent === undefined || derived.id === node.id) continue;
      const kept = new Set(access.tags(derived.parent, derived.label));
      for (const tag of tags) {
        if (kept.has(tag)) continue;
        const readers = [...access.readers(derived.parent, derived.label)].filter((r) => !own.has(r)).sort();
        if (!readers.length) continue;
        found.push({
          source: { table: node.parent, column: node.label },
          derived: { table: derived.parent, column: derived.label },
          tag,
          readers,
        });
      }
    }
  });
  return found;
}
