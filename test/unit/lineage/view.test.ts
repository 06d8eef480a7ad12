import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedPlaces } from '../../../src/core/lineage/derived-places';
import { readEventFile } from '../../../src/core/lineage/event-file';
import { layeredLayout } from '../../../src/core/lineage/layered-layout';
import { newDraft, putEdge, putNode } from '../../../src/core/lineage/lineage-draft';
import { finishGraph } from '../../../src/core/lineage/lineage-graph';
import { jdbcTable, kafkaKeys, physicalNameOf } from '../../../src/core/lineage/naming';
import { viewLineage } from '../../../src/core/lineage/view';
import { MOST_SHOWN } from '../../../src/core/lineage/visible';

const pairs = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 30 });

describe('layeredLayout()', () => {
  it('is the same each time, never overlaps, and runs from left to right but for cycles', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const nodes = Array.from({ length: 10 }, (_, n) => ({ id: String(n), width: 100, height: 40 }));
        const edges = list.map(([a, b]) => ({ source: String(a), target: String(b) }));
        const { at } = layeredLayout(nodes, edges);
        expect(layeredLayout(nodes, edges).at).toEqual(at);
        for (let a = 0; a < 10; a++)
          for (let b = a + 1; b < 10; b++)
            expect(at[a]!.x !== at[b]!.x || Math.abs(at[a]!.y - at[b]!.y) >= 40).toBe(true);
        const forward = list.filter(([a, b]) => a < b).map(([a, b]) => ({ source: String(a), target: String(b) }));
        const straight = layeredLayout(nodes, forward).at;
        for (const { source, target } of forward)
          expect(straight[Number(source)]!.x).toBeLessThan(straight[Number(target)]!.x);
      }),
    );
  });
});

describe('derivedPlaces()', () => {
  it('equals a walk that repeats until nothing new appears', () => {
    fc.assert(
      fc.property(pairs, pairs, fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), (runs, columns, told) => {
        const draft = newDraft();
        const table = (n: number): number =>
          putNode(draft, { id: `t${String(n)}`, kind: 'table', label: `t${String(n)}` });
        for (let n = 0; n < 10; n++) table(n);
        const column = (n: number): number =>
          putNode(draft, { id: `t${String(n)}#c`, kind: 'column', label: 'c', parent: `t${String(n)}` });
        for (const [a, b] of runs) {
          const job = putNode(draft, { id: `j${String(b)}`, kind: 'job', label: '' });
          putEdge(draft, table(a), job, 'datazone-event');
          putEdge(draft, job, table(b), 'datazone-event', '', told[b] ? { columns: true } : {});
        }
        for (const [a, b] of columns) if (told[b] && a !== b) putEdge(draft, column(a), column(b), 'datazone-event');
        // By the rules: a column goes along its edges; a run that told of no columns may carry it anywhere.
        const some = new Set(['0#c']);
        for (let grew = true; grew;) {
          const before = some.size;
          for (const one of [...some]) {
            const n = Number(one.split('#')[0]);
            for (const [a, b] of columns) if (told[b] && a === n && a !== b) some.add(`${String(b)}#c`);
            for (const [a, b] of runs) if (a === n && !told[b] && b !== 0) some.add(String(b));
          }
          grew = some.size > before;
        }
        some.delete('0#c');
        const found = derivedPlaces(finishGraph(draft), 't0', 'c').map(
          (p) => `${p.table.slice(1)}${p.column ? '#c' : ''}`,
        );
        expect(found.sort()).toEqual([...some].sort());
      }),
    );
  });
});

describe('viewLineage()', () => {
  it('opens a hub at its first neighbours with a count, and never mounts more than it may', () => {
    const draft = newDraft();
    const hub = putNode(draft, { id: 'hub', kind: 'table', label: 'hub' });
    for (let n = 0; n < 1_000; n++)
      putEdge(draft, hub, putNode(draft, { id: `t${String(n)}`, kind: 'table', label: `t${String(n)}` }), 'view');
    const graph = finishGraph(draft);
    const context = { words: () => '' };
    const query = { direction: 'both', level: 'table', grown: [] } as const;
    const first = viewLineage(graph, { focus: hub }, { ...query, grown: [] }, context);
    expect(first.nodes).toHaveLength(12);
    expect(first.nodes.find(({ kind }) => kind === 'rest')?.rest).toEqual({ side: 'down:hub', count: 990 });
    expect(first.totals).toEqual({ upstream: 0, downstream: 1_000 });
    const all = viewLineage(graph, { focus: hub }, { ...query, grown: [], shown: { 'down:hub': 5_000 } }, context);
    expect(all.nodes.length).toBeLessThanOrEqual(MOST_SHOWN + 1);
  });
});

describe('names of one place', () => {
  it.each([
    [
      'redshift://dw.111122223333.eu-central-1.redshift-serverless.amazonaws.com:5439',
      'd.s.t',
      'arn:aws:redshift-serverless:eu-central-1:111122223333:table/dw/d/s/t',
    ],
    ['redshift://dw.eu-central-1:5439', 'D.S.T', 'arn:aws:redshift:eu-central-1:111122223333:table/dw/d/s/t'],
    [
      'arn:aws:sagemaker:eu-central-1:111122223333',
      'model-package/m/7',
      'arn:aws:sagemaker:eu-central-1:111122223333:model-package/m/7',
    ],
  ])('%s and %s are %s', (namespace, name, identifier) => {
    const [one, other] = [physicalNameOf({ namespace, name }), physicalNameOf({ namespace: '', name: identifier })];
    expect(one?.kind === 'store' && one.key).toBe(other?.kind === 'store' && other.key);
  });

  it('fold brokers of one cluster, default ports and spellings of a JDBC table', () => {
    const host = 'plant.x.c4.kafka.eu-central-1.amazonaws.com';
    expect(kafkaKeys(`b-1.${host}:9098,b-2.${host}:9094`, 't')).toEqual([`kafka|${host}|t`]);
    const event = physicalNameOf({ namespace: 'postgres://h:5432', name: 'crm.public.accounts' });
    for (const place of ['crm/public/accounts', 'crm.public.accounts', 'public.accounts'])
      expect(jdbcTable('jdbc:postgresql://h:5432/crm', place)).toEqual(event);
  });
});

describe('broken files', () => {
  const one = JSON.stringify({ job: { namespace: 'n', name: 'j' } });
  it('give every whole event of an array that was cut short', () => {
    expect([...readEventFile(`[${one},${one},{"job":{"na`)].map(({ event }) => event.ok)).toEqual([true, true, false]);
  });

  it('of 50 MB are read in bounded time', () => {
    const line = JSON.stringify({ job: { namespace: 'n', name: 'j' }, pad: 'x'.repeat(900) });
    const text = `${line}\n`.repeat(Math.floor((50 * 1024 * 1024) / (line.length + 1)));
    const start = performance.now();
    let count = 0;
    for (const { event } of readEventFile(text)) if (event.ok) count++;
    expect(count).toBeGreaterThan(50_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
