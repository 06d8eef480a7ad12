import { describe, expect, it } from 'vitest';
import { halcyonWorld } from '../../../src/main/sandbox/halcyon';
import type { VariantName } from '../../../src/main/sandbox/service';
import { VARIANTS } from '../../../src/main/sandbox/service';
import { withSandbox } from '../../support/sandbox';
import { administrators, awsOf, crawlAll, picture } from './open-halcyon';

async function pictureUnder(variants: Partial<Record<VariantName, string>>): Promise<Record<string, string[]>> {
  return withSandbox({ world: halcyonWorld(), variants: variants as never }, async (sandbox) => {
    const aws = awsOf(sandbox);
    try {
      const { host, result } = await crawlAll(aws, await administrators(aws));
      expect(result.ok).toBe(true);
      return { ...picture(host), coverage: host.coverage.map((gap) => JSON.stringify(gap)).sort() };
    } finally {
      aws.close();
    }
  });
}

describe('the crawled mesh is the same under every variant', async () => {
  const plain = await pictureUnder({});

  it('is not empty', () => {
    const layers = new Set(Object.entries(plain).flatMap(([key, r]) => (r.length > 0 ? [key.split(' ')[1]] : [])));
    for (const layer of [
      'permissions',
      'tables',
      'tag-assignments',
      'data-filters',
      'dz-assets',
      'dz-filters',
      'dz-grants',
    ]) {
      expect(layers).toContain(layer);
    }
    const rows = Object.entries(plain).flatMap(([key, r]) => (key.endsWith(' permissions') ? r : []));
    expect(rows.filter((row) => row.includes('"DataCellsFilter"')).length).toBeGreaterThan(0);
    // A consumer's local grant on what a producer owns.
    const consumer = Object.entries(plain).find(([key]) => key === 'admin-555566667777@eu-central-1 permissions')?.[1];
    expect(consumer?.filter((row) => /"CatalogId":"222233334444"/.test(row)).length).toBeGreaterThan(0);
  });

  /** Those that change what a crawl has to call; the others are checked together below. */
  const own: VariantName[] = [
    'filters-in-raw-list',
    'filter-list-needs-table',
    'search-star',
    'tag-values-truncated',
    'foreign-rows-in-raw-list',
    'dz-search-needs-project',
    'dz-forms',
    'short-pages',
  ];
  it.each(own)('%s', async (name) => {
    for (const value of VARIANTS[name].slice(1)) expect(await pictureUnder({ [name]: value })).toEqual(plain);
  });

  it('all of them at once', async () => {
    // What AWS refuses to tell cannot be the same mesh: see the next test.
    const told = (Object.keys(VARIANTS) as VariantName[]).filter((name) => name !== 'dz-entity-ids');
    const all = told.map((name) => [name, VARIANTS[name].at(-1)]);
    expect(await pictureUnder(Object.fromEntries(all))).toEqual(plain);
  });

  it('dz-entity-ids: grants that AWS does not tell are a gap with names, and never an empty list', async () => {
    const { coverage: gaps = [], ...refused } = await pictureUnder({ 'dz-entity-ids': 'refused' });
    const { coverage: none = [], ...told } = plain;
    const isOther = (record: string): boolean => /"entityType":"(ENVIRONMENT_PROFILE|ASSET_TYPE)"/.test(record);
    for (const [key, records] of Object.entries(told)) {
      const seen = refused[key] ?? [];
      if (key.endsWith(' dz-policies')) expect(seen).toEqual(records.filter((record) => !isOther(record)));
      else if (!key.endsWith(' dz-entities')) expect([key, seen]).toEqual([key, records]);
    }
    const entities = Object.entries(refused).flatMap(([key, list]) => (key.endsWith(' dz-entities') ? list : []));
    expect(entities.filter((record) => record.includes('"unread":["')).length).toBe(entities.filter(isOther).length);
    expect(gaps.filter((gap) => !none.includes(gap))).toEqual([
      expect.stringMatching(/"layer":"dz-policies".*is invalid \(for Discovery lake CREATE_ENVIRONMENT, Halcyon/),
    ]);
  });
});
