import type { GrantTarget } from '../../../core/change/grant-scope';
import type { Edit } from '../../../core/change/plan-types';
import type { LFTagPair, Resource } from '../../../core/model/lakeformation';

/** The value that takes the own assignment away, so that the one above counts again. */
export const INHERIT = '\u0000inherit';
/** Several columns carry several values. */
export const MIXED = '\u0000mixed';

/** The value of a key on the whole, or on all the columns named. */
export function valueInEffect(
  { tags, columnTags }: GrantTarget,
  columns: readonly string[],
  key: string,
): string | undefined {
  if (columns.length === 0) return tags.find((tag) => tag.key === key)?.value;
  const values = new Set(columns.map((name) => columnTags[name]?.[key.toLowerCase()]));
  return values.size === 1 ? [...values][0] : MIXED;
}

/** What sets the values that were chosen, and takes away those that shall be inherited again. */
export function tagEdits(
  { account, region, taggable }: GrantTarget,
  columns: readonly string[],
  wanted: Readonly<Record<string, string>>,
  inEffect: (key: string) => string | undefined,
): Edit[] {
  if (!taggable) return [];
  const { Table } = taggable;
  const resource: Resource =
    columns.length > 0 && Table?.Name !== undefined
      ? {
          TableWithColumns: {
            ...(Table.CatalogId === undefined ? {} : { CatalogId: Table.CatalogId }),
            DatabaseName: Table.DatabaseName,
            Name: Table.Name,
            ColumnNames: [...columns],
          },
        }
      : taggable;
  const pair = (TagKey: string, value: string): LFTagPair => ({ CatalogId: account, TagKey, TagValues: [value] });
  const set = Object.entries(wanted).filter(
    ([key, value]) => value !== '' && value !== INHERIT && value !== MIXED && value !== inEffect(key),
  );
  const gone = Object.entries(wanted).flatMap(([key, value]): [string, string][] => {
    const now = inEffect(key);
    return value === INHERIT && now !== undefined && now !== MIXED ? [[key, now]] : [];
  });
  const edit = (operation: string, pairs: [string, string][]): Edit[] =>
    pairs.length
      ? [
          {
            account,
            region,
            service: 'lakeformation',
            operation,
            request: { Resource: resource, LFTags: pairs.map(([key, value]) => pair(key, value)) },
          },
        ]
      : [];
  return [...edit('AddLFTagsToResource', set), ...edit('RemoveLFTagsFromResource', gone)];
}
