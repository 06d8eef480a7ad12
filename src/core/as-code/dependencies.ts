import type { LFTagPair, Resource } from '../model/lakeformation';
import type { Wanted } from './wanted';

/**
 * For each item the positions of those that must be there first: the tags that it names, the saved expression, the data
 * filter, the registration of its location. Both tools make the rest side by side.
 */
export function dependenciesOf(wanted: readonly Wanted[]): number[][] {
  const at = new Map<string, number>();
  for (const [number, one] of wanted.entries()) {
    const name = nameOf(one);
    if (name !== undefined) at.set(`${one.account} ${one.region} ${name}`, number);
  }
  return wanted.map((one) => [
    ...new Set(
      needsOf(one).flatMap((name) => {
        const found = at.get(`${one.account} ${one.region} ${name}`);
        return found === undefined || wanted[found] === one ? [] : [found];
      }),
    ),
  ]);
}

const tagName = (key: string): string => `tag ${key.toLowerCase()}`;
const expressionName = (name: string): string => `expression ${name.toLowerCase()}`;
const filterName = (database: string, table: string, name: string): string =>
  `filter ${JSON.stringify([database.toLowerCase(), table.toLowerCase(), name])}`;
const locationName = (arn: string): string => `location ${arn.replace(/\/+$/, '')}`;

function nameOf(one: Wanted): string | undefined {
  switch (one.kind) {
    case 'tag':
      return tagName(one.key);
    case 'expression':
      return expressionName(one.expression.Name);
    case 'filter':
      return filterName(one.filter.DatabaseName, one.filter.TableName, one.filter.Name);
    case 'location':
      return locationName(one.location.ResourceArn);
    case 'grant':
    case 'tagging':
    case 'settings':
    case 'opt-in':
      return undefined;
  }
}

function needsOf(one: Wanted): string[] {
  switch (one.kind) {
    case 'tagging':
      return tagNames(one.tags);
    case 'expression':
      return tagNames(one.expression.Expression);
    case 'grant':
    case 'opt-in':
      return resourceNeeds(one.resource);
    case 'tag':
    case 'filter':
    case 'location':
    case 'settings':
      return [];
  }
}

function resourceNeeds(resource: Resource): string[] {
  const { LFTagPolicy, LFTag, LFTagExpression, DataCellsFilter, DataLocation } = resource;
  return [
    ...tagNames(LFTagPolicy?.Expression ?? []),
    ...(LFTagPolicy?.ExpressionName === undefined ? [] : [expressionName(LFTagPolicy.ExpressionName)]),
    ...tagNames(LFTag ? [LFTag] : []),
    ...(LFTagExpression ? [expressionName(LFTagExpression.Name)] : []),
    ...(DataCellsFilter
      ? [filterName(DataCellsFilter.DatabaseName ?? '', DataCellsFilter.TableName ?? '', DataCellsFilter.Name ?? '')]
      : []),
    ...(DataLocation ? [locationName(DataLocation.ResourceArn)] : []),
  ];
}

const tagNames = (pairs: readonly LFTagPair[]): string[] => pairs.map((pair) => tagName(pair.TagKey));
