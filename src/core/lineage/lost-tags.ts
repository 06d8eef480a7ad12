import { compareText } from '../graph/order';
import type { AccessView } from './audience';
import { derivedPlaces } from './derived-places';
import type { Derivation, LineageGraph } from './lineage-graph';

/** Tags that a column carries and a column derived from it does not, while people outside the source's audience read it. */
export interface LostTag {
  source: LostPlace;
  derived: LostPlace;
  /** `key=value`, or `term=name` for a glossary term. */
  tags: string[];
  how: Derivation;
  distance: number;
  /** Nothing between the two has lost it before: here is where to put it back. */
  first: boolean;
  /** Who reads the derivative and not the source. */
  readers: string[];
}

export interface LostPlace {
  table: string;
  /** Absent for glossary terms, which tables carry. */
  column?: string;
}

/**
 * Sensitive columns and tables whose derivative lost a tag. `isSensitive` says which tags matter. Silent where nobody new
 * can read the derivative, where a column only decides over rows (a filter, a join), and on resource links, which carry no
 * tags of their own.
 */
export function lostTags(graph: LineageGraph, access: AccessView, isSensitive: (tag: string) => boolean): LostTag[] {
  const found: LostTag[] = [];
  const tagged = (table: string, column?: string): readonly string[] =>
    access.tags(table, column).filter((tag) => column === undefined || !tag.startsWith('term='));
  graph.nodes.forEach((node) => {
    const isTable = node.kind === 'table' || node.kind === 'dataset';
    if (!isTable && (node.kind !== 'column' || node.parent === undefined)) return;
    const table = isTable ? node.id : node.parent!;
    const column = isTable ? undefined : node.label;
    // A table as a whole is asked for its terms only: its tags are its columns' tags.
    const tags = tagged(table, column).filter((tag) => isSensitive(tag) && (!isTable || tag.startsWith('term=')));
    if (tags.length === 0) return;
    const own = access.readers(table, column);
    const seen = new Set<string>();
    for (const place of derivedPlaces(graph, table, column)) {
      if (place.how === 'indirect' || isLink(graph, place.table)) continue;
      if (!isTable && place.column === undefined) continue;
      const derived = isTable ? { table: place.table } : { table: place.table, column: place.column! };
      if (isTable && (seen.has(place.table) || !place.table.startsWith('table:'))) continue;
      seen.add(place.table);
      const kept = tagged(derived.table, derived.column);
      const lost = tags.filter((tag) => !kept.some((other) => other === tag || isStricter(other, tag)));
      if (lost.length === 0) continue;
      const readers = [...access.readers(derived.table, derived.column)]
        .filter((one) => !own.has(one))
        .sort(compareText);
      if (readers.length === 0) continue;
      found.push({
        source: isTable ? { table } : { table, column: column! },
        derived,
        tags: lost,
        how: place.how,
        distance: place.distance,
        first: place.distance === 1,
        readers,
      });
    }
  });
  return found.sort((a, b) => Number(b.first) - Number(a.first) || compareText(keyOf(a), keyOf(b)));
}

const keyOf = ({ source, derived }: LostTag): string =>
  [source.table, source.column ?? '', derived.table, derived.column ?? ''].join('\n');

/** A resource link: it has no data and no tags of its own. */
export function isLink(graph: LineageGraph, id: string): boolean {
  const at = graph.indexOf.get(id);
  if (at === undefined) return false;
  for (let i = graph.up.starts[at]!; i < graph.up.starts[at + 1]!; i++)
    if (graph.edges[graph.up.edges[i]!]!.source === 'resource-link') return true;
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
