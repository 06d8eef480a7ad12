import type { Filter, FilterClause, SearchInItem, SearchSort } from '@aws-sdk/client-datazone';
import { invalid } from './errors';

/** Values of a record by attribute: a plain member, or `FormName.member` (datazone 1.3). */
export type Attributes = (attribute: string) => (string | number | undefined)[];

/** What Search, SearchListings and SearchTypes have in common. */
export interface Query {
  searchText?: string | undefined;
  searchIn?: SearchInItem[] | undefined;
  filters?: FilterClause | undefined;
  sort?: SearchSort | undefined;
}

export interface Searchable<T> {
  record: T;
  attributes: Attributes;
  /** What a text search without `searchIn` looks through. */
  text: string;
}

/** Records that match, sorted as asked. Text matches when every word of it occurs. */
export function runQuery<T>(query: Query, records: readonly Searchable<T>[]): Searchable<T>[] {
  const words = (query.searchText ?? '').replaceAll('"', '').toLowerCase().split(/\s+/).filter(Boolean);
  const hits = records.filter((r) => textFits(words, query.searchIn, r) && clauseFits(query.filters, r.attributes));
  const by = query.sort?.attribute;
  if (by === undefined) return hits;
  const direction = query.sort?.order === 'DESCENDING' ? -1 : 1;
  const key = (r: Searchable<T>): string => String(r.attributes(by)[0] ?? '');
  return hits.sort((a, b) => direction * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function textFits<T>(
  words: string[],
  searchIn: SearchInItem[] | undefined,
  { text, attributes }: Searchable<T>,
): boolean {
  if (words.length === 0) return true;
  const where = searchIn?.length ? searchIn.flatMap(({ attribute }) => attributes(attribute ?? '')).join(' ') : text;
  const folded = where.toLowerCase();
  return words.every((word) => folded.includes(word));
}

/** Does a (possibly nested) filter clause hold for a record? */
export function clauseFits(clause: FilterClause | undefined, attributes: Attributes): boolean {
  if (!clause) return true;
  if (clause.filter) return filterFits(clause.filter, attributes);
  if (clause.and) return clause.and.every((inner) => clauseFits(inner, attributes));
  if (clause.or) return clause.or.some((inner) => clauseFits(inner, attributes));
  return true;
}

function filterFits(filter: Filter, attributes: Attributes): boolean {
  const { attribute, value, intValue, operator } = filter;
  if (value === undefined && intValue === undefined) {
    throw invalid(`Filter on ${attribute ?? ''} needs a value or an intValue`);
  }
  const values = attributes(attribute ?? '').filter((v) => v !== undefined);
  return values.some((v) => {
    if (operator === 'TEXT_SEARCH')
      return String(v)
        .toLowerCase()
        .includes(String(value ?? intValue).toLowerCase());
    const [left, right] = intValue === undefined ? [String(v), value as string] : [Number(v), intValue];
    switch (operator) {
      case 'LT':
        return left < right;
      case 'LE':
        return left <= right;
      case 'GT':
        return left > right;
      case 'GE':
        return left >= right;
      default:
        return left === right;
    }
  });
}

/** The values at a dotted path of an object; arrays on the way are walked. */
export function valuesAt(value: unknown, path: string[]): (string | number)[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  if (path.length === 0) return typeof value === 'string' || typeof value === 'number' ? [value] : [];
  const [head = '', ...rest] = path;
  if (value === null || typeof value !== 'object') return [];
  return valuesAt((value as Record<string, unknown>)[head], rest);
}
