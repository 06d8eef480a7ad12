import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMeshGraph } from '../../../src/core/graph/build';
import { MOUNTED_MAX, SHOWN_DEFAULT } from '../../../src/core/graph/fold';
import type { GraphQuery, GraphView, MeshGraph } from '../../../src/core/graph/types';
import { viewGraph } from '../../../src/core/graph/view';
import { SALES, smallSnapshot } from '../../support/small-mesh';
import { bigGraph } from './big-graph';
import { randomSnapshot } from './random-snapshot';

const graph = buildMeshGraph(smallSnapshot());
const view = (query: Partial<GraphQuery> = {}, of: MeshGraph = graph): GraphView =>
  viewGraph(of, { expanded: [], ...query });
const labels = (v: GraphView): string[] => v.nodes.map((n) => n.label);
const SALES_DOMAIN = 'domain:dzd_mesh/u-sales';

describe('viewGraph', () => {
  it('opens at domains with totals, all of them', () => {
    const first = view();
    expect(first.nodes.every((n) => n.kind === 'domain' && n.totals && !n.expanded)).toBe(true);
    expect(first.nodes).toHaveLength(first.totals.domains);
    expect(first.nodes.find((n) => n.label === 'Sales')?.totals).toEqual({
      products: 2,
      tables: 3,
      projects: 1,
      consumers: 3,
      grants: 5,
    });
  });

  it('merges edges between folded containers and says how many of which', () => {
    const merged = view().edges.find(
      (e) => e.source === SALES_DOMAIN && e.target === 'domain:dzd_mesh/u-marketing' && e.state === 'granted',
    );
    expect(merged).toMatchObject({ count: 4 });
    expect(merged?.label).toContain('1 subscription');
  });

  it('keeps states apart and tells them in words', () => {
    const states = new Map(view().edges.map((e) => [e.state, e.label]));
    expect(states.get('failed')).toContain('failed');
    expect(states.get('requested')).toContain('requested');
  });

  it('draws no revoked edge unless it is asked for', () => {
    expect(view().edges.some((e) => e.state === 'revoked')).toBe(false);
    expect(view({ filter: { states: ['revoked'] } }).edges.map((e) => e.state)).toEqual(['revoked']);
  });

  it('moves nothing above or beside what opens', () => {
    const before = new Map(view().nodes.map((n) => [n.id, n]));
    const after = view({ expanded: [SALES_DOMAIN] });
    const opened = after.nodes.find((n) => n.id === SALES_DOMAIN);
    for (const node of after.nodes) {
      const was = before.get(node.id);
      if (!was) continue;
      expect(node.x).toBe(was.x);
      if (node.lane !== opened?.lane || was.y <= opened.y) expect(node.y).toBe(was.y);
      else expect(node.y).toBeGreaterThan(was.y);
    }
  });

  it('holds children inside their container and lets no two siblings overlap', () => {
    fc.assert(
      fc.property(randomSnapshot(), fc.array(fc.nat(40), { maxLength: 10 }), (snapshot, opened) => {
        const built = buildMeshGraph(snapshot);
        const expanded = opened.map((at) => built.nodes[at]?.id ?? '');
        const { nodes } = view({ expanded }, built);
        const byId = new Map(nodes.map((n) => [n.id, n]));
        for (const node of nodes) {
          const up = node.parent === undefined ? undefined : byId.get(node.parent);
          if (up) expect(node.y >= up.y && node.y + node.height <= up.y + up.height && node.x >= up.x).toBe(true);
          for (const other of nodes) {
            if (other === node || other.parent !== node.parent || other.x !== node.x) continue;
            expect(other.y >= node.y + node.height || node.y >= other.y + other.height).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('shows forty children and a stand-in for the rest, more on demand', () => {
    const big = bigGraph({ domains: 1, products: 300, tables: 2000 });
    const open = { expanded: ['domain:0'] };
    const first = viewGraph(big, open);
    const rest = first.nodes.find((n) => n.aggregated !== undefined);
    expect(first.nodes).toHaveLength(1 + SHOWN_DEFAULT + 1);
    expect(rest).toMatchObject({ label: `and ${600 - SHOWN_DEFAULT} more`, parent: 'domain:0', kind: 'product' });
    expect(viewGraph(big, { ...open, shown: { 'domain:0': 100 } }).nodes).toHaveLength(102);
  });

  it('never mounts more than about three hundred nodes', () => {
    const big = bigGraph({ domains: 30, products: 900, tables: 6000 });
    const everything = viewGraph(big, { expanded: big.nodes.map((n) => n.id) });
    expect(everything.nodes.length).toBeLessThanOrEqual(MOUNTED_MAX);
    expect(everything.nodes.filter((n) => n.kind === 'domain' && n.aggregated === undefined)).toHaveLength(30);
    expect(everything.totals.tables).toBe(6000);
  });

  it('lets stand-ins take the edges of what they hide', () => {
    const big = bigGraph({ domains: 2, products: 300, tables: 600 });
    const folded = viewGraph(big, { expanded: ['domain:0'] });
    const drawn = new Set(folded.nodes.map((n) => n.id));
    expect(folded.edges.every((e) => drawn.has(e.source) && drawn.has(e.target))).toBe(true);
    expect(folded.edges.some((e) => e.source === 'rest:domain:0')).toBe(true);
  });
});

describe('filters', () => {
  it('by domain keep the domain and what it is connected to', () => {
    const kept = labels(view({ filter: { domains: ['domain:dzd_mesh/u-research'] } }));
    expect(kept).toContain('R&D');
    expect(kept).toContain('Marketing');
    expect(kept).not.toContain('Sales');
  });

  it('by tag OR the values of a key and AND the keys', () => {
    const tables = (tags: string[]) => view({ filter: { tags } }).totals.tables;
    expect(tables(['sensitivity=low'])).toBeGreaterThan(0);
    expect(tables(['sensitivity=low', 'sensitivity=high'])).toBe(tables(['sensitivity=low']));
    expect(view({ filter: { tags: ['sensitivity=low', 'domain=nowhere'] } }).nodes).toEqual([]);
  });

  it('by permission keep only edges that carry it', () => {
    const only = view({ filter: { permissions: ['DATA_LOCATION_ACCESS'] } });
    expect(only.totals.grants).toBe(1);
  });

  it('by text find in any case, with what the match contains', () => {
    const found = view({ filter: { text: 'ORDER' }, expanded: [SALES_DOMAIN, 'product:dzd_mesh/dp-orders'] });
    expect(labels(found)).toContain('Orders');
    expect(found.hidden).toBeGreaterThan(0);
  });

  it('of focus keep the neighbourhood and open what contains it', () => {
    const focused = view({ focus: `table:${SALES}/sales/returns` });
    expect(labels(focused)).toEqual(expect.arrayContaining(['Sales', 'returns', 'Analyst', 'IAM_ALLOWED_PRINCIPALS']));
    expect(labels(focused)).not.toContain('Marketing');
    expect(focused.focus).toBe(`table:${SALES}/sales/returns`);
  });

  it('offer what the whole graph has, not what is left', () => {
    expect(view({ filter: { text: 'no such thing' } }).facets).toEqual(view().facets);
    expect(view().facets?.stores).toEqual(expect.arrayContaining(['iceberg', 'kafka', 's3']));
  });
});
