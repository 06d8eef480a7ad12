import { counted } from '../model/counted';
import { PICTURE_COLOURS } from '../graph/svg';
import { HEAD, ROW } from './view';
import type { LineageView, LineageViewNode } from './view-types';

const MARGIN = 24;
type Colours = (typeof PICTURE_COLOURS)['light' | 'dark'];

/** The view as a stand-alone SVG document: no script, no outside reference, names escaped. */
export function lineagePicture(view: LineageView, theme: 'light' | 'dark'): string {
  const colours = PICTURE_COLOURS[theme];
  const width = Math.max(400, ...view.nodes.map((n) => n.x + n.width)) + 2 * MARGIN;
  const height = Math.max(160, ...view.nodes.map((n) => n.y + n.height)) + 2 * MARGIN + 40;
  const lines = view.edges.map(
    ({ path, failed, isColumn, how, until, isUnsure }) =>
      `<path d="${path}" fill="none" marker-end="url(#tip)" stroke="${failed ? colours.failed : isColumn ? colours.granted : colours.line}" stroke-width="1.5"${until || isUnsure ? ' stroke-dasharray="2 4"' : how && how !== 'direct' ? ' stroke-dasharray="5 4"' : ''}/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-MARGIN} ${-MARGIN - 40} ${width} ${height}" width="${width}" height="${height}" font-family="Open Sans, Helvetica, Arial, sans-serif">`,
    `<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto"><path d="M0 1 7 4 0 7Z" fill="${colours.line}"/></marker></defs>`,
    `<rect x="${-MARGIN}" y="${-MARGIN - 40}" width="${width}" height="${height}" fill="${colours.page}"/>`,
    text(0, -40, view.sentence, colours.text, 14, 'start', 140),
    text(0, -22, (view.notes ?? []).join(' '), colours.soft, 11, 'start', 180),
    ...lines,
    ...view.nodes.map((node) => (node.kind === 'job' ? job(node, colours) : card(node, colours))),
    '</svg>',
  ].join('\n');
}

function job({ x, y, width, label, words, lastRun }: LineageViewNode, colours: Colours): string {
  const failed = /^(FAIL|ABORT)$/.test(lastRun?.type ?? '');
  const middle = x + width / 2;
  return [
    `<circle cx="${middle}" cy="${y + 20}" r="16" fill="${colours.head}" stroke="${failed ? colours.failed : colours.line}"/>`,
    text(middle, y + 52, label, colours.text, 11, 'middle', 22),
    text(middle, y + 66, words, failed ? colours.failed : colours.soft, 10, 'middle', 26),
  ].join('');
}

function card(node: LineageViewNode, colours: Colours): string {
  const { x, y, width, height, label, words, audience, lost, columns = [], isFocus } = node;
  const second = [words, notShown(node), audience?.words, lost?.length ? `lost ${lost.join(', ')}` : '']
    .filter(Boolean)
    .join(' · ');
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${colours.card}" stroke="${lost?.length ? colours.failed : isFocus ? colours.granted : colours.line}" stroke-width="${isFocus ? 2 : 1}"/>`,
    text(x + 12, y + 22, label, colours.text, 12.5, 'start', 30),
    node.kind === 'rest' ? '' : text(x + 12, y + 40, second, colours.soft, 10.5, 'start', 38),
    ...columns.map((column, nth) =>
      text(
        x + 20,
        y + HEAD + nth * ROW + ROW / 2 + 4,
        column.lost?.length ? `${column.label}  lost ${column.lost.join(', ')}` : column.label,
        column.lost?.length ? colours.failed : colours.text,
        11,
        'start',
        34,
      ),
    ),
  ].join('');
}

/** Neighbours that the picture leaves out, so that it cannot be taken for all there is. */
const notShown = ({ more, moreColumns = 0 }: LineageViewNode): string =>
  [
    more.up ? `+${more.up} upstream` : '',
    more.down ? `+${more.down} downstream` : '',
    moreColumns ? `+${counted(moreColumns, 'column')}` : '',
  ]
    .filter(Boolean)
    .join(', ');

function text(x: number, y: number, words: string, colour: string, size: number, anchor: string, max: number): string {
  const cut = words.length > max ? `${words.slice(0, max - 1)}…` : words;
  return `<text x="${x}" y="${y}" fill="${colour}" font-size="${size}" text-anchor="${anchor}">${escapeXml(cut)}</text>`;
}

/** Names come from AWS and from files, and are hostile; control characters are not legal in XML at all. */
const escapeXml = (raw: string): string =>
  // eslint-disable-next-line no-control-regex
  raw.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'); // prettier-ignore
