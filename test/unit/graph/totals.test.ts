import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMeshGraph } from '../../../src/core/graph/build';
import { countGraph, NO_TOTALS } from '../../../src/core/graph/totals';
import type { MeshGraph, Totals } from '../../../src/core/graph/types';
import { viewGraph } from '../../../src/core/graph/view';
import { wholeGraph } from '../../../src/core/graph/whole-graph';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { smallSnapshot } from '../../support/small-mesh';
import { randomSnapshot } from './random-snapshot';

function sumOfDomains(graph: MeshGraph): Totals {
  const sum: Totals = { ...NO_TOTALS };
  for (const node of graph.nodes) {
    if (node.kind !== 'domain') continue;
    for (const key of Object.keys(sum) as (keyof Totals)[]) sum[key] += node.totals?.[key] ?? 0;
  }
  return sum;
}

const shuffled = (snapshot: Snapshot, order: readonly number[]): Snapshot => ({
  ...snapshot,
  parts: snapshot.parts.map(
    (part, at) =>
      ({
        ...part,
        records: turn(part.records as unknown[], order[at % order.length] ?? 0),
      }) as Snapshot['parts'][number],
  ),
});
const turn = <T>(list: readonly T[], by: number): T[] =>
  [...list.slice(by % (list.length || 1)), ...list.slice(0, by % (list.length || 1))].reverse();

describe('totals', () => {
  it('of all domains add up to the counts of the graph, on any snapshot', () => {
    fc.assert(
      fc.property(randomSnapshot(), (snapshot) => {
        const graph = buildMeshGraph(snapshot);
        const { domains, ...counts } = countGraph(graph);
        expect(domains).toBe(graph.nodes.filter((n) => n.kind === 'domain').length);
        expect(sumOfDomains(graph)).toEqual(counts);
        expect(viewGraph(graph, { expanded: [] }).totals).toEqual({ domains, ...counts });
      }),
      { numRuns: 150 },
    );
  });

  it('follow a filter: what it hides is not counted', () => {
    const graph = buildMeshGraph(smallSnapshot());
    const view = viewGraph(graph, { expanded: [], filter: { stores: ['iceberg'] } });
    expect(view.totals.tables).toBe(2);
    expect(view.hidden).toBeGreaterThan(0);
  });
});

describe('the graph', () => {
  it('has a parent chain to a domain for every node, on any snapshot', () => {
    fc.assert(
      fc.property(randomSnapshot(), (snapshot) => {
        const { nodes } = buildMeshGraph(snapshot);
        const byId = new Map(nodes.map((n) => [n.id, n]));
        expect(byId.size).toBe(nodes.length);
        for (const start of nodes) {
          let at = start;
          for (let depth = 0; at.parent !== undefined && depth < 10; depth++) {
            const up = byId.get(at.parent);
            expect(up).toBeDefined();
            at = up ?? at;
          }
          expect(at.kind).toBe('domain');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is the same whatever the order of the records', () => {
    fc.assert(
      fc.property(randomSnapshot(), fc.array(fc.nat(50), { minLength: 1, maxLength: 6 }), (snapshot, order) => {
        expect(wholeGraph(buildMeshGraph(shuffled(snapshot, order)))).toEqual(wholeGraph(buildMeshGraph(snapshot)));
      }),
      { numRuns: 100 },
    );
  });
});
