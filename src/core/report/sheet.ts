import { escapeMarkup as esc } from './escape';
import type { Report } from './report';

/** The files of a minimal Office Open XML workbook: the answer on one sheet, what it rests on on another. Cells are text. */
export function toSheetFiles(report: Report): Record<string, string> {
  const about: string[][] = [
    ['Asked', report.title],
    ['Answer', report.sentence],
    ...(report.snapshot
      ? [
          ['Mesh', report.snapshot.connection],
          ['Read at', report.snapshot.takenAt],
          ['Snapshot', report.snapshot.id],
        ]
      : []),
    ...report.limits.map((text) => ['Not certain', text]),
    ...report.coverage.map((text) => ['Could not be read', text]),
    ...report.derivations.flatMap((d) => [
      ['Why', d.title],
      ...d.steps.map((s, i) => [
        `  ${String(i + 1)}`,
        [s.text, s.rules.join(' '), s.row ?? ''].filter(Boolean).join(' · '),
      ]),
      ['  ⇒', d.conclusion],
    ]),
    ...report.rules.map((r) => [r.id, r.text]),
  ];
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET}worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${SHEET}worksheet+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="Answer" sheetId="1" r:id="rId1"/><sheet name="About" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}relationships"><Relationship Id="rId1" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': worksheet([report.columns.map((c) => c.label), ...report.rows]),
    'xl/worksheets/sheet2.xml': worksheet(about),
  };
}

const worksheet = (rows: string[][]): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows.map((row, r) => `<row r="${String(r + 1)}">${row.map((cell, c) => cellXml(cell, r, c)).join('')}</row>`).join('')}</sheetData></worksheet>`;

/** Inline strings are text to a spreadsheet whatever they begin with; 32,767 characters is the format's limit. */
const cellXml = (text: string, row: number, column: number): string =>
  `<c r="${columnName(column)}${String(row + 1)}" t="inlineStr"><is><t xml:space="preserve">${esc(text.slice(0, 32_767))}</t></is></c>`;

const columnName = (index: number): string => {
  let name = '';
  for (let i = index; i >= 0; i = Math.floor(i / 26) - 1) name = String.fromCharCode(65 + (i % 26)) + name;
  return name;
};

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
