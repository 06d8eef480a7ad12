import { escapeMarkup as esc } from './escape';
import type { Derivation, Report } from './report';

/** One self-contained page: no script, nothing fetched, readable offline and on paper. */
export function toHtml(report: Report): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${esc(report.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="kicker">Heddle · evidence</p>
<h1>${esc(report.title)}</h1>
<p class="sentence">${esc(report.sentence)}</p>
${facts(report)}
${rowsOf(report)}
${report.derivations.length ? `<h2>Why</h2>\n${report.derivations.map(derivation).join('\n')}` : ''}
${list('What this answer rests on that is not certain', report.limits)}
${list('What could not be read', report.coverage, 'Nothing was missing.')}
${rules(report)}
</main>
</body>
</html>
`;
}

const facts = (r: Report): string =>
  `<dl>${originFacts(r.snapshot)}<div><dt>Rows</dt><dd>${String(r.rows.length)}</dd></div></dl>`;

const originFacts = (origin: Report['snapshot']): string =>
  origin
    ? `<div><dt>Mesh</dt><dd>${esc(origin.connection)}</dd></div><div><dt>Read at</dt><dd>${esc(origin.takenAt)}</dd></div><div><dt>Snapshot</dt><dd>${esc(origin.id)}</dd></div>`
    : '';

/** What is the same in every row is said once above the table, so that the columns that tell rows apart have the room. */
function rowsOf({ columns, rows: lines }: Report): string {
  const first = lines[0] ?? [];
  const isSame = (at: number): boolean => lines.length > 1 && lines.every((line) => line[at] === first[at]);
  const own = columns.map((_, at) => at).filter((at) => !isSame(at));
  const shared = columns.flatMap(({ label }, at) =>
    isSame(at) ? [`<div><dt>${esc(label)}</dt><dd>${esc(first[at] ?? '') || 'none'}</dd></div>`] : [],
  );
  const table = `<div class="scroll" tabindex="0" role="region" aria-label="Rows"><table>
<thead><tr>${own.map((at) => `<th scope="col">${esc(columns[at]?.label ?? '')}</th>`).join('')}</tr></thead>
<tbody>
${lines.map((line) => `<tr>${own.map((at) => `<td>${cell(line[at] ?? '')}</td>`).join('')}</tr>`).join('\n')}
</tbody>
</table></div>`;
  return shared.length ? `<p class="shared">In every row</p><dl>${shared.join('')}</dl>\n${table}` : table;
}

/** A long name may break behind its separators, and nowhere else. */
const cell = (text: string): string =>
  text
    .split(' ')
    .map((word) =>
      /^[\w:/.*@+=,-]{15,}$/.test(word)
        ? word
            .split(/(?<=[/:._-])/)
            .map(esc)
            .join('<wbr>')
        : esc(word),
    )
    .join(' ');

const derivation = (d: Derivation): string => `<section>
<h3>${esc(d.title)}</h3>
<ol>${d.steps.map((s) => `<li>${esc(s.text)}${s.rules.length ? ` <span class="rules">${esc(s.rules.join(' '))}</span>` : ''}${s.row ? `<div class="row">${esc(s.row)}</div>` : ''}</li>`).join('\n')}</ol>
<p class="conclusion">⇒ ${esc(d.conclusion)}</p>
</section>`;

const list = (title: string, items: string[], none?: string): string => {
  if (!items.length && !none) return '';
  const body = items.length
    ? `<ul>${items.map((i) => `<li>${esc(i)}</li>`).join('')}</ul>`
    : `<p>${esc(none ?? '')}</p>`;
  return `<h2>${esc(title)}</h2>\n${body}`;
};

const rules = (r: Report): string =>
  r.rules.length
    ? `<h2>Rules cited</h2>\n<dl class="rulebook">${r.rules.map((x) => `<div><dt>${esc(x.id)}</dt><dd>${esc(x.text)}</dd></div>`).join('')}</dl>`
    : '';

const STYLE = `
:root{color-scheme:light dark;--ink:#16191f;--dim:#5f6b7a;--line:#d5dbdb;--paper:#fff;--accent:#0972d3}
@media(prefers-color-scheme:dark){:root{--ink:#d1d5db;--dim:#95a5b6;--line:#414d5c;--paper:#0f1b2a;--accent:#539fe5}}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.5 system-ui,sans-serif}
main{max-width:90rem;margin:2rem auto;padding:0 1.5rem}
.kicker{color:var(--dim);margin:0}h1{margin:.2rem 0 1rem;font-size:1.6rem}h2{margin-top:2rem;font-size:1.15rem}
.sentence{font-size:1.1rem;border-left:3px solid var(--accent);padding-left:.8rem}
dl{display:flex;flex-wrap:wrap;gap:.4rem 2rem}dt{color:var(--dim);font-size:.85em}dd{margin:0}
.rulebook{display:block}.rulebook div{display:flex;gap:1rem;margin:.2rem 0}.rulebook dt{min-width:3rem}
table{border-collapse:collapse;width:100%;margin-top:1rem}th,td{text-align:left;padding:.35rem .45rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word}th{white-space:nowrap}
.scroll{overflow-x:auto}.shared{margin:1.2rem 0 0;color:var(--dim);font-weight:600}.shared+dl{margin-top:.3rem}
.rules{color:var(--accent);font-size:.85em}.row{color:var(--dim);font-size:.9em}.conclusion{font-weight:600}
@media print{main{margin:0;max-width:none}.scroll{overflow:visible}table{font-size:9px}th{white-space:normal}}
`;
