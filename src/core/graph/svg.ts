import { headHeight } from './columns';
import { countOf, grouped } from './count-of';
import { routeEdges, type Route } from './route';
import { storeWords } from './store';
import type { EdgeState, GraphView, Totals, ViewEdge, ViewNode } from './types';

/** Colours of the exported picture; the window's own are CSS variables of the same values. */
export const PICTURE_COLOURS = {
  light: { page: '#ffffff', card: '#ffffff', head: '#f6f6f9', line: '#b4b4bb', text: '#0f141a', soft: '#424650', granted: '#4a6fa5', requested: '#8a6100', failed: '#c7162b', dormant: '#656871', revoked: '#8c8c94' },
  dark: { page: '#0f141a', card: '#161d26', head: '#1b232d', line: '#424650', text: '#ebebf0', soft: '#c6c6cd', granted: '#75a7e8', requested: '#ffcb3f', failed: '#ff7a7a', dormant: '#a4a4ad', revoked: '#80808a' },
} as const; // prettier-ignore

const DASHES: Record<EdgeState, string> = { granted: '', requested: '6 4', failed: '', dormant: '2 4', revoked: '1 6' };
/** Room at both sides for lines that bow out of the first and the last lane. */
const MARGIN = 90;

/** The view as a stand-alone SVG document: no script, no outside reference, names escaped. */
export function toSvg(view: GraphView, theme: 'light' | 'dark'): string {
  const colours = PICTURE_COLOURS[theme];
  const width = Math.max(400, ...view.nodes.map((n) => n.x + n.width)) + MARGIN;
  const height = Math.max(200, ...view.nodes.map((n) => n.y + n.height)) + 24;
  const routes = routeView(view);
  const lines = view.edges.map((edge, at) => {
    const route = routes[at];
    if (!route) return '';
    const state = edge.state ?? 'granted';
    const dash = DASHES[state] ? ` stroke-dasharray="${DASHES[state]}"` : '';
    return `<path d="${route.path}" fill="none" stroke="${colours[state]}" stroke-width="${edgeWeight(edge.count)}"${dash} marker-end="url(#to-${state})"/>`;
  });
  const pills = view.edges.map((edge, at) => {
    const route = routes[at];
    return route ? pill(route, edgePill(edge), colours[edge.state ?? 'granted'], colours.page) : '';
  });
  const [containers, cards] = [true, false].map((isOpen) =>
    view.nodes.filter(({ expanded }) => (expanded ?? false) === isOpen).map((node) => card(node, colours)),
  );
  const heads = view.lanes.map((lane) => text(lane.x, 24, lane.label.toUpperCase(), colours.soft, 12, 'start', 30));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-MARGIN} 0 ${width + MARGIN} ${height}" width="${width + MARGIN}" height="${height}" font-family="Open Sans, Helvetica, Arial, sans-serif">`,
    `<rect x="${-MARGIN}" y="0" width="${width + MARGIN}" height="${height}" fill="${colours.page}"/>`,
    `<defs>${TIPS.map((state) => tip(state, colours[state])).join('')}</defs>`,
    ...heads, ...(containers ?? []), ...lines, ...(cards ?? []), ...pills,
    '</svg>',
  ].join('\n'); // prettier-ignore
}

const TIPS = ['granted', 'requested', 'failed', 'dormant', 'revoked'] as const satisfies readonly EdgeState[];

const tip = (state: EdgeState, colour: string): string =>
  `<marker id="to-${state}" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" refX="8" refY="4.5" orient="auto"><polygon points="0,1 8,4.5 0,8" fill="${colour}"/></marker>`;

/** Words on a line, on a ground of their own: lines cross there. */
function pill({ labelX: x, labelY: y }: Route, words: string, colour: string, page: string): string {
  if (!words) return '';
  const width = 14 + words.length * 6.2;
  return `<rect x="${x - width / 2}" y="${y - 8}" width="${width}" height="16" rx="8" fill="${page}" stroke="${colour}"/>${text(x, y + 4, words, colour, 11, 'middle', 24)}`;
}

/** The routes of a view's edges, in their order: what the window and the picture both draw. */
export function routeView(view: GraphView): (Route | undefined)[] {
  const first = view.lanes[0];
  return routeEdges(new Map(view.nodes.map((node) => [node.id, headBox(node)])), view.edges, {
    obstacles: view.nodes.filter(({ expanded }) => !expanded),
    leftOf: first && view.lanes.length > 1 ? first.x + first.width : undefined,
    labelWidth: (at) => {
      const pill = view.edges[at] && edgePill(view.edges[at]);
      return pill ? 20 + pill.length * 7 : 0;
    },
  });
}

/** Edges meet a container at its head, however far its children reach down. */
export const headBox = (node: ViewNode): ViewNode => ({ ...node, height: headHeight({ rest: node.aggregated }, node) });

const PILLS: Partial<Record<ViewEdge['kind'], string>> = {
  grant: '',
  match: '',
  admin: 'administrator',
  iam: 'left to IAM',
};

/** The few characters on a line: how many, and in which state unless simply granted. */
export function edgePill({ count, state, kind }: Pick<ViewEdge, 'count' | 'state' | 'kind'>): string {
  if (state === undefined || state === 'granted') return count > 1 ? grouped(count) : (PILLS[kind] ?? kind);
  return count > 1 ? `${grouped(count)} ${state}` : state;
}

/** Thickness in pixels: one edge is 1.5, a hundred about 5. */
export const edgeWeight = (count: number): number => Math.round((1.5 + Math.log2(Math.max(1, count)) * 0.55) * 10) / 10;

function card(node: ViewNode, colours: (typeof PICTURE_COLOURS)['light' | 'dark']): string {
  const { x, y, width, height } = node;
  const box = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${node.kind === 'domain' ? 12 : 8}" fill="${node.kind === 'domain' ? colours.head : colours.card}" stroke="${colours.line}"/>`;
  const size = node.kind === 'domain' ? 15 : 12.5;
  const title = text(x + 14, y + (node.kind === 'domain' ? 26 : 18), node.label, colours.text, size, 'start', 30);
  const second = node.kind === 'domain' && node.totals ? totalsLines(node.totals) : [nodeWords(node)];
  const lines = second
    .filter(Boolean)
    .map((line, at) =>
      text(x + 14, y + (node.kind === 'domain' ? 48 : 34) + at * 18, line, colours.soft, 11, 'start', 42),
    );
  return box + title + (node.height >= 44 ? lines.join('') : '');
}

/** A card of a domain takes about so many signs in a line. */
const LINE_SIGNS = 36;

/** Two short lines: what a domain has, and who uses it. What there is none of is not mentioned. */
export function totalsLines({ products, tables, projects, consumers, grants }: Totals): string[] {
  const words = (...counts: [number, string][]): string =>
    counts
      .filter(([count]) => count > 0)
      .map(([count, one]) => countOf(count, one))
      .join(' · ');
  const has = [[products, 'product'], [tables, 'table']] satisfies [number, string][]; // prettier-ignore
  const given: [number, string] = [grants, 'grant'];
  const uses = [[projects, 'project'], [consumers, 'consumer']] satisfies [number, string][]; // prettier-ignore
  const first = words(...has, given);
  const lines = first.length <= LINE_SIGNS ? [first, words(...uses)] : [words(...has), words(given, ...uses)];
  const said = lines.filter(Boolean);
  return said.length ? said : ['nothing in it yet'];
}

/** The second line of a small card. */
export function nodeWords(node: Pick<ViewNode, 'kind' | 'store' | 'quality' | 'totals'>): string {
  const parts = [
    node.store ? storeWords(node.store) : '',
    node.kind === 'product' && node.totals ? countOf(node.totals.tables, 'table') : '',
    node.kind === 'project' && node.totals ? countOf(node.totals.consumers, 'role') : '',
    node.quality === undefined ? '' : `quality ${node.quality}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

function text(
  x: number,
  y: number,
  words: string,
  colour: string,
  size: number,
  anchor: 'start' | 'middle',
  max: number,
): string {
  const cut = words.length > max ? `${words.slice(0, max - 1)}…` : words;
  return `<text x="${x}" y="${y}" fill="${colour}" font-size="${size}" text-anchor="${anchor}">${escapeXml(cut)}</text>`;
}

/** Names come from AWS and are hostile; control characters are not legal in XML at all. */
const escapeXml = (raw: string): string =>
  // eslint-disable-next-line no-control-regex
  raw.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'); // prettier-ignore
