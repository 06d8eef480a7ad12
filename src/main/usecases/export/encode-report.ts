import { stringify } from 'csv-stringify/sync';
import { strToU8, zipSync } from 'fflate';
import { neutraliseFormula } from '../../../core/report/escape';
import { toHtml } from '../../../core/report/html';
import type { Report } from '../../../core/report/report';
import { toSheetFiles } from '../../../core/report/sheet';

export const REPORT_FORMATS = ['csv', 'json', 'xlsx', 'html'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The bytes of a report as a file. CSV is RFC 4180 with a byte-order mark, so that spreadsheets read it as UTF-8. */
export function encodeReport(report: Report, format: ReportFormat): Uint8Array {
  switch (format) {
    case 'csv': {
      const rows = [report.columns.map((c) => c.label), ...report.rows];
      const text = stringify(rows.map((row) => row.map(neutraliseFormula)));
      return strToU8(`\uFEFF${text}`);
    }
    case 'json':
      return strToU8(`${JSON.stringify(asObjects(report), null, 2)}\n`);
    case 'html':
      return strToU8(toHtml(report));
    case 'xlsx': {
      const files = Object.entries(toSheetFiles(report)).map(([name, text]) => [name, strToU8(text)] as const);
      // A fixed time inside the archive: the same answer gives the same bytes.
      return zipSync(Object.fromEntries(files), { mtime: new Date('2020-01-01T00:00:00Z') });
    }
  }
}

/** Rows as objects by column key: what a script wants. */
const asObjects = (report: Report): unknown => ({
  ...report,
  rows: report.rows.map((row) => Object.fromEntries(report.columns.map((c, i) => [c.key, row[i] ?? '']))),
});
