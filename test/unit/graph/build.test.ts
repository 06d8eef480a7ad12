import { describe, expect, it } from 'vitest';
import { buildMeshGraph } from '../../../src/core/graph/build';
import { countGraph } from '../../../src/core/graph/totals';
import type { GraphEdge, GraphNode } from '../../../src/core/graph/types';
import { wholeGraph } from '../../../src/core/graph/whole-graph';
import type { Snapshot } from '../../../src/core/model/snapshot';
import {
  GOVERNANCE,
  grant,
  MARKETING,
  MEMBERS,
  part,
  RESEARCH,
  role,
  SALES,
  smallSnapshot,
  table,
} from '../../support/small-mesh';

const graph = buildMeshGraph(smallSnapshot());
const node = (id: string): GraphNode => {
  const found = graph.nodes.find((n) => n.id === id);
  if (!found) throw new Error(`no node ${id}`);
  return found;
};
const domainLabel = (id: string): string => {
  let at = node(id);
  while (at.parent !== undefined) at = node(at.parent);
  return at.label;
};
const edge = (kind: string, source: string, target: string): GraphEdge | undefined =>
  [...graph.edges].find((e) => e.kind === kind && e.source === source && e.target === target);

const snapshotOf = (...parts: Snapshot['parts']): Snapshot => ({
  schema: 1,
  id: 's',
  takenAt: '2026-11-20T08:00:00Z',
  connection: 'c',
  members: [...MEMBERS],
  coverage: [],
  parts,
});

describe('buildMeshGraph', () => {
  it('counts domains, products, tables and grants by the counting rule', () => {
    expect(countGraph(graph)).toEqual({ domains: 7, products: 4, tables: 8, projects: 5, consumers: 8, grants: 11 });
  });

  it('ends every parent chain at a domain', () => {
    for (const { id } of graph.nodes) expect(node(id).kind === 'domain' || domainLabel(id).length > 0).toBe(true);
    for (const { parent } of graph.nodes) if (parent) expect(graph.nodes.some((n) => n.id === parent)).toBe(true);
  });

  it('has the ends of every edge among its nodes', () => {
    const ids = new Set(graph.nodes.map(({ id }) => id));
    for (const { source, target } of graph.edges) expect([ids.has(source), ids.has(target)]).toEqual([true, true]);
  });

  it('joins asset, Glue table and Lake Formation resource into one node, whatever their case', () => {
    const orders = graph.nodes.filter(
      (n) => n.kind === 'table' && n.label.toLowerCase() === 'orders' && n.account === SALES,
    );
    expect(orders).toHaveLength(1);
    expect(orders[0]).toMatchObject({
      id: `table:${SALES}/sales/orders`,
      store: 'iceberg',
      quality: 92,
      parent: 'product:dzd_mesh/dp-orders',
    });
    expect(orders[0]?.tags).toEqual(['domain=sales', 'sensitivity=low']);
  });

  it('rolls deeper units up to the unit under the root', () => {
    expect(domainLabel('project:dzd_mesh/p-sales')).toBe('Sales');
    expect(graph.nodes.some((n) => n.kind === 'domain' && /EMEA|Root/.test(n.label))).toBe(false);
  });

  it('puts an uncovered table under its domain tag, which may spell a unit, else under its account', () => {
    expect(domainLabel(`table:${SALES}/sales/returns`)).toBe('Sales');
    expect(domainLabel(`table:${SALES}/events/clicks`)).toBe('Account Sales');
  });

  it('keeps a product’s table of another domain there and points it at the product', () => {
    expect(domainLabel(`table:${SALES}/sales/customers`)).toBe('Sales');
    expect(edge('publish', `table:${SALES}/sales/customers`, 'product:dzd_mesh/dp-c360')?.label).toBe('part of');
  });

  it('attaches an environment’s role to its project', () => {
    const user = node(`consumer:${role(MARKETING, 'datazone_usr_role_p-campaign_e-campaign')}`);
    expect(user).toMatchObject({ parent: 'project:dzd_mesh/p-campaign', label: 'User role of Campaign analytics' });
  });

  it('puts a principal into its account’s domain, and one without a home into the direct grants', () => {
    expect(domainLabel(`consumer:${role(SALES, 'Analyst')}`)).toBe('Sales');
    expect(domainLabel('consumer:arn:aws:identitystore:::group/g-lab')).toBe('Direct grants');
  });

  it('makes one grant edge of the rows of one principal on one table', () => {
    const found = edge('grant', `table:${SALES}/sales/orders`, `consumer:${role(SALES, 'Analyst')}`);
    expect(found).toMatchObject({ permissions: ['DESCRIBE', 'SELECT'], state: 'granted' });
  });

  it('shows a row to an account as a share, not as a grant', () => {
    expect(edge('share', `table:${SALES}/sales/orders`, `account:${MARKETING}`)?.state).toBe('granted');
    expect(node('account:555555555555').marks?.[0]).toMatch(/not read/);
  });

  it('draws databases only where database-wide or all-tables grants address them', () => {
    expect(graph.nodes.filter((n) => n.kind === 'database').map((n) => n.id)).toEqual([`database:${SALES}/events`]);
  });

  it('tells granted, requested, failed and revoked subscriptions apart and draws no rejected one', () => {
    const state = (id: string): string | undefined =>
      [...graph.edges].find((e) => e.id === `subscribe:dzd_mesh/${id}`)?.state;
    expect(state('s-orders')).toBe('granted');
    expect(state('s-trials')).toBe('failed');
    expect(state('s-old')).toBe('revoked');
    expect(state('request/r-c360')).toBe('requested');
    expect(state('request/r-no')).toBeUndefined();
    expect(node('product:dzd_mesh/dp-trials').marks?.[0]).toContain('Unable to assume the Data Access Role.');
  });

  it('links a resource link to what it links to', () => {
    expect(edge('link', `table:${SALES}/sales/orders`, `table:${MARKETING}/campaign/orders`)).toBeDefined();
    expect(domainLabel(`table:${MARKETING}/campaign/orders`)).toBe('Marketing');
  });

  it('runs producers, governance, consumers', () => {
    expect(node(`table:${SALES}/sales/orders`).lane).toBe('producers');
    expect(node('domain:dzd_mesh/u-enterprise').lane).toBe('governance');
    expect(node('domain:dzd_mesh/u-marketing').lane).toBe('consumers');
  });

  it('draws an empty snapshot as an empty graph', () => {
    expect(wholeGraph(buildMeshGraph(snapshotOf()))).toEqual({ nodes: [], edges: [] });
  });
});

describe('dormant grants', () => {
  const onOrders = { Table: { CatalogId: SALES, DatabaseName: 'sales', Name: 'orders' } };
  const gate = grant('IAM_ALLOWED_PRINCIPALS', onOrders, ['ALL']);
  const analyst = role(SALES, 'Analyst');
  const stateOf = (principal: string, ...parts: Snapshot['parts']): string | undefined =>
    [...buildMeshGraph(snapshotOf(...parts)).edges].find(
      (e) => e.kind === 'grant' && e.target === `consumer:${principal}`,
    )?.state;
  const tables = part(SALES, 'tables', [table(SALES, 'sales', 'orders')]);

  it('sleep while IAM_ALLOWED_PRINCIPALS holds the same table (E1)', () => {
    expect(stateOf(analyst, tables, part(SALES, 'permissions', [gate, grant(analyst, onOrders, ['SELECT'])]))).toBe(
      'dormant',
    );
  });

  it('wake for a principal that is opted in (E2), by a row or by its DataZone tag', () => {
    const rows = part(SALES, 'permissions', [gate, grant(analyst, onOrders, ['SELECT'])]);
    const optIn = part(SALES, 'opt-ins', [{ Resource: onOrders, Principal: { DataLakePrincipalIdentifier: analyst } }]);
    expect(stateOf(analyst, tables, rows, optIn)).toBe('granted');
    const tagged = part(SALES, 'identity', [
      {
        type: 'principal',
        arn: analyst,
        kind: 'role',
        name: 'Analyst',
        account: SALES,
        tags: { AmazonDataZoneProject: 'p' },
      },
    ]);
    expect(stateOf(analyst, tables, rows, tagged)).toBe('granted');
  });

  it('do not sleep because the gate holds the database: it is per resource', () => {
    const onDatabase = grant('IAM_ALLOWED_PRINCIPALS', { Database: { CatalogId: SALES, Name: 'sales' } }, ['ALL']);
    expect(
      stateOf(analyst, tables, part(SALES, 'permissions', [onDatabase, grant(analyst, onOrders, ['SELECT'])])),
    ).toBe('granted');
  });

  it('sleep when the principal is gone, but only where the account’s principals were read (G14)', () => {
    const rows = part(SALES, 'permissions', [grant(analyst, onOrders, ['SELECT'])]);
    const others = part(SALES, 'identity', [
      { type: 'principal', arn: role(SALES, 'Other'), kind: 'role', name: 'Other', account: SALES, tags: {} },
    ]);
    expect(stateOf(analyst, tables, rows, others)).toBe('dormant');
    expect(stateOf(analyst, tables, rows)).toBe('granted');
  });

  it('sleep when a consumer’s local row outlives the share (X5), and work with a share or a direct grant', () => {
    const scientist = role(RESEARCH, 'Scientist');
    const local = part(RESEARCH, 'permissions', [grant(scientist, onOrders, ['SELECT'])]);
    const producer = (...rows: ReturnType<typeof grant>[]) =>
      part(SALES, 'permissions', [grant(analyst, onOrders, ['SELECT']), ...rows]);
    expect(stateOf(scientist, tables, local, producer())).toBe('dormant');
    expect(stateOf(scientist, tables, local, producer(grant(RESEARCH, onOrders, ['SELECT'])))).toBe('granted');
    expect(stateOf(scientist, tables, local, producer(grant(scientist, onOrders, ['SELECT'])))).toBe('granted');
    expect(stateOf(scientist, tables, local)).toBe('granted');
  });
});

describe('the gate group', () => {
  it('is one principal per account and marks what it opens', () => {
    const gates = [SALES, GOVERNANCE].map((account) =>
      part(account, 'permissions', [
        grant('IAM_ALLOWED_PRINCIPALS', { Table: { DatabaseName: 'd', Name: 't' } }, ['ALL']),
      ]),
    );
    const built = buildMeshGraph(snapshotOf(...gates));
    expect(built.nodes.filter((n) => n.kind === 'consumer')).toHaveLength(2);
    expect(built.nodes.find((n) => n.id === `table:${SALES}/d/t`)?.marks).toContain(
      'Open to IAM: IAM_ALLOWED_PRINCIPALS holds a grant here.',
    );
  });
});
