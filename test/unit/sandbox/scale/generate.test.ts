import { describe, expect, test } from 'vitest';
import type { CaseInput } from '../../../../src/core/model/case';
import { glue } from '../../../../src/main/sandbox/services/glue/service';
import { lakeFormation } from '../../../../src/main/sandbox/services/lakeformation/service';
import { scaleWorld } from '../../../../src/main/sandbox/scale/generate';
import { rowKey } from '../../../../src/main/sandbox/state/resource-key';
import { createWorld } from '../../../../src/main/sandbox/world';
import { client, role } from '../state/call';

const ACCOUNT = '100000000001';
const admin = { as: role('HeddleAdmin', ACCOUNT) };

interface Page {
  NextToken?: string;
  PrincipalResourcePermissions: CaseInput['PrincipalResourcePermissions'];
}

describe('generated worlds', () => {
  test('a small one has exactly the tables and rows asked for, no two rows with one key', async () => {
    const world = createWorld(scaleWorld({ tables: 700, grants: 5000, seed: 7 }));
    const call = client(world, lakeFormation, admin);
    const keys = new Set<string>();
    let token: string | undefined;
    let count = 0;
    do {
      const page: Page = await call<Page>('ListPermissions', { NextToken: token, MaxResults: 1000 });
      for (const row of page.PrincipalResourcePermissions) keys.add(rowKey(row, ACCOUNT));
      count += page.PrincipalResourcePermissions.length;
      token = page.NextToken;
    } while (token !== undefined);
    expect(count).toBe(5000);
    expect(keys.size).toBe(5000);
    const databases = await client(world, glue, admin)<{ DatabaseList: { Name: string }[] }>('GetDatabases');
    expect(databases.DatabaseList).toHaveLength(2);
  });

  test('the same seed gives the same world, another seed another', () => {
    const first = (seed: number) =>
      scaleWorld({ tables: 50, grants: 500, seed }).accounts[0]?.regions['eu-central-1']?.rowSource?.at(333);
    expect(first(7)).toEqual(first(7));
    expect(first(7)).not.toEqual(first(8));
  });

  test('a row of a generated world can be revoked and stays gone', async () => {
    const world = createWorld(scaleWorld({ tables: 50, grants: 500, seed: 7 }));
    const call = client(world, lakeFormation, admin);
    const before = await call<Page>('ListPermissions', { MaxResults: 1000 });
    const row = before.PrincipalResourcePermissions.at(-1);
    await call('RevokePermissions', {
      Principal: row?.Principal,
      Resource: row?.Resource,
      Permissions: row?.Permissions,
      PermissionsWithGrantOption: row?.PermissionsWithGrantOption,
    });
    const after = await call<Page>('ListPermissions', { MaxResults: 1000 });
    expect(after.PrincipalResourcePermissions).toHaveLength(499);
  });

  test('a million rows on a hundred thousand tables are ready at once, and any page of them is quick', async () => {
    const start = performance.now();
    const world = createWorld(scaleWorld({ tables: 100_000, grants: 1_000_000, seed: 7 }));
    const page = await client(world, lakeFormation, admin)<Page>('ListPermissions', { MaxResults: 1000 });
    expect(page.PrincipalResourcePermissions).toHaveLength(1000);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(process.memoryUsage().heapUsed).toBeLessThan(1.5e9);
  });
});
