import type { GraphEdge, GraphNode, MeshGraph } from '../../../src/core/graph/types';

interface Size {
  domains: number;
  products: number;
  tables: number;
}

/** Products spread over domains, tables over products, one consumer per product: every third grant crosses domains. */
export function bigGraph({ domains, products, tables }: Size): MeshGraph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const lane = (d: number): GraphNode['lane'] =>
    (['producers', 'governance', 'consumers'] as const)[d % 3] ?? 'producers';
  for (let d = 0; d < domains; d++)
    nodes.push({ id: `domain:${d}`, kind: 'domain', label: `Domain ${d}`, lane: lane(d) });
  for (let p = 0; p < products; p++) {
    const d = p % domains;
    nodes.push({ id: `product:${p}`, kind: 'product', label: `Product ${p}`, parent: `domain:${d}`, lane: lane(d) });
    nodes.push({
      id: `consumer:${p}`,
      kind: 'consumer',
      label: `Role ${p}`,
      parent: `domain:${(p + (p % 3 ? 0 : 1)) % domains}`,
      lane: lane(d),
    });
    edges.push({
      id: `subscribe:${p}`,
      kind: 'subscribe',
      source: `product:${p}`,
      target: `consumer:${(p * 7) % products}`,
      state: 'granted',
    });
  }
  for (let t = 0; t < tables; t++) {
    const p = t % products;
    nodes.push({
      id: `table:${t}`,
      kind: 'table',
      label: `table_${t}`,
      parent: `product:${p}`,
      lane: lane(p % domains),
      store: t % 2 ? 's3' : 'iceberg',
    });
    edges.push({
      id: `grant:${t}`,
      kind: 'grant',
      source: `table:${t}`,
      target: `consumer:${(t * 13) % products}`,
      state: t % 50 ? 'granted' : 'dormant',
      permissions: ['SELECT'],
    });
  }
  // Products first, as `buildMeshGraph` orders kinds.
  const rank = { domain: 0, product: 1, table: 2 } as Partial<Record<GraphNode['kind'], number>>;
  nodes.sort((a, b) => (rank[a.kind] ?? 3) - (rank[b.kind] ?? 3));
  return { nodes, edges };
}
