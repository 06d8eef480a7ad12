import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HALCYON_ACCOUNTS, halcyonWorld } from '../../../src/main/sandbox/halcyon/halcyon';
import { openSandbox, type TestSandbox } from '../../support/sandbox';
import { anyClient, type AnyClient } from '../../support/sdk-clients';

const CHAIN = 8;
let sandbox: TestSandbox;
let client: AnyClient;
const domainIdentifier = halcyonWorld().datazone?.[0]?.domain.id;
const call = (operation: string, input: object): Promise<Record<string, unknown>> =>
  client.send(operation, { domainIdentifier, ...input });
const dataset = (name: string): object => ({ namespace: 's3://limits', name });
const refused = expect.objectContaining({ name: 'ValidationException' }) as Error;

async function post(job: string, inputs: object[], outputs: object[]): Promise<void> {
  const event = {
    eventType: 'COMPLETE',
    eventTime: '2026-11-23T08:00:00Z',
    producer: 'https://example.com',
    run: { runId: `run-of-${job}` },
    job: { namespace: 'limits', name: job },
    inputs,
    outputs,
  };
  await call('PostLineageEvent', { event: new TextEncoder().encode(JSON.stringify(event)) });
}
const walk = (identifier: string, maxPathLength: number, more: object = {}): Promise<Record<string, unknown>> =>
  call('QueryGraph', {
    match: [
      { relationPattern: { relationType: 'LINEAGE', relationDirection: 'OUT', maxPathLength } },
      { entityPattern: { entityType: 'LINEAGE_NODE', identifier } },
    ],
    ...more,
  });

beforeAll(async () => {
  sandbox = await openSandbox({ world: halcyonWorld() });
  client = anyClient('datazone', sandbox.client(`arn:aws:iam::${HALCYON_ACCOUNTS.governance}:role/HeddleSteward`));
  const wide = Array.from({ length: 120 }, (_, n) => dataset(`wide/${String(n)}`));
  await post('wide', [dataset('source')], wide);
  for (let n = 0; n < CHAIN; n++)
    await post(`step-${String(n)}`, [dataset(`at/${String(n)}`)], [dataset(`at/${String(n + 1)}`)]);
});
afterAll(async () => {
  client.destroy();
  await sandbox.stop();
});

/** facts/datazone 3.1: what the service tells at most, over the wire. */
describe('limits of the lineage operations', () => {
  it('100 neighbours of a side, without a second page', async () => {
    const node = await call('GetLineageNode', { identifier: 'limits.wide/run-of-wide' });
    expect(node['downstreamNodes']).toHaveLength(100);
    expect(node['upstreamNodes']).toHaveLength(1);
    expect(node).not.toHaveProperty('nextToken');
  });

  it('five hops a walk, and no more may be asked', async () => {
    const { items } = (await walk('s3://limits/at/0', 5)) as { items: { lineageNode: { name: string } }[] };
    // Dataset, run, dataset, run, dataset, run: five hops from the first.
    expect(items).toHaveLength(6);
    await expect(walk('s3://limits/at/0', 6)).rejects.toEqual(refused);
    await expect(walk('s3://limits/at/0', 0)).rejects.toEqual(refused);
  });

  it.each([
    ['QueryGraph', 'items', (more: object) => walk('s3://limits/source', 5, more)],
    ['ListLineageEvents', 'items', (more: object) => call('ListLineageEvents', more)],
    [
      'ListLineageNodeHistory',
      'nodes',
      (more: object) => call('ListLineageNodeHistory', { identifier: 's3://limits/source', ...more }),
    ],
  ])('50 a page of %s, and no more may be asked', async (_, key, ask) => {
    const page = await ask({ maxResults: 50 });
    expect((page[key] as unknown[]).length).toBeLessThanOrEqual(50);
    await expect(ask({ maxResults: 51 })).rejects.toEqual(refused);
  });

  it('more than 50 nodes take more than one page, and nothing is told twice', async () => {
    const seen: string[] = [];
    let pages = 0;
    for (let nextToken: unknown; pages === 0 || nextToken !== undefined; pages++) {
      const page = await walk('s3://limits/source', 5, nextToken === undefined ? {} : { nextToken });
      for (const item of page['items'] as { lineageNode: { id: string } }[]) seen.push(item.lineageNode.id);
      nextToken = page['nextToken'];
    }
    expect(pages).toBeGreaterThan(2);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(122);
  });
});
