/** JSON with sorted members and without empty ones: absent, null, empty list and empty object mean the same (facts 1). */
export function canonicalText(value: unknown): string {
  return JSON.stringify(reduced(value)) ?? 'null';
}

function reduced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reduced);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .map(([key, member]) => [key, reduced(member)] as const)
    .filter(([, member]) => !isEmpty(member))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members);
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** Sorted and once each: two profiles of an account list the same rows. */
export const sortedTexts = (values: readonly unknown[]): string =>
  JSON.stringify([...new Set(values.map(canonicalText))].sort());
