import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedAudience } from '../../../src/core/lineage/audience';
import { buildLineage } from '../../../src/core/lineage/build';
import { closureOf, pathBetween } from '../../../src/core/lineage/closure';
import { newDraft, putEdge, putNode } from '../../../src/core/lineage/lineage-draft';
import { finishGraph } from '../../../src/core/lineage/lineage-graph';
import { physicalNameOf } from '../../../src/core/lineage/naming';
import { readEventFile } from '../../../src/core/lineage/event-file';
import { lostTags } from '../../../src/core/lineage/lost-tags';
import { readEvent } from '../../../src/core/lineage/openlineage';
import type { GlueTable } from '../../../src/core/model/glue';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { LINEAGE_MEMBER, lineageSnapshot } from '../../support/lineage-snapshot';

const table = (name: string, location: string): GlueTable => ({
  Name: name,
  DatabaseName: 'sales',
  CatalogId: '111122223333',
  StorageDescriptor: { Columns: [{ Name: 'id' }, { Name: 'email' }], Location: location },
});
const snapshotWith = (events: unknown[], tables: GlueTable[] = []): Snapshot =>
  lineageSnapshot([
    { member: LINEAGE_MEMBER.id, layer: 'tables', readAt: '', records: tables },
    {
      member: LINEAGE_MEMBER.id,
      layer: 'lineage-events',
      readAt: '',
      records: events.map((event, i) => ({ id: String(i), source: 'file' as const, file: 'f.json', event })),
    },
  ]);
const event = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  eventType: 'COMPLETE',
  eventTime: '2026-11-19T02:00:00Z',
  run: { runId: 'r1' },
  job: { namespace: 'spark', name: 'daily' },
  inputs: [{ namespace: 's3://lake', name: 'sales/orders/day=1' }],
  outputs: [
    {
      namespace: 'arn:aws:glue:eu-central-1:111122223333',
      name: 'table/sales/report',
      facets: {
        columnLineage: {
          fields: { mail: { inputFields: [{ namespace: 's3://lake', name: 'sales/orders', field: 'EMAIL' }] } },
        },
        surprise: {},
      },
    },
  ],
  ...over,
});
const tables = [table('orders', 's3://lake/sales/orders/'), table('report', 's3://lake/sales/report/')];
const ORDERS = 'table:111122223333/sales/orders';
const REPORT = 'table:111122223333/sales/report';

describe('physicalNameOf()', () => {
  it.each([
    [{ namespace: 'arn:aws:glue:eu-central-1:111122223333', name: 'table/db/t' }, 'glue'],
    [{ namespace: '', name: 'arn:aws:glue:eu-central-1:111122223333:table/db/t' }, 'glue'],
    [{ namespace: 's3://bucket', name: 'a/b' }, 's3'],
    [{ namespace: 'redshift://cluster.eu:5439', name: 'db.s.t' }, 'store'],
    [{ namespace: 'kafka://b-1.msk:9098', name: 'topic' }, 'store'],
    [{ namespace: 'postgres://host:5432', name: 'db.s.t' }, 'store'],
    [{ namespace: 'nowhere', name: 'x' }, undefined],
  ])('reads %j as %s', (name, kind) => {
    expect(physicalNameOf(name)?.kind).toBe(kind);
  });
});

describe('readEventFile()', () => {
  it('reads an array, one object, and a line each, and goes on after a broken line', () => {
    const one = JSON.stringify(event());
    expect([...readEventFile(`[${one},${one}]`)].map((x) => x.event.ok)).toEqual([true, true]);
    expect([...readEventFile(one)].map((x) => x.event.ok)).toEqual([true]);
    expect([...readEventFile(`${one}\n{broken\n\n${one}`)].map((x) => [x.line, x.event.ok])).toEqual([
      [1, true],
      [2, false],
      [4, true],
    ]);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        const read = readEvent(raw);
        expect(typeof read.ok).toBe('boolean');
      }),
    );
  });
});

describe('buildLineage()', () => {
  it('joins an S3 path and a Glue ARN to the tables of the mesh, with the column between them', () => {
    const { graph, completeness } = buildLineage(snapshotWith([event()], tables));
    const from = graph.indexOf.get(ORDERS)!;
    const to = graph.indexOf.get(REPORT)!;
    expect(pathBetween(graph, from, to)?.map((i) => graph.nodes[i]!.id)).toEqual([ORDERS, 'job:spark.daily', REPORT]);
    expect(graph.indexOf.has(`${ORDERS}#email`)).toBe(true);
    expect(completeness).toMatchObject({
      events: 1,
      unjoined: [],
      ambiguous: [],
      ignoredFacets: { surprise: 1 },
      tablesWithout: [],
    });
  });

  it('counts what it cannot use: duplicates, unreadable events, failed runs, unknown and ambiguous names', () => {
    const twice = [...tables, { ...table('orders_copy', 's3://lake/sales/orders') }];
    const events = [
      event(),
      event(),
      { nonsense: true },
      event({ run: { runId: 'r2' }, eventType: 'FAIL', outputs: [{ namespace: 's3://lake', name: 'never' }] }),
      event({ run: { runId: 'r3' }, inputs: [{ namespace: 'nowhere', name: 'x' }] }),
    ];
    const { graph, completeness } = buildLineage(snapshotWith(events, twice));
    expect(completeness.duplicates).toBe(1);
    expect(completeness.unreadable).toHaveLength(1);
    expect(completeness.unjoined.map((u) => u.name)).toEqual(['nowhere/x']);
    expect(completeness.ambiguous[0]?.candidates).toHaveLength(2);
    expect(graph.nodes.some((n) => n.label === 'never')).toBe(false);
  });

  it('keeps the newest time of an edge whatever order events come in', () => {
    const older = event({ run: { runId: 'r0' }, eventTime: '2026-01-01T00:00:00Z' });
    const { graph } = buildLineage(snapshotWith([event(), older], tables));
    expect(new Set(graph.edges.map((e) => e.at))).toEqual(new Set(['2026-11-19T02:00:00.000Z']));
    expect(graph.nodes.find((n) => n.kind === 'job')?.lastRun?.at).toBe('2026-11-19T02:00:00.000Z');
  });
});

const graphOf = (count: number, pairs: [number, number][]) => {
  const draft = newDraft();
  for (let i = 0; i < count; i++) putNode(draft, { id: `n${String(i)}`, kind: 'table', label: `n${String(i)}` });
  for (const [a, b] of pairs) putEdge(draft, a % count, b % count, 'view');
  return finishGraph(draft);
};
const anyGraph = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 40 }))
  .map(([count, pairs]) => graphOf(count, pairs as [number, number][]));

describe('closureOf()', () => {
  it('is inverse: b is downstream of a exactly when a is upstream of b', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        for (let a = 0; a < graph.nodes.length; a++)
          for (let b = 0; b < graph.nodes.length; b++)
            expect(closureOf(graph, a, 'downstream').nodes.includes(b)).toBe(
              closureOf(graph, b, 'upstream').nodes.includes(a),
            );
      }),
    );
  });

  it('agrees with walking edge by edge until nothing new appears', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const reached = new Set<number>();
        for (let grew = true; grew;) {
          const before = reached.size;
          for (const e of graph.edges) if (e.from === 0 || reached.has(e.from)) reached.add(e.to);
          grew = reached.size > before;
        }
        expect(new Set(closureOf(graph, 0, 'downstream').nodes)).toEqual(reached);
      }),
    );
  });
});

describe('derivedAudience() and lostTags()', () => {
  const { graph } = buildLineage(snapshotWith([event()], tables));
  const readers: Record<string, string[]> = {
    [`${ORDERS}#email`]: ['Auditor'],
    [`${REPORT}#mail`]: ['Auditor', 'Analyst'],
  };
  const access = {
    readers: (t: string, c?: string) => new Set(readers[`${t}#${c ?? ''}`] ?? []),
    tags: (t: string, c?: string) => (t === ORDERS && c?.toLowerCase() === 'email' ? ['sensitivity=high'] : []),
  };

  it('names who reads derived data and could not read the source', () => {
    const answer = derivedAudience(graph, access, ORDERS, 'email');
    expect(answer.places).toEqual([
      { table: REPORT, column: 'mail', distance: 1, how: 'direct', readers: ['Analyst', 'Auditor'] },
    ]);
    expect(answer.beyond).toEqual(['Analyst']);
  });

  it('finds a sensitive column whose derivative lost its tag, and nothing once the tag is there', () => {
    expect(lostTags(graph, access, (tag) => tag.startsWith('sensitivity='))).toEqual([
      {
        source: { table: ORDERS, column: 'email' },
        derived: { table: REPORT, column: 'mail' },
        tags: ['sensitivity=high'],
        how: 'direct',
        distance: 1,
        first: true,
        certain: true,
        readers: ['Analyst'],
      },
    ]);
    const kept = { ...access, tags: () => ['sensitivity=high'] };
    expect(lostTags(graph, kept, () => true)).toEqual([]);
  });
});
