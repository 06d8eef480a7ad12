import { describe, expect, it } from 'vitest';
import { buildAccessIndex } from '../../../src/core/access/access-index';
import type { Finding } from '../../../src/core/findings/finding';
import { findingsOf } from '../../../src/core/findings/run';
import { buildMeshGraph } from '../../../src/core/graph/build';
import type { IdentityRecord } from '../../../src/core/model/identity';
import type { PermissionRow } from '../../../src/core/model/lakeformation';
import type { Part, Snapshot } from '../../../src/core/model/snapshot';
import { smallSnapshot } from '../../support/small-mesh';

const SALES = '222222222222';
const role = (name: string, account = SALES): string => `arn:aws:iam::${account}:role/${name}`;
const ORDERS = { CatalogId: SALES, DatabaseName: 'sales', Name: 'orders' };

const part = (member: string, layer: Part['layer'], records: unknown[]): Part =>
  ({ member, layer, readAt: '2026-11-20T09:00:00Z', records }) as Part;

/** The small mesh with more parts read by the member of the sales account. */
function meshWith(...more: [layer: Part['layer'], records: unknown[]][]): Snapshot {
  const snapshot = smallSnapshot();
  const member = snapshot.members.find(({ account }) => account === SALES)?.id ?? '';
  return { ...snapshot, parts: [...snapshot.parts, ...more.map(([layer, records]) => part(member, layer, records))] };
}
const found = (snapshot: Snapshot, rule: Finding['rule']): Finding[] =>
  findingsOf(buildAccessIndex(snapshot), buildMeshGraph(snapshot)).filter((f) => f.rule === rule);

describe('findingsOf()', () => {
  it('finds a gate row beside grants that sleep, and none where nothing else is granted', () => {
    const [gate, ...rest] = found(meshWith(), 'gate-left-open');
    expect(gate?.sentence).toContain('sales.returns');
    expect(gate?.evidence.map(({ principal }) => principal)).toContain('IAM_ALLOWED_PRINCIPALS');
    expect(rest).toEqual([]);
  });

  it('finds rows of a principal that the account no longer lists, and only then', () => {
    expect(found(meshWith(), 'grant-to-nobody')).toEqual([]);
    const identity: IdentityRecord[] = [
      { type: 'principal', arn: role('Analyst'), kind: 'role', name: 'Analyst', account: SALES, tags: {} },
    ];
    const stale = found(meshWith(['identity', identity]), 'grant-to-nobody');
    expect(stale.map(({ where }) => where[0])).toContain(`consumer:${role('Steward')}`);
    expect(stale.map(({ where }) => where[0])).not.toContain(`consumer:${role('Analyst')}`);
  });

  it('finds an approved subscription whose grant failed, with the reason', () => {
    const failed = found(meshWith(), 'subscription-without-access').find(({ sentence }) => sentence.includes('trials'));
    expect(failed?.severity).toBe('high');
    expect(failed?.sentence).toContain('Unable to assume the Data Access Role.');
  });

  it('finds a filter that a plain grant of the same principal cancels, not one beside a plain grant of another', () => {
    const filter = { TableCatalogId: SALES, DatabaseName: 'sales', TableName: 'orders', Name: 'emea' };
    const rows = (plain: string): PermissionRow[] => [
      {
        Principal: { DataLakePrincipalIdentifier: role('Regional') },
        Resource: { DataCellsFilter: filter },
        Permissions: ['SELECT'],
      },
      {
        Principal: { DataLakePrincipalIdentifier: role(plain) },
        Resource: { TableWithColumns: { ...ORDERS, ColumnWildcard: {} } },
        Permissions: ['SELECT'],
      },
    ];
    const filters = [{ ...filter, RowFilter: { FilterExpression: "region = 'EU'" }, ColumnWildcard: {} }];
    const cancelled = found(meshWith(['permissions', rows('Regional')], ['data-filters', filters]), 'filter-cancelled');
    expect(cancelled.map(({ where }) => where[0])).toEqual([`consumer:${role('Regional')}`]);
    expect(cancelled[0]?.evidence).toHaveLength(2);
    expect(found(meshWith(['permissions', rows('Other')], ['data-filters', filters]), 'filter-cancelled')).toEqual([]);
  });

  it('finds a link to a table that its owner lacks, and spares one whose owner nobody read', () => {
    const link = (CatalogId: string) => ({
      Name: `to_${CatalogId}`,
      DatabaseName: 'sales',
      CatalogId: SALES,
      TargetTable: { CatalogId, DatabaseName: 'sales', Name: 'gone' },
    });
    const links = found(meshWith(['tables', [link(SALES), link('999999999999')]]), 'dangling-link');
    expect(links.map(({ sentence }) => sentence)).toEqual([expect.stringContaining(`to_${SALES} points to`)]);
  });

  it('is the same list twice, the most urgent first, with ids of their own', () => {
    const snapshot = meshWith();
    const all = findingsOf(buildAccessIndex(snapshot), buildMeshGraph(snapshot));
    expect(findingsOf(buildAccessIndex(snapshot), buildMeshGraph(snapshot))).toEqual(all);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const rank = { high: 0, medium: 1, low: 2 };
    expect(all.map(({ severity }) => rank[severity])).toEqual(all.map(({ severity }) => rank[severity]).sort());
  });
});
