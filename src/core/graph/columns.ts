import { compareText } from './order';
import { DIRECT_DOMAIN_ID } from './ids';
import type { Row } from './fold';
import type { GraphNode, Lane, NodeKind } from './types';

/** Sizes in CSS pixels at zoom 1. A card's text is cut by width, never by height. */
export const LANE_WIDTH = 268;
export const LANE_GAP = 128;
export const DOMAIN_HEAD = 84;
const PAD = 12;
const GAP = 8;
const DOMAIN_GAP = 24;
const TOP = 48;
const HEIGHTS: Partial<Record<NodeKind, number>> = { product: 56, table: 48, project: 48, consumer: 36 };
const ROW_HEIGHT = 36;
const REST_HEIGHT = 30;

export const LANES: readonly { lane: Lane; label: string }[] = [
  { lane: 'producers', label: 'Producers' },
  { lane: 'governance', label: 'Governance' },
  { lane: 'consumers', label: 'Consumers' },
];

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Columns {
  /** One box per row, in the order of the rows. */
  boxes: Box[];
  lanes: { lane: Lane; x: number; width: number; label: string }[];
}

/**
 * Stacks domains in their lanes, children inside their containers. A row's place depends only on what stands above it in
 * its lane: opening a container pushes down what is below and moves nothing above or beside it. Linear in the rows.
 */
export function layoutColumns(rows: readonly Row[], nodes: readonly GraphNode[]): Columns {
  const boxes: Box[] = rows.map(() => ({ x: 0, y: 0, width: 0, height: 0 }));
  const used = new Set(rows.map((row) => nodes[row.at]?.lane));
  const lanes: Columns['lanes'] = [];
  for (const { lane, label } of LANES) {
    if (used.has(lane)) lanes.push({ lane, label, x: lanes.length * (LANE_WIDTH + LANE_GAP), width: LANE_WIDTH });
  }
  for (const { lane, x } of lanes) {
    let y = TOP;
    for (const start of domainRows(rows, nodes, lane))
      y = placeTree(rows, nodes, boxes, start, x, y, LANE_WIDTH).bottom + DOMAIN_GAP;
  }
  return { boxes, lanes };
}

/** Domains by name; the group of direct grants last, for it is nobody's. */
function domainRows(rows: readonly Row[], nodes: readonly GraphNode[], lane: Lane): number[] {
  const found: number[] = [];
  rows.forEach((row, at) => {
    if (row.depth === 0 && nodes[row.at]?.lane === lane) found.push(at);
  });
  const late = (at: number): number => Number(rows[at]?.id === DIRECT_DOMAIN_ID);
  const name = (at: number): string => nodes[rows[at]?.at ?? -1]?.label.toLowerCase() ?? '';
  return found.sort((a, b) => late(a) - late(b) || compareText(name(a), name(b)) || a - b);
}

/** Places a row and its descendants, which follow it directly; answers the next row and the bottom edge. */
function placeTree(
  rows: readonly Row[],
  nodes: readonly GraphNode[],
  boxes: Box[],
  start: number,
  x: number,
  y: number,
  width: number,
): { next: number; bottom: number } {
  const row = rows[start];
  const box = boxes[start];
  if (!row || !box) return { next: start + 1, bottom: y };
  const head = headHeight(row, nodes[row.at]);
  Object.assign(box, { x, y, width, height: head });
  let next = start + 1;
  if (!row.expanded) return { next, bottom: y + head };
  let bottom = y + head;
  while (next < rows.length && (rows[next]?.depth ?? 0) > row.depth) {
    const placed = placeTree(rows, nodes, boxes, next, x + PAD, bottom, width - 2 * PAD);
    next = placed.next;
    bottom = placed.bottom + GAP;
  }
  bottom += PAD - GAP;
  box.height = bottom - y;
  return { next, bottom };
}

/** The part of a node above its children. */
export function headHeight(row: Pick<Row, 'rest'>, node: Pick<GraphNode, 'kind'> | undefined): number {
  if (row.rest !== undefined) return REST_HEIGHT;
  if (node?.kind === 'domain') return DOMAIN_HEAD;
  return HEIGHTS[node?.kind ?? 'catalog'] ?? ROW_HEIGHT;
}
