import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildLineage } from '../../../src/core/lineage/build';
import { edgeTold } from '../../../src/core/lineage/edge-told';
import { graphAsOf, historyNotes, historySpan } from '../../../src/core/lineage/history';
import type { LineageGraph } from '../../../src/core/lineage/lineage-graph';
import { endOf } from '../../../src/core/lineage/witness';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { LINEAGE_MEMBER, lineageSnapshot } from '../../support/lineage-snapshot';

const snapshotOf = (events: { event: unknown; file?: string }[], jobs: Record<string, unknown>[] = []): Snapshot =>
  lineageSnapshot([
    { member: LINEAGE_MEMBER.id, layer: 'jobs', readAt: '', records: jobs as { Name: string }[] },
    {
      member: LINEAGE_MEMBER.id,
      layer: 'lineage-events',
      readAt: '',
      records: events.map(({ event, file }, i) =>
        file === undefined
          ? { id: String(i), source: 'datazone' as const, event }
          : { id: String(i), source: 'file' as const, file, event },
      ),
    },
  ]);
const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const run = (at: number, inputs: string[], outputs: string[], over: Record<string, unknown> = {}) => ({
  eventType: 'COMPLETE',
  eventTime: day(at),
  run: { runId: `run-${String(at)}` },
  job: { namespace: 'spark', name: 'daily' },
  inputs: inputs.map((name) => ({ namespace: 'x', name })),
  outputs: outputs.map((name) => ({ namespace: 'x', name })),
  ...over,
});
const edgesOf = ({ nodes, edges }: LineageGraph): string[] =>
  edges.map(({ from, to }) => `${nodes[from]!.label}>${nodes[to]!.label}`).sort();
const graphOf = (...events: unknown[]): LineageGraph =>
  buildLineage(snapshotOf(events.map((event) => ({ event })))).graph;

describe('graphAsOf()', () => {
  const graph = graphOf(run(3, ['a', 'b'], ['c']), run(9, ['a'], ['c']), run(15, ['a', 'b'], ['c', 'd']));

  it('draws what the newest complete run by then had named, and nothing that came or went since', () => {
    expect(edgesOf(graphAsOf(graph, day(1)))).toEqual([]);
    expect(edgesOf(graphAsOf(graph, day(5)))).toEqual(['a>daily', 'b>daily', 'daily>c']);
    expect(edgesOf(graphAsOf(graph, day(9)))).toEqual(['a>daily', 'daily>c']);
    expect(edgesOf(graphAsOf(graph, day(20)))).toEqual(['a>daily', 'b>daily', 'daily>c', 'daily>d']);
  });

  it('knows the run that was the last one then', () => {
    const lastRun = (date: number) => graphAsOf(graph, day(date)).nodes.find(({ kind }) => kind === 'job')?.lastRun?.at;
    expect([1, 5, 9, 20].map(lastRun)).toEqual([undefined, day(3), day(9), day(15)]);
  });

  it('lets a run that failed, has not ended or names no inputs end nothing', () => {
    const silent = [
      run(9, ['a'], ['c'], { eventType: 'START' }),
      run(10, ['a'], ['c'], { eventType: 'FAIL' }),
      run(11, [], ['c']),
    ];
    const now = edgesOf(graphAsOf(graphOf(run(3, ['a', 'b'], ['c']), ...silent), day(20)));
    expect(now).toEqual(['a>daily', 'b>daily', 'daily>c']);
  });

  it('ends columns by what a newer run tells of the same dataset', () => {
    const withColumn = (at: number, field: string) => ({
      ...run(at, ['a'], ['c']),
      outputs: [
        {
          namespace: 'x',
          name: 'c',
          facets: { columnLineage: { fields: { out: { inputFields: [{ namespace: 'x', name: 'a', field }] } } } },
        },
      ],
    });
    const both = graphOf(withColumn(3, 'old'), withColumn(9, 'new'));
    const columns = (date: number) => edgesOf(graphAsOf(both, day(date))).filter((edge) => edge.endsWith('>out'));
    expect(columns(5)).toEqual(['old>out']);
    expect(columns(10)).toEqual(['new>out']);
    expect(both.edges.flatMap((edge) => endOf(edge) ?? [])).toEqual([day(9)]);
  });

  it('equals the newest run by then, whatever the runs and the order in which they come', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 });
    const runs = fc.uniqueArray(fc.record({ at: fc.integer({ min: 1, max: 25 }), inputs: names, outputs: names }), {
      selector: ({ at }) => at,
    });
    fc.assert(
      fc.property(runs, fc.integer({ min: 0, max: 26 }), (list, date) => {
        const newest = [...list].sort((x, y) => y.at - x.at).find(({ at }) => at <= date);
        const expected = newest
          ? [...newest.inputs.map((name) => `${name}>daily`), ...newest.outputs.map((name) => `daily>${name}`)].sort()
          : [];
        const full = graphOf(...list.map(({ at, inputs, outputs }) => run(at, inputs, outputs)));
        expect(edgesOf(graphAsOf(full, date === 0 ? '2026-10-31T00:00:00.000Z' : day(date)))).toEqual(expected);
      }),
    );
  });
});

describe('witnesses', () => {
  it('keeps every source that tells of an edge, each with its own times', () => {
    const { graph } = buildLineage(
      snapshotOf([{ event: run(3, ['a'], ['c']) }, { event: run(9, ['a'], ['c']) }, { event: run(12, ['a'], ['c']), file: 'f' }]), // prettier-ignore
    );
    expect(edgeTold(graph, graph.edges[0]!)).toEqual([
      { kind: 'openlineage-file', at: day(12), since: day(12) },
      { kind: 'datazone-event', at: day(9), since: day(3) },
    ]);
  });

  it('holds as long as one of two jobs tells it', () => {
    const other = (at: number, inputs: string[]) =>
      run(at, inputs, ['c'], { job: { namespace: 'spark', name: 'other' } });
    const graph = graphOf(run(3, ['a'], ['c']), other(4, ['a']), other(8, ['b']));
    const end = (from: string, to: string) =>
      graph.edges.filter((e) => graph.nodes[e.from]!.label === from && graph.nodes[e.to]!.label === to).map(endOf);
    expect(end('a', 'other')).toEqual([day(8)]);
    expect(end('a', 'daily')).toEqual([undefined]);
  });
});

describe('historyNotes()', () => {
  const job = {
    Name: 'visual',
    CreatedOn: day(2),
    LastModifiedOn: day(10),
    CodeGenConfigurationNodes: {
      n1: { S3CsvSource: { Paths: ['s3://in/x'] } },
      n2: { S3DirectTarget: { Path: 's3://out/y' } },
    },
  };
  const full = buildLineage(snapshotOf([{ event: run(5, ['a'], ['c']) }], [job])).graph;
  const notes = (date: number): string[] => {
    const then = graphAsOf(full, day(date));
    return historyNotes(historySpan(full), then.edges.filter(({ unsure }) => unsure).length, day(date), 'column');
  };

  it('says where no history is: before the first run, before columns were told, of what was defined later', () => {
    expect(edgesOf(graphAsOf(full, day(1)))).toEqual([]);
    expect(notes(3)).toEqual([
      'No run before 2026-11-05 is known; what ran then is not shown.',
      'No run told of columns.',
      '2 links shown are known only as they are defined now.',
    ]);
    expect(notes(12)).toEqual(['No run told of columns.']);
  });
});
