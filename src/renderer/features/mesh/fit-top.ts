import type { ViewNode } from '../../../core/graph/types';

const MARGIN = 24;
/** Lines within the last lane bow out this far. */
const BOW = 72;
/** Below this, card text cannot be read; a taller mesh is scrolled instead. */
const ZOOM_MIN = 0.6;

/** The viewport that shows all nodes, from the top of the canvas and never enlarged. Sizes in CSS pixels. */
export function fitTop(
  nodes: readonly ViewNode[],
  width: number,
  height: number,
): { x: number; y: number; zoom: number } {
  const right = Math.max(1, ...nodes.map((node) => node.x + node.width)) + BOW;
  const bottom = Math.max(1, ...nodes.map((node) => node.y + node.height));
  const zoom = Math.max(ZOOM_MIN, Math.min(1.1, (width - 2 * MARGIN) / right, (height - 2 * MARGIN) / bottom));
  return { x: Math.max(MARGIN, (width - right * zoom) / 2), y: MARGIN / 2, zoom };
}
