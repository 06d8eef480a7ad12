import { describe, expect, it } from 'vitest';
import { buildMeshGraph } from '../../../src/core/graph/build';
import { describeNode } from '../../../src/core/graph/details';
import { searchGraph } from '../../../src/core/graph/search';
import { toSvg } from '../../../src/core/graph/svg';
import { viewGraph } from '../../../src/core/graph/view';
import { role, SALES, smallSnapshot } from '../../support/small-mesh';

const snapshot = smallSnapshot();
const graph = buildMeshGraph(snapshot);
const ORDERS = `table:${SALES}/sales/orders`;

describe('describeNode', () => {
  it('says what a table is, where, and who uses it, first', () => {
    const sentence = describeNode(snapshot, graph, ORDERS)?.sentence;
    expect(sentence).toBe(
      'Orders is an Iceberg table in account 222222222222, in the domain Sales; 2 principals hold grants on it.',
    );
  });

  it('lists columns with their effective tags, partition keys last', () => {
    const columns = describeNode(snapshot, graph, ORDERS)?.columns;
    expect(columns?.map((c) => c.name)).toEqual(['id', 'email', 'amount', 'day']);
    expect(columns?.[1]?.tags).toEqual(['domain=sales', 'sensitivity=high']);
    expect(columns?.[0]?.tags).toEqual(['domain=sales', 'sensitivity=low']);
    expect(columns?.[3]?.partition).toBe(true);
  });

  it('lists grants with provenance, those through matching tag policies included', () => {
    const { grants = [], grantTotal } = describeNode(snapshot, graph, ORDERS) ?? {};
    expect(grantTotal).toBe(grants.length);
    expect(grants[0]).toMatchObject({
      principal: 'Analyst',
      by: 'LFAdmin',
      at: '2026-11-20T08:00:00Z',
      state: 'granted',
    });
    expect(grants.some((g) => g.resource.startsWith('tag policy Tables where sensitivity=low'))).toBe(true);
    expect(grants.some((g) => g.permissions.includes('SELECT (grantable)'))).toBe(true);
  });

  it('says why a grant is dormant', () => {
    const { grants = [] } = describeNode(snapshot, graph, `table:${SALES}/sales/returns`) ?? {};
    expect(grants.find((g) => g.principal === 'Analyst' && g.resource === 'sales.returns')?.state).toMatch(
      /^dormant: IAM_ALLOWED_PRINCIPALS/,
    );
  });

  it('names owners of a domain, members of a project, the owning project of a product', () => {
    expect(describeNode(snapshot, graph, 'domain:dzd_mesh/u-sales')?.owners).toEqual(['Ada Lind']);
    expect(describeNode(snapshot, graph, 'project:dzd_mesh/p-campaign')?.owners).toEqual(['Ada Lind (owner)']);
    expect(describeNode(snapshot, graph, 'product:dzd_mesh/dp-orders')?.owners).toEqual(['Sales products']);
  });

  it('tells subscriptions with their state in words', () => {
    const lines = describeNode(snapshot, graph, 'project:dzd_mesh/p-campaign')?.subscriptions ?? [];
    expect(lines.map((l) => l.status).sort()).toEqual([
      'approved, failed: Unable to assume the Data Access Role.',
      'approved, granted',
      'revoked',
    ]);
  });

  it('counts what a consumer holds', () => {
    expect(describeNode(snapshot, graph, `consumer:${role(SALES, 'Analyst')}`)?.sentence).toContain(
      'holds grants on 3 resources, 1 of them dormant',
    );
  });

  it('describes every node and none that is not there', () => {
    for (const { id } of graph.nodes) expect(describeNode(snapshot, graph, id)?.sentence).toMatch(/\.$/);
    expect(describeNode(snapshot, graph, 'table:gone')).toBeUndefined();
  });
});

describe('searchGraph', () => {
  it('ranks what is called so before what begins so and what only holds it', () => {
    const hits = searchGraph(graph, 'orders');
    expect(hits[0]?.label.toLowerCase()).toBe('orders');
    expect(hits[0]).toMatchObject({ kind: 'product', path: 'Sales' });
    expect(searchGraph(graph, 'golden')[0]?.path).toBe('Enterprise data › Customer 360');
  });

  it('wants every word and respects the limit', () => {
    expect(searchGraph(graph, 'sensitivity=low sales').length).toBeGreaterThan(0);
    expect(searchGraph(graph, 'orders nowhere')).toEqual([]);
    expect(searchGraph(graph, 'a', 3)).toHaveLength(3);
    expect(searchGraph(graph, '  ')).toEqual([]);
  });
});

describe('toSvg', () => {
  const view = viewGraph(graph, { expanded: ['domain:dzd_mesh/u-sales'] });

  it('draws every node and the state of every line in words', () => {
    const svg = toSvg(view, 'light');
    for (const label of ['Sales', 'R&amp;D', 'Marketing', 'Orders', 'failed', 'requested'])
      expect(svg).toContain(`>${label}`);
    expect(svg.match(/<path /g)?.length).toBe(view.edges.length);
    expect(svg.match(/marker-end="url\(#to-(granted|requested|failed|dormant|revoked)\)"/g)?.length).toBe(
      view.edges.length,
    );
    // A line passes beneath the cards that hold nothing open, and its words lie over every line.
    const last = (part: string): number => svg.lastIndexOf(part);
    expect(last('<path ')).toBeLessThan(svg.indexOf('>R&amp;D'));
    expect(last('<path ')).toBeLessThan(svg.indexOf('>requested'));
  });

  it('escapes hostile names', () => {
    const first = view.nodes[0];
    if (!first) throw new Error('no node');
    const svg = toSvg({ ...view, nodes: [{ ...first, label: '<script>"&\u0000' }], edges: [] }, 'dark');
    expect(svg).toContain('&lt;script&gt;&quot;&amp;\ufffd');
    expect(svg).not.toContain('<script');
  });
});
