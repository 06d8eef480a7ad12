import type { ViewNode } from '../../../core/graph/types';

const MARGIN = 12;
/** Lines within the first and the last lane bow out this far, with their labels. */
const BOW = 80;
/** Below this, card text cannot be read; a taller mesh is scrolled instead. */
const ZOOM_MIN = 0.6;
/** The first picture grows with the window, but never to the size of a poster; what is opened is read, not shown. */
const ZOOM_MAX = 1.4;
const ZOOM_MAX_OPEN = 1.1;

/** The viewport that shows all nodes, from the top of the canvas. Sizes in CSS pixels. */
export function fitTop(
  nodes: readonly ViewNode[],
  width: number,
  height: number,
  zoomMax = ZOOM_MAX,
): { x: number; y: number; zoom: number } {
  const right = Math.max(1, ...nodes.map((node) => node.x + node.width));
  const bottom = Math.max(1, ...nodes.map((node) => node.y + node.height));
  const isOpen = nodes.some(({ parent }) => parent !== undefined);
  const zoom = Math.max(
    ZOOM_MIN,
    Math.min(
      zoomMax,
      isOpen ? ZOOM_MAX_OPEN : ZOOM_MAX,
      (width - 2 * MARGIN) / (right + 2 * BOW),
      (height - 2 * MARGIN) / bottom,
    ),
  );
  return { x: Math.max(MARGIN + BOW * zoom, (width - right * zoom) / 2), y: MARGIN, zoom };
}
