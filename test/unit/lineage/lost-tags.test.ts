import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedAudience, type AccessView } from '../../../src/core/lineage/audience';
import { newDraft, putEdge, putNode } from '../../../src/core/lineage/lineage-draft';
import { finishGraph, type LineageGraph } from '../../../src/core/lineage/lineage-graph';
import { lostTags } from '../../../src/core/lineage/lost-tags';
import { waysBetween } from '../../../src/core/lineage/paths';

/** Column `c` of table `tN` feeds column `c` of table `tM`, through a job that told of columns. */
function chain(
  edges: readonly (readonly [number, number])[],
  untold: readonly (readonly [number, number])[] = [],
): LineageGraph {
  const draft = newDraft();
  const table = (n: number): number =>
    putNode(draft, { id: `table:t${String(n)}`, kind: 'table', label: `t${String(n)}` });
  const column = (n: number): number => {
    table(n);
    return putNode(draft, { id: `table:t${String(n)}#c`, kind: 'column', label: 'c', parent: `table:t${String(n)}` });
  };
  for (const [a, b] of edges) if (a !== b) putEdge(draft, column(a), column(b), 'datazone-event');
  for (const [a, b] of untold) {
    const job = putNode(draft, { id: `job:${String(a)}-${String(b)}`, kind: 'job', label: '' });
    putEdge(draft, table(a), job, 'datazone-event');
    putEdge(draft, job, table(b), 'datazone-event');
  }
  column(0);
  return finishGraph(draft);
}
const access = (
  readers: Record<string, string[]>,
  tagged: readonly string[],
  within: readonly string[] = [],
): AccessView => ({
  readers: (id) => new Set(readers[id.slice('table:'.length)] ?? []),
  tags: (id, column) => (column && tagged.includes(id.slice('table:'.length)) ? ['pii=yes'] : []),
  tagsWithin: (id) => (within.includes(id.slice('table:'.length)) ? ['pii=yes'] : []),
});
const told = (graph: LineageGraph, view: AccessView): string[] =>
  lostTags(graph, view, () => true).map(
    ({ source, derived, first, certain, readers }) =>
      `${source.table.slice(6)}>${derived.table.slice(6)}${derived.column ? '' : '?'} ${first ? 'first' : 'later'} ${certain ? '' : 'unsure '}${readers.join()}`,
  );

describe('lostTags()', () => {
  it('is not hidden by a table between that lost the tag where nobody new reads it', () => {
    expect(told(chain([[0, 1], [1, 2]]), access({ t0: ['a'], t1: ['a'], t2: ['a', 'b'] }, ['t0']))).toEqual(['t0>t2 first b']); // prettier-ignore
  });

  it('names the first place of several as first', () => {
    expect(told(chain([[0, 1], [1, 2]]), access({ t0: ['a'], t1: ['b'], t2: ['b'] }, ['t0']))).toEqual(['t0>t1 first b', 't0>t2 later b']); // prettier-ignore
  });

  it('leaves a loss to the nearest place that still carries the tag', () => {
    expect(told(chain([[0, 1], [1, 2]]), access({ t0: ['a'], t1: ['a'], t2: ['b'] }, ['t0', 't1']))).toEqual(['t1>t2 first b', 't0>t2 later b']); // prettier-ignore
  });

  it('tells a derivative of unknown columns as not certain, and nothing where one of its columns is tagged', () => {
    const graph = chain([], [[0, 1]]);
    expect(told(graph, access({ t0: ['a'], t1: ['b'] }, ['t0']))).toEqual(['t0>t1? first unsure b']);
    expect(told(graph, access({ t0: ['a'], t1: ['b'] }, ['t0'], ['t1']))).toEqual([]);
  });
});

const pairs = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 14 });

describe('derivedAudience()', () => {
  it('is who a walk edge by edge finds', () => {
    fc.assert(
      fc.property(
        pairs,
        fc.array(fc.subarray(['a', 'b', 'c', 'd']), { minLength: 7, maxLength: 7 }),
        (edges, readers) => {
          const view = access(Object.fromEntries(readers.map((list, n) => [String(n), list]).map(([n, list]) => [`t${String(n)}`, list])) as Record<string, string[]>, []); // prettier-ignore
          const reached = new Set([0]);
          for (let grew = true; grew;) {
            const before = reached.size;
            for (const [a, b] of edges) if (reached.has(a)) reached.add(b);
            grew = reached.size > before;
          }
          const all = new Set([...reached].flatMap((n) => readers[n]!));
          const answer = derivedAudience(chain(edges), view, 'table:t0', 'c');
          expect(answer.readers).toEqual([...all].sort());
          expect(answer.beyond).toEqual([...all].filter((one) => !readers[0]!.includes(one)).sort());
        },
      ),
    );
  });
});

describe('waysBetween()', () => {
  it('holds exactly what is downstream of one end and upstream of the other', () => {
    fc.assert(
      fc.property(pairs, fc.nat(6), (edges, end) => {
        const graph = chain(edges);
        const to = graph.indexOf.get(`table:t${String(end)}#c`);
        const from = graph.indexOf.get('table:t0#c')!;
        fc.pre(to !== undefined && to !== from);
        const after = (start: number, flip: boolean): Set<number> => {
          const seen = new Set([start]);
          for (let grew = true; grew;) {
            const before = seen.size;
            for (const e of graph.edges) if (seen.has(flip ? e.to : e.from)) seen.add(flip ? e.from : e.to);
            grew = seen.size > before;
          }
          return seen;
        };
        const [a, b] = after(from, false).has(to!) ? [from, to!] : [to!, from];
        const wanted = [...after(a, false)].filter((n) => after(b, true).has(n));
        const { nodes, hidden, shortest } = waysBetween(graph, from, to!, Infinity);
        expect(nodes.sort()).toEqual(after(a, false).has(b) ? wanted.sort() : []);
        const few = waysBetween(graph, from, to!, 3);
        expect(few.nodes.length + few.hidden).toBe(nodes.length + hidden);
        expect(few.nodes.length).toBeLessThanOrEqual(Math.max(3, shortest.length));
      }),
    );
  });
});
