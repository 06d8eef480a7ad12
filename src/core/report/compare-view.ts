import type { Comparison } from '../access/compare';
import type { AccessRow } from '../model/case';
import { COMPARE_KEYS, type CompareKey } from './access-columns';
import { columnsText, resourceName, rowsText } from './access-line';
import type { AnswerSource } from './answer-source';
import { packTable, type PackedTable } from './packed-table';
import { principalLabelOf } from './principal-label';

/** What one row allows, in the width of a cell. */
const extent = (row: AccessRow): string => {
  const parts = [
    row.columns ? `${columnsText(row)} columns` : '',
    row.permission === 'SELECT' ? `rows: ${rowsText(row)}` : '',
  ];
  return parts.filter(Boolean).join(', ') || 'held';
};

/** Gained first, then lost, then changed rows; names as the newer side knows them. */
export function compareLines(source: AnswerSource, { gained, lost, changed }: Comparison): PackedTable {
  const line = (how: string, row: AccessRow, before: string, after: string): Record<CompareKey, string> => ({
    how,
    name: principalLabelOf(source, row.principal),
    resource: resourceName(row.resource),
    permission: row.permission === 'IAM_DECIDES' ? 'IAM decides' : row.permission,
    before,
    after,
    principal: row.principal,
  });
  const lines = [
    ...gained.map((row) => line('gained', row, '', extent(row))),
    ...lost.map((row) => line('lost', row, extent(row), '')),
    ...changed.map(({ before, after, how }) => line(how, after, difference(before, after), difference(after, before))),
  ];
  return packTable(
    COMPARE_KEYS,
    lines.map((l) => COMPARE_KEYS.map((key) => l[key])),
  );
}

/** The columns of one side that the other lacks, then the rows. */
function difference(row: AccessRow, other: AccessRow): string {
  const others = new Set(other.columns ?? []);
  const own = (row.columns ?? []).filter((column) => !others.has(column));
  const columns =
    own.length > 0
      ? [`${columnsText(row)} columns, of them ${own.join(', ')}`]
      : row.columns
        ? [`${columnsText(row)} columns`]
        : [];
  return [...columns, ...(row.permission === 'SELECT' ? [`rows: ${rowsText(row)}`] : []), row.dataPath ?? '']
    .filter(Boolean)
    .join('; ');
}
