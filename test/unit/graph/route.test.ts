import { describe, expect, it } from 'vitest';
import { routeEdges } from '../../../src/core/graph/route';

const box = (x: number, y: number) => ({ x, y, width: 100, height: 60 });
const boxes = new Map([
  ['a', box(0, 0)],
  ['b', box(300, 0)],
  ['c', box(0, 200)],
]);
const startX = (path: string | undefined): number => Number(/^M(-?[\d.]+)/.exec(path ?? '')?.[1]);
const startY = (path: string | undefined): number => Number(/^M-?[\d.]+,(-?[\d.]+)/.exec(path ?? '')?.[1]);

describe('routeEdges', () => {
  it('leaves by the side that faces the other box', () => {
    const [forward, back, within] = routeEdges(boxes, [
      { source: 'a', target: 'b' },
      { source: 'b', target: 'a' },
      { source: 'a', target: 'c' },
    ]);
    expect([startX(forward?.path), startX(back?.path), startX(within?.path)]).toEqual([100, 300, 100]);
  });

  it('spreads lines that share a side, in the order of their other ends', () => {
    const far = new Map([...boxes, ['low', box(300, 400)] as const]);
    const [low, high] = routeEdges(far, [
      { source: 'a', target: 'low' },
      { source: 'a', target: 'b' },
    ]);
    expect(startY(high?.path)).toBeLessThan(startY(low?.path));
  });

  it('puts labels neither on each other nor on an obstacle', () => {
    const edges = Array.from({ length: 4 }, () => ({ source: 'a', target: 'b' }));
    const routes = routeEdges(boxes, edges, { labelWidth: () => 30 });
    const places = routes.map((r) => [r?.labelX ?? 0, r?.labelY ?? 0] as const);
    places.forEach(([x, y], at) => {
      for (const [ox, oy] of places.slice(at + 1)) expect(Math.abs(x - ox) >= 29 || Math.abs(y - oy) >= 19).toBe(true);
    });
    const [moved] = routeEdges(boxes, [{ source: 'a', target: 'b' }], {
      obstacles: [{ x: 180, y: 0, width: 40, height: 60 }],
      labelWidth: () => 20,
    });
    expect(Math.abs((moved?.labelX ?? 200) - 200)).toBeGreaterThanOrEqual(30);
  });

  it('answers nothing for a box that is not there', () => {
    expect(routeEdges(boxes, [{ source: 'a', target: 'gone' }])).toEqual([undefined]);
  });
});
