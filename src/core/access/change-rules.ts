import type { ServiceRequest } from '../change/apply';
import type { AccessRow } from '../model/case';
import type { Resource } from '../model/lakeformation';
import type { RuleId } from './rules';

/** Adds the rules of a change to every row that it made or altered, and to rows that stay on what a revoke addressed. */
export function withChangeRules(
  before: readonly AccessRow[],
  after: readonly AccessRow[],
  rules: readonly RuleId[],
  change: Pick<ServiceRequest, 'operation' | 'request'>,
): AccessRow[] {
  const unchanged = new Set(before.map(fingerprint));
  const addressed = change.operation.endsWith('RevokePermissions') ? addressOf(change.request) : undefined;
  return after.map((row) => {
    if (!unchanged.has(fingerprint(row))) return because(row, rules);
    return addressed?.(row) ? because(row, [...rules, 'V6']) : row;
  });
}

const because = (row: AccessRow, rules: readonly RuleId[]): AccessRow => ({
  ...row,
  because: [...new Set([...(row.because ?? []), ...rules])],
});

/** Whether a row lies on the object that a revoke names: what remains there remains by another path (V6). */
function addressOf(request: Record<string, unknown>): (row: AccessRow) => boolean {
  const resource = (request.Resource ?? {}) as Resource;
  const { Table, TableWithColumns, DataCellsFilter, Database, LFTagPolicy } = resource;
  const named = Table ?? TableWithColumns;
  const database = named?.DatabaseName ?? DataCellsFilter?.DatabaseName;
  const table = named?.Name ?? DataCellsFilter?.TableName;
  const whole = Table?.TableWildcard !== undefined || table === 'ALL_TABLES';
  const same = (a: string | undefined, b: string | undefined): boolean => a?.toLowerCase() === b?.toLowerCase();
  return ({ resource: { Table: t, Database: d } }) => {
    if (LFTagPolicy) return LFTagPolicy.ResourceType === 'DATABASE' ? d !== undefined : t !== undefined;
    if (Database) return same(d?.Name, Database.Name);
    return t !== undefined && same(t.DatabaseName, database) && (whole || same(t.Name, table));
  };
}

const fingerprint = (row: AccessRow): string => JSON.stringify({ ...row, because: undefined });
