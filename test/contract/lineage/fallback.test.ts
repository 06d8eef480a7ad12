import { describe, expect, it } from 'vitest';
import { buildLineage, type Lineage } from '../../../src/core/lineage/build';
import { witnessesOf } from '../../../src/core/lineage/witness';
import { buildJoin } from '../../../src/core/lineage/join';
import type { CoverageGap, Snapshot } from '../../../src/core/model/snapshot';
import { halcyonWorld } from '../../../src/main/sandbox/halcyon';
import { withSandbox } from '../../support/sandbox';
import { administrators, awsOf, crawlAll } from '../crawl/open-halcyon';

interface Read {
  lineage: Lineage;
  coverage: CoverageGap[];
  /** Node ids of the assets. */
  assets: string[];
}

async function crawled(denied: readonly string[]): Promise<Read> {
  return withSandbox({ world: halcyonWorld() }, async (sandbox) => {
    const aws = awsOf(sandbox);
    try {
      await sandbox.faults(denied.map((operation) => ({ service: 'datazone', operation, kind: 'denied' })));
      const members = await administrators(aws);
      const { host, result } = await crawlAll(aws, members);
      expect(result.ok).toBe(true);
      const parts = [...host.parts].flatMap(([member, layers]) =>
        [...layers].map(([layer, records]) => ({ member, layer, readAt: '', records })),
      );
      const snapshot = { members, parts } as unknown as Pick<Snapshot, 'members' | 'parts'>;
      const join = buildJoin(snapshot);
      const assets = host
        .records('dz-assets')
        .flatMap(({ identifier }) => join.ofIdentifier(`amazon.datazone.asset/${identifier}`));
      return { lineage: buildLineage(snapshot), coverage: host.coverage, assets };
    } finally {
      aws.close();
    }
  });
}

/** Everything between datasets and jobs that runs have told. */
function tableEdges({ graph }: Lineage): [string, string][] {
  return graph.edges
    .filter(({ from, source }) => graph.nodes[from]!.kind !== 'column' && /^(datazone|openlineage)/.test(source))
    .map(({ from, to }) => [graph.nodes[from]!.id, graph.nodes[to]!.id]);
}

/** The edges that hang together with an asset, however far: nodes can only be asked for from there. */
function aroundAssets(edges: readonly [string, string][], assets: readonly string[]): string[] {
  const reached = new Set(assets);
  for (let grew = true; grew;) {
    const before = reached.size;
    for (const [a, b] of edges) {
      if (reached.has(a)) reached.add(b);
      if (reached.has(b)) reached.add(a);
    }
    grew = reached.size > before;
  }
  return edges.flatMap(([a, b]) => (reached.has(a) ? [`${a} -> ${b}`] : [])).sort();
}

describe('lineage over the wire', async () => {
  const events = await crawled([]);

  it('comes from run events where they may be read, with columns', () => {
    expect(events.lineage.completeness.events).toBe(30);
    expect(events.coverage.filter(({ layer }) => layer.startsWith('lineage'))).toEqual([]);
    expect(events.lineage.graph.nodes.some(({ kind }) => kind === 'column')).toBe(true);
  });

  it.each([[['ListLineageEvents']], [['ListLineageEvents', 'QueryGraph']]])(
    'is the same around every asset when %j is refused, and says so',
    async (denied) => {
      const nodes = await crawled(denied);
      const expected = aroundAssets(tableEdges(events.lineage), events.assets);
      expect(expected.length).toBeGreaterThan(50);
      expect(aroundAssets(tableEdges(nodes.lineage), events.assets)).toEqual(expected);
      expect(tableEdges(nodes.lineage)).toHaveLength(expected.length);
      const { graph } = nodes.lineage;
      // Columns come from the nodes' forms, whatever these are called.
      expect(graph.edges.filter(({ from }) => graph.nodes[from]!.kind === 'column').length).toBeGreaterThan(50);
      // What ran more than once is known since its earlier run: one can look back without the events.
      const customers = 'table:222233334444/customer_360/customers';
      const written = graph.edges
        .filter(({ to }) => graph.nodes[to]!.id === customers)
        .flatMap(witnessesOf)
        .find(({ source }) => source === 'datazone-node');
      expect(written!.since < written!.at).toBe(true);
      const gap = nodes.coverage.find(({ layer }) => layer === 'lineage-events');
      expect(gap).toMatchObject({ kind: 'denied', action: 'datazone:ListLineageEvents' });
    },
  );
});
