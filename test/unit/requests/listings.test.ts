import { describe, expect, it } from 'vitest';
import { listingsOf } from '../../../src/core/governance/listings';
import { sourcesOf } from '../../../src/core/graph/sources';
import type { Part, Snapshot } from '../../../src/core/model/snapshot';

const DOMAIN = 'dzd_1';
const ORDERS = '111122223333/sales/orders';

const member = { id: 'm', profile: 'p', account: '111122223333', region: 'eu-central-1', partition: 'aws' };
const listing = (listingId: string, name: string, entityId: string, forms = {}) => ({
  domainId: DOMAIN,
  listingId,
  name,
  kind: 'asset' as const,
  entityId,
  owningProjectId: 'p1',
  forms,
});
const table = { GlueTableForm: { catalogId: '111122223333', databaseName: 'sales', tableName: 'orders' } };
const part = (layer: string, records: unknown[]): Part =>
  ({ member: 'm', layer, readAt: '', records }) as unknown as Part;
const sources = sourcesOf({
  schema: 1,
  id: 's',
  takenAt: '',
  connection: 'test',
  members: [member],
  coverage: [],
  parts: [
    part('dz-projects', [{ domainId: DOMAIN, id: 'p1', name: 'Sales data products' }]),
    part('dz-listings', [
      listing('l2', 'Revenue', 'a2'),
      listing('l1', 'Orders', 'a1', table),
      { ...listing('l3', 'Customer 360', 'd1'), kind: 'dataProduct' as const },
    ]),
  ],
} as unknown as Snapshot);
const names = (asked: Parameters<typeof listingsOf>[1]) => listingsOf(sources, asked).map(({ name }) => name);

describe('what can be asked for', () => {
  it('is found by its name, its publisher or the table behind it', () => {
    expect(names({ text: '' })).toEqual(['Customer 360', 'Orders', 'Revenue']);
    expect(names({ text: ' sales/ORD ' })).toEqual(['Orders']);
    expect(names({ text: 'sales data' })).toHaveLength(3);
    expect(names({ text: 'nothing' })).toEqual([]);
  });

  it('is found by the node of the graph that it stands for', () => {
    expect(listingsOf(sources, { node: `table:${ORDERS}` })).toMatchObject([{ listingId: 'l1', table: ORDERS }]);
    expect(names({ node: `table:asset/${DOMAIN}/a2` })).toEqual(['Revenue']);
    expect(names({ node: `product:${DOMAIN}/d1` })).toEqual(['Customer 360']);
    expect(names({ node: 'table:' })).toEqual([]);
  });
});
