import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/core/report/report';
import { encodeReport } from '../../../src/main/usecases/export/encode-report';

const report: Report = {
  title: 'Who can SELECT sales.orders?',
  sentence: '1 principal can read <sales.orders>.',
  columns: [
    { key: 'principal', label: 'Principal' },
    { key: 'rows', label: 'Rows' },
  ],
  rows: [
    ['=HYPERLINK("http://x")', 'region = "EU", all'],
    ['<script>alert(1)</script>', '\t@cmd'],
  ],
  derivations: [
    { title: 'Analyst', steps: [{ text: 'granted', rules: ['G1'], row: 'row 7' }], conclusion: '6 columns' },
  ],
  snapshot: { id: 's1', takenAt: '2026-11-20T09:00:00Z', connection: 'Halcyon' },
  coverage: ['lineage could not be read'],
  limits: ['G5 is inferred'],
  rules: [{ id: 'G1', text: 'A grant that names the resource.' }],
};

describe('encodeReport()', () => {
  it('writes CSV whose cells no spreadsheet runs as a formula', () => {
    const bytes = encodeReport(report, 'csv');
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = strFromU8(bytes);
    expect(text).toBe(
      'Principal,Rows\n"\'=HYPERLINK(""http://x"")","region = ""EU"", all"\n<script>alert(1)</script>,\'\t@cmd\n',
    );
  });

  it('writes JSON rows by column key', () => {
    const parsed = JSON.parse(strFromU8(encodeReport(report, 'json'))) as { rows: Record<string, string>[] };
    expect(parsed.rows[0]).toEqual({ principal: '=HYPERLINK("http://x")', rows: 'region = "EU", all' });
  });

  it('writes HTML that carries names as text only, without script', () => {
    const text = strFromU8(encodeReport(report, 'html'));
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toMatch(/<script|src=|href=/i);
    for (const part of [report.snapshot!.id, 'lineage could not be read', 'G5 is inferred', 'A grant that names'])
      expect(text).toContain(part);
  });

  it('says once in HTML what is the same in every row, and breaks no word but a long name behind a separator', () => {
    const wide: Report = {
      ...report,
      columns: [...report.columns, { key: 'resource', label: 'Resource' }],
      rows: [
        ['arn:aws:iam::222233334444:role/Analyst', 'documented', 'sales.orders'],
        ['Steward', 'all', 'sales.orders'],
      ],
    };
    const text = strFromU8(encodeReport(wide, 'html'));
    expect(text).toContain('<dt>Resource</dt><dd>sales.orders</dd>');
    expect(text.match(/<th /g)).toHaveLength(2);
    expect(text).toContain('<td>arn:<wbr>aws:<wbr>iam:<wbr>:<wbr>222233334444:<wbr>role/<wbr>Analyst</td>');
    expect(text).toContain('<td>documented</td>');
    expect(text).not.toContain('overflow-wrap:anywhere');
  });

  it('writes a workbook of inline strings, the same bytes each time', () => {
    const bytes = encodeReport(report, 'xlsx');
    expect(encodeReport(report, 'xlsx')).toEqual(bytes);
    const files = unzipSync(bytes);
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!);
    expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(&quot;http://x&quot;)</t>');
    expect(sheet).not.toContain('<f>');
    expect(Object.keys(files)).toContain('[Content_Types].xml');
  });
});
