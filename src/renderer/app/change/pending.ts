import type { GrantScope, GrantTarget, TagChoice } from '../../../core/change/grant-scope';
import type { Edit } from '../../../core/change/plan-types';
import type { DataCellsFilter, LFTagPair } from '../../../core/model/lakeformation';

/** How a choice is marked that only the basket would make. */
export const NOT_YET = 'not yet applied';

const MAKES = new Set(['CreateLFTag', 'UpdateLFTag', 'CreateLFTagExpression', 'CreateDataCellsFilter']);

/** Edits of the basket that make names for other edits to use: LF-Tags and their values, expressions, data filters. */
export const namesMade = (basket: readonly Edit[]): Edit[] => basket.filter(({ operation }) => MAKES.has(operation));

/** LF-Tags are kept in lower case (T10). */
const lower = (texts: unknown): string[] =>
  Array.isArray(texts) ? texts.map((text) => String(text).toLowerCase()) : [];

/** Keys and values that the basket would make in an account. */
export function tagsMade(made: readonly Edit[], account: string): { key: string; values: string[] }[] {
  return made.flatMap(({ account: where, operation, request }) => {
    const values = lower(request[operation === 'CreateLFTag' ? 'TagValues' : 'TagValuesToAdd']);
    const isTag = operation === 'CreateLFTag' || operation === 'UpdateLFTag';
    return isTag && where === account && values.length > 0
      ? [{ key: String(request['TagKey']).toLowerCase(), values }]
      : [];
  });
}

/** A key of LF-Tags with its values; `made` are those that only the basket would make. */
export interface MarkedTag extends Pick<TagChoice, 'key' | 'values' | 'value'> {
  made?: readonly string[];
}

/** What can be granted on, with what the basket would make. */
export interface MarkedTarget extends Omit<GrantTarget, 'tags'> {
  tags: MarkedTag[];
}

/** The words of a value, or of a key whose values are all made by the basket. */
export const tagWords = ({ key, values, made = [] }: MarkedTag, value?: string): string => {
  const isMade = value === undefined ? made.length > 0 && made.length === values.length : made.includes(value);
  return isMade ? `${value ?? key} (${NOT_YET})` : (value ?? key);
};

/** A vocabulary with what the basket would add to it. */
export function withTagsMade(vocabulary: readonly MarkedTag[], made: readonly Edit[], account: string): MarkedTag[] {
  const found = [...vocabulary];
  for (const { key, values } of tagsMade(made, account)) {
    const at = found.findIndex((tag) => tag.key.toLowerCase() === key);
    const held = found[at] ?? { key, values: [] };
    const fresh = values.filter((value) => !held.values.includes(value));
    const marked = { ...held, values: [...held.values, ...fresh], made: [...(held.made ?? []), ...fresh] };
    if (at < 0) found.push(marked);
    else found[at] = marked;
  }
  return found;
}

/** What can be granted on, with the LF-Tags, saved expressions and data filters that the basket would make. */
export function withNamesMade(target: GrantTarget, made: readonly Edit[]): MarkedTarget {
  const { account, region } = target;
  const here = made.filter((edit) => edit.account === account && (edit.region ?? region) === region);
  if (here.length === 0) return target;
  const tags = withTagsMade(target.tags, here, account);
  const isFirst = target.tags.length === 0 && tags.length > 0;
  const first: GrantScope[] = (isFirst ? (['TABLE', 'DATABASE'] as const) : []).map((ResourceType) => ({
    id: `made by-tags ${ResourceType}`,
    label: `${MATCHING[ResourceType]} by their LF-Tags`,
    resource: { LFTagPolicy: { CatalogId: account, ResourceType } },
    permissions: target.offers[ResourceType],
    expression: [],
  }));
  return { ...target, tags, scopes: [...target.scopes, ...first, ...here.flatMap((edit) => scopesMade(target, edit))] };
}

const MATCHING = { TABLE: 'tables and columns', DATABASE: 'databases' };

function scopesMade({ account, taggable, offers, scopes }: GrantTarget, { operation, request }: Edit): GrantScope[] {
  if (operation === 'CreateLFTagExpression') {
    const ExpressionName = String(request['Name']);
    if (scopes.some(({ resource }) => resource.LFTagPolicy?.ExpressionName === ExpressionName)) return [];
    return (['TABLE', 'DATABASE'] as const).map((ResourceType) => ({
      id: `made ${ResourceType} ${ExpressionName}`,
      label: `${MATCHING[ResourceType]} that match ${ExpressionName} (${NOT_YET})`,
      resource: { LFTagPolicy: { CatalogId: account, ResourceType, ExpressionName } },
      permissions: offers[ResourceType],
    }));
  }
  const data = request['TableData'] as DataCellsFilter | undefined;
  const table = taggable?.Table;
  if (operation !== 'CreateDataCellsFilter' || !data || table?.Name === undefined) return [];
  if (data.DatabaseName !== table.DatabaseName || data.TableName !== table.Name) return [];
  const { TableCatalogId, DatabaseName, TableName, Name } = data;
  return [
    {
      id: `made filter ${Name}`,
      label: `through the data filter ${Name} (${NOT_YET})`,
      resource: { DataCellsFilter: { TableCatalogId, DatabaseName, TableName, Name } },
      permissions: offers.filter,
    },
  ];
}

/** The edits of the basket that some edits rest on: a preview makes them first, and they move nobody's access. */
export function restingOn(edits: readonly Edit[], made: readonly Edit[]): Edit[] {
  const mine = new Set(edits.map((edit) => JSON.stringify(edit)));
  const names = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string') names.add(value.toLowerCase());
    else if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  for (const { request } of edits) collect(request);
  const uses = ({ operation, request }: Edit): boolean => {
    const data = request['TableData'] as DataCellsFilter | undefined;
    const name = operation === 'CreateDataCellsFilter' ? data?.Name : (request['TagKey'] ?? request['Name']);
    return typeof name === 'string' && names.has(name.toLowerCase());
  };
  const first = made.filter((edit) => !mine.has(JSON.stringify(edit)) && uses(edit));
  // A saved expression rests on LF-Tags in its turn.
  for (const { request } of first)
    (request['Expression'] as LFTagPair[] | undefined)?.forEach(({ TagKey }) => collect(TagKey));
  return made.filter((edit) => !mine.has(JSON.stringify(edit)) && uses(edit));
}
