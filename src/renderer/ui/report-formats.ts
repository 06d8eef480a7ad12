import type { ReportFormat } from '../../contract/calls';

/** The kinds of file that every answer can be saved as. */
export const REPORT_FORMATS: readonly { id: ReportFormat; text: string }[] = [
  { id: 'html', text: 'Evidence, one page (HTML)' },
  { id: 'xlsx', text: 'Workbook (XLSX)' },
  { id: 'csv', text: 'Rows (CSV)' },
  { id: 'json', text: 'Everything (JSON)' },
];
