import { describe, expect, it } from 'vitest';
import { buildMeshGraph } from '../../../src/core/graph/build';
import { viewGraph } from '../../../src/core/graph/view';
import { fitTop } from '../../../src/renderer/features/mesh/fit-top';
import { neighboursOf, toFlowEdges, toFlowNodes } from '../../../src/renderer/features/mesh/flow-elements';
import { nextNode } from '../../../src/renderer/features/mesh/move-focus';
import { SALES, smallSnapshot } from '../../support/small-mesh';

const SALES_DOMAIN = 'domain:dzd_mesh/u-sales';
const view = viewGraph(buildMeshGraph(smallSnapshot()), { expanded: [SALES_DOMAIN] });
const RETURNS = `table:${SALES}/sales/returns`;

describe('the neighbourhood of a selection', () => {
  it('is what its lines reach, and what contains that', () => {
    const near = neighboursOf(view, RETURNS);
    expect(near?.has(SALES_DOMAIN)).toBe(true);
    expect(near?.has(`consumer:${SALES}/IAM_ALLOWED_PRINCIPALS`)).toBe(true);
    expect(near?.has('product:dzd_mesh/dp-orders')).toBe(false);
  });

  it('of a container includes the neighbours of its content', () => {
    expect(neighboursOf(view, SALES_DOMAIN)?.has('domain:dzd_mesh/u-marketing')).toBe(true);
  });

  it('is everything when nothing, or nothing in sight, is selected', () => {
    expect(neighboursOf(view, null)).toBeUndefined();
    expect(neighboursOf(view, 'table:elsewhere')).toBeUndefined();
  });
});

describe('flow elements', () => {
  it('lay open containers under lines and lines under cards', () => {
    const nodes = toFlowNodes(view, null, undefined);
    const line = toFlowEdges(view, null)[0]?.zIndex ?? 0;
    for (const { zIndex = 0, data } of nodes) expect(data.node.expanded ? zIndex < line : zIndex > line).toBe(true);
  });

  it('take exactly one node into the tab order', () => {
    expect(
      toFlowNodes(view, null, RETURNS)
        .filter((n) => n.data.isActive)
        .map((n) => n.id),
    ).toEqual([RETURNS]);
  });

  it('fade the lines that do not touch the selection', () => {
    const edges = toFlowEdges(view, RETURNS);
    for (const { source, target, data } of edges) expect(data?.isFaded).toBe(source !== RETURNS && target !== RETURNS);
    expect(edges.some((e) => e.data?.isFaded === false)).toBe(true);
  });
});

describe('arrow keys', () => {
  const byId = new Map(view.nodes.map((n) => [n.id, n]));
  it('walk a lane from top to bottom and back', () => {
    const down = nextNode(view.nodes, SALES_DOMAIN, 'ArrowDown') ?? '';
    expect(byId.get(down)?.parent).toBe(SALES_DOMAIN);
    expect(nextNode(view.nodes, down, 'ArrowUp')).toBe(SALES_DOMAIN);
  });

  it('cross to the nearest height of the next lane and stop at the last', () => {
    const right = nextNode(view.nodes, SALES_DOMAIN, 'ArrowRight') ?? '';
    expect(byId.get(right)?.lane).toBe('governance');
    const last = nextNode(view.nodes, right, 'ArrowRight') ?? '';
    expect(byId.get(last)?.lane).toBe('consumers');
    expect(nextNode(view.nodes, last, 'ArrowRight')).toBeUndefined();
  });

  it('reach every node', () => {
    const seen = new Set<string>();
    const queue = [view.nodes[0]?.id ?? ''];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      for (const arrow of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const) {
        const next = nextNode(view.nodes, id, arrow);
        if (next) queue.push(next);
      }
    }
    expect(seen.size).toBe(view.nodes.length);
  });
});

describe('fitTop', () => {
  it('shows the whole width from the top and never beyond reading size', () => {
    const wide = fitTop(
      [{ ...view.nodes[0], x: 0, y: 0, width: 2000, height: 100 } as (typeof view.nodes)[number]],
      1000,
      800,
    );
    expect(wide.zoom).toBeCloseTo(0.6);
    expect(fitTop(view.nodes.slice(0, 1), 4000, 4000).zoom).toBe(1.4);
    expect(fitTop(view.nodes, 4000, 4000).zoom).toBe(1.1);
  });
});
