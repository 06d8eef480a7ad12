import type { Box } from './columns';

export interface Route {
  /** SVG path data: one cubic curve. */
  path: string;
  /** Where the label's middle goes; labels of one picture do not cover each other where there is room. */
  labelX: number;
  labelY: number;
}

export interface RouteOptions {
  /** Boxes that labels keep off. */
  obstacles?: readonly Box[];
  /** Width of an edge's label by its position; 0 = none. */
  labelWidth?: (edge: number) => number;
  /** Lines between two boxes that both begin left of this bow out to the left. */
  leftOf?: number;
}

type Side = 'left' | 'right';
type Curve = readonly [number, number, number, number, number, number, number, number];

/** How far the control points of a line within a lane stand out; the line itself reaches three quarters of it. */
const BOW_MAX = 66;
const LABEL_WIDTH = 84;
const LABEL_HEIGHT = 20;
const STEPS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8, 0.15, 0.85, 0.11, 0.89];

/**
 * Lines between boxes, by box id. A line leaves by the side that faces the other lane; lines that share a side of a box
 * spread over its height in the order of their other ends, so they do not cross at the box. Within a lane they bow out to
 * the right, within the first one to the left, away from the lines to the next lane. The window and the SVG export draw the
 * same lines; labels keep off each other. An edge whose box is missing answers `undefined`.
 */
export function routeEdges(
  boxes: ReadonlyMap<string, Box>,
  edges: readonly { source: string; target: string }[],
  { obstacles = [], labelWidth = () => LABEL_WIDTH, leftOf = -Infinity }: RouteOptions = {},
): (Route | undefined)[] {
  const ends = edges.map(({ source, target }) => {
    const [from, to] = [boxes.get(source), boxes.get(target)];
    return from && to ? { from, to, ...sides(from, to, leftOf) } : undefined;
  });
  const ports = spreadPorts(edges, ends);
  const taken = shelve(obstacles);
  return ends.map((end, at) => {
    const port = ports[at];
    if (!end || !port) return undefined;
    const curve = curveOf(end, port.from, port.to);
    const [labelX, labelY] = freeSpot(curve, labelWidth(at), taken);
    const [x1, y1, c1, d1, c2, d2, x2, y2] = curve.map((value) => Math.round(value * 10) / 10);
    return { path: `M${x1},${y1} C${c1},${d1} ${c2},${d2} ${x2},${y2}`, labelX, labelY };
  });
}

interface End {
  from: Box;
  to: Box;
  out: Side;
  into: Side;
}

function sides(from: Box, to: Box, leftOf: number): { out: Side; into: Side } {
  if (to.x >= from.x + from.width) return { out: 'right', into: 'left' };
  if (from.x >= to.x + to.width) return { out: 'left', into: 'right' };
  const side = from.x < leftOf && to.x < leftOf ? 'left' : 'right';
  return { out: side, into: side };
}

function spreadPorts(
  edges: readonly { source: string; target: string }[],
  ends: readonly (End | undefined)[],
): { from: number; to: number }[] {
  const ports = ends.map(() => ({ from: 0, to: 0 }));
  const bySide = new Map<string, { at: number; end: 'from' | 'to'; other: Box; box: Box }[]>();
  const put = (key: string, entry: { at: number; end: 'from' | 'to'; other: Box; box: Box }): void =>
    void (bySide.get(key)?.push(entry) ?? bySide.set(key, [entry]));
  ends.forEach((end, at) => {
    const edge = edges[at];
    if (!end || !edge) return;
    put(`${edge.source}|${end.out}`, { at, end: 'from', other: end.to, box: end.from });
    put(`${edge.target}|${end.into}`, { at, end: 'to', other: end.from, box: end.to });
  });
  for (const entries of bySide.values()) {
    entries.sort((a, b) => a.other.y - b.other.y || a.at - b.at);
    entries.forEach(({ at, end, box }, nth) => {
      const port = ports[at];
      if (port) port[end] = box.y + (box.height * (nth + 1)) / (entries.length + 1);
    });
  }
  return ports;
}

function curveOf({ from, to, out, into }: End, y1: number, y2: number): Curve {
  const x1 = out === 'right' ? from.x + from.width : from.x;
  const x2 = into === 'right' ? to.x + to.width : to.x;
  if (out === into) {
    const reach = 28 + Math.min(BOW_MAX - 28, Math.abs(y2 - y1) / 7);
    const bow = out === 'right' ? Math.max(x1, x2) + reach : Math.min(x1, x2) - reach;
    return [x1, y1, bow, y1, bow, y2, x2, y2];
  }
  const pull = Math.max(40, Math.abs(x2 - x1) / 2) * (out === 'right' ? 1 : -1);
  return [x1, y1, x1 + pull, y1, x2 - pull, y2, x2, y2];
}

/** The first spot along the line that no earlier label covers; the middle where every spot is covered. */
function freeSpot(curve: Curve, width: number, taken: Shelf): [number, number] {
  if (width > 0) {
    for (const t of STEPS) {
      const [x, y] = pointAt(curve, t);
      const box = { x: x - width / 2, y: y - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT };
      if (taken.covers(box)) continue;
      taken.put(box);
      return [Math.round(x), Math.round(y)];
    }
  }
  const [x, y] = pointAt(curve, 0.5);
  return [Math.round(x), Math.round(y)];
}

interface Shelf {
  put(box: Box): void;
  covers(box: Box): boolean;
}

const SHELF = 40;

/** Boxes by the horizontal strips they touch: a thousand labels ask their neighbours, not each other. */
function shelve(boxes: readonly Box[]): Shelf {
  const strips = new Map<number, Box[]>();
  const each = (box: Box, visit: (strip: number) => boolean | undefined): boolean => {
    const last = Math.floor((box.y + box.height) / SHELF);
    for (let strip = Math.floor(box.y / SHELF); strip <= last; strip++) if (visit(strip)) return true;
    return false;
  };
  const put = (box: Box): void =>
    void each(box, (strip) => {
      const held = strips.get(strip);
      if (held) held.push(box);
      else strips.set(strip, [box]);
      return false;
    });
  boxes.forEach(put);
  return { put, covers: (box) => each(box, (strip) => strips.get(strip)?.some((other) => overlap(box, other))) };
}

function pointAt([x1, y1, c1, d1, c2, d2, x2, y2]: Curve, t: number): [number, number] {
  const s = 1 - t;
  const mix = (a: number, b: number, c: number, d: number): number =>
    s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
  return [mix(x1, c1, c2, x2), mix(y1, d1, d2, y2)];
}

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
