import { compareText } from '../graph/order';
import type { AccessView } from './audience';
import { derivedPlaces } from './derived-places';
import type { Derivation, LineageGraph } from './lineage-graph';
import { isToldBy } from './witness';

/** Tags that a column carries and a column derived from it does not, while people outside the source's audience read it. */
export interface LostTag {
  source: LostPlace;
  derived: LostPlace;
  /** `key=value`, or `term=name` for a glossary term. */
  tags: string[];
  how: Derivation;
  distance: number;
  /** Nothing between the two is told as having lost it: here is where to put it back. */
  first: boolean;
  /** False where no run told which column of the derivative holds the data: the tag is on none of them. */
  certain: boolean;
  /** Who reads the derivative and not the source. */
  readers: string[];
}

export interface LostPlace {
  table: string;
  /** Absent for glossary terms, which tables carry, and where the column is not known. */
  column?: string;
}

/**
 * Sensitive columns and tables whose derivative lost a tag. `isSensitive` says which tags matter. Silent where nobody new
 * can read the derivative, where a column only decides over rows (a filter, a join), and on resource links, which carry no
 * tags of their own. Where only the derived table is known, a tag on any of its columns counts as kept.
 */
export function lostTags(graph: LineageGraph, access: AccessView, isSensitive: (tag: string) => boolean): LostTag[] {
  const found: Found[] = [];
  for (const node of graph.nodes) {
    const isTable = node.kind === 'table' || node.kind === 'dataset';
    if (!isTable && (node.kind !== 'column' || node.parent === undefined)) continue;
    const source = isTable ? { table: node.id } : { table: node.parent!, column: node.label };
    const tags = tagsOf(access, source).filter(isSensitive);
    if (tags.length > 0) found.push(...lostFrom(graph, access, source, tags));
  }
  markFirst(found);
  return found
    .map(({ via: _, ...row }) => row)
    .sort((a, b) => Number(b.first) - Number(a.first) || compareText(keyOf(a), keyOf(b)));
}

/** A table as a whole is asked for its terms only: its tags are its columns' tags. */
const tagsOf = (access: AccessView, { table, column }: LostPlace): readonly string[] =>
  access.tags(table, column).filter((tag) => (column === undefined) === tag.startsWith('term='));

type Found = LostTag & { via: string[] };

function lostFrom(graph: LineageGraph, access: AccessView, source: LostPlace, tags: readonly string[]): Found[] {
  const own = access.readers(source.table, source.column);
  const isTable = source.column === undefined;
  const found: Found[] = [];
  const seen = new Set<string>();
  const places = derivedPlaces(graph, source.table, source.column);
  const byPlace = new Map(places.map((place) => [placeKey(place), place]));
  for (const place of places) {
    if (place.how === 'indirect' || isLink(graph, place.table)) continue;
    if (isTable && (seen.has(place.table) || !place.table.startsWith('table:'))) continue;
    seen.add(place.table);
    const derived: LostPlace =
      isTable || place.column === undefined ? { table: place.table } : { table: place.table, column: place.column };
    const certain = isTable || place.column !== undefined;
    const kept = certain ? tagsOf(access, derived) : (access.tagsWithin?.(place.table) ?? access.tags(place.table));
    const lost = tags.filter((tag) => !kept.some((other) => other === tag || isStricter(other, tag)));
    if (lost.length === 0) continue;
    const readers = [...access.readers(derived.table, derived.column)].filter((one) => !own.has(one)).sort(compareText);
    if (readers.length === 0) continue;
    const via: string[] = [];
    for (let at = place.via; at; at = byPlace.get(placeKey(at))?.via) via.push(isTable ? at.table : placeKey(at));
    const { how, distance } = place;
    found.push({ source, derived, tags: lost, how, distance, first: true, certain, readers, via });
  }
  return found;
}

/** A row is not the first where a place on the way lost the same tags already, or tells of the same derivative itself. */
function markFirst(found: readonly Found[]): void {
  const rows = new Map(found.map((row) => [`${placeKey(row.source)}>${placeKey(row.derived)}`, row]));
  const covers = (row: Found | undefined, tags: readonly string[]): boolean =>
    row !== undefined && tags.every((tag) => row.tags.includes(tag));
  for (const row of found)
    row.first = !row.via.some(
      (at) =>
        covers(rows.get(`${placeKey(row.source)}>${at}`), row.tags) ||
        covers(rows.get(`${at}>${placeKey(row.derived)}`), row.tags),
    );
}

const placeKey = ({ table, column }: LostPlace): string => (column === undefined ? table : `${table}#${column}`);

const keyOf = ({ source, derived }: LostTag): string =>
  [source.table, source.column ?? '', derived.table, derived.column ?? ''].join('\n');

/** A resource link: it has no data and no tags of its own. */
export function isLink(graph: LineageGraph, id: string): boolean {
  const at = graph.indexOf.get(id);
  if (at === undefined) return false;
  for (let i = graph.up.starts[at]!; i < graph.up.starts[at + 1]!; i++)
    if (isToldBy(graph.edges[graph.up.edges[i]!]!, 'resource-link')) return true;
  return false;
}

/** Values that usual scales put below and above each other; values of one line are alike. */
const SCALE = [
  ['public', 'none', 'no', 'false', 'low', 'open'],
  ['internal', 'medium', 'indirect'],
  ['confidential', 'high', 'direct', 'yes', 'true'],
  ['restricted', 'secret', 'very-high', 'critical'],
];

/** The same key with a value that a usual scale puts higher: nothing was lost. */
function isStricter(other: string, tag: string): boolean {
  const [key, otherKey] = [tag, other].map((text) => text.slice(0, text.indexOf('=')));
  const [rank, otherRank] = [tag, other].map((text) =>
    SCALE.findIndex((line) => line.includes(text.slice(text.indexOf('=') + 1).toLowerCase())),
  );
  return key === otherKey && rank !== -1 && otherRank! > rank!;
}

/** Words that people use for what must not be seen by everybody. */
const SENSITIVE = /sensitiv|confiden|classif|\bpii\b|\bphi\b|personal|gdpr|secret|restrict|privacy/i;
/** Values that say the opposite. */
const HARMLESS = /^(public|none|no|false|low|open|internal|non[-_ ]?(pii|sensitive|personal|confidential))$/i;

/** Whether a tag marks what few may read, by its words: a key or value that says so, and no value that denies it. */
export function looksSensitive(tag: string): boolean {
  const at = tag.indexOf('=');
  const value = tag.slice(at + 1);
  return SENSITIVE.test(tag) && !HARMLESS.test(value);
}
