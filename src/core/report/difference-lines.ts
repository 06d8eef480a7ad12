import { resourceText } from '../access/resource-text';
import { shortName } from '../access/sentence';
import type { AccessRow } from '../model/case';
import type { Resource } from '../model/lakeformation';

export interface DifferenceLine {
  key: string;
  /** `Analyst: SELECT and DESCRIBE on sales.orders (3 columns, rows where region = 'EU')`. */
  text: string;
}

/** One line per principal, place and extent: permissions that come and go together are told together. */
export function differenceLines(rows: readonly AccessRow[], names: Readonly<Record<string, string>>): DifferenceLine[] {
  const together = new Map<string, { row: AccessRow; permissions: string[] }>();
  for (const row of rows) {
    const { principal, resource, columns, rowFilter, cellFilters, permission } = row;
    const isLeft = permission === 'IAM_DECIDES';
    const key = JSON.stringify([principal, resource, columns, rowFilter, cellFilters, isLeft]);
    const known = together.get(key);
    if (known) known.permissions.push(permission);
    else together.set(key, { row, permissions: [permission] });
  }
  return [...together].map(([key, { row, permissions }]) => ({ key, text: accessWords(row, permissions, names) }));
}

function accessWords(
  { principal, resource, columns, rowFilter }: AccessRow,
  permissions: readonly string[],
  names: Readonly<Record<string, string>>,
): string {
  const who = names[principal] ?? shortName(principal);
  const limits = [
    columns?.length ? (columns.length <= 3 ? columns.join(', ') : `${columns.length} columns`) : '',
    rowFilter ? `rows where ${rowFilter}` : '',
  ].filter(Boolean);
  const what = permissions.map((one) => (one === 'IAM_DECIDES' ? 'left to IAM' : one));
  return `${who}: ${listed(what)} on ${resourceWords(resource)}${limits.length ? ` (${limits.join(', ')})` : ''}`;
}

const listed = (words: readonly string[]): string =>
  words.length <= 1 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

const resourceWords = (resource: Resource): string =>
  resource.Database ? `database ${resource.Database.Name}` : resourceText(resource);
