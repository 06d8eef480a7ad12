import { compareText } from '../graph/order';
import { derivedPlaces, type Place } from './derived-places';
import type { LineageGraph } from './lineage-graph';

/** What lineage needs to know of access; the mesh host fills it from the access index. */
export interface AccessView {
  /** Principals that can SELECT the column (or anything of the table, without column). */
  readers: (tableId: string, column?: string) => ReadonlySet<string>;
  /** Effective tags of a column (or a table), as `key=value`; glossary terms of a table as `term=name`. */
  tags: (tableId: string, column?: string) => readonly string[];
  /** Every tag on a table or on any of its columns; absent = what `tags` says of the table. */
  tagsWithin?: (tableId: string) => readonly string[];
}

/** A place where data of the asked column ended up, and who reads it there. */
export interface DerivedPlace extends Place {
  readers: string[];
}

export interface DerivedAudience {
  places: DerivedPlace[];
  /** Every principal that reads the column or anything derived from it. */
  readers: string[];
  /** Those who cannot read the column itself. */
  beyond: string[];
}

/** Who can reach data derived from a column, or from anything of a table. */
export function derivedAudience(
  graph: LineageGraph,
  access: AccessView,
  table: string,
  column?: string,
): DerivedAudience {
  const own = access.readers(table, column);
  const all = new Set(own);
  const places = derivedPlaces(graph, table, column).map((place) => {
    const readers = access.readers(place.table, place.column);
    for (const reader of readers) all.add(reader);
    return { ...place, readers: [...readers].sort(compareText) };
  });
  const sorted = [...all].sort(compareText);
  return { places, readers: sorted, beyond: sorted.filter((reader) => !own.has(reader)) };
}
