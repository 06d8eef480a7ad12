import { describe, expect, it } from 'vitest';
import { issueKeys } from '../../../src/main/sandbox/auth/keys';
import { halcyonWorld } from '../../../src/main/sandbox/halcyon/halcyon';
import { SERVED } from '../../../src/main/sandbox/services';
import { announceMissing, outside, run } from '../../support/outside';
import { withSandbox } from '../../support/sandbox';

announceMissing();

interface Report {
  problems: string[];
  calls: Record<string, number>;
  rows: Record<string, number>;
  used: string[];
  /** Raw answers that were checked. */
  walked: number;
}

/** Reads that need an object which Halcyon does not have, or which tests of their service drive. */
const DRIVEN_ELSEWHERE = [
  'datazone:GetLineageEvent',
  'datazone:GetLineageNode',
  'datazone:ListLineageEvents',
  'datazone:ListLineageNodeHistory',
  'datazone:ListTimeSeriesDataPoints',
  'lakeformation:DescribeLakeFormationIdentityCenterConfiguration',
];

describe.skipIf(!outside.boto3)('botocore reads the whole of Halcyon', () => {
  it('page by page, and finds its own types, enums and required members in every raw answer', async () => {
    const world = halcyonWorld();
    const report = await withSandbox({ world }, async (sandbox) => {
      const profiles = Object.fromEntries(
        world.accounts.map(({ id }) => {
          const key = issueKeys(sandbox.world, `arn:aws:iam::${id}:role/HeddleSteward`);
          return [id, [key.accessKeyId, key.secretAccessKey]];
        }),
      );
      const input = JSON.stringify({
        endpoint: sandbox.endpoint,
        regions: Object.fromEntries(world.accounts.map(({ id }) => [id, world.region])),
        profiles,
        store: world.identityStore?.identityStoreId,
        served: Object.fromEntries(SERVED.map(({ id, handlers }) => [id, Object.keys(handlers)])),
      });
      const { stdout, stderr, code } = await run('python3', ['test/support/python/read_all.py'], { input });
      expect(code, stderr).toBe(0);
      return JSON.parse(stdout) as Report;
    });
    expect(report.problems).toEqual([]);
    expect(report.walked).toBeGreaterThan(500);
    const count = (operation: string): number =>
      Object.entries(report.rows).reduce((sum, [where, rows]) => sum + (where.endsWith(` ${operation}`) ? rows : 0), 0);
    const lake = world.accounts.flatMap((account) => Object.values(account.regions));
    expect(count('iam:ListRoles')).toBe(world.accounts.reduce((sum, { roles }) => sum + roles.length, 0));
    expect(count('glue:GetTables')).toBeGreaterThanOrEqual(
      lake.reduce((sum, one) => sum + (one.TableList?.length ?? 0), 0) * 0.9,
    );
    expect(count('identitystore:ListUsers')).toBe((world.identityStore?.users.length ?? 0) * 2);
    // Every read that is served was driven; writes have tests of their own.
    const reads = SERVED.filter(({ id }) => !['sts', 'sso', 'sso-oidc'].includes(id)).flatMap(({ id, handlers }) =>
      Object.keys(handlers)
        .filter((name) => /^(Get|List|Search|Describe)/.test(name))
        .map((name) => `${id}:${name}`),
    );
    const missed = reads.filter((name) => !report.used.includes(name) && !DRIVEN_ELSEWHERE.includes(name));
    expect(missed).toEqual([]);
  });
});
