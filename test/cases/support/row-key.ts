import type { AccessRow } from '../../../src/core/model/case';

/** A row without its reasons as one text, members in a fixed order. */
export const rowKey = (row: AccessRow): string =>
  JSON.stringify([row.principal, sorted(row.resource), row.permission, row.columns, row.rowFilter, sorted(row.cellFilters), row.dataPath]);

/** Principal, resource and permission of a row as one text. */
export const heldKey = (row: AccessRow): string => JSON.stringify([row.principal, sorted(row.resource), row.permission]);

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}
