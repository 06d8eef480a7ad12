import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import { principalScope } from '../../../src/core/access/principal-scope';
import { resourceScope } from '../../../src/core/access/resource-scope';
import { refText } from '../../../src/core/access/resource-ref';
import { remarksOnTables } from '../../../src/core/access/subscription-remarks';
import { subscriptionAccess } from '../../../src/core/access/subscription';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { GOVERNANCE, grant, MARKETING, part, role, SALES, smallSnapshot } from '../../support/small-mesh';

const USER = role(MARKETING, 'datazone_usr_role_p-campaign_e-campaign');
const onSales = (name: string) => ({ Table: { CatalogId: SALES, DatabaseName: 'sales', Name: name } });

/** The small mesh with more rows in Sales. */
const withRows = (...rows: ReturnType<typeof grant>[]): Snapshot => {
  const snapshot = smallSnapshot();
  return { ...snapshot, parts: [...snapshot.parts, part(SALES, 'permissions', rows)] };
};

const byId = (snapshot: Snapshot) =>
  Object.fromEntries(
    subscriptionAccess(buildAccessIndex(snapshot), snapshot).subscriptions.map((s) => [s.subscription.id, s]),
  );

describe('a subscription is followed to the rows behind it', () => {
  it('gives nothing where its grant failed, and says why', () => {
    const found = byId(smallSnapshot())['s-trials']!;
    expect(found.verdict).toBe('none');
    expect(found.principals).toEqual([USER]);
    expect(found.mismatch).toContain('Unable to assume the Data Access Role.');
  });

  it('has access once the producer grants to the role', () => {
    const found = byId(withRows(grant(USER, onSales('orders'), ['SELECT', 'DESCRIBE'])))['s-orders']!;
    expect(found.verdict).toBe('all');
    expect(found.mismatch).toBeUndefined();
    expect(found.pairs.every((pair) => pair.rows.length > 0)).toBe(true);
  });

  it('tells of a plain grant that reaches beyond the asset filter', () => {
    const snapshot = withRows(grant(USER, onSales('orders'), ['SELECT']));
    const parts = snapshot.parts.map((p) =>
      p.layer !== 'dz-grants'
        ? p
        : {
            ...p,
            records: p.records.map((record) => ({
              ...record,
              assets: [
                { assetId: 'a-orders', status: 'GRANTED', assetScope: { scopeName: 'orders_eu', status: 'GRANTED' } },
              ],
            })),
          },
    );
    expect(byId({ ...snapshot, parts })['s-orders']!.mismatch).toContain('more of Orders than the asset filter');
  });

  it('is unknown, not none, where nothing of it lies in a Glue catalog', () => {
    const snapshot = smallSnapshot();
    const parts = snapshot.parts.map((p) =>
      p.layer === 'dz-listings' ? { ...p, records: p.records.map((r) => ({ ...r, forms: {} })) } : p,
    );
    expect(byId({ ...snapshot, parts })['s-trials']!.verdict).toBe('unknown');
  });

  it('tells of access that outlives a revoked subscription', () => {
    const snapshot = withRows(grant(USER, onSales('customers'), ['SELECT']));
    expect(byId(snapshot)['s-old']!.mismatch).toContain('no approved subscription to Customer 360 any more');
    const { withoutSubscription } = subscriptionAccess(buildAccessIndex(snapshot));
    expect(withoutSubscription.map((u) => [u.principal, u.ended?.id])).toEqual([[USER, 's-old']]);
  });

  it('tells of readers in other accounts, not of readers in the owning account', () => {
    const stranger = role(GOVERNANCE, 'Etl');
    const snapshot = withRows(
      grant(stranger, onSales('customers'), ['SELECT']),
      grant(role(SALES, 'Analyst'), onSales('customers'), ['SELECT']),
    );
    const index = buildAccessIndex(snapshot);
    expect(subscriptionAccess(index).withoutSubscription.map((u) => u.principal)).toEqual([stranger]);
    const customers = index.mesh.catalog.tables.find((t) => t.name === 'customers')!.id;
    expect(remarksOnTables(index, [customers])).toEqual([
      expect.stringContaining('access without subscription: Etl reads') as string,
    ]);
  });
});

describe('damaged records of DataZone', () => {
  it.each(['dz-subscriptions', 'dz-grants', 'dz-targets', 'dz-listings', 'dz-projects', 'dz-products'] as const)(
    '%s of wrong types are passed over, the others answer',
    (layer) => {
      const junk: unknown[] = [null, 7, 'x', [], {}, { domainId: 'dzd_mesh', id: 5, assets: [null], items: 'x' }];
      const snapshot = smallSnapshot();
      const parts = snapshot.parts.map((p) =>
        p.layer === layer ? ({ ...p, records: [...junk, ...p.records] } as typeof p) : p,
      );
      const whole = subscriptionAccess(buildAccessIndex(snapshot));
      const damaged = subscriptionAccess(buildAccessIndex({ ...snapshot, parts }));
      expect(damaged.subscriptions.map((s) => s.verdict)).toEqual(whole.subscriptions.map((s) => s.verdict));
      expect(damaged.withoutSubscription).toEqual(whole.withoutSubscription);
    },
  );
});

describe('names that stand for several things', () => {
  const index = buildAccessIndex(smallSnapshot());
  const tables = (text: string): string[] => {
    const scope = resourceScope(index, text);
    return scope.ok ? scope.value.refs.map((ref) => refText(index, ref)) : [scope.error.code];
  };

  it('a data product by name, with its project, by id and with a prefix', () => {
    const both = [`${GOVERNANCE}/enterprise.golden_customer`, `${SALES}/sales.customers`];
    for (const text of ['Customer 360', 'product:customer 360', 'product:Master data/Customer 360', 'product:dp-c360'])
      expect(tables(text)).toEqual(both);
    expect(tables('product:Nothing')).toEqual(['RESOURCE_UNKNOWN']);
    expect(tables('Nothing at all')).toEqual(['RESOURCE_UNKNOWN']);
  });

  it('the catalog comes before products', () => {
    expect(tables(`${SALES}/sales.customers`)).toEqual([`${SALES}/sales.customers`]);
  });

  it('a tag written plainly, wherever it is defined or carried; of several accounts each by name', () => {
    expect(tables('sensitivity=high')).toEqual(tables(`tag:${SALES}/sensitivity=high`));
    expect(tables('tag:Sensitivity=HIGH')).toEqual(tables(`tag:${SALES}/sensitivity=high`));
    expect(tables('sensitivity=nowhere')).toEqual(['RESOURCE_UNKNOWN']);
    const defined = part(MARKETING, 'tags', [{ CatalogId: MARKETING, TagKey: 'sensitivity', TagValues: ['high'] }]);
    const snapshot = smallSnapshot();
    const two = buildAccessIndex({ ...snapshot, parts: [...snapshot.parts, defined] });
    for (const text of ['sensitivity=high', 'tag:sensitivity=high'])
      expect(resourceScope(two, text)).toMatchObject({
        ok: false,
        error: {
          code: 'RESOURCE_AMBIGUOUS',
          candidates: [MARKETING, SALES].sort().map((account) => `tag:${account}/sensitivity=high`),
        },
      });
  });

  it('a tag value with what carries it, a column included; an S3 prefix with the tables below it', () => {
    expect(tables(`tag:${SALES}/sensitivity=high`)).toEqual(['LF-Tag sensitivity=high', `${SALES}/sales.Orders`]);
    expect(tables('s3://halcyon-sales')).toEqual([
      's3://halcyon-sales',
      `${SALES}/sales.Orders`,
      `${SALES}/sales.customers`,
      `${SALES}/sales.returns`,
    ]);
  });

  it('a project by name or id is its user roles; an account only with its prefix', () => {
    const scope = (text: string) => {
      const found = principalScope(index, text);
      return found.ok ? found.value.principals : [found.error.code];
    };
    expect(scope('Campaign analytics')).toEqual([USER]);
    expect(scope('project:p-campaign')).toEqual([USER]);
    expect(scope('project:Attribution')).toEqual([]);
    expect(scope(MARKETING)).toEqual([MARKETING]);
    expect(scope(`account:${MARKETING}`)).toContain(USER);
    expect(scope('Nobody')).toEqual(['PRINCIPAL_UNKNOWN']);
  });
});
