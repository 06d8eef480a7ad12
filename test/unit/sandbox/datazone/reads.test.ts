import { describe, expect, it } from 'vitest';
import { HALCYON_ACCOUNTS, everyPage, openSession } from './caller';

const { governance, marketing, sales } = HALCYON_ACCOUNTS;

describe('status defaults', () => {
  const { as } = openSession();
  const auditor = as(governance, 'HeddleAuditor');

  it('lists only PENDING requests and APPROVED subscriptions unless asked', () => {
    const requests = everyPage<{ status: string }>(auditor, 'ListSubscriptionRequests', {});
    expect(new Set(requests.map((r) => r.status))).toEqual(new Set(['PENDING']));
    const rejected = everyPage(auditor, 'ListSubscriptionRequests', { status: 'REJECTED' });
    expect(rejected.length).toBe(3);
    const subscriptions = everyPage<{ status: string }>(auditor, 'ListSubscriptions', {});
    expect(new Set(subscriptions.map((s) => s.status))).toEqual(new Set(['APPROVED']));
  });

  it('orders by the last change and turns it round on request', () => {
    const times = (order: string): number[] =>
      everyPage<{ updatedAt: Date }>(auditor, 'ListSubscriptions', { sortOrder: order }).map((s) =>
        s.updatedAt.getTime(),
      );
    expect(times('ASCENDING')).toEqual(times('ASCENDING').toSorted((a, b) => a - b));
    expect(times('DESCENDING')).toEqual(times('ASCENDING').toReversed());
  });
});

describe('paging', () => {
  it('gives every listing once, at any page size, also with short and empty pages', () => {
    for (const variant of ['no', 'yes'] as const) {
      const { as } = openSession({ 'short-pages': variant });
      const items = everyPage<{ assetListing?: { listingId: string }; dataProductListing?: { listingId: string } }>(
        as(governance, 'HeddleAuditor'),
        'SearchListings',
        { maxResults: 7 },
      );
      const ids = items.map((i) => i.assetListing?.listingId ?? i.dataProductListing?.listingId);
      expect(ids.length).toBeGreaterThan(50);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('binds the token to the other parameters', () => {
    const { as } = openSession();
    const call = as(governance, 'HeddleAuditor');
    const { nextToken } = call('SearchListings', { maxResults: 5 }) as { nextToken: string };
    expect(() => call('SearchListings', { maxResults: 5, searchText: 'orders', nextToken })).toThrow(/token/);
    expect(() => call('ListProjects', { nextToken })).toThrow(expect.objectContaining({ name: 'ValidationException' }));
  });
});

describe('forms', () => {
  it('are a list of JSON strings in the inventory, and only when asked for', () => {
    const { as } = openSession();
    const call = as(governance, 'HeddleAuditor');
    const plain = call('Search', { searchScope: 'ASSET' }).items[0].assetItem;
    expect(plain.additionalAttributes).toBeUndefined();
    const full = call('Search', { searchScope: 'ASSET', additionalAttributes: ['FORMS'] }).items[0].assetItem;
    const form = full.additionalAttributes.formsOutput.find(
      (f: { formName: string }) => f.formName === 'GlueTableForm',
    );
    expect(form.typeName).toBe('amazon.datazone.GlueTableFormType');
    expect(JSON.parse(form.content)).toMatchObject({ databaseName: 'sales', tableName: 'orders' });
    expect(full.glossaryTerms[0]).toMatch(/^[a-z0-9]{14}$/);
  });

  it('are one JSON string on a listing, of objects or of strings by variant', () => {
    for (const variant of ['objects', 'strings'] as const) {
      const { as } = openSession({ 'dz-forms': variant });
      const { items } = as(marketing, 'MarketingAnalyst')('SearchListings', {
        searchIn: [{ attribute: 'GlueTableForm.tableName' }],
        searchText: 'orders',
        additionalAttributes: ['FORMS', 'TIME_SERIES_DATA_POINT_FORMS'],
      });
      expect(items).toHaveLength(1);
      const listing = items[0].assetListing;
      const value = JSON.parse(listing.additionalAttributes.forms)['GlueTableForm'];
      expect(typeof value).toBe(variant === 'objects' ? 'object' : 'string');
      expect(listing.glossaryTerms.map((t: { name: string }) => t.name)).toContain('Order');
      expect(listing.additionalAttributes.latestTimeSeriesDataPointForms[0].formName).toBe('orders-ruleset');
    }
  });
});

describe('a subscribed asset', () => {
  it('carries its forms as one JSON string and its terms by name', () => {
    const { as } = openSession();
    const requests = as(governance, 'HeddleAuditor')('ListSubscriptionRequests').items;
    const item = requests.find(
      (r: { subscribedListings: { name: string }[] }) => r.subscribedListings[0]?.name === 'adverse_events',
    ).subscribedListings[0].item.assetListing;
    expect(JSON.parse(item.forms).GlueTableForm.tableName).toBe('adverse_events');
    expect(item.glossaryTerms.map((t: { name: string }) => t.name)).toContain('Adverse event');
  });
});

describe('visibility', () => {
  it('shows the inventory of all projects to an owner of the root unit, of its own to a member, of none to others', () => {
    const { as } = openSession();
    const assets = (account: string, role: string) =>
      everyPage<{ assetItem: { owningProjectId: string } }>(as(account, role), 'Search', { searchScope: 'ASSET' });
    const all = assets(governance, 'HeddleAuditor');
    expect(all.length).toBe(50);
    const own = assets(sales, 'HeddleAuditor');
    expect(new Set(own.map((a) => a.assetItem.owningProjectId)).size).toBe(1);
    expect(assets(marketing, 'AgencyGuest')).toHaveLength(0);
    expect(as(marketing, 'AgencyGuest')('SearchListings').totalMatchCount).toBe(55);
  });

  it('refuses a project and its environments to those outside', () => {
    const { as, world } = openSession();
    const project = world.data.datazone?.[0]?.projects.find((p) => p.name === 'Clinical trials data');
    const outsider = as(marketing, 'MarketingAnalyst');
    const refusal = expect.objectContaining({ name: 'AccessDeniedException' });
    expect(() => outsider('GetProject', { identifier: project?.id })).toThrow(refusal);
    expect(() => outsider('ListEnvironments', { projectIdentifier: project?.id })).toThrow(refusal);
    expect(() => outsider('ListProjectMemberships', { projectIdentifier: project?.id })).toThrow(refusal);
  });

  it('lists a domain shared through RAM, and none to an account it is not shared with', () => {
    const { as } = openSession();
    expect(as(marketing, 'HeddleAuditor')('ListDomains').items).toMatchObject([{ managedAccountId: governance }]);
    expect(as('999988887777', 'Nobody')('ListDomains').items).toEqual([]);
    expect(() => as('999988887777', 'Nobody')('GetDomain', { identifier: 'dzd_5ov2k7q9h1mxa8' })).toThrow(
      expect.objectContaining({ name: 'AccessDeniedException' }),
    );
  });

  it('demands a project for an inventory search where the variant says so', () => {
    const { as } = openSession({ 'dz-search-needs-project': 'yes' });
    expect(() => as(governance, 'HeddleAuditor')('Search', { searchScope: 'ASSET' })).toThrow(
      expect.objectContaining({ name: 'ValidationException' }),
    );
    expect(as(governance, 'HeddleAuditor')('Search', { searchScope: 'GLOSSARY_TERM' }).totalMatchCount).toBe(11);
  });
});

describe('the unit tree', () => {
  it('is reached from the root, child by child', () => {
    const { as } = openSession();
    const call = as(marketing, 'MarketingAnalyst');
    const { rootDomainUnitId } = call('GetDomain', { identifier: 'dzd_5ov2k7q9h1mxa8' });
    const seen: string[] = [];
    const walk = (id: string): void => {
      for (const child of call('ListDomainUnitsForParent', { parentDomainUnitIdentifier: id }).items) {
        seen.push(child.name);
        expect(call('GetDomainUnit', { identifier: child.id }).parentDomainUnitId).toBe(id);
        walk(child.id);
      }
    };
    walk(rootDomainUnitId);
    expect(seen.sort()).toEqual(
      ['Basel plant', 'Clinical development', 'Enterprise data', 'Marketing', 'Production', 'R&D', 'Sales'].sort(),
    );
  });

  it('cascades rules from above only when asked', () => {
    const { as, world } = openSession();
    const clinical = world.data.datazone?.[0]?.units.find((u) => u.name === 'Clinical development')?.id;
    const input = { targetType: 'DOMAIN_UNIT', targetIdentifier: clinical };
    const call = as(governance, 'HeddleAuditor');
    expect(call('ListRules', input).items).toHaveLength(0);
    expect(call('ListRules', { ...input, includeCascaded: true }).items).toHaveLength(2);
  });
});
