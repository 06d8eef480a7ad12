import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../../src/main/sandbox/services/datazone/lineage/open-lineage';
import { HALCYON_ACCOUNTS, everyPage, openSession } from './caller';

const { governance, marketing, production, sales } = HALCYON_ACCOUNTS;
const glue = (account: string, name: string): string => `arn:aws:glue:eu-central-1:${account}:table/${name}`;

interface Node {
  id: string;
  name: string;
  typeName: string;
  sourceIdentifier: string;
  upstreamLineageNodeIds: string[];
  downstreamLineageNodeIds: string[];
  formsOutput?: { formName: string; content: string }[];
}

const graph = (
  identifier: string,
  direction: 'IN' | 'OUT',
  hops: number,
  extra: Record<string, unknown> = {},
): Node[] =>
  everyPage<{ lineageNode: Node }>(openSession().as(governance, 'HeddleAuditor'), 'QueryGraph', {
    match: [
      { relationPattern: { relationType: 'LINEAGE', relationDirection: direction, maxPathLength: hops } },
      { entityPattern: { entityType: 'LINEAGE_NODE', identifier } },
    ],
    maxResults: 3,
    ...extra,
  }).map((item) => item.lineageNode);

describe('lineage nodes', () => {
  const { as, world } = openSession();
  const call = as(marketing, 'MarketingAnalyst');

  it('are found by source identifier, by id and by the asset that they are', () => {
    const node = call('GetLineageNode', { identifier: glue(sales, 'customer_360/customers') });
    const asset = world.data.datazone?.[0]?.assets.find((a) => a.name === 'customers');
    expect(call('GetLineageNode', { identifier: node.id }).sourceIdentifier).toBe(node.sourceIdentifier);
    expect(call('GetLineageNode', { identifier: `amazon.datazone.asset/${asset?.identifier}` }).id).toBe(node.id);
    const form = node.formsOutput.find((f: { formName: string }) => f.formName === 'ColumnLineageForm');
    expect(JSON.parse(form.content).fields.contact_email.inputFields[0]).toMatchObject({ field: 'email' });
    expect(() => call('GetLineageNode', { identifier: 'arn:aws:glue:none' })).toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException' }),
    );
  });

  it('take the newest run of a job as neighbour and keep the earlier one as history', () => {
    const identifier = glue(sales, 'customer_360/customers');
    const node = call('GetLineageNode', { identifier });
    expect(node.upstreamNodes).toHaveLength(1);
    const { nodes } = call('ListLineageNodeHistory', { identifier, direction: 'UPSTREAM' });
    expect(nodes.length).toBe(3);
    const before = call('GetLineageNode', { identifier, eventTimestamp: new Date('2026-11-16T00:00:00.000Z') });
    expect(before.upstreamNodes[0].id).not.toBe(node.upstreamNodes[0].id);
  });

  it('reach Redshift by its ARN and the listing of a published asset', () => {
    const identifier = `arn:aws:redshift-serverless:eu-central-1:${sales}:table/sales-dw/dwh/finance/revenue_daily`;
    const down = graph(identifier, 'OUT', 1);
    expect(down[0]?.sourceIdentifier).toBe(identifier);
    expect(down.some((node) => node.sourceIdentifier.startsWith('amazon.datazone.listing/'))).toBe(true);
  });
});

describe('QueryGraph', () => {
  it('walks as many hops as asked, and its edges agree in both directions', () => {
    const source = glue(production, 'manufacturing/lots');
    expect(graph(source, 'OUT', 1).length).toBeLessThan(graph(source, 'OUT', 4).length);
    const nodes = graph(source, 'OUT', 5);
    const byId = new Map(nodes.map((node) => [node.id, node]));
    expect(nodes.some((node) => node.sourceIdentifier === glue(production, 'quality/capa'))).toBe(false);
    for (const node of nodes) {
      for (const id of node.downstreamLineageNodeIds) {
        expect(byId.get(id)?.upstreamLineageNodeIds ?? [node.id]).toContain(node.id);
      }
    }
  });

  it('gives only the forms that were named', () => {
    const [root] = graph(glue(sales, 'customer_360/customers'), 'IN', 1, {
      additionalAttributes: { formNames: ['DatasetFieldsForm'] },
    });
    expect(root?.formsOutput?.map((f) => f.formName)).toEqual(['DatasetFieldsForm']);
    expect(graph('nothing/here', 'IN', 2)).toEqual([]);
  });
});

describe('lineage events', () => {
  const post = (event: unknown): Record<string, unknown> => ({
    event: new TextEncoder().encode(typeof event === 'string' ? event : JSON.stringify(event)),
  });
  const run = {
    eventType: 'COMPLETE',
    eventTime: '2026-11-23T08:00:00Z',
    producer: 'https://example.com',
    run: { runId: '2f1c6a5e-0000-4000-8000-000000000001' },
    job: { namespace: 'spark', name: 'copy' },
    inputs: [{ namespace: `arn:aws:glue:eu-central-1:${sales}`, name: 'table/sales/orders' }],
    outputs: [{ namespace: 's3://halcyon-sales-lake', name: 'exports/orders' }],
  };

  it('are listed newest first with names, filtered by time and status, and read back as posted', () => {
    const { as } = openSession();
    const call = as(governance, 'HeddleSteward');
    const all = everyPage<{ id: string; eventTime: Date }>(call, 'ListLineageEvents', { maxResults: 7 });
    expect(all).toHaveLength(30);
    expect(all.map((e) => e.eventTime.getTime())).toEqual(
      all.map((e) => e.eventTime.getTime()).toSorted((a, b) => b - a),
    );
    const { id } = call('PostLineageEvent', { ...post(run), clientToken: 'x' });
    expect(call('PostLineageEvent', { ...post(run), clientToken: 'x' }).id).toBe(id);
    const [newest] = call('ListLineageEvents', { timestampAfter: new Date('2026-11-23T00:00:00Z') }).items;
    expect(newest.eventSummary.openLineageRunEventSummary).toMatchObject({ job: run.job, eventType: 'COMPLETE' });
    const { event } = call('GetLineageEvent', { identifier: id });
    expect(JSON.parse(new TextDecoder().decode(event))).toEqual(run);
    const copied = call('GetLineageNode', { identifier: 's3://halcyon-sales-lake/exports/orders' });
    expect(copied.upstreamNodes).toHaveLength(1);
  });

  it('are refused when they are not run events or too large', () => {
    const call = openSession().as(governance, 'HeddleSteward');
    const invalid = expect.objectContaining({ name: 'ValidationException' });
    expect(() => call('PostLineageEvent', post('{'))).toThrow(invalid);
    expect(() => call('PostLineageEvent', post({ eventTime: 'now', job: run.job, dataset: {} }))).toThrow(invalid);
    expect(() => call('PostLineageEvent', post({ ...run, eventType: 'DONE' }))).toThrow(invalid);
    expect(() => call('PostLineageEvent', post({ ...run, producer: 'x'.repeat(300_001) }))).toThrow(invalid);
  });
});

describe('Halcyon', () => {
  it('has column lineage into or out of each of its stores', () => {
    const call = openSession().as(governance, 'HeddleSteward');
    const stores = new Set<string>();
    for (const { id } of everyPage<{ id: string }>(call, 'ListLineageEvents', {})) {
      const { event } = call('GetLineageEvent', { identifier: id });
      const { outputs = [] } = JSON.parse(new TextDecoder().decode(event)) as RunEvent;
      for (const { namespace, name, facets } of outputs)
        for (const { inputFields = [] } of Object.values(facets?.columnLineage?.fields ?? {}))
          for (const end of [{ namespace, name }, ...inputFields]) stores.add(storeOf(end));
    }
    expect([...stores].sort()).toEqual(['glue', 'kafka', 'opcua', 'postgres', 'redshift', 'sagemaker']);
  });
});

const storeOf = ({ namespace }: { namespace: string }): string =>
  /^arn:[^:]+:([^:]+):/.exec(namespace)?.[1] ?? namespace.split(':')[0]!;
